"""Puts the skeleton of the fieldwork in, in one act; what is there already stays (TIME-07, TIME-08, SITE-07)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from fieldwork import versions
from fieldwork.actions.entries import Planning, planning
from fieldwork.models import DiaryEntry, DiaryVersion, EntrySeat
from fieldwork.queries.people import present
from fieldwork.rules import rights
from fieldwork.skeleton import Beforehand, skeleton
from fieldwork.telling import tell_link_person
from inspections.lifecycle import locked
from inspections.models import Inspection, Site
from inspections.roles import permit
from inspections.workflow import State


@dataclass(frozen=True)
class Preview:
    """What would be put in, and how many of the plan's entries are there already, or were taken out again."""

    missing: list[Beforehand]
    there: int


def preview(inspection: Inspection, kinds: Sequence[str] = ()) -> Preview:
    """Of the whole plan, or of these kinds alone."""
    return _preview(planning(inspection), kinds)


def _preview(here: Planning, kinds: Sequence[str]) -> Preview:
    sites = Site.objects.filter(inspection=here.inspection, withdrawn_at=None)
    plan = skeleton(here.days, present(here.team), sites)
    meant = [each for each in plan if not kinds or each.line.kind in kinds]
    whole = [each for each in meant if not here.days.is_paused(each.day)]
    known = DiaryEntry.objects.filter(inspection=here.inspection).exclude(made_from="")
    there = set(known.values_list("made_from", flat=True))
    missing = [each for each in whole if each.key not in there]
    return Preview(missing, len(whole) - len(missing))


@transaction.atomic
def put_in_beforehand(inspection: Inspection, *, kinds: Sequence[str] = (), by: Person) -> list[DiaryEntry]:
    """Returns the entries that were put in, in the order of their days; a second time there are none.

    Cafcass is told of those whose time it confirms (NOTI-15).
    """
    here = planning(locked(inspection))
    permit(by, here.inspection, Thing.DIARY, Verb.DECIDE)
    rights.must_be_open(here.inspection)
    missing = _preview(here, kinds).missing
    entries = DiaryEntry.objects.bulk_create(_row(here, each, by) for each in missing)
    both = list(zip(entries, missing, strict=True))
    EntrySeat.objects.bulk_create(
        EntrySeat(entry=entry, member_id=number) for entry, each in both for number in each.members
    )
    DiaryVersion.objects.bulk_create(_version(here, entry, each, by) for entry, each in both)
    if entries:
        record("put in the skeleton of the diary", here.inspection, by=by, inspection=here.inspection.ref)
    agreed = here.days.settings.diary.agreed_kinds
    if here.inspection.has_reached(State.ANNOUNCED) and any(entry.kind in agreed for entry in entries):
        tell_link_person(here.inspection, "Meeting times are proposed to you", by)
    return sorted(entries, key=lambda entry: entry.day)


def _row(here: Planning, each: Beforehand, by: Person) -> DiaryEntry:
    return DiaryEntry(
        inspection=here.inspection,
        kind=each.line.kind,
        title=each.title,
        day=each.day,
        starts=each.starts,
        ends=each.ends,
        site=each.site,
        pair_id=each.pair_id,
        made_from=each.key,
        made_by=by,
    )


def _version(here: Planning, entry: DiaryEntry, each: Beforehand, by: Person) -> DiaryVersion:
    stands = versions.standing(entry, here.team, each.members)
    changed = versions.changes({}, stands)
    return DiaryVersion(
        entry=entry, number=entry.version, act=DiaryVersion.Act.PUT_IN, stands=stands, changes=changed, by=by
    )
