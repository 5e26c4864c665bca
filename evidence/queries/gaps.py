"""What the record does not cover or carry before the judgements are agreed (EVID-15, EVID-17)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.refusals import NotHere
from evidence import headings
from evidence.headings import Place
from evidence.kinds import INDIVIDUAL, SHARED
from evidence.models import CoverageGap
from evidence.queries.documents import excerpt, standing
from evidence.queries.kept_back import of_heads
from evidence.queries.reading import shortened
from framework.versions import FrameworkVersion, version
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
    """One query."""
    agreed = standing(inspection, SHARED).filter(agreed=True).order_by()
    return set(agreed.values_list("area", "heading").distinct())


def covered_by(groups: Iterable[Mapping[str, Any]]) -> Covered:
    """The same from the groups of the coverage. No query."""
    return {(each["area"], each["heading"]) for each in groups if each["kind"] == SHARED.code and each["agreed"]}


def uncovered(inspection: Inspection, agreed: Covered | None = None) -> list[Uncovered]:
    """In the framework's order. One agreed summary covers a row (EVID-18). Two queries, one where `agreed` is known."""
    agreed = covered(inspection) if agreed is None else agreed
    rows = CoverageGap.objects.filter(inspection=inspection).select_related("by", "accepted__by")
    reasons = {(each.area, each.heading): each for each in rows}
    order = headings.places(version(inspection.framework_version))
    open_places = [place for place in order if (place.area, place.heading) not in agreed]
    return [Uncovered(place, reasons.get((place.area, place.heading))) for place in open_places]


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
