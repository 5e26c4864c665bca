"""How a version of an entry is written down, and what differs between two."""

from collections.abc import Mapping, Sequence

from accounts.models import Person
from accounts.refusals import Both
from fieldwork.models import DiaryEntry, DiaryVersion
from fieldwork.queries.people import Team, names
from govuk import words

Standing = Mapping[str, str]


def standing(entry: DiaryEntry, team: Team, members: Sequence[int]) -> dict[str, str]:
    """The entry in words, by label; nothing of it is lost when the row moves on."""
    return {
        "Kind": entry.get_kind_display(),
        "Title": entry.title,
        "Day": words.short_day(entry.day),
        "Time": span(entry.starts, entry.ends),
        "Who": names(team, members),
        "Site": str(entry.site) if entry.site else "",
        "Place": entry.place,
        "With whom": entry.with_whom,
        "Line manager there": manager(entry),
        "Case or line of enquiry": entry.linked,
        "Cafcass reads": entry.cafcass_title,
        "Notes": entry.notes,
        "Reason": entry.reason,
        "State": entry.get_status_display(),
        "What happened": happened(entry),
        "Who took part": names(team, entry.attended) if entry.attended else "",
    }


def span(starts: object, ends: object) -> str:
    return f"{starts:%H:%M} to {ends:%H:%M}" if starts and ends else ""


def manager(entry: DiaryEntry) -> str:
    return (entry.get_manager_ground_display() or "Yes") if entry.with_manager else ""


def happened(entry: DiaryEntry) -> str:
    told = (span(entry.actual_starts, entry.actual_ends), entry.actual_place, entry.actual_with, entry.outcome_reason)
    return ", ".join(part for part in told if part)


def changes(before: Standing, after: Standing) -> list[list[str]]:
    """What differs, as label, before and after."""
    return [[label, before.get(label, ""), text] for label, text in after.items() if before.get(label, "") != text]


def both(yours: Standing, stored: Standing) -> list[Both]:
    """For somebody whose form was opened before the last change: every field in which the two differ."""
    return [Both(label, text, stored.get(label, "")) for label, text in yours.items() if stored.get(label, "") != text]


def keep(
    entry: DiaryEntry, act: DiaryVersion.Act, before: Standing, after: Standing, *, reason: str, by: Person
) -> DiaryVersion:
    """Writes the version that the entry now has."""
    return DiaryVersion.objects.create(
        entry=entry,
        number=entry.version,
        act=act,
        stands=dict(after),
        changes=changes(before, after),
        reason=reason,
        linked=entry.linked,
        by=by,
    )


def last_changed_by(entry: DiaryEntry) -> str:
    latest = entry.versions.select_related("by").first()
    return latest.by.name if latest else ""
