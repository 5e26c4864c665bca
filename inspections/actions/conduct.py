"""Declaring and deciding, accepting the code, concerns, adjustments, and the start of fieldwork (GEN-05, GEN-06)."""

from datetime import date

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid, require
from files.mail import queue_mail
from inspections.actions.team import end_now
from inspections.confirmation import one_line
from inspections.lifecycle import locked
from inspections.models import (
    Adjustment,
    ConductAcceptance,
    ConductConcern,
    FieldworkStart,
    Inspection,
    Interest,
)
from inspections.roles import permit
from inspections.rules import conduct as rules


@transaction.atomic
def declare_interest(inspection: Inspection, *, none: bool, what: str = "", by: Person) -> Interest:
    """One's own ties to Cafcass, or that there are none. A later declaration stands beside the earlier one."""
    row = locked(inspection)
    member = rules.may_declare(by, row)
    if not none and not what.strip():
        raise Invalid("what", "Say what there is, or select that there is none.")
    interest = Interest.objects.create(member=member, none=none, what="" if none else what)
    record("declared interests", interest, by=by, inspection=row.ref, after="none" if none else "some")
    return interest


@transaction.atomic
def decide_interest(interest: Interest, *, outcome: str, limit: str = "", by: Person) -> Interest:
    """Stays, is kept from a site or a case, or leaves, which ends the role at once. Raises Invalid, NotAllowed."""
    row = locked(interest.member.inspection)
    stored = Interest.objects.select_for_update().get(pk=interest.pk)
    rules.may_decide_interest(by, row, stored)
    rules.decision_fits(stored, outcome, limit)
    stored.outcome, stored.limit, stored.decided_by, stored.decided_at = outcome, limit, by, clock.now()
    stored.save(update_fields=["outcome", "limit", "decided_by", "decided_at"])
    record("decided interests", stored, by=by, inspection=row.ref, after=outcome, reason=limit)
    if outcome == Interest.Outcome.LEAVES and stored.member.until is None:
        end_now(stored.member, limit or "A conflict of interest.", by)
    return stored


@transaction.atomic
def accept_code(*, by: Person) -> ConductAcceptance:
    """Once; a second time changes nothing (GEN-05)."""
    require(by.side == Person.Side.OFSTED, "The code of conduct is for inspectors.")
    accepted, new = ConductAcceptance.objects.get_or_create(person=by, defaults={"accepted_at": clock.now()})
    if new:
        record("accepted code of conduct", accepted, by=by)
    return accepted


@transaction.atomic
def raise_concern(inspection: Inspection, *, about: Person, text: str, by: Person) -> ConductConcern:
    """Goes to the lead, or where it is about the lead to the QA manager, who is told by mail that there is one."""
    row = locked(inspection)
    permit(by, row, Thing.CONDUCT_CONCERN, Verb.CREATE)
    if not row.members.current().filter(person=about).exists():
        raise Invalid("about", "Select somebody of the team.")
    reader = rules.goes_to(row, about)
    concern = ConductConcern.objects.create(
        inspection=row, about=about, text=text, goes_to_role=reader.role, made_by=by
    )
    record("raised concern", concern, by=by, inspection=row.ref, after=reader.role)
    body = f"Cafcass has a concern about conduct on: {one_line(row.title)}\n\nSign in to read it.\n"
    subject = f"Concern about conduct: {one_line(row.title)}"[:200]
    queue_mail(to=reader.person.email, subject=subject, body=body, inspection=row.ref, by=by)
    return concern


@transaction.atomic
def raise_adjustment(
    inspection: Inspection, *, need: str, raised_by: str, raised_on: date, owner: Person | None = None, by: Person
) -> Adjustment:
    """A need, by whom, since when, and who sees to it (GEN-06)."""
    row = locked(inspection)
    permit(by, row, Thing.ADJUSTMENT, Verb.CREATE)
    if raised_on > clock.today():
        raise Invalid("raised_on", "This day has not come yet.")
    if owner and not row.members.current().filter(person=owner).exists():
        raise Invalid("owner", f"{owner} is not on this inspection.")
    made = Adjustment.objects.create(inspection=row, need=need, raised_by=raised_by, raised_on=raised_on, owner=owner)
    record("raised adjustment", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def answer_adjustment(
    adjustment: Adjustment, *, step: str, step_on: date, version: int | None = None, by: Person
) -> Adjustment:
    """The step that was taken. Raises Stale with both texts."""
    row = locked(adjustment.inspection)
    permit(by, row, Thing.ADJUSTMENT, Verb.EDIT)
    stored = Adjustment.objects.select_for_update().get(pk=adjustment.pk)
    check_version(stored.version, version, [Both("Step taken", step, stored.step)])
    if step_on < stored.raised_on:
        raise Invalid("step_on", "The step cannot come before the need was raised.")
    stored.step, stored.step_on, stored.version = step, step_on, stored.version + 1
    stored.save(update_fields=["step", "step_on", "version"])
    record("answered adjustment", stored, by=by, inspection=row.ref)
    return stored


@transaction.atomic
def start_fieldwork(inspection: Inspection, *, reason: str = "", by: Person) -> FieldworkStart:
    """The lead says that the team is on site. An unanswered adjustment asks for an answer or a reason (GEN-06)."""
    row = locked(inspection)
    rules.may_start_fieldwork(by, row)
    count = rules.must_be_answered(row, reason)
    start = FieldworkStart.objects.create(inspection=row, unanswered=count, reason=reason, started_by=by)
    record("started fieldwork", start, by=by, inspection=row.ref, reason=reason)
    return start
