"""Lead or deputy ill: somebody acts for a day in one act."""

from datetime import date, timedelta

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.record import record
from inspections.lifecycle import locked
from inspections.models import ActingRole, TeamMember
from inspections.rules import acting as rules


@transaction.atomic
def let_act(
    instead_of: TeamMember,
    member: TeamMember,
    *,
    first_day: date,
    last_day: date | None = None,
    reason: str,
    by: Person,
) -> ActingRole:
    """From the first day's midnight to the end of the last: then it is over by itself. Raises Invalid."""
    row = locked(instead_of.inspection)
    rules.may_let_act(by, row)
    current = row.members.current()
    ill, well = current.get(pk=instead_of.pk), current.get(pk=member.pk)
    last = last_day or first_day
    rules.acting_fits(ill, well, first_day, last)
    acting = ActingRole.objects.create(
        member=well,
        instead_of=ill,
        role=ill.role,
        since=clock.at(first_day),
        until=clock.at(last + timedelta(days=1)),
        reason=reason,
        made_by=by,
    )
    record("let act", acting, by=by, inspection=row.ref, after=acting.role, reason=reason)
    return acting


@transaction.atomic
def end_acting(acting: ActingRole, *, reason: str, by: Person) -> ActingRole:
    """Before its time: whoever was ill is back, or it was entered by mistake. The rights end at once."""
    row = locked(acting.member.inspection)
    held = ActingRole.objects.select_for_update(of=("self",)).select_related("member__inspection").get(pk=acting.pk)
    rules.may_end_acting(by, held)
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    record("ended acting", held, by=by, inspection=row.ref, before=held.role, reason=reason)
    return held
