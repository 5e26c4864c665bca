"""Reads of the judgements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import Person
from evidence import grading
from evidence.kinds import SHARED
from evidence.models import Head, Judgement, Rationale, RationaleCitation, Revision
from evidence.models.judgement import AREAS
from evidence.queries.documents import excerpt
from framework.versions import FrameworkVersion, version
from framework.versions.shapes.judgements import Area, Criterion, Descriptor, Grade
from inspections.models import Inspection


def judgement_of(inspection: Inspection) -> Judgement | None:
    """The inspection's row of grades, None before the first grade and for every visit (JUDG-14)."""
    return Judgement.objects.filter(inspection=inspection).select_related("agreed_by").first()


def grades_for_report(inspection: Inspection) -> list[tuple[str, str, str, str]]:
    """(area code, area label, grade code, grade label), the areas first, overall last; empty until they are agreed."""
    judgement = judgement_of(inspection)
    if judgement is None or judgement.agreed_at is None:
        return []
    pinned = version(inspection.framework_version)
    grades = [(area, pinned.grade(getattr(judgement, area.code))) for area in in_order(pinned)]
    return [(area.code, area.label, grade.code, grade.label) for area, grade in grades]


# Of a shared summary that stands agreed: its one version.
STANDS: dict[str, Any] = {"alone": True, "agreed": True, "withdrawn": False}


@dataclass
class Slot:
    """One of the four judgements as the page shows it; `was` are the rationales that came before, newest first.

    `awaits` are the labels of the areas that must be graded before this one can be (JUDG-01).
    """

    area: Area
    grade: Grade | None
    rationale: Rationale | None
    was: list["Before"]
    awaits: list[str]


@dataclass
class Before:
    """A rationale that no longer stands, with the label of the grade it gave."""

    grade_label: str
    text: str
    author: Person
    at: datetime


def last_rationale(judgement: Judgement | None, area: str) -> Rationale | None:
    """The rationale of the area as last written, with what it cites."""
    return judgement.rationales.filter(area=area).prefetch_related("cites").last() if judgement else None


def sheet(judgement: Judgement | None, pinned: FrameworkVersion) -> list[Slot]:
    """The four judgements, the areas first and overall last, in three queries."""
    written = _rationales(judgement) if judgement else []
    return [_slot(area, judgement, written, pinned) for area in in_order(pinned)]


def grades(judgement: Judgement | None, pinned: FrameworkVersion) -> list[Slot]:
    """The same without a word of the reasons, and without a query."""
    return [_slot(area, judgement, [], pinned) for area in in_order(pinned)]


def in_order(pinned: FrameworkVersion) -> list[Area]:
    return sorted(pinned.areas, key=lambda area: (bool(area.derived_from), area.order))


def _rationales(judgement: Judgement) -> list[Rationale]:
    stands = Exists(Head.objects.filter(document=OuterRef("document"), **STANDS))
    cited = Revision.objects.select_related("document", "document__withdrawal__by")
    cited = cited.annotate(excerpt=excerpt("words__parts__statement"), stands=stands)
    rows = judgement.rationales.select_related("author").order_by("-id")
    cites = RationaleCitation.objects.prefetch_related(Prefetch("cited", cited))
    return list(rows.prefetch_related(Prefetch("cites", cites)))


def resting_on_nothing(judgement: Judgement) -> list[str]:
    """The areas whose last rationale cites no shared summary that stands agreed (EVID-11). Three queries at most."""
    last: dict[str, Rationale] = {each.area: each for each in judgement.rationales.order_by("id")}
    cites = RationaleCitation.objects.filter(rationale__in=[each.pk for each in last.values()])
    cited = list(cites.values_list("rationale__area", "cited__document"))
    agreed = Head.objects.filter(kind=SHARED.code, document__in={document for _, document in cited}, **STANDS)
    standing = set(agreed.values_list("document", flat=True))
    carried = {area for area, document in cited if document in standing}
    return [area for area in last if area not in carried]


def _slot(area: Area, judgement: Judgement | None, written: list[Rationale], pinned: FrameworkVersion) -> Slot:
    code = getattr(judgement, area.code, None)
    of_area = [each for each in written if each.area == area.code]
    standing = of_area[0] if code and of_area else None
    was = [_before(each, pinned) for each in (of_area[1:] if standing else of_area)]
    return Slot(
        area,
        pinned.grade(code) if code else None,
        standing,
        was,
        grading.awaited(pinned, grades_of(judgement), area.code),
    )


@dataclass(frozen=True)
class Meaning:
    """What one grade means in one area: the elements of its descriptor, and the criteria that it is the best fit of."""

    grade: Grade
    elements: tuple[str, ...]
    criteria: tuple[Criterion, ...]


def meanings(area: Area, pinned: FrameworkVersion) -> list[Meaning]:
    """One for each grade, best first; none for overall effectiveness, which is derived from the areas."""
    if area.derived_from:
        return []
    found = [(grade, pinned.descriptor(area.code, grade.code)) for grade in pinned.grades]
    return [Meaning(grade, each.elements, _fitting(each, area, pinned)) for grade, each in found]


def _fitting(descriptor: Descriptor, area: Area, pinned: FrameworkVersion) -> tuple[Criterion, ...]:
    return pinned.criteria_of(area.code) if descriptor.best_fit_with else ()


def grades_of(judgement: Judgement | None) -> dict[str, str | None]:
    """The four grades by area; none of them before the first is given."""
    return {area: getattr(judgement, area, None) for area in AREAS}


def _before(rationale: Rationale, pinned: FrameworkVersion) -> Before:
    return Before(pinned.grade(rationale.grade).label, rationale.text, rationale.author, rationale.at)
