"""The mails of this room. They say that something waits and where: no content, no grade, no attachment."""

from django.conf import settings
from django.urls import reverse

from accounts.access import Role
from accounts.models import Person
from accounts.queries import holders
from files.mail import queue_mail
from reports.models import Report, Sending
from reports.rules import spoken

SUBJECTS = {
    "draft": "A draft {document} is ready for you to read",
    "final": "The final {document} is ready for you, under embargo",
}


def tell_of_sending(report: Report, sent: Sending, *, by: Person) -> None:
    """Tells the chief executive of Cafcass that the draft or the final version waits in the service."""
    for person in holders(Role.CHIEF_EXECUTIVE):
        _mail(report, sent.kind, person, _said(report, sent), by)


def tell_of_share(report: Report, kind: str, person: Person, *, by: Person) -> None:
    """Tells a link person that they may now read it."""
    _mail(report, kind, person, f"{by.name} has put you on its distribution.", by)


def tell_of_complaint(report: Report, *, by: Person) -> None:
    """Tells the complaint handlers, and nobody of the inspection, that a complaint has come."""
    for person in holders(Role.COMPLAINT_HANDLER):
        address = settings.SITE_URL + reverse("complaints", kwargs={"ref": report.inspection.ref})
        body = f"Dear {person.name},\n\nA formal complaint about an inspection waits for you: {address}\n"
        queue_mail(
            to=person.email,
            subject="A formal complaint waits for you",
            body=body,
            inspection=report.inspection.ref,
            by=by,
        )


def _said(report: Report, sent: Sending) -> str:
    if sent.kind == "draft":
        return (
            f"You may comment or make a formal complaint from {spoken(sent.window_opens)} to the end of "
            f"{spoken(sent.window_closes)}. You may share the draft with whomever you think fit; it is not public."
        )
    return (
        f"It is under embargo until it is published, which is planned for {spoken(sent.publication_planned)}. "
        "Our answers to your comments come with it"
        + (", and so does the summary for children." if report.inspection.graded else ".")
    )


def _mail(report: Report, kind: str, person: Person, said: str, by: Person) -> None:
    address = settings.SITE_URL + reverse(f"cafcass_{kind}", kwargs={"ref": report.inspection.ref})
    subject = SUBJECTS[kind].format(document=report.document)
    body = (
        f"Dear {person.name},\n\n{report.inspection.title}: {subject[0].lower()}{subject[1:]}.\n\n{said}\n\n"
        f"Read it here, signed in: {address}\n"
    )
    queue_mail(to=person.email, subject=subject, body=body, inspection=report.inspection.ref, by=by)
