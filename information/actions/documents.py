"""Saying what a document of Cafcass's is, and what it says (INSP-07, INSP-08, INSP-09)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from information.models import DocumentReview, DocumentSorting
from information.queries.documents import GivenDocument, categories
from information.rules import documents as rules
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def sort_document(
    inspection: Inspection,
    document: GivenDocument,
    *,
    category: str,
    audited_on: date | None = None,
    action_plan: str = "",
    by: Person,
) -> DocumentSorting:
    """`category` is a code of the framework, "" for none of them; date and action plan are an audit's alone."""
    row = locked(inspection)
    rules.may_look_through(row, by)
    chosen = next((each for each in categories(row) if each.code == category), None)
    if category and chosen is None:
        raise Invalid("category", "Select what this document is.")
    rules.must_be_told_of_audit(chosen, audited_on, action_plan)
    told = {"audited_on": audited_on, "action_plan": action_plan} if chosen and chosen.dated else {}
    made = DocumentSorting.objects.create(inspection=row, upload=document.upload, category=category, **told, by=by)
    record("sorted document", made, by=by, inspection=row.ref, after=category or "none")
    return made


@transaction.atomic
def review_document(
    inspection: Inspection, document: GivenDocument, *, key_points: str, criteria: Sequence[str] = (), by: Person
) -> DocumentReview:
    """What one reader makes of it; a further review may follow."""
    row = locked(inspection)
    rules.may_look_through(row, by)
    require(document.category is not None, "Say first what this document is.")
    assert document.category
    if not key_points.strip():
        raise Invalid("key_points", "Enter the key points.", document.category.rule)
    rules.must_carry(row, document.category, criteria)
    given = {"category": document.category.code, "key_points": key_points, "criteria": list(criteria)}
    made = DocumentReview.objects.create(inspection=row, upload=document.upload, **given, by=by)
    record("looked through document", made, by=by, inspection=row.ref, after=made.category)
    return made
