"""Who joins and leaves a team; a role is ended, never rewritten."""

from dataclasses import dataclass

from django.db import transaction

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from inspections.lifecycle import locked
from inspections.models import Inspection, Pair, PairMember, TeamMember
from inspections.replacing import replaced
from inspections.rules import team as rules


@dataclass(frozen=True)
class Joining:
    """Somebody about to join: the purpose and the paired inspector are a shadow's (TEAM-05)."""

    person: Person
    role: Role
    purpose: str = ""
    paired_with: Person | None = None
    reason: str = ""


@transaction.atomic
def add_member(
    inspection: Inspection,
    person: Person,
    role: str,
    *,
    purpose: str = "",
    paired_with: Person | None = None,
    reason: str = "",
    by: Person,
) -> TeamMember:
    """Gives somebody a role from now on. A new QA manager ends the role of the one before. Raises Invalid."""
    row = locked(inspection)
    rules.may_change_team(by, row)
    joining = Joining(person, Role(role), purpose, paired_with, reason)
    rules.may_join(row, person, joining.role)
    _meets(row, joining, by)
    return _join(row, joining, by)


def _meets(row: Inspection, joining: Joining, by: Person) -> None:
    rules.must_fit(row, joining.role, joining.reason, by)
    if joining.role == Role.LEAD:
        rules.may_lead(row)
    if joining.role == Role.SHADOW:
        rules.may_shadow(row, joining.purpose, joining.reason)
        rules.may_be_shadowed(row, joining.paired_with)
    if joining.role == Role.QA_MANAGER:
        _replace_qa_manager(row, joining, by)


def _replace_qa_manager(row: Inspection, joining: Joining, by: Person) -> None:
    present = row.members.current().filter(role=Role.QA_MANAGER).select_related("person").first()
    if present:
        rules.need_reason(
            joining.reason, f"{present.person} is the quality assurance manager: give a reason for the change."
        )
        _end(present, joining.reason, by)


def _join(row: Inspection, joining: Joining, by: Person) -> TeamMember:
    shadow = joining.role == Role.SHADOW
    member = TeamMember.objects.create(
        inspection=row,
        person=joining.person,
        role=joining.role,
        since=clock.now(),
        purpose=joining.purpose if shadow else "",
        paired_with=joining.paired_with if shadow else None,
        reason=joining.reason,
    )
    record("added to team", member, by=by, inspection=row.ref, after=member.role, reason=joining.reason)
    return member


@transaction.atomic
def end_role(member: TeamMember, *, reason: str, by: Person) -> TeamMember:
    """Ends a role at once: the person's next request finds it gone, and their seat in a pair with it."""
    row = locked(member.inspection)
    rules.may_change_team(by, row)
    held = row.members.select_for_update().get(pk=member.pk)
    rules.may_end(held)
    _end(held, reason, by)
    return held


def end_now(member: TeamMember, reason: str, by: Person) -> None:
    """Ends the role inside the caller's transaction; the caller asked the rule."""
    _end(member, reason, by)


def _end(member: TeamMember, reason: str, by: Person) -> None:
    member.until = max(clock.now(), member.since)
    member.save(update_fields=["until"])
    record("ended role", member, by=by, inspection=member.inspection.ref, before=member.role, reason=reason)
    _leave_pairs(member, by)
    shadows = member.inspection.members.current().filter(role=Role.SHADOW, paired_with=member.person)
    for shadow in shadows:
        shadow.paired_with = None
        shadow.save(update_fields=["paired_with"])
        record("lost paired inspector", shadow, by=by, inspection=member.inspection.ref)


def _leave_pairs(member: TeamMember, by: Person) -> None:
    for pair in Pair.objects.filter(dissolved_at=None, seats__member=member):
        pair.seats.filter(member=member).delete()
        pair.confirmed_at, pair.version = None, pair.version + 1
        pair.save(update_fields=["confirmed_at", "version"])
        record("left pair", pair, by=by, inspection=member.inspection.ref)


@transaction.atomic
def pair_shadow(shadow: TeamMember, *, paired_with: Person, by: Person) -> TeamMember:
    """Names the inspector whom a shadow follows; without one they read nothing."""
    row = locked(shadow.inspection)
    rules.may_change_team(by, row)
    held = row.members.current().select_for_update().get(pk=shadow.pk, role=Role.SHADOW)
    rules.may_be_shadowed(row, paired_with)
    held.paired_with = paired_with
    held.save(update_fields=["paired_with"])
    record("paired", held, by=by, inspection=row.ref)
    return held


@transaction.atomic
def hand_over_lead(
    inspection: Inspection, person: Person, *, reason: str, stays_as: str = "", by: Person
) -> TeamMember:
    """One act: the lead's role ends and this person's begins; the former lead may stay in another role."""
    row = locked(inspection)
    rules.may_change_team(by, row)
    former = row.members.current().filter(role=Role.LEAD).select_related("person").first()
    if former and former.person == person:
        raise Invalid("person", f"{person} is the lead inspector already.", "TEAM-01")
    for member in filter(None, (former, _held_on_team(row, person))):
        _end(member, reason, by)
    rules.may_join(row, person, Role.LEAD)
    lead = _join(row, Joining(person, Role.LEAD, reason=reason), by)
    if former:
        replaced(former, lead, by)
    if former and stays_as:
        _meets(row, Joining(former.person, Role(stays_as), reason=reason), by)
        _join(row, Joining(former.person, Role(stays_as), reason=reason), by)
    return lead


@transaction.atomic
def replace_member(member: TeamMember, person: Person, *, reason: str, by: Person) -> TeamMember:
    """One act in mid-inspection: one leaves at once, another takes the role and the seat in the pair. Raises Invalid.

    What the leaver wrote stays theirs. A lead is handed over, because that is another decision.
    """
    row = locked(member.inspection)
    rules.may_change_team(by, row)
    held = row.members.select_for_update().select_related("person").get(pk=member.pk)
    rules.may_be_replaced(held)
    rules.may_join(row, person, Role(held.role))
    seats = list(PairMember.objects.filter(member=held, pair__dissolved_at=None).select_related("pair"))
    confirmed = {seat.pair_id: seat.pair.confirmed_at for seat in seats}
    shadows = list(row.members.current().filter(role=Role.SHADOW, paired_with=held.person))
    _end(held, reason, by)
    shadowed = Joining(person, Role(held.role), held.purpose, held.paired_with, reason)
    comer = _join(row, shadowed, by)
    for seat in seats:
        PairMember.objects.create(pair=seat.pair, member=comer)
        # The same role sits in the same seat, so what was confirmed stands.
        Pair.objects.filter(pk=seat.pair_id).update(confirmed_at=confirmed[seat.pair_id])
    for shadow in shadows:
        shadow.paired_with = person
        shadow.save(update_fields=["paired_with"])
    record("replaced", comer, by=by, inspection=row.ref, before=held.role, after=comer.role, reason=reason)
    replaced(held, comer, by)
    return comer


def _held_on_team(row: Inspection, person: Person) -> TeamMember | None:
    return row.members.current().filter(person=person, role__in=rules.COUNTED).first()
