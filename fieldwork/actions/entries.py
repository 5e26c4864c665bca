"""Entries of the diary: added, changed, moved, taken out. Every version is kept (SITE-10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from django.db import transaction
from django.db.models import Q

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid, require
from fieldwork import versions
from fieldwork.days import FieldDays, days_of
from fieldwork.flags import minutes
from fieldwork.models import DiaryEntry, DiaryVersion, EntrySeat
from fieldwork.queries import entries as reading
from fieldwork.queries.advice import is_its_entry
from fieldwork.queries.elsewhere import beside
from fieldwork.queries.people import Team, pair_of, team_of, who_of
from fieldwork.rules import entries as rules
from fieldwork.rules import rights
from fieldwork.rules.entries import Wanted
from inspections.lifecycle import locked
from inspections.models import Inspection

Act = DiaryVersion.Act
# What of a wanted entry stands in the row under the same name.
SAME = (
    "kind",
    "title",
    "day",
    "starts",
    "ends",
    "site",
    "place",
    "with_whom",
    "with_manager",
    "manager_ground",
    "linked",
    "notes",
    "cafcass_title",
    "reason",
    "made_from",
)


@dataclass(frozen=True)
class Planning:
    """One inspection's days and people, read once for an action."""

    inspection: Inspection
    days: FieldDays
    team: Team


def planning(inspection: Inspection) -> Planning:
    return Planning(inspection, days_of(inspection), team_of(inspection))


@transaction.atomic
def add_entry(inspection: Inspection, wanted: Wanted, *, by: Person, act: Act = Act.ADDED) -> DiaryEntry:
    """Raises Invalid beside what a rule finds, NotAllowed."""
    here = planning(locked(inspection))
    rights.may_add(by, here.inspection, here.team, wanted.members)
    rules.must_fit(wanted, here.days, here.team)
    must_be_explained(here, wanted)
    return write(here, wanted, by=by, act=act)


def must_be_explained(here: Planning, wanted: Wanted, number: int = 0) -> None:
    """Looks at the other entries of that day, and at meetings without one (SITE-06, SITE-08, SITE-12, TIME-07)."""
    slot = wanted.slot(number)
    others = reading.slots(reading.rows(here.inspection, here.team, Q(day=wanted.day)))
    meetings = beside(here.inspection, here.team, wanted.day, wanted.day).slots()
    others += [each for each in meetings if not is_its_entry(slot, each)]
    flagged = reading.days_for_flags(here.days, here.team)
    rules.must_be_explained(slot, others, flagged, here.days)


def write(here: Planning, wanted: Wanted, *, by: Person, act: Act) -> DiaryEntry:
    """Saves a new entry with its first version; what may be saved was asked before."""
    entry = DiaryEntry(inspection=here.inspection, made_by=by, **{name: getattr(wanted, name) for name in SAME})
    entry.pair_id = pair_of(here.team, wanted.members)
    entry.save()
    EntrySeat.objects.bulk_create(EntrySeat(entry=entry, member_id=number) for number in wanted.members)
    versions.keep(entry, act, {}, stands_of(entry, here, wanted.members), reason=wanted.reason, by=by)
    record(f"{act} diary entry", entry, by=by, inspection=here.inspection.ref)
    return entry


def stands_of(entry: DiaryEntry, here: Planning, members: Sequence[int]) -> dict[str, str]:
    """The entry in words, as its versions keep it."""
    return versions.standing(entry, here.team, members)


@transaction.atomic
def change_entry(
    entry: DiaryEntry, wanted: Wanted, *, version: int | None, by: Person, act: Act = Act.CHANGED
) -> DiaryEntry:
    """Raises Stale with both texts when somebody else changed it meanwhile, Invalid beside what a rule finds."""
    here = planning(locked(entry.inspection))
    stored = taken(entry)
    rights.may_change(by, stored, here.team)
    before = stands_of(stored, here, who_of(stored))
    check_version(
        stored.version, version, lambda: _both(stored, wanted, here, before), versions.last_changed_by(stored)
    )
    rights.may_add(by, here.inspection, here.team, wanted.members)
    rules.must_fit(wanted, here.days, here.team)
    must_be_explained(here, wanted, stored.pk)
    return rewrite(stored, wanted, here, before, by=by, act=act)


def rewrite(
    stored: DiaryEntry, wanted: Wanted, here: Planning, before: versions.Standing, *, by: Person, act: Act
) -> DiaryEntry:
    """Saves the entry as its next version; what may be saved was asked before."""
    _apply(stored, wanted, here)
    versions.keep(stored, act, before, stands_of(stored, here, wanted.members), reason=wanted.reason, by=by)
    record(f"{act} diary entry", stored, by=by, inspection=here.inspection.ref, reason=wanted.reason)
    return stored


def taken(entry: DiaryEntry) -> DiaryEntry:
    """The row, taken for change, with its inspection and site."""
    found = DiaryEntry.objects.select_for_update(of=("self",)).select_related("inspection__timeline", "site")
    return found.get(pk=entry.pk)


def _both(stored: DiaryEntry, wanted: Wanted, here: Planning, before: versions.Standing) -> list[Both]:
    meant = DiaryEntry(**{name: getattr(wanted, name) for name in SAME}, status=stored.status)
    return versions.both(versions.standing(meant, here.team, wanted.members), before)


def _apply(stored: DiaryEntry, wanted: Wanted, here: Planning) -> None:
    for name in SAME:
        if name != "made_from":
            setattr(stored, name, getattr(wanted, name))
    stored.pair_id = pair_of(here.team, wanted.members)
    stored.version += 1
    stored.save()
    if set(who_of(stored)) != set(wanted.members):
        stored.seats.all().delete()
        EntrySeat.objects.bulk_create(EntrySeat(entry=stored, member_id=number) for number in wanted.members)


@dataclass(frozen=True)
class Place:
    """Where an entry is moved to: day, start, people; how long it takes stays as it was."""

    day: date
    starts: time
    members: Sequence[int]
    reason: str = ""


def move_entry(entry: DiaryEntry, to: Place, *, version: int | None, by: Person) -> DiaryEntry:
    """The same entry at another time or with other people: what dragging does, and its form."""
    length = minutes(entry.ends) - minutes(entry.starts)
    ends = rules.longer(to.starts, length)
    if minutes(ends) - minutes(to.starts) != length:
        raise Invalid("starts", "It would not end on the same day.")
    wanted = replace(wanted_of(entry), day=to.day, starts=to.starts, ends=ends, members=to.members, reason=to.reason)
    return change_entry(entry, wanted, version=version, by=by, act=Act.MOVED)


def wanted_of(entry: DiaryEntry) -> Wanted:
    """The entry as it stands, in the form in which it is changed."""
    return Wanted(members=who_of(entry), **{name: getattr(entry, name) for name in SAME})


@transaction.atomic
def withdraw_entry(entry: DiaryEntry, *, reason: str, version: int | None, by: Person) -> DiaryEntry:
    """Takes it out; the entry and all its versions stay to be read."""
    here = planning(locked(entry.inspection))
    stored = taken(entry)
    rights.may_change(by, stored, here.team)
    check_version(stored.version, version, changed_by=versions.last_changed_by(stored))
    require(reason.strip(), "Give a reason.")
    take_out(stored, here, reason, by)
    record("took out diary entry", stored, by=by, inspection=here.inspection.ref, reason=reason)
    return stored


def take_out(entry: DiaryEntry, here: Planning, reason: str, by: Person) -> None:
    """Marks a row that the caller has taken as withdrawn, and keeps the version; who may was asked before."""
    before = stands_of(entry, here, who_of(entry))
    entry.status, entry.version = DiaryEntry.Status.WITHDRAWN, entry.version + 1
    entry.save(update_fields=["status", "version"])
    versions.keep(entry, Act.WITHDRAWN, before, stands_of(entry, here, who_of(entry)), reason=reason, by=by)
