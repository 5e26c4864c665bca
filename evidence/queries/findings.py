"""Reads of a visit's findings: what it looks at, what covers that, and whether they are agreed (EVID-17)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.refusals import NotHere
from evidence.headings import Place
from evidence.models import OtherAreaChecked, VisitFindings, VisitSubject
from evidence.queries.documents import agreed_summaries
from evidence.queries.gaps import Uncovered, uncovered
from evidence.queries.reading import FINDINGS, shortened
from evidence.queries.scope import covered_codes, places_of, subjects
from inspections import improvements
from inspections.models import Inspection, Outcome, PublishedFinding


def findings_of(inspection: Inspection) -> VisitFindings | None:
    return VisitFindings.objects.filter(inspection=inspection).select_related("agreed_by").first()


def findings_agreed(inspection: Inspection) -> bool:
    """One query."""
    return VisitFindings.objects.filter(inspection=inspection).exclude(agreed_at=None).exists()


@dataclass(frozen=True)
class Finding:
    """A shared summary that stands agreed."""

    pk: UUID
    excerpt: str
    points_to: str


@dataclass
class Part:
    """Something that the visit covers, with the findings on it; `gap` where there is none."""

    place: Place
    subject: VisitSubject | None
    findings: list[Finding] = field(default_factory=list)
    gap: Uncovered | None = None


def parts(inspection: Inspection) -> tuple[list[Part], list[Finding]]:
    """Everything that the visit covers, in order, and the findings that stand under none of it. Six queries."""
    known = subjects(inspection)
    of_subject = {str(each.pk): each for each in known}
    agreed = [
        Finding(each.document_id, shortened(each.excerpt), FINDINGS.get(each.finding, ""))
        for each in agreed_summaries(inspection).order_by("pk")
    ]
    covered = covered_codes(inspection)
    bare = {each.place: each for each in uncovered(inspection)}
    found = [
        Part(
            place,
            of_subject.get(place.heading),
            [each for each in agreed if each.pk in covered.get(place.code, ())],
            bare.get(place),
        )
        for place in places_of(inspection, known)
    ]
    placed = {each.pk for part in found for each in part.findings}
    return found, [each for each in agreed if each.pk not in placed]


def other_areas(inspection: Inspection) -> list[OtherAreaChecked]:
    return list(OtherAreaChecked.objects.filter(inspection=inspection).select_related("by"))


def subject_of(inspection: Inspection, pk: int) -> VisitSubject:
    """One that stands. Raises NotHere."""
    found = next((each for each in subjects(inspection) if each.pk == pk), None)
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found


def to_improve(inspection: Inspection) -> list[PublishedFinding]:
    """What the last inspection found in need of improvement: of these a monitoring visit picks (MON-04)."""
    last = Outcome.objects.filter(kind="inspection").exclude(inspection=inspection).first()
    picked = {each.finding_id for each in subjects(inspection)}
    rows: Any = improvements.published().filter(outcome=last) if last else ()
    return [each for each in reversed(rows) if each.pk not in picked]
