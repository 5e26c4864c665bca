"""What the timetable says to those who may not know of a complaint: that it is on hold, and no more."""

import re
from collections.abc import Iterable
from dataclasses import replace

from accounts.access import Role, Thing, verbs_for
from inspections.models import Inspection
from scheduling.timetable import Timetable, TimetableWarning

COMPLAINTS = "CLEAR-14"
ON_HOLD = "on hold"
HELD = "On hold: the final version and the publication wait."
# As scheduling/timetable/after.py words it, one or several.
_TIMES = re.compile(r"complaint received [^,;]+, decided [^,;]+(?:; complaint received [^,;]+, decided [^,;]+)*")


def knows_of_complaints(roles: Iterable[Role], inspection: Inspection) -> bool:
    """Whether the access table lets one of these roles read a complaint, as its writer or as who decides on it."""
    return any(verbs_for(roles, thing, None, inspection) for thing in (Thing.COMPLAINT, Thing.COMPLAINT_DECISION))


def discreet(text: str) -> str:
    """A sum in which "complaint received …, decided …" is said as "on hold"."""
    return _TIMES.sub(ON_HOLD, text)


def for_readers(timetable: Timetable, roles: Iterable[Role], inspection: Inspection) -> Timetable:
    """The timetable as these roles may read it: without the word complaint and its days, where those are not theirs."""
    if knows_of_complaints(roles, inspection):
        return timetable
    milestones = tuple(replace(each, sum=discreet(each.sum)) for each in timetable.milestones)
    warnings = tuple(filter(None, (_discreet_warning(each) for each in timetable.warnings)))
    return replace(timetable, milestones=milestones, warnings=tuple(dict.fromkeys(warnings)))


def _discreet_warning(warning: TimetableWarning) -> TimetableWarning | None:
    """An open complaint is a hold; one that came too late to hold anything is not said at all (CLEAR-14)."""
    if warning.rule != COMPLAINTS:
        return warning
    return replace(warning, text=HELD) if warning.holds else None
