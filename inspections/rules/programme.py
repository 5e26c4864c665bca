"""Deciding to inspect, visit or wait, and the log of programme concerns (PROG-03 to PROG-06, SELF-14)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, require
from accounts.rules import may
from inspections.intelligence import Offer
from inspections.models import Inspection, IntelligenceItem, PlannedFrom, ProgrammeConcern, ProgrammeDecision
from inspections.roles import permit
from inspections.workflow import State

Outcome = ProgrammeDecision.Outcome
FOR_A_CONCERN = (Outcome.INSPECTION, Outcome.FOCUSED_VISIT, Outcome.OTHER)


def may_decide(by: Person, concern: ProgrammeConcern | None = None, replaces: ProgrammeDecision | None = None) -> None:
    """The programme decision-maker alone; a concern is decided once, and a decision replaced once."""
    if Role.DECISION_MAKER not in standing_roles(by):
        raise NotAllowed("Only the programme decision-maker can decide this.", rule="PROG-03")
    if replaces is not None:
        newer = ProgrammeDecision.objects.filter(replaces=replaces).exists()
        require(not newer, "This decision was replaced already. Replace the newer one.")
    elif concern is not None:
        require(not concern.closed, "This programme concern was closed by a decision. Replace that decision instead.")


def must_say_why(outcome: str, grounds: str, weighed: str, concern: ProgrammeConcern | None) -> None:
    """What is decided is one of the known answers, with its grounds and what earlier activity meant for it."""
    if outcome not in Outcome.values:
        raise Invalid("outcome", "Select what was decided.")
    if concern and outcome not in FOR_A_CONCERN:
        raise Invalid("outcome", "A programme concern ends in an inspection, a focused visit or another response.")
    if not grounds.strip():
        raise Invalid("grounds", "Enter the grounds and reasons for this decision.", "PROG-04")
    if not weighed.strip():
        raise Invalid("weighed", "Enter how earlier activities and their outcomes were weighed.", "PROG-06")


def must_weigh_both(concern: ProgrammeConcern | None, for_inspection: str, for_visit: str) -> None:
    """The answer to a concern weighs an inspection against a focused visit, in words for each (PROG-05)."""
    if concern is None:
        return
    if not for_inspection.strip():
        raise Invalid("case_for_inspection", "Enter the case for an inspection.", "PROG-05")
    if not for_visit.strip():
        raise Invalid("case_for_visit", "Enter the case for a focused visit.", "PROG-05")


def must_rest_on_something(items: Sequence[Offer]) -> None:
    if not items:
        raise Invalid("items", "Link at least one piece of intelligence.", "PROG-03")


def must_not_punish_candour(outcome: str, items: Sequence[Offer], still_needed: str) -> None:
    """A weakness reported with a credible plan does not of itself bring an inspection or visit (SELF-14)."""
    weakness = IntelligenceItem.Kind.WEAKNESS
    only_own = all(item.kind == weakness and item.credible_plan for item in items)
    comes = outcome not in (Outcome.OTHER, Outcome.WAIT)
    if only_own and comes and not still_needed.strip():
        what = "an inspection" if outcome == Outcome.INSPECTION else "a visit"
        sentence = f"This counts as effective leadership: say why {what} is still needed."
        raise Invalid("still_needed", sentence, "SELF-14")


def may_log_concern(by: Person) -> None:
    may(by, Thing.PROGRAMME_CONCERN, Verb.CREATE)


def may_change_concern(by: Person, concern: ProgrammeConcern) -> None:
    may(by, Thing.PROGRAMME_CONCERN, Verb.EDIT)
    require(not concern.closed, "This programme concern was closed by a decision, so it stands as it is.")


def concern_fits(raised_on: date, status: str) -> None:
    """Not of the future, and never closed by hand (PROG-04)."""
    if raised_on > clock.today():
        raise Invalid("raised_on", "This date has not come yet.")
    if status == ProgrammeConcern.Status.CLOSED:
        raise Invalid("status", "A programme concern is closed only through a decision.", "PROG-04")


def may_plan_from(by: Person, decision: ProgrammeDecision, kind: str) -> None:
    """What is planned from a decision is what was decided, by somebody who may read the decision."""
    may(by, Thing.PROGRAMME_DECISION, Verb.READ)
    require(not ProgrammeDecision.objects.filter(replaces=decision).exists(), "This decision was replaced by another.")
    require(decision.plannable, "Nothing is planned from a decision to wait or to respond otherwise.")
    if kind != decision.outcome:
        raise Invalid(
            "kind", f"The decision was for another kind: {decision.get_outcome_display().lower()}.", "PROG-03"
        )
    taken = standing_plans().filter(decision=decision).select_related("inspection").first()
    if taken:
        said = f"“{taken.inspection.title}” is planned from this decision already. Choose another decision."
        raise Invalid("decision", said)


def may_be_given_a_decision(by: Person, inspection: Inspection) -> None:
    """A plan made without a decision is given the one it follows from afterwards, once, by who may read decisions."""
    may(by, Thing.PROGRAMME_DECISION, Verb.READ)
    permit(by, inspection, Thing.INSPECTION_DECISION, Verb.CREATE)
    require(inspection.state != State.CANCELLED, "This plan was cancelled.")
    known = PlannedFrom.objects.filter(inspection=inspection).exists()
    require(not known, "The decision behind this plan is recorded already.")


def standing_plans() -> QuerySet[PlannedFrom]:
    """Plans made from a decision, without the cancelled ones: those leave their decision free for another plan."""
    return PlannedFrom.objects.exclude(inspection__state=State.CANCELLED)


def open_decisions() -> QuerySet[ProgrammeDecision]:
    """Decisions to inspect or to visit that stand and from which nothing is planned yet."""
    return ProgrammeDecision.objects.filter(outcome__in=ProgrammeDecision.PLANNABLE, replaced_by=None).exclude(
        plans__in=standing_plans()
    )


def reads_decisions(by: Person) -> bool:
    return allowed(standing_roles(by), Thing.PROGRAMME_DECISION, Verb.READ, by)
