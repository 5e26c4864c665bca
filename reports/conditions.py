"""The conditions of the access table that this room answers."""

from accounts.access import condition
from accounts.models import Person
from inspections.models import Inspection
from inspections.workflow import State
from reports.models import Report, Share


@condition("qa_cleared")
def qa_cleared(person: Person, inspection: Inspection) -> bool:
    """The administrator sees the text for its format, once the QA manager has cleared it."""
    past_qa = inspection.has_reached(State.DRAFT_SENT)
    return past_qa or Report.objects.filter(inspection=inspection, state__in=("with_director", "cleared")).exists()


@condition("draft_shared")
def draft_shared(person: Person, inspection: Inspection) -> bool:
    """The chief executive put this link person on the distribution of the draft."""
    return inspection.has_reached(State.DRAFT_SENT) and _shared("draft", person, inspection)


@condition("final_shared")
def final_shared(person: Person, inspection: Inspection) -> bool:
    """The same for the final version."""
    return inspection.has_reached(State.FINAL_SENT) and _shared("final", person, inspection)


def _shared(kind: str, person: Person, inspection: Inspection) -> bool:
    return Share.objects.filter(report__inspection=inspection, kind=kind, person=person).exists()
