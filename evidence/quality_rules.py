"""Who challenges, answers and clears, and what an open challenge stops. Each raises NotAllowed or Invalid."""

from collections.abc import Collection

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import require
from evidence import headings
from evidence.models import Challenge
from evidence.rules import refuse_unless
from evidence.workflow import CHALLENGE
from framework.versions import FrameworkVersion, version
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import SETTLED, State

OVER = "Nothing is challenged or answered any more: the inspection is {state}."
LIFTED_BY = "the quality assurance manager"


def may_challenge(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.CHALLENGE, Verb.CREATE)
    _not_over(inspection)


def _not_over(inspection: Inspection) -> None:
    require(inspection.state not in SETTLED, OVER.format(state=inspection.state_label.lower()))


def may_answer(challenge: Challenge, by: Person) -> None:
    """Any inspector of the team; what is recommended waits for the lead (QA-02)."""
    permit(by, challenge.inspection, Thing.CHALLENGE, Verb.COMMENT)
    _not_over(challenge.inspection)
    require(not challenge.recommends, "The lead inspector accepts or declines this recommendation.", "the lead")
    _step(challenge, "answer")


def may_decide(challenge: Challenge, by: Person) -> None:
    permit(by, challenge.inspection, Thing.CHALLENGE, Verb.EDIT, "Only the lead inspector accepts or declines this.")
    _not_over(challenge.inspection)
    require(challenge.recommends, "This is no recommendation to investigate further. Answer it.")
    _step(challenge, "accept")


def may_log_phone(challenge: Challenge, by: Person) -> None:
    permit(
        by, challenge.inspection, Thing.CHALLENGE, Verb.EDIT, "Only the lead inspector logs what was agreed by phone."
    )
    _not_over(challenge.inspection)
    require(not challenge.recommends, "Accept or decline this recommendation instead.")
    _step(challenge, "phone")


def may_clear(challenge: Challenge, by: Person, step: str = "clear") -> None:
    """The QA manager alone (QA-01)."""
    permit(by, challenge.inspection, Thing.CHALLENGE, Verb.DECIDE, "Only the quality assurance manager clears this.")
    _not_over(challenge.inspection)
    _step(challenge, step)


def _step(challenge: Challenge, name: str) -> None:
    require(CHALLENGE.allows(challenge.state, name), f"This cannot be done now. Its state: {challenge.state_label}.")


def may_analyse(by: Person, inspection: Inspection) -> None:
    """Analysis, reviews and plan are the QA manager's alone to write (QA-02)."""
    permit(by, inspection, Thing.QA_ANALYSIS, Verb.CREATE, "Only the quality assurance manager writes this.")
    require(inspection.state != State.CANCELLED, "This inspection was cancelled.")


def must_be_a_place(inspection: Inspection, area: str, heading: str, *, required: bool = True) -> None:
    pinned = version(inspection.framework_version)
    refuse_unless(bool(area) or not required, "place", "Select the area that this is about.", "QA-01")
    refuse_unless(headings.known(pinned, area, heading), "place", "Select one of the areas and headings.")


def must_explain_standard(level: str, new_inspectors: int, closer_look: bool, note: str) -> None:
    """QA-05: an ordinary level beside a factor that asks for more needs a note."""
    unusual = level == "standard" and (new_inspectors > 0 or closer_look)
    sentence = "The factors ask for a closer look. Say why the level is standard all the same, or choose enhanced."
    refuse_unless(not unusual or bool(note.strip()), "note", sentence, "QA-05")


def stopped(pinned: FrameworkVersion, areas: Collection[str]) -> list[str]:
    """The areas whose judgement waits while these have something to settle: themselves and what derives from them."""
    waiting = [area for area in pinned.areas if area.code in areas or set(area.derived_from) & set(areas)]
    return [area.code for area in sorted(waiting, key=lambda area: bool(area.derived_from))]


def require_settled(inspection: Inspection, blocking: Collection[Challenge]) -> None:
    """Raises NotAllowed naming each judgement that waits, and who lifts it; a comment stops nothing (QA-01)."""
    pinned = version(inspection.framework_version)
    areas = {each.area for each in blocking}
    # A visit judges no area, so nothing else waits with it.
    waiting = (
        stopped(pinned, areas) if inspection.graded else [area.code for area in pinned.areas if area.code in areas]
    )
    names = [pinned.area(code).label for code in waiting]
    who = " or ".join(sorted({str(each.by) for each in blocking}))
    sentence = (
        f"Something must be settled before these are agreed: {'; '.join(names)}. {who}, the QA manager, clears it."
    )
    require(not blocking, sentence, lifted_by=LIFTED_BY, rule="QA-01")
