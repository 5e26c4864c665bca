"""Questions asked and answered, sites and context described, by either side (NOTI-11, NOTI-14, NOTI-20)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.record import record
from files.mail import queue_mail
from information.models import ContextNote, PreparationMark, Question, QuestionAnswer, SiteSetup
from information.rules import settling as rules
from information.rules.preparing import ADJUSTMENTS
from inspections.actions.conduct import raise_from_cafcass
from inspections.lifecycle import locked
from inspections.models import Inspection, Site
from inspections.queries import acting_as, link_people

NOTHING_TO_RAISE = "Nothing to raise."


@transaction.atomic
def ask(inspection: Inspection, *, text: str, outside: bool = False, by: Person) -> Question:
    """The other side is told by mail that there is a question. `outside`: Cafcass asks."""
    row = locked(inspection)
    rules.may_settle(by, row, outside=outside)
    rules.must_say(text, "text", "Enter the question.")
    made = Question.objects.create(inspection=row, from_cafcass=outside, text=text, by=by)
    record("asked question", made, by=by, inspection=row.ref)
    _tell(row, "There is a question for you", outside, by)
    return made


@transaction.atomic
def answer(question: Question, *, text: str, outside: bool = False, by: Person) -> QuestionAnswer:
    """Both sides read it with its day and time."""
    row = locked(question.inspection)
    rules.may_answer(by, question, outside=outside)
    rules.must_say(text, "text", "Enter the answer.")
    made = QuestionAnswer.objects.create(question=question, text=text, by=by)
    record("answered question", made, by=by, inspection=row.ref)
    _tell(row, "A question of yours is answered", outside, by)
    return made


def _tell(row: Inspection, subject: str, outside: bool, by: Person) -> None:
    people = acting_as(row, Role.LEAD) if outside else link_people(row)
    page = "question_list" if outside else "own_question_list"
    address = settings.SITE_URL.rstrip("/") + reverse(page, args=[row.ref])
    for person in people:
        body = f"Dear {person.name},\n\n{subject}: {address}\n"
        queue_mail(to=person.email, subject=subject, body=body, inspection=row.ref, by=by)


@transaction.atomic
def describe_site(site: Site, given: dict[str, Any], *, outside: bool = False, by: Person) -> SiteSetup:
    """What is ready there and how it is set up, as it stands now; what was said before stays."""
    row = locked(site.inspection)
    rules.may_settle(by, row, outside=outside)
    made = SiteSetup.objects.create(site=site, from_cafcass=outside, by=by, **given)
    record("described site", made, by=by, inspection=row.ref, after=site.code)
    return made


@transaction.atomic
def describe_context(
    inspection: Inspection, given: dict[str, str], *, outside: bool = False, by: Person
) -> ContextNote:
    row = locked(inspection)
    rules.may_settle(by, row, outside=outside)
    rules.must_say("".join(given.values()), "context", "Enter something in one of the boxes.")
    made = ContextNote.objects.create(inspection=row, from_cafcass=outside, by=by, **given)
    record("described context", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def say_equalities(inspection: Inspection, *, needs: bool, need: str = "", by: Person) -> None:
    """Cafcass raises a need, which goes into the log of adjustments, or says that there is none (NOTI-18).

    With nothing to raise the matter of the checklist is done that day; a need keeps it open until the lead settles it.
    """
    row = locked(inspection)
    rules.may_settle(by, row, outside=True)
    if needs:
        rules.must_say(need, "need", "Enter what is needed.")
        raise_from_cafcass(row, need=need, by=by)
    note = "" if needs else NOTHING_TO_RAISE
    mark = {"done": not needs, "done_on": clock.today(), "with_whom": "Cafcass", "note": note}
    made = PreparationMark.objects.create(inspection=row, code=ADJUSTMENTS, by=by, **mark)
    record("answered on equalities", made, by=by, inspection=row.ref, after="open" if needs else "done")
