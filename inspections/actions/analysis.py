"""Ofsted's reading of a self-evaluation: its view, and the weaknesses that Cafcass reports (SELF-06, SELF-14)."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from inspections import engagement_queries as queries
from inspections.actions.self_evaluation import step, taken
from inspections.models import SelfEvaluation, SelfEvaluationAnalysis, SelfReportedWeakness
from inspections.rules import self_evaluation as rules

LABELS = {"grip": "Grip on practice", "suitability": "Suitability of action", "questions": "Questions to raise"}


@transaction.atomic
def analyse(
    evaluation: SelfEvaluation, *, themes: str = "", version: int | None = None, by: Person, **texts: str
) -> SelfEvaluationAnalysis:
    """Saves grip, suitability and questions. Raises Stale with both texts."""
    row = taken(evaluation)
    rules.may_analyse(row, by)
    found = queries.analysis_of(row)
    if found:
        both = [Both(label, texts[name], getattr(found, name)) for name, label in LABELS.items()]
        check_version(found.version, version or None, both, found.author.name)
    else:
        found = SelfEvaluationAnalysis(evaluation=row, version=0)
    for name in LABELS:
        setattr(found, name, texts[name])
    found.themes, found.author, found.at, found.version = themes, by, clock.now(), found.version + 1
    found.save()
    record("analysed self-evaluation", found, by=by)
    if row.state == "shared":
        step(row, "analyse", by=by)
    return found


@transaction.atomic
def record_weakness(
    evaluation: SelfEvaluation,
    *,
    text: str,
    credible_plan: bool,
    reason: str,
    replaces: SelfReportedWeakness | None = None,
    by: Person,
) -> SelfReportedWeakness:
    """A weakness with the view of Cafcass's plan. Nothing opens because of it (SELF-14); a second thought is a row."""
    rules.may_analyse(taken(evaluation), by)
    made = SelfReportedWeakness.objects.create(
        evaluation=evaluation, text=text, credible_plan=credible_plan, reason=reason, by=by
    )
    if replaces:
        replaces.replaced_by = made
        replaces.save(update_fields=["replaced_by"])
    record("recorded weakness", made, by=by)
    return made
