"""Programme decisions and programme concerns: recorded, linked, replaced, and never rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from inspections import intelligence
from inspections.intelligence import Offer
from inspections.lifecycle import locked
from inspections.models import Inspection, IntelligenceItem, PlannedFrom, ProgrammeConcern, ProgrammeDecision
from inspections.rules import programme as rules
from inspections.wording import spoken


@dataclass(frozen=True)
class Wording:
    """All that the decision-maker writes."""

    title: str
    outcome: str
    grounds: str
    weighed: str
    case_for_inspection: str = ""
    case_for_visit: str = ""
    still_needed: str = ""


@transaction.atomic
def decide(
    wording: Wording,
    items: Sequence[Offer],
    *,
    concern: ProgrammeConcern | None = None,
    replaces: ProgrammeDecision | None = None,
    by: Person,
) -> ProgrammeDecision:
    """Records a decision with what it rests on; one about a programme concern closes it. Raises Invalid, NotAllowed."""
    if replaces:
        replaces = ProgrammeDecision.objects.select_for_update().get(pk=replaces.pk)
    concern = _taken(concern or (replaces.concern if replaces else None))
    rules.may_decide(by, concern, replaces)
    linked = _with_concern(items, concern)
    _must_fit(wording, linked, concern)
    made = ProgrammeDecision.objects.create(
        **vars(wording), concern=concern, replaces=replaces, decided_by=by, decided_at=clock.now()
    )
    IntelligenceItem.objects.bulk_create(IntelligenceItem(decision=made, **vars(item)) for item in linked)
    record("replaced a decision" if replaces else "decided", made, by=by, after=made.outcome)
    if concern and not concern.closed:
        _close(concern, made, by)
    return made


def _must_fit(wording: Wording, linked: Sequence[Offer], concern: ProgrammeConcern | None) -> None:
    rules.must_say_why(wording.outcome, wording.grounds, wording.weighed, concern)
    rules.must_weigh_both(concern, wording.case_for_inspection, wording.case_for_visit)
    rules.must_rest_on_something(linked)
    rules.must_not_punish_candour(wording.outcome, linked, wording.still_needed)


def _taken(concern: ProgrammeConcern | None) -> ProgrammeConcern | None:
    return ProgrammeConcern.objects.select_for_update().get(pk=concern.pk) if concern else None


def _with_concern(items: Sequence[Offer], concern: ProgrammeConcern | None) -> list[Offer]:
    """A decision about a concern rests on it, whether or not it was ticked."""
    own = [intelligence.of_concern(concern)] if concern else []
    return own + [item for item in items if item not in own]


def _close(concern: ProgrammeConcern, decision: ProgrammeDecision, by: Person) -> None:
    before, concern.status, concern.closed_by = concern.status, ProgrammeConcern.Status.CLOSED, decision
    concern.version += 1
    concern.save(update_fields=["status", "closed_by", "version"])
    record("closed", concern, by=by, before=before, after=concern.status)


@transaction.atomic
def log_concern(*, source: str, raised_on: date, summary: str, risk: str, by: Person) -> ProgrammeConcern:
    """Enters a programme concern as it arises (PROG-04)."""
    rules.may_log_concern(by)
    rules.concern_fits(raised_on, ProgrammeConcern.Status.OPEN)
    made = ProgrammeConcern.objects.create(
        source=source, raised_on=raised_on, summary=summary, risk=risk, logged_by=by, logged_at=clock.now()
    )
    record("logged", made, by=by, after=made.status)
    return made


@transaction.atomic
def change_concern(
    concern: ProgrammeConcern,
    *,
    source: str,
    raised_on: date,
    summary: str,
    risk: str,
    status: str,
    version: int | None = None,
    by: Person,
) -> ProgrammeConcern:
    """What is known of an open one; it is never closed this way. Raises Stale with both texts, Invalid."""
    row = ProgrammeConcern.objects.select_for_update().get(pk=concern.pk)
    rules.may_change_concern(by, row)
    both = [Both("Summary", summary, row.summary), Both("Risk to children", risk, row.risk)]
    both += [Both("Source", source, row.source), Both("Date", spoken(raised_on), spoken(row.raised_on))]
    check_version(row.version, version, both)
    rules.concern_fits(raised_on, status)
    before, row.version = row.status, row.version + 1
    row.source, row.raised_on, row.summary, row.risk, row.status = source, raised_on, summary, risk, status
    row.save(update_fields=["source", "raised_on", "summary", "risk", "status", "version"])
    record("changed", row, by=by, before=before, after=row.status)
    return row


def link_plan(inspection: Inspection, decision: ProgrammeDecision, by: Person) -> PlannedFrom:
    """Inside the transaction of the planning: the plan shows the decision behind it. One decision carries one plan."""
    decision = ProgrammeDecision.objects.select_for_update().get(pk=decision.pk)
    rules.may_plan_from(by, decision, inspection.kind)
    made = PlannedFrom.objects.create(inspection=inspection, decision=decision)
    record("planned from a decision", made, by=by, inspection=inspection.ref)
    return made


@transaction.atomic
def give_decision(inspection: Inspection, *, decision: ProgrammeDecision, by: Person) -> PlannedFrom:
    """What was planned first is given the decision that it follows from. Raises Invalid, NotAllowed."""
    row = locked(inspection)
    rules.may_be_given_a_decision(by, row)
    return link_plan(row, decision, by)
