"""Who sets lines of enquiry, and when one may be opened or told (OFF-11, OFF-13, OFF-14)."""

from collections.abc import Iterable

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from information.models import LineOfEnquiry
from information.workflow import LINE
from inspections.models import Inspection
from inspections.roles import permit
from inspections.wording import spoken
from inspections.workflow import State
from scheduling import queries as timelines

ENDED = (State.CANCELLED, State.INCOMPLETE)
CLOSED = (*ENDED, State.DRAFT_SENT, State.FINAL_SENT, State.PUBLISHED)


def why_closed(inspection: Inspection) -> str:
    """Why lines and sample stay as they are, as a sentence begins."""
    return "This was closed" if inspection.state in ENDED else "The draft is with Cafcass"


def may_set(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.LINE_OF_ENQUIRY, Verb.CREATE, "Only the lead inspector sets lines of enquiry.")
    _not_over(inspection)


def may_change(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.LINE_OF_ENQUIRY, Verb.EDIT)
    _not_over(inspection)


def _not_over(inspection: Inspection) -> None:
    sentence = f"{why_closed(inspection)}, so the lines of enquiry stay as they are."
    require(inspection.state not in CLOSED, sentence)


def must_be_known(inspection: Inspection, criteria: Iterable[str]) -> None:
    known = {each.code for each in version(inspection.framework_version).criteria}
    if not set(criteria) <= known:
        raise Invalid("criteria", "Select criteria of this version of the framework.")


def may_open(line: LineOfEnquiry, by: Person) -> None:
    """Before the first day on site only initial lines exist (OFF-11)."""
    may_change(by, line.inspection)
    require(LINE.allows(line.state, "open"), f"This line is {line.state_label.lower()} already.")
    first = timelines.day(line.inspection.timeline, "onsite_first")
    sentence = f"Until the first day on site, {spoken(first)}, every line is an initial one." if first else ""
    require(first is None or clock.today() >= first, sentence, rule="OFF-11")


def may_step(line: LineOfEnquiry, name: str, by: Person) -> None:
    """Closing it, or opening it again: the lead or a deputy (EVID-20)."""
    sentence = "Only the lead inspector or a deputy closes a line of enquiry or opens it again."
    permit(by, line.inspection, Thing.LINE_OF_ENQUIRY, Verb.EDIT, sentence)
    _not_over(line.inspection)
    require(LINE.allows(line.state, name), f"This cannot be done now: the line is {line.state_label.lower()}.")


def may_tell(inspection: Inspection, lines: list[LineOfEnquiry], by: Person) -> None:
    """Each line says how it will be followed and what is needed for it, or "none" (OFF-14)."""
    permit(by, inspection, Thing.LINE_OF_ENQUIRY, Verb.DECIDE, "Only the lead inspector tells Cafcass of them.")
    _not_over(inspection)
    require(inspection.has_reached(State.ANNOUNCED), "Cafcass has not been told of this inspection yet.")
    require(lines, "There is no line that Cafcass has not been told of.")
    lacking = [str(line) for line in lines if not (line.how.strip() and line.information_needed.strip())]
    sentence = f"Say first how it will be followed and what is needed, or “none”: {'; '.join(lacking)}."
    require(not lacking, sentence, "The lead inspector", "OFF-14")


def advice(inspection: Inspection, count: int) -> str:
    """A notice where they are more than a few; it stops nothing (OFF-11)."""
    few = version(inspection.framework_version).settings.lines_of_enquiry_advice_max
    return f"There are {count} lines of enquiry. They should be few: usually no more than {few}." if count > few else ""
