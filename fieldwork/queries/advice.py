"""What the diary's rules say of a meeting with people that has no entry, in the words that an entry is told."""

from django.db.models import Q

from fieldwork.days import days_of
from fieldwork.flags import Flag, Slot, needing_reason
from fieldwork.models import Meeting
from fieldwork.queries import entries as reading
from fieldwork.queries.elsewhere import beside
from fieldwork.queries.people import team_of


def is_its_entry(slot: Slot, meeting: Slot) -> bool:
    """Whether the entry seems to be the one that the meeting lacks: nobody meets twice in the same way at once."""
    return (slot.kind, slot.starts) == (meeting.kind, meeting.starts)


def pointed_out(meeting: Meeting) -> list[Flag]:
    """For what an entry in its place would need a reason: overlaps, a late end, a line manager (SITE-06, SITE-08).

    Empty where it has an entry, which was asked itself, or no time.
    """
    inspection, team = meeting.inspection, team_of(meeting.inspection)
    lacking = beside(inspection, team, meeting.day, meeting.day).slots()
    own = next((slot for slot in lacking if slot.id == -meeting.pk), None)
    if own is None:
        return []
    entries = reading.slots(reading.rows(inspection, team, Q(day=meeting.day)))
    others = [each for each in entries if not is_its_entry(each, own)] + lacking
    days = days_of(inspection)
    return needing_reason(own, others, reading.days_for_flags(days, team), days.settings)
