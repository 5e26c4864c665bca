"""What the record does not cover or carry before the judgements are agreed (EVID-15, EVID-17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from accounts.prepared import Given, Prepared
from accounts.refusals import NotHere, require
from evidence import headings, quality_rules
from evidence.headings import Place
from evidence.kinds import INDIVIDUAL, SHARED
from evidence.models import CoverageGap, VisitSubject
from evidence.queries.coverage import Group
from evidence.queries.documents import excerpt, standing
from evidence.queries.kept_back import of_heads
from evidence.queries.reading import shortened
from evidence.queries.scope import covered_of_visit, places_of, subjects
from framework.versions import FrameworkVersion
from inspections.models import Inspection

Covered = set[tuple[str, str]]


@dataclass(frozen=True)
class Uncovered:
    """A row of the framework that no agreed shared summary stands under, and the last reason given for it."""

    place: Place
    gap: CoverageGap | None

    @property
    def accepted(self) -> bool:
        return self.gap is not None and hasattr(self.gap, "accepted")


def covered(inspection: Inspection) -> Covered:
    """Of an inspection. One query."""
    agreed = standing(inspection, SHARED).filter(agreed=True).order_by()
    return set(agreed.values_list("area", "heading").distinct())


def covered_by(groups: Iterable[Group]) -> Covered:
    """The same from the groups of the coverage. No query."""
    return {(each.area, each.heading) for each in groups if each.kind == SHARED.code and each.agreed}


def uncovered(
    inspection: Inspection, agreed: Covered | None = None, known: list[VisitSubject] | None = None
) -> list[Uncovered]:
    """In order. One agreed summary covers a row (EVID-18).

    Two queries of an inspection, one where `agreed` is known; four of a visit at most, one where its subjects are too.
    """
    if known is None:
        known = [] if inspection.graded else subjects(inspection)
    if agreed is None:
        agreed = covered(inspection) if inspection.graded else covered_of_visit(inspection, known)
    reasons = {(each.area, each.heading): each for each in _REASONS.rows(inspection=inspection.pk)}
    open_places = [place for place in places_of(inspection, known) if (place.area, place.heading) not in agreed]
    return [Uncovered(place, reasons.get((place.area, place.heading))) for place in open_places]


def _reasons() -> "QuerySet[CoverageGap]":
    here: Any = Given("inspection", BigIntegerField())
    return CoverageGap.objects.filter(inspection=here).select_related("by", "accepted__by")


_REASONS: "Prepared[CoverageGap]" = Prepared(_reasons)


def require_covered(inspection: Inspection) -> None:
    """Raises NotAllowed naming each part of the scope that nothing covers and nobody accepted a reason for."""
    gaps = [each.place.label for each in uncovered(inspection) if not each.accepted]
    sentence = "No agreed shared summary covers this, and the QA manager has accepted no reason for that:"
    require(not gaps, f"{sentence} {'; '.join(gaps)}.", lifted_by=quality_rules.LIFTED_BY, rule="EVID-17")


def label_of(inspection: Inspection, gap: CoverageGap) -> str:
    """The words for what a gap is about; of a subject taken out since, its code."""
    places = {(each.area, each.heading): each.label for each in places_of(inspection)}
    return places.get((gap.area, gap.heading), f"{gap.area} {gap.heading}".strip())


def gap_of(inspection: Inspection, pk: int) -> CoverageGap:
    """Raises NotHere."""
    found = CoverageGap.objects.filter(inspection=inspection, pk=pk).select_related("by", "accepted").first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found


@dataclass(frozen=True)
class Uncarried:
    """An individual summary that finds something, and that no shared summary takes in."""

    pk: Any
    owner: str
    excerpt: str


def uncarried(inspection: Inspection) -> list[Uncarried]:
    """One query."""
    heads = standing(inspection, INDIVIDUAL).filter(taken=False).exclude(finding="").order_by("revision_id")
    rows = heads.annotate(excerpt=of_heads(excerpt(f"revision__words__parts__{INDIVIDUAL.main_part}")))
    return [Uncarried(*row[:2], shortened(row[2])) for row in rows.values_list("document_id", "owner__name", "excerpt")]


def notices(pinned: FrameworkVersion, rows: Iterable[Any]) -> list[str]:
    """An area whose shared summaries hold strengths only, or areas for improvement only (EVID-15). No query."""
    found = []
    for code in headings.areas(pinned):
        of_area = [row for row in rows if row.place.area == code]
        counts = {
            "areas for improvement": sum(row.to_improve for row in of_area),
            "strengths": sum(row.strengths for row in of_area),
        }
        missing = [words for words, count in counts.items() if not count]
        if len(missing) == 1:
            found.append(f"{pinned.area(code).label}: no {missing[0]} recorded.")
    return found
