"""Further requests: drafted, agreed, answered; and what Cafcass offers late (OFF-15, OFF-16, DOC-01…06)."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from files import uploads
from files.mail import queue_mail
from files.uploads import Arrived
from information.models import AdditionalOffer, FurtherRequest, LineOfEnquiry, RequestFile, RequestReply
from information.queries.notification import known_on
from information.rules import further as rules
from information.workflow import FURTHER, OFFER
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.queries import acting_as, link_people
from inspections.roles import roles_on


def taken(request: FurtherRequest) -> FurtherRequest:
    held = FurtherRequest.objects.select_for_update(of=("self",)).select_related("inspection__timeline", "proposed_by")
    return held.get(pk=request.pk)


@transaction.atomic
def draft_request(
    inspection: Inspection,
    *,
    kind: str,
    what: str,
    reason: str,
    case_ref: str = "",
    child_reason: str = "",
    line: LineOfEnquiry | None = None,
    by: Person,
) -> FurtherRequest:
    """By anybody of the team it waits for the lead, and Cafcass knows nothing; the lead's own goes out at once."""
    row = locked(inspection)
    rules.may_draft(by, row)
    rules.must_say(row, kind, case_ref, child_reason)
    child = kind == FurtherRequest.Kind.CHILD
    last = FurtherRequest.objects.filter(inspection=row).aggregate(last=Max("number"))["last"] or 0
    made = FurtherRequest.objects.create(
        inspection=row,
        number=last + 1,
        kind=kind,
        what=what,
        reason=reason,
        case_ref=case_ref if child else "",
        child_reason=child_reason if child else "",
        line=line,
        proposed_by=by,
    )
    record("proposed request", made, by=by, inspection=row.ref, after=made.state)
    if Role.LEAD in roles_on(by, row):
        _send(made, by)
    return made


@transaction.atomic
def agree_request(request: FurtherRequest, *, by: Person) -> FurtherRequest:
    """It goes to Cafcass."""
    row = taken(request)
    rules.may_decide(row, by)
    return _send(row, by)


@transaction.atomic
def log_agreed(request: FurtherRequest, *, by: Person) -> FurtherRequest:
    """The lead agreed by phone: it goes out, and waits for the lead's own confirmation (OFF-16)."""
    row = taken(request)
    rules.may_log(row, by)
    row.by_phone = True
    return _send(row, by)


def _send(row: FurtherRequest, by: Person) -> FurtherRequest:
    before, row.state = row.state, FURTHER.target(row.state, "agree")
    row.decided_by, row.decided_at = by, clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at", "by_phone"])
    ref = row.inspection.ref
    record("sent request", row, by=by, inspection=ref, before=before, after="by phone" if row.by_phone else row.state)
    address = settings.SITE_URL.rstrip("/") + reverse("own_request_list", args=[ref])
    for person in link_people(row.inspection):
        body = f"Dear {person.name},\n\nThere is an information request for you: {address}\n"
        queue_mail(to=person.email, subject="An information request", body=body, inspection=ref, by=by)
    return row


@transaction.atomic
def confirm_request(request: FurtherRequest, *, by: Person) -> FurtherRequest:
    """The lead confirms what a deputy logged as agreed by phone."""
    row = taken(request)
    rules.may_confirm(row, by)
    row.confirmed_at = clock.now()
    row.save(update_fields=["confirmed_at"])
    record("confirmed request", row, by=by, inspection=row.inspection.ref)
    return row


@transaction.atomic
def decline_request(request: FurtherRequest, *, reason: str, by: Person) -> FurtherRequest:
    """Cafcass is not asked, and never learns of it."""
    row = taken(request)
    rules.may_decide(row, by)
    row.state = FURTHER.target(row.state, "decline")
    row.decided_by, row.decided_at, row.decline_reason = by, clock.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "decline_reason"])
    record("declined request", row, by=by, inspection=row.inspection.ref, after=row.state, reason=reason)
    return row


@transaction.atomic
def answer_request(
    request: FurtherRequest, arrived: Iterable[Arrived], *, leader: str, text: str, by: Person
) -> RequestReply:
    """By a senior leader, in words or with files; a further reply may follow (DOC-06)."""
    row = taken(request)
    rules.may_answer(row, by)
    files, ref = list(arrived), row.inspection.ref
    if not files and not text.strip():
        raise Invalid("text", "Type an answer or add a file.")
    made = RequestReply.objects.create(request=row, leader=leader, text=text, by=by)
    for each in files:
        RequestFile.objects.create(reply=made, upload=uploads.receive(each, by=by, inspection=ref))
    row.state = FURTHER.target(row.state, "answer")
    row.save(update_fields=["state"])
    record("answered request", row, by=by, inspection=ref, after=row.state)
    return made


@transaction.atomic
def view_after_reply(request: FurtherRequest, *, text: str, by: Person) -> FurtherRequest:
    """The inspector's view after the reply."""
    row = taken(request)
    rules.may_view(row, by)
    return keep_view(row, text, by)


def keep_view(row: FurtherRequest, text: str, by: Person) -> FurtherRequest:
    """The caller asked its rule: whoever asked for it writes the view, or whoever closes the evaluation of the case."""
    row.view_after = text
    row.save(update_fields=["view_after"])
    record("wrote view after reply", row, by=by, inspection=row.inspection.ref)
    return row


@transaction.atomic
def offer(
    inspection: Inspection, arrived: Iterable[Arrived], *, title: str, reason: str, by: Person
) -> AdditionalOffer:
    """Sealed from the first moment: the lead is told that there is something, by mail, and not what."""
    row = locked(inspection)
    rules.may_offer(row, by)
    files = list(arrived)
    if len(files) > 1:
        raise Invalid("documents", "Offer one file at a time: each is decided on by itself.")
    upload = uploads.receive(files[0], by=by, inspection=row.ref) if files else None
    made = AdditionalOffer.objects.create(inspection=row, title=title, reason=reason, upload=upload, by=by)
    record("offered", made, by=by, inspection=row.ref, after=made.state)
    address = settings.SITE_URL.rstrip("/") + reverse("offer_list", args=[row.ref])
    for lead in acting_as(row, Role.LEAD):
        body = f"Dear {lead.name},\n\nCafcass offers additional information: {address}\n"
        queue_mail(to=lead.email, subject="Cafcass offers additional information", body=body, inspection=row.ref, by=by)
    return made


@transaction.atomic
def decide_offer(
    offered: AdditionalOffer, *, accept: bool, discussed_on: date, reason: str = "", by: Person
) -> AdditionalOffer:
    """After a talk; for good. Cafcass reads the decision and its reason (DOC-01, DOC-03)."""
    row = AdditionalOffer.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=offered.pk)
    rules.may_decide_offer(row, by)
    if discussed_on > clock.today():
        raise Invalid("discussed_on", "The talk with Cafcass comes first: this day has not come yet.", "DOC-01")
    if not known_on(row.inspection, discussed_on):
        raise Invalid("discussed_on", "Cafcass had not been called yet on this day.", "DOC-01")
    if not accept and not reason.strip():
        raise Invalid("reason", "Give a reason for declining: Cafcass reads it.", "DOC-03")
    before, row.state = row.state, OFFER.target(row.state, "accept" if accept else "decline")
    row.discussed_on, row.decision_reason, row.decided_by, row.decided_at = discussed_on, reason, by, clock.now()
    row.save(update_fields=["state", "discussed_on", "decision_reason", "decided_by", "decided_at"])
    record("decided on offer", row, by=by, inspection=row.inspection.ref, before=before, after=row.state, reason=reason)
    return row
