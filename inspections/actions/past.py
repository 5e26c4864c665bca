"""Inspections and visits that were done before this product was used, entered as plain outcomes."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.access import Thing, Verb, verbs_for, who_may
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from inspections.models import Outcome, OutcomeGrade, PublishedFinding


@transaction.atomic
def enter_past_outcome(
    *,
    kind: str,
    title: str,
    ended_on: date | None,
    began_on: date | None = None,
    published_on: date | None = None,
    note: str = "",
    grades: list[dict[str, Any]],
    findings: list[dict[str, Any]],
    by: Person,
) -> Outcome:
    """Grades are {area, area_name, grade}; findings {kind, area, text}. Raises NotAllowed."""
    allowed = Verb.CREATE in verbs_for(standing_roles(by), Thing.PROGRAMME)
    require(allowed, f"Only {who_may(Thing.PROGRAMME, Verb.CREATE)} can do this.")
    outcome = Outcome.objects.create(
        kind=kind, title=title, began_on=began_on, ended_on=ended_on, published_on=published_on, note=note
    )
    OutcomeGrade.objects.bulk_create(OutcomeGrade(outcome=outcome, **row) for row in grades)
    PublishedFinding.objects.bulk_create(PublishedFinding(outcome=outcome, **row) for row in findings)
    record("entered past outcome", outcome, by=by)
    return outcome
