"""Planning an inspection or visit, renaming and cancelling it."""

from datetime import date

from django.db import transaction

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from framework.versions import FrameworkVersion
from inspections import kinds
from inspections.actions.programme import link_plan
from inspections.actions.seasons import keep
from inspections.forecast import forecast
from inspections.lifecycle import advance, locked
from inspections.models import Inspection, ProgrammeDecision, TeamMember
from inspections.models.inspection import new_ref
from inspections.rules import plan as rules
from inspections.rules.seasons import NONE, Agreement, must_be_possible
from inspections.rules.team import may_join
from scheduling import actions as timelines


@transaction.atomic
def create_inspection(
    *,
    kind: str,
    title: str,
    onsite_week: date,
    lead: Person | None = None,
    reason: str = "",
    agreement: Agreement = NONE,
    decision: ProgrammeDecision | None = None,
    by: Person,
) -> Inspection:
    """Saves a plan with its timetable. `onsite_week` is the Monday of the first on-site week. Raises Invalid.

    `agreement` is Cafcass's to a focused visit in August (PROG-12); `decision` is the one from which it is planned.
    """
    rules.may_plan(by, lead)
    rules.may_be_kind(kind)
    rules.must_be_monday(onsite_week)
    rules.must_lie_ahead(onsite_week)
    planned = forecast(kind, onsite_week)
    must_be_possible(planned, onsite_week, reason, agreement)
    inspection = _saved(kind, title, onsite_week, planned.version, by)
    record("planned", inspection, by=by, inspection=inspection.ref, after=inspection.state, reason=reason)
    keep(inspection, planned, onsite_week, agreement, by)
    if decision:
        link_plan(inspection, decision, by)
    if lead:
        _led_by(inspection, lead, by)
    return inspection


def _led_by(inspection: Inspection, lead: Person, by: Person) -> None:
    may_join(inspection, lead, Role.LEAD)
    member = TeamMember.objects.create(inspection=inspection, person=lead, role=Role.LEAD, since=clock.now())
    record("added to team", member, by=by, inspection=inspection.ref, after=member.role)


def _saved(kind: str, title: str, onsite_week: date, pinned: FrameworkVersion, by: Person) -> Inspection:
    shape = kinds.timetable_kind(kind, pinned)
    ref = new_ref()
    timeline = timelines.create_timeline(shape, pinned.code, onsite_week, by, inspection=ref)
    return Inspection.objects.create(
        ref=ref, kind=kind, title=title, framework_version=pinned.code, timeline=timeline, made_by=by
    )


@transaction.atomic
def rename(inspection: Inspection, *, title: str, version: int | None, by: Person) -> Inspection:
    """Gives it another title. Raises Stale with both texts when the plan has changed since."""
    row = locked(inspection)
    rules.may_change_plan(by, row)
    check_version(row.version, version, [Both("Title", title, row.title)])
    row.title, row.version = title, row.version + 1
    row.save(update_fields=["title", "version"])
    record("renamed", row, by=by, inspection=row.ref)
    return row


@transaction.atomic
def cancel(inspection: Inspection, *, reason: str, by: Person) -> Inspection:
    """Ends a plan of which Cafcass was not told."""
    rules.may_cancel(by, locked(inspection))
    return advance(inspection, "cancel", by=by, reason=reason)
