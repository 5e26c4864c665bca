"""The first meeting as the call sheet arranges it, in the diary (NOTI-03)."""

from dataclasses import replace
from datetime import date, time

from accounts.access import Role
from accounts.models import Person
from accounts.refusals import Invalid
from fieldwork.actions.entries import Planning, planning, rewrite, stands_of, taken, wanted_of, write
from fieldwork.models import DiaryEntry, DiaryVersion
from fieldwork.queries.people import present, who_of
from fieldwork.rules import entries as rules
from fieldwork.rules.entries import Wanted
from fieldwork.skeleton import Beforehand, skeleton
from information.models import CallSheet
from inspections.models import Inspection, Site

KIND = DiaryEntry.Kind.FIRST_MEETING
WHY = "Arranged in the call."
# What of the sheet is the diary's affair.
OF_THE_MEETING = ("first_on", "first_time", "first_place", "first_with")


def put_first_meeting(sheet: CallSheet, before: CallSheet | None, *, by: Person) -> None:
    """Adds or moves the entry when the sheet says something new of it. Raises Invalid beside the sheet's fields."""
    same = before is not None and all(getattr(sheet, name) == getattr(before, name) for name in OF_THE_MEETING)
    if same or sheet.first_on is None or sheet.first_time is None:
        return
    here = planning(sheet.inspection)
    standing = DiaryEntry.objects.filter(inspection=sheet.inspection, kind=KIND)
    if standing.filter(status=DiaryEntry.Status.HELD).exists():
        return
    entry = standing.filter(status=DiaryEntry.Status.PLANNED).first()
    wanted = _wanted(sheet, here, entry)
    _must_fit(wanted, here)
    if entry is None:
        write(here, wanted, by=by, act=DiaryVersion.Act.ADDED)
    elif replace(wanted, reason=entry.reason) != wanted_of(entry):
        held = taken(entry)
        rewrite(held, wanted, here, stands_of(held, here, who_of(held)), by=by, act=DiaryVersion.Act.MOVED)


def _wanted(sheet: CallSheet, here: Planning, entry: DiaryEntry | None) -> Wanted:
    assert sheet.first_on
    assert sheet.first_time
    line = next(each for each in here.days.settings.diary.skeleton if each.kind == KIND)
    given = wanted_of(entry) if entry else _new(sheet.inspection, here, line.title, sheet.first_on)
    return replace(
        given,
        day=sheet.first_on,
        starts=sheet.first_time,
        ends=rules.longer(sheet.first_time, line.minutes),
        site=None if sheet.first_place else given.site,
        place=sheet.first_place or given.place,
        with_whom=sheet.first_with or given.with_whom,
        reason=WHY,
    )


def _new(inspection: Inspection, here: Planning, title: str, day: date) -> Wanted:
    """The entry that the plan would put in, so that the plan does not put in a second."""
    planned = _planned(inspection, here)
    leads = [seated.id for seated in present(here.team) if seated.role == Role.LEAD]
    key, site = (planned.key, planned.site) if planned else ("", None)
    # Its day and times come from the sheet.
    return Wanted(KIND, title, day, time.min, time.max, leads, site=site, made_from=key)


def _planned(inspection: Inspection, here: Planning) -> Beforehand | None:
    sites = Site.objects.filter(inspection=inspection, withdrawn_at=None)
    found = [each for each in skeleton(here.days, present(here.team), sites) if each.line.kind == KIND]
    known = set(DiaryEntry.objects.filter(inspection=inspection).values_list("made_from", flat=True))
    return next((each for each in found if each.key not in known), None)


def _must_fit(wanted: Wanted, here: Planning) -> None:
    try:
        rules.must_fit(wanted, here.days, here.team)
    except Invalid as finding:
        field = "first_on" if finding.field == "day" else "first_time"
        raise Invalid(field, finding.message, finding.rule) from finding
