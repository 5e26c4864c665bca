"""Adjustments, declared interests, and concerns about conduct."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid, NotAllowed
from files.mail import queue_mail
from inspections.actions.team import end_role
from inspections.confirmation import one_line
from inspections.lifecycle import locked
from inspections.models import (
    Adjustment,
    ConductAnswer,
    ConductConcern,
    Inspection,
    InterestDecision,
    InterestDeclaration,
    TeamMember,
)
from inspections.queries import people_with_role
from inspections.rules import conduct as rules
from inspections.rules.team import may_end


@transaction.atomic
def log_adjustment(
    inspection: Inspection, *, need: str, raised_by: str, raised_on: date, owner: Person, by: Person
) -> Adjustment:
    """A need that somebody raised, with who sees to it (GEN-06). Raises Invalid."""
    row = locked(inspection)
    rules.may_log_adjustment(by, row)
    rules.owner_fits(row, owner)
    rules.not_in_the_future(raised_on, "raised_on")
    made = Adjustment.objects.create(
        inspection=row, need=need, raised_by=raised_by, raised_on=raised_on, owner=owner, made_by=by
    )
    record("logged adjustment", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def raise_from_cafcass(inspection: Inspection, *, need: str, by: Person) -> Adjustment:
    """What the link person raises goes into the same log, and the lead sees to it (NOTI-18).

    The room that offers Cafcass the form has asked whether this person may.
    """
    row = locked(inspection)
    lead = people_with_role(row, Role.LEAD).get()
    made = Adjustment.objects.create(
        inspection=row, need=need, raised_by="Cafcass", raised_on=clock.today(), owner=lead, made_by=by
    )
    record("raised adjustment", made, by=by, inspection=row.ref)
    address = settings.SITE_URL.rstrip("/") + reverse("adjustment_list", args=[row.ref])
    body = f"Dear {lead.name},\n\nCafcass raised something under the equalities duties: {address}\n"
    queue_mail(to=lead.email, subject="Cafcass raised a need", body=body, inspection=row.ref, by=by)
    return made


@transaction.atomic
def answer_adjustment(
    adjustment: Adjustment, *, step: str, answered_on: date, version: int | None = None, by: Person
) -> Adjustment:
    """What was done about it, and when. Raises Stale with both texts."""
    held = Adjustment.objects.select_for_update().select_related("inspection").get(pk=adjustment.pk)
    rules.may_answer_adjustment(by, held.inspection)
    check_version(held.version, version, [Both("What was done", step, held.step)])
    rules.not_in_the_future(answered_on, "answered_on")
    held.step, held.answered_on, held.version = step, answered_on, held.version + 1
    held.save(update_fields=["step", "answered_on", "version"])
    record("answered adjustment", held, by=by, inspection=held.inspection.ref)
    return held


@transaction.atomic
def declare_interest(inspection: Inspection, *, none: bool, text: str = "", by: Person) -> InterestDeclaration:
    """A member's own declaration; a later one takes its place and the earlier one stays in the record."""
    row = locked(inspection)
    member = rules.own_role(by, row)
    if not none and not text.strip():
        raise Invalid("text", "Enter what the interest is, without anybody's name.")
    made = InterestDeclaration.objects.create(member=member, none=none, text="" if none else text)
    record("declared interest", made, by=by, inspection=row.ref, after="none" if none else "an interest")
    return made


@transaction.atomic
def decide_interest(
    declaration: InterestDeclaration, *, outcome: str, limits: str = "", reason: str, by: Person
) -> InterestDecision:
    """Stays, is limited, or leaves at once; whoever leaves loses access with the same act."""
    row = locked(declaration.member.inspection)
    rules.may_decide_interest(by, declaration)
    if outcome == InterestDecision.Outcome.LIMITED and not limits.strip():
        raise Invalid("limits", "Enter what they are kept from: sites, cases or subjects.")
    if outcome == InterestDecision.Outcome.LEAVES:
        _may_leave(declaration.member)
    made = InterestDecision.objects.create(
        declaration=declaration, outcome=outcome, limits=limits, reason=reason, by=by
    )
    record("decided on interest", made, by=by, inspection=row.ref, after=outcome)
    if outcome == InterestDecision.Outcome.LEAVES:
        end_role(declaration.member, reason="A declared interest.", by=by)
    return made


def _may_leave(member: TeamMember) -> None:
    """What keeps somebody in a role is said beside the choice, and the reason that was typed stays."""
    try:
        may_end(member)
    except NotAllowed as kept:
        raise Invalid("outcome", kept.reason) from kept


@transaction.atomic
def raise_conduct_concern(inspection: Inspection, *, about_lead: bool, text: str, by: Person) -> ConductConcern:
    """Cafcass's concern about somebody's conduct; whoever answers is told by mail that there is one (GEN-05)."""
    row = locked(inspection)
    rules.may_raise(by, row)
    made = ConductConcern.objects.create(inspection=row, about_lead=about_lead, text=text, by=by)
    record("raised conduct concern", made, by=by, inspection=row.ref)
    for person in people_with_role(row, Role.QA_MANAGER if about_lead else Role.LEAD):
        _tell(person, row, "Cafcass has written about somebody's conduct. Sign in to read and answer it.", by)
    return made


@transaction.atomic
def answer_conduct_concern(concern: ConductConcern, *, text: str, by: Person) -> ConductAnswer:
    """The answer to Cafcass; whoever wrote is told by mail that it is there."""
    locked(concern.inspection)
    rules.may_answer(by, concern)
    made = ConductAnswer.objects.create(concern=concern, text=text, by=by, at=clock.now())
    record("answered conduct concern", made, by=by, inspection=concern.inspection.ref)
    _tell(concern.by, concern.inspection, "Your concern about conduct is answered. Sign in to read it.", by)
    return made


def _tell(person: Person, row: Inspection, sentence: str, by: Person) -> None:
    # Nothing about anybody goes by mail, only that there is something to read.
    subject = f"Conduct: {one_line(row.title)}"[:200]
    queue_mail(to=person.email, subject=subject, body=f"{sentence}\n", inspection=row.ref, by=by)
