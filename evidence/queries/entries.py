"""What the diary knows of a note that is begun from one of its entries: the case, its area, and the kind of source."""

from collections.abc import Iterable

from accounts.models import Person
from evidence.queries.sorting import of_meeting
from fieldwork.models import DiaryEntry, Meeting
from framework.versions import version
from information.models import SampledChild


def about_entries(entries: Iterable[DiaryEntry], person: Person) -> dict[int, dict[str, str]]:
    """By entry. The meeting is the person's own; without one the case is what the entry follows. Two queries."""
    known = {each.pk: each for each in entries}
    own = Meeting.objects.filter(entry__in=known, inspector=person)
    meetings = {each.entry_id: each for each in own}
    cases = {pk: _case(each, meetings.get(pk)) for pk, each in known.items()}
    children = SampledChild.objects.filter(
        inspection__in={each.inspection_id for each in known.values()},
        reference__in={case for case in cases.values() if case},
        taken_out_at=None,
    )
    areas = {(child.inspection_id, child.reference): child.law_type for child in children}
    found = {}
    for pk, entry in known.items():
        area, meeting = areas.get((entry.inspection_id, cases[pk])), meetings.get(pk)
        # Of what an entry follows only a sampled child is a case; of a meeting any reference is.
        case = cases[pk] if meeting or area is not None else ""
        kind = of_meeting(version(entry.inspection.framework_version), meeting.kind) if meeting else ""
        found[pk] = {name: value for name, value in (("case", case), ("place", area), ("source_kind", kind)) if value}
    return found


def _case(entry: DiaryEntry, meeting: Meeting | None) -> str:
    return ((meeting.case_ref if meeting else "") or entry.linked).strip().upper()
