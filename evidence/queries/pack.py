"""What a tablet keeps to read without a network, beside the diary: numbers, own cases, lines of enquiry, criteria."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from accounts.models import Person
from evidence.headings import places
from evidence.queries.sampled import standing
from framework.versions import FrameworkVersion
from information.queries.notification import contact_of
from inspections.models import Inspection

# A title, and lines of a heading with what it says.
Section = dict[str, Any]
IN_DANGER = ("In danger", "999")


@dataclass(frozen=True)
class Criteria:
    """Those of one version of the framework; whatever changes of them has another name."""

    name: str
    sections: list[Section]


def to_read(inspection: Inspection, person: Person, leads: Iterable[str], lines: Iterable[str]) -> list[Section]:
    """In the order in which somebody on site needs it; nothing of what others wrote. Two queries."""
    found = [
        ("Numbers", _numbers(inspection, leads)),
        ("Cases allocated to you", _cases(inspection, person)),
        ("Lines of enquiry", [(each, "") for each in lines]),
    ]
    return [_section(title, said) for title, said in found if said]


def _section(title: str, lines: Iterable[tuple[str, str]]) -> Section:
    return {"title": title, "lines": list(lines)}


def _numbers(inspection: Inspection, leads: Iterable[str]) -> list[tuple[str, str]]:
    """The well-being contact is for every inspector (NOTI-17)."""
    contact = contact_of(inspection)
    ask = [("Well-being", str(contact))] if contact else []
    return [IN_DANGER, *(("Lead inspector", name) for name in leads), *ask]


def _cases(inspection: Inspection, person: Person) -> list[tuple[str, str]]:
    """References and their law, and nothing else of a child."""
    return [(each.reference, each.get_law_type_display()) for each in standing(inspection).filter(inspector=person)]


@cache
def criteria_of(pinned: FrameworkVersion) -> Criteria:
    """Row by row as the coverage has them."""
    sections = [
        _section(
            place.label,
            [(each.label, each.gist) for each in pinned.criteria_of(place.area) if each.heading == place.heading],
        )
        for place in places(pinned)
    ]
    return Criteria(hashlib.sha256(json.dumps(sections).encode()).hexdigest()[:16], sections)
