"""What a tablet keeps to read without a network, beside the diary: numbers, own cases, lines of enquiry, criteria."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from accounts.models import Person
from evidence.headings import places
from evidence.queries.sampled import standing
from framework.versions import FrameworkVersion, version
from information.queries.notification import contact_of
from inspections.models import Inspection

# A title, and lines of a heading with what it says.
Section = dict[str, Any]
IN_DANGER = ("In danger", "999")


def to_read(inspection: Inspection, person: Person, leads: Iterable[str], lines: Iterable[str]) -> list[Section]:
    """In the order in which somebody on site needs it; nothing of what others wrote. Two queries."""
    found = [
        ("Numbers", _numbers(inspection, leads)),
        ("Cases allocated to you", _cases(inspection, person)),
        ("Lines of enquiry", [(each, "") for each in lines]),
        *_criteria(version(inspection.framework_version)),
    ]
    return [{"title": title, "lines": said} for title, said in found if said]


def _numbers(inspection: Inspection, leads: Iterable[str]) -> list[tuple[str, str]]:
    """The well-being contact is for every inspector (NOTI-17)."""
    contact = contact_of(inspection)
    ask = [("Well-being", str(contact))] if contact else []
    return [IN_DANGER, *(("Lead inspector", name) for name in leads), *ask]


def _cases(inspection: Inspection, person: Person) -> list[tuple[str, str]]:
    """References and their law, and nothing else of a child."""
    return [(each.reference, each.get_law_type_display()) for each in standing(inspection).filter(inspector=person)]


@cache
def _criteria(pinned: FrameworkVersion) -> list[tuple[str, list[tuple[str, str]]]]:
    """Row by row as the coverage has them."""
    return [
        (
            f"Criteria: {place.label}",
            [(each.label, each.gist) for each in pinned.criteria_of(place.area) if each.heading == place.heading],
        )
        for place in places(pinned)
    ]
