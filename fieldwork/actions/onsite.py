"""The first meeting, what was not ready then, and the meetings on arrival (SITE-01, SITE-03, SITE-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from fieldwork import versions
from fieldwork.actions.outcomes import Outcome, apply
from fieldwork.models import ArrangementNotReady, ArrivalMeeting, DiaryEntry, DiaryVersion, FirstMeeting
from fieldwork.queries.people import team_of, who_of
from fieldwork.rules import rights
from govuk import words
from inspections.lifecycle import locked
from inspections.models import Inspection, Site
from inspections.roles import permit
from inspections.rules.deferral import last_call
from inspections.workflow import State


@dataclass(frozen=True)
class Told:
    """The first meeting as it went; `not_ready` are (site or None, what)."""

    held_at: datetime
    people: str
    place: str
    matters_reviewed: bool = False
    questions_answered: bool = False
    arrangements_confirmed: bool = False
    not_ready: Sequence[tuple[Site | None, str]] = ()


@transaction.atomic
def record_first_meeting(inspection: Inspection, told: Told, *, by: Person) -> FirstMeeting:
    """Each arrangement that is not ready becomes an action for the link person (SITE-03). Raises Invalid."""
    row = locked(inspection)
    permit(by, row, Thing.DIARY, Verb.DECIDE)
    require(row.has_reached(State.ANNOUNCED), "Cafcass has not been told yet.")
    require(not hasattr(row, "first_meeting"), "The first meeting is recorded already.")
    _must_agree(row, told)
    given = {name: value for name, value in vars(told).items() if name != "not_ready"}
    meeting = FirstMeeting.objects.create(inspection=row, recorded_by=by, **given)
    for site, what in told.not_ready:
        ArrangementNotReady.objects.create(meeting=meeting, site=site, what=what)
    record("recorded first meeting", meeting, by=by, inspection=row.ref)
    return meeting


def _must_agree(row: Inspection, told: Told) -> None:
    if told.held_at > clock.now():
        raise Invalid("day", "The meeting has not been held yet.")
    call = last_call(row)
    if call and told.held_at < call.called_at:
        called = words.short_day(clock.london(call.called_at).date())
        raise Invalid("day", f"Cafcass was called on {called}: the meeting cannot have been held before.")
    if not told.arrangements_confirmed and not told.not_ready:
        raise Invalid("not_ready", "Name what is not ready, or tick that the arrangements are confirmed.", "SITE-03")
    if told.arrangements_confirmed and told.not_ready:
        raise Invalid("not_ready", "The arrangements are ticked as confirmed, and this says what is not.", "SITE-03")
    if any(site and site.inspection_id != row.pk for site, _ in told.not_ready):
        raise Invalid("not_ready", "Name sites of this inspection.")


@transaction.atomic
def arrangement_is_ready(arrangement: ArrangementNotReady, *, by: Person) -> ArrangementNotReady:
    """The link person says that it is ready now."""
    row = locked(arrangement.meeting.inspection)
    permit(by, row, Thing.DIARY_TOLD, Verb.CREATE)
    stored = ArrangementNotReady.objects.select_for_update(of=("self",)).get(pk=arrangement.pk)
    if stored.ready_at is None:
        stored.ready_at, stored.ready_by = clock.now(), by
        stored.save(update_fields=["ready_at", "ready_by"])
        record("made arrangement ready", stored, by=by, inspection=row.ref)
    return stored


@dataclass(frozen=True)
class Arrival:
    """Whom the deputy met, by role, when, and whether the plans for the place were explained."""

    met: str
    met_at: time
    plans_explained: bool


@transaction.atomic
def record_arrival_meeting(entry: DiaryEntry, arrival: Arrival, *, by: Person) -> ArrivalMeeting:
    """Also logs the arrival itself, where nobody has yet (SITE-01, SITE-04)."""
    row = locked(entry.inspection)
    team = team_of(row)
    stored = DiaryEntry.objects.select_for_update(of=("self",)).select_related("inspection", "site").get(pk=entry.pk)
    rights.may_record_arrival(by, stored, team)
    if clock.now() < clock.at(stored.day, arrival.met_at.hour, arrival.met_at.minute):
        raise Invalid("met_at", "This time has not come yet.")
    if not arrival.plans_explained:
        raise Invalid("plans_explained", "Record the meeting when the plans for this place are explained.", "SITE-04")
    meeting = ArrivalMeeting.objects.create(entry=stored, recorded_by=by, **vars(arrival))
    if stored.status == DiaryEntry.Status.PLANNED:
        before = versions.standing(stored, team, who_of(stored))
        apply(stored, Outcome(happened=True, starts=arrival.met_at, with_whom=arrival.met), by)
        after = versions.standing(stored, team, who_of(stored))
        versions.keep(stored, DiaryVersion.Act.RECORDED, before, after, reason="", by=by)
    record("recorded arrival meeting", meeting, by=by, inspection=row.ref)
    return meeting
