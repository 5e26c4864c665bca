"""Who took part in a team meeting, and without whom the conference of the notice week asks for a reason (TIME-06)."""

from collections.abc import Sequence

from accounts.access import Role
from accounts.refusals import Invalid
from fieldwork.days import days_of
from fieldwork.models import DiaryEntry
from fieldwork.queries.people import Team

RULE = "TIME-06"


def needed_role(entry: DiaryEntry) -> Role | None:
    """The role that the timetable's line of this meeting names, wherever the entry was moved since."""
    if entry.kind != DiaryEntry.Kind.TEAM_MEETING:
        return None
    days = days_of(entry.inspection)
    for line in days.settings.diary.skeleton:
        meant = line.needs and line.kind == entry.kind and (not line.kinds or entry.inspection.kind in line.kinds)
        on_its_day = any(entry.day in days.by_line.get(code, ()) for code in line.lines)
        if meant and (on_its_day or entry.made_from.startswith(f"{line.code}:")):
            return Role(line.needs)
    return None


def must_be_complete(entry: DiaryEntry, happened: bool, attended: Sequence[int], reason: str, team: Team) -> None:
    """Only people of the team, and nobody at anything but a team meeting."""
    if not happened or entry.kind != DiaryEntry.Kind.TEAM_MEETING:
        return
    if not team.keys() >= set(attended):
        raise Invalid("attended", "Select people who are or were on the team of this inspection.")
    role = needed_role(entry)
    if role and not reason.strip() and not any(team[number].role == role for number in attended):
        raise Invalid("reason", f"No {spoken(role)} attended: give a reason.", RULE)


def spoken(role: Role) -> str:
    """As the framework's timetable calls it: "analytical officer"."""
    return role.label.lower().removeprefix("senior ")
