"""Reads of a visit's findings: what it looks at, what covers that, and whether they are agreed (EVID-17)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from accounts.refusals import NotHere
from evidence.headings import Place
from evidence.models import (
    Covers,
    Head,
    OtherAreaChecked,
    SubjectTakenOut,
    TopicSuggestion,
    VisitFindings,
    VisitSubject,
)
from evidence.queries.documents import agreed_summaries, excerpt
from evidence.queries.gaps import Uncovered, uncovered
from evidence.queries.reading import FINDINGS, shortened
from evidence.queries.scope import (
    Codes,
    consultation,
    covered_codes,
    covered_of_visit,
    not_evaluated,
    places_of,
    subjects,
)
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


@dataclass(frozen=True)
class Withdrawn:
    """A shared summary that stood agreed: who withdrew it, when and why."""

    pk: UUID
    excerpt: str
    by: str
    at: datetime
    reason: str


@dataclass
class Part:
    """Something that the visit covers, with the findings on it; `gap` where there is none."""

    place: Place
    subject: VisitSubject | None
    findings: list[Finding] = field(default_factory=list)
    gap: Uncovered | None = None
    # Agreed summaries that covered it and were withdrawn; said while there is a gap.
    withdrawn: list[Withdrawn] = field(default_factory=list)

    @property
    def split(self) -> tuple[str, str]:
        """The heading and the part of it, of a label such as "Effectiveness: supervision"."""
        heading, _, part = self.place.label.partition(": ")
        return heading, part


@dataclass(frozen=True)
class Sheet:
    """Every part that a visit covers, in order; those of Cafcass's own consultation; findings that stand under none."""

    parts: list[Part]
    consulted: list[Part]
    elsewhere: list[Finding]


def sheet(inspection: Inspection) -> Sheet:
    """Six queries at most."""
    known, codes = subjects(inspection), covered_codes(inspection)
    of_subject = {str(each.pk): each for each in known}
    agreed = {each.document_id: _finding(each) for each in agreed_summaries(inspection).order_by("pk")}
    gaps = uncovered(inspection, covered_of_visit(inspection, known, codes), known)
    bare = {each.place: each for each in gaps}
    parts = [
        Part(place, of_subject.get(place.heading), _under(place, codes, agreed), bare.get(place))
        for place in places_of(inspection, known)
    ]
    asked = [Part(place, None, _under(place, codes, agreed)) for place in consultation(inspection)]
    if gaps:
        gone = _withdrawn(inspection)
        for part in parts:
            part.withdrawn = gone.get(part.place.code, []) if part.gap else []
    placed = {each.pk for part in (*parts, *asked) for each in part.findings}
    return Sheet(parts, asked, [each for pk, each in agreed.items() if pk not in placed])


def _withdrawn(inspection: Inspection) -> dict[str, list[Withdrawn]]:
    """By code of a place, what covered it when it was withdrawn. One query."""
    agreed = Head.objects.filter(document=OuterRef("document"), alone=True, agreed=True, withdrawn=True)
    rows = Covers.objects.standing().filter(Exists(agreed), document__inspection=inspection)
    words = Subquery(
        Head.objects.filter(document=OuterRef("document"))
        .annotate(excerpt=excerpt("revision__words__parts__statement"))
        .values("excerpt")[:1]
    )
    found: dict[str, list[Withdrawn]] = defaultdict(list)
    of = ("document__withdrawal__by__name", "document__withdrawal__at", "document__withdrawal__reason")
    for code, pk, text, *said in rows.annotate(words=words).values_list("code", "document", "words", *of):
        found[code].append(Withdrawn(pk, shortened(text), *said))
    return found


def _under(place: Place, codes: Codes, agreed: dict[UUID, Finding]) -> list[Finding]:
    return [finding for pk, finding in agreed.items() if pk in codes.get(place.code, ())]


def consulted(inspection: Inspection) -> list[Part]:
    """What the findings say of Cafcass's own consultation with children, part by part (VOICE-09). Two queries."""
    places = consultation(inspection)
    codes = covered_codes(inspection) if places else {}
    named = {pk for place in places for pk in codes.get(place.code, ())}
    rows = agreed_summaries(inspection).filter(document__in=named).order_by("pk") if named else ()
    agreed = {each.document_id: _finding(each) for each in rows}
    return [Part(place, None, _under(place, codes, agreed)) for place in places]


def before_agreeing(inspection: Inspection) -> tuple[list[Uncovered], list[Place]]:
    """What keeps a visit's findings from being agreed, and what is only warned of. Four queries at most."""
    known, codes = subjects(inspection), covered_codes(inspection)
    gaps = uncovered(inspection, covered_of_visit(inspection, known, codes), known)
    return [each for each in gaps if not each.accepted], not_evaluated(inspection, codes)


def _finding(revision: Any) -> Finding:
    return Finding(revision.document_id, shortened(revision.excerpt), FINDINGS.get(revision.finding, ""))


def other_areas(inspection: Inspection) -> list[OtherAreaChecked]:
    return list(OtherAreaChecked.objects.filter(inspection=inspection).select_related("by"))


def subject_of(inspection: Inspection, pk: int) -> VisitSubject:
    """One that stands. Raises NotHere."""
    found = next((each for each in subjects(inspection) if each.pk == pk), None)
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found


def suggested(inspection: Inspection) -> list[TopicSuggestion]:
    """What was suggested that the visit look at, with the topics that came of it. Two queries."""
    rows = TopicSuggestion.objects.filter(inspection=inspection).select_related("by")
    return list(rows.prefetch_related(Prefetch("became", VisitSubject.objects.filter(taken_out=None))))


def taken_out(inspection: Inspection) -> list[SubjectTakenOut]:
    """What the visit does not look at after all, with who said so and why. One query."""
    rows = SubjectTakenOut.objects.filter(subject__inspection=inspection).select_related("subject", "by")
    return list(rows.order_by("id"))


def suggestion_of(inspection: Inspection, pk: str) -> TopicSuggestion | None:
    rows = TopicSuggestion.objects.filter(inspection=inspection)
    return rows.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 11 else None


def to_improve(inspection: Inspection) -> list[PublishedFinding]:
    """What the last inspection found in need of improvement: of these a monitoring visit picks (MON-04)."""
    last = Outcome.objects.filter(kind="inspection").exclude(inspection=inspection).first()
    picked = {each.finding_id for each in subjects(inspection)}
    rows: Any = improvements.published().filter(outcome=last) if last else ()
    return [each for each in reversed(rows) if each.pk not in picked]
