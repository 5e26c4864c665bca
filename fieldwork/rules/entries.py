"""What may stand in the diary: the inspection's own days, people and sites, and times that exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from accounts.access import Role
from accounts.clock import LONDON
from accounts.refusals import Invalid
from fieldwork.days import FieldDays
from fieldwork.flags import Days, Slot, is_onsite, minutes, needing_reason
from fieldwork.models import DiaryEntry
from fieldwork.queries.people import Team
from govuk import words
from inspections.models import Site

Kind = DiaryEntry.Kind


@dataclass(frozen=True)
class Wanted:
    """An entry as somebody wants it to stand; `members` by number."""

    kind: str
    title: str
    day: date
    starts: time
    ends: time
    members: Sequence[int] = ()
    site: Site | None = None
    place: str = ""
    with_whom: str = ""
    with_manager: bool = False
    manager_ground: str = ""
    linked: str = ""
    notes: str = ""
    cafcass_title: str = ""
    reason: str = ""
    made_from: str = field(default="", compare=False)

    def slot(self, number: int = 0) -> Slot:
        return Slot(
            number,
            self.kind,
            self.title,
            self.day,
            minutes(self.starts),
            minutes(self.ends),
            frozenset(self.members),
            self.site.pk if self.site else None,
            self.with_manager,
            self.manager_ground,
            self.reason,
        )


def must_fit(wanted: Wanted, days: FieldDays, team: Team) -> None:
    """Everything about the entry alone. Raises Invalid beside the field."""
    must_end_later(wanted.starts, wanted.ends)
    must_be_a_day(wanted, days)
    must_exist(wanted.day, wanted.starts, "starts")
    must_exist(wanted.day, wanted.ends, "ends")
    must_be_its_site(wanted.site, days)
    must_be_of_the_team(wanted.members, team)


def must_end_later(starts: time, ends: time) -> None:
    if ends <= starts:
        raise Invalid("ends", "The end must be later than the start.")


def must_be_a_day(wanted: Wanted, days: FieldDays) -> None:
    """To the end of fieldwork; only journeys may fall on a day off, and nothing on site before the call or on a pause.

    Of a visit the lead evaluates before the call, off site (FV-06).
    """
    day = wanted.day
    if not days.first <= day <= days.last:
        span = f"{words.short_day(days.first)} to {words.short_day(days.last)}"
        raise Invalid("day", f"{words.short_day(day)} is outside the days of this inspection, {span}.")
    if wanted.kind != Kind.TRAVEL and not days.calendar.is_working(day):
        name = days.holiday(day) or f"a {day:%A}"
        raise Invalid("day", f"{words.short_day(day)} is {name}, not a working day: only a journey can be put there.")
    onsite = is_onsite(wanted.slot(), days.settings)
    if onsite and day < days.call:
        called = words.short_day(days.call)
        raise Invalid("day", f"Cafcass is called on {called}: before that the work is off site.", "FV-06")
    if onsite and days.is_paused(day):
        said = f"The inspection is paused on {words.short_day(day)}, so nothing can be on site then."
        raise Invalid("day", said, "ENG-10")


def must_exist(day: date, at: time, name: str) -> None:
    """On the nights when the clocks change an hour is missing, and another comes twice."""
    local = datetime.combine(day, at, LONDON)
    if local.astimezone(UTC).astimezone(LONDON).time() != at:
        raise Invalid(name, f"On {words.short_day(day)} the clocks go forward, and {at:%H:%M} does not exist.")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise Invalid(name, f"On {words.short_day(day)} the clocks go back, and {at:%H:%M} comes twice.")


def must_be_its_site(site: Site | None, days: FieldDays) -> None:
    if site and site.inspection_id != days.inspection.pk:
        raise Invalid("site", "Select one of the sites of this inspection.")
    if site and site.withdrawn_at is not None:
        raise Invalid("site", f"{site.code} was withdrawn. Change the entry and select another of the sites.")


def must_be_of_the_team(members: Iterable[int], team: Team) -> None:
    """At least one person, all of them on the team; a shadow is never alone (TEAM-06)."""
    seats = [team.get(number) for number in members]
    if not seats:
        raise Invalid("who", "Select who takes part.")
    if any(seated is None or seated.until is not None for seated in seats):
        raise Invalid("who", "Select people who are on the team of this inspection now.")
    if all(seated is not None and seated.role == Role.SHADOW for seated in seats):
        raise Invalid("who", "A shadowing inspector does nothing alone: select the inspector too.", "TEAM-06")


def must_be_explained(slot: Slot, others: Iterable[Slot], flagged: Days, days: FieldDays) -> None:
    """Overlaps, late ends, a site in the week off site, a manager in an interview: a reason is asked for."""
    found = needing_reason(slot, others, flagged, days.settings)
    if found and not slot.reason.strip():
        said = " ".join(f"{flag.text} ({flag.rule})" for flag in found)
        raise Invalid("reason", f"{said} Select or enter a reason.", found[0].rule)


def longer(at: time, by_minutes: int) -> time:
    """The time so many minutes later, not past the end of the day."""
    later = datetime.combine(date.min, at) + timedelta(minutes=by_minutes)
    return later.time() if later.date() == date.min else time(23, 59)
