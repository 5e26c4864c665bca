"""Who writes, issues, reads and agrees on the pre-inspection analysis, and what an issue needs (OFF-04…07, OFF-18)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from information.models import Analysis
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State

OPEN = (State.PLANNED, State.ANNOUNCED)
ONLY = "Only the senior analytical officer writes and issues the analysis."
# Its text is not wanted where there is nothing to analyse (OFF-07).
ENGAGEMENT = "PIA-9"
PROFILE = "Tick this once you know the material that concerns you and Cafcass’s profile"


def may_write(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PIA, Verb.CREATE, ONLY)
    require(inspection.state in OPEN, "Fieldwork is over, so the analysis stays as it is.")


def may_issue(by: Person, inspection: Inspection, draft: Analysis | None, known_of_engagement: bool) -> Analysis:
    """Every matter has a text, if only "nothing held, checked on…" (OFF-06). Raises NotAllowed with what is empty."""
    may_write(by, inspection)
    require(draft is not None, "There is no draft of the analysis yet.")
    assert draft
    lacking = [
        item.label
        for item in version(inspection.framework_version).files.preparation.pia_contents
        if not draft.sections.get(item.code, "").strip() and (item.code != ENGAGEMENT or known_of_engagement)
    ]
    sentence = f"Still empty: {'; '.join(lacking)}. Where nothing is held, say so with the day on which you checked."
    require(not lacking, sentence, "The senior analytical officer", "OFF-06")
    return draft


def may_read(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PIA, Verb.EDIT_OWN)


def may_settle(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PIA, Verb.DECIDE, "Only the lead inspector settles who has not read it.")


def may_agree(by: Person, inspection: Inspection, draft: Analysis | None) -> None:
    """The lead agrees the priorities with the analyst and the team (OFF-05)."""
    permit(by, inspection, Thing.PIA, Verb.DECIDE, "Only the lead inspector agrees the priorities.")
    require(inspection.state in OPEN, "Fieldwork is over, so the priorities stay as they are.")
    if draft is None or not draft.priorities.strip():
        raise Invalid("", "The senior analytical officer has not written priorities yet.")
