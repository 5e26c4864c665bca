"""Reads of the judgements."""

from collections.abc import Mapping

from evidence.models import Judgement, Rationale
from framework.versions import version
from inspections.models import Inspection


def judgement_of(inspection: Inspection) -> Judgement | None:
    """The inspection's row of grades, None before the first grade and for every visit (JUDG-14)."""
    return Judgement.objects.filter(inspection=inspection).select_related("agreed_by").first()


def grades_for_report(inspection: Inspection) -> list[tuple[str, str, str, str]]:
    """(area code, area label, grade code, grade label), the areas first and overall last; empty until they are agreed."""
    judgement = judgement_of(inspection)
    if judgement is None or judgement.agreed_at is None:
        return []
    pinned = version(inspection.framework_version)
    areas = sorted(pinned.areas, key=lambda area: (bool(area.derived_from), area.order))
    grades = [(area, pinned.grade(getattr(judgement, area.code))) for area in areas]
    return [(area.code, area.label, grade.code, grade.label) for area, grade in grades]


def rationales_by_area(judgement: Judgement | None) -> Mapping[str, list[Rationale]]:
    """Every rationale with its author and what it cites, newest first within its area."""
    found: dict[str, list[Rationale]] = {}
    if judgement is not None:
        rows = judgement.rationales.select_related("author").order_by("-id")
        for rationale in rows:
            found.setdefault(rationale.area, []).append(rationale)
    return found
