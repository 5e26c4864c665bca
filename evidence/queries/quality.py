"""The QA manager's queue: challenges by whom they wait for, what changed after clearing, and what to look at first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max

from accounts.refusals import NotHere
from evidence import headings
from evidence.kinds import KINDS, SHARED
from evidence.models import Challenge, ChallengeStep, Citation, Document, Head, QAPlan, QAReview, Revision
from evidence.models.names import kept_back
from evidence.queries.documents import beginning, excerpt, standing
from evidence.queries.kept_back import unless_kept_back
from evidence.queries.reading import shortened
from framework.versions import FrameworkVersion, version
from inspections.models import Inspection

Newest = dict[tuple[str, str], int]


def challenges_of(inspection: Inspection) -> list[Challenge]:
    """Every challenge, oldest first, with its steps. Two queries."""
    rows = Challenge.objects.filter(inspection=inspection).select_related("by", "document")
    return list(rows.prefetch_related("steps__by"))


def challenge_of(inspection: Inspection, pk: int) -> Challenge:
    """Raises NotHere."""
    rows = Challenge.objects.filter(inspection=inspection, pk=pk).select_related("by", "document__owner")
    found = rows.prefetch_related("steps__by").first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found


def to_settle(inspection: Inspection) -> list[Challenge]:
    """Those that stop agreeing: they must be settled, and the QA manager has not cleared them (QA-01)."""
    rows = Challenge.objects.filter(inspection=inspection, weight=Challenge.Weight.MUST_SETTLE)
    return list(rows.exclude(state="cleared").select_related("by"))


def newest_revision(inspection: Inspection, document: Document | None = None) -> Revision | None:
    """The last to arrive, of the document or of the whole record."""
    rows = Revision.objects.filter(document=document) if document else Revision.objects.filter(inspection=inspection)
    return rows.order_by("-id").first()


def changed_after_clearing(inspection: Inspection, found: Iterable[Challenge], places: Newest) -> list[Challenge]:
    """Cleared ones whose document, or a shared summary under whose heading, has a later version. One query."""
    cleared = [each for each in found if each.state == "cleared"]
    heads = Head.objects.filter(inspection=inspection, latest=True)
    documents = dict(
        heads.filter(document__in=[each.document_id for each in cleared if each.document_id]).values_list(
            "document_id", "revision_id"
        )
    )
    return [each for each in cleared if _newest(each, documents, places) > _seen_until(each)]


def newest_by_place(inspection: Inspection) -> Newest:
    """The number of the newest shared summary's version under each area and heading. One query."""
    rows = Head.objects.filter(inspection=inspection, latest=True, kind=SHARED.code).order_by()
    newest = rows.values("area", "heading").annotate(newest=Max("revision_id"))
    return {(row["area"], row["heading"]): row["newest"] for row in newest}


def _newest(challenge: Challenge, documents: dict[UUID, int], places: Newest) -> int:
    if challenge.document_id:
        return documents.get(challenge.document_id, 0)
    if challenge.heading:
        return places.get((challenge.area, challenge.heading), 0)
    return max((number for (area, _), number in places.items() if area == challenge.area), default=0)


def _seen_until(challenge: Challenge) -> int:
    steps = [step for step in challenge.steps.all() if step.name == ChallengeStep.Name.CLEAR]
    return (steps[-1].revision_id or 0) if steps else 0


@dataclass
class AreaReview:
    """One area: its reviews so far, newest first, what the plan still asks for, and whether something came after."""

    code: str
    label: str
    reviews: list[QAReview]
    wanted: int
    changed: bool = False

    @property
    def latest(self) -> QAReview | None:
        return self.reviews[0] if self.reviews else None

    @property
    def missing(self) -> int:
        """Reviews that the level of the plan asks for and that are not there yet (QA-05)."""
        return max(0, self.wanted - len(self.reviews))


REVIEWS = {"standard": 1, "enhanced": 2}


def plan_of(inspection: Inspection) -> QAPlan | None:
    return QAPlan.objects.filter(inspection=inspection).select_related("by").first()


def area_reviews(
    inspection: Inspection, pinned: FrameworkVersion, plan: QAPlan | None, newest: Newest
) -> list[AreaReview]:
    """One query."""
    by_area: dict[str, list[QAReview]] = defaultdict(list)
    for review in QAReview.objects.filter(inspection=inspection).select_related("by"):
        by_area[review.area].append(review)
    wanted = REVIEWS[plan.level if plan else "standard"]
    found = []
    for code in headings.areas(pinned):
        row = AreaReview(code, pinned.area(code).label, by_area[code], wanted)
        last = max((number for (area, _), number in newest.items() if area == code), default=0)
        row.changed = bool(row.latest and last > (row.latest.revision_id or 0))
        found.append(row)
    return found


@dataclass
class Doubt:
    """A shared summary that the QA manager may want to look at first, and why."""

    pk: UUID
    excerpt: str
    place: str
    at: Any
    why: list[str] = field(default_factory=list)


def doubts(inspection: Inspection) -> list[Doubt]:
    """Shared summaries, oldest first, that rest on nothing, on one source, or on findings that differ. Four queries."""
    pinned = version(inspection.framework_version)
    rows = (
        standing(inspection, SHARED)
        .select_related("revision")
        .annotate(excerpt=excerpt(f"revision__words__parts__{SHARED.main_part}"))
    )
    heads = list(rows.order_by("revision_id"))
    taken = _cited_by([head.revision_id for head in heads])
    under = _cited_by({number for rows in taken.values() for number, _, _ in rows})
    found = [_doubt(head, taken, under, pinned) for head in heads]
    return [each for each in found if each.why]


Cited = dict[int, list[tuple[int, str, str]]]


def _cited_by(numbers: Iterable[int]) -> Cited:
    """By citing revision: (number, finding, source) of everything it cites."""
    found: Cited = defaultdict(list)
    rows = Citation.objects.filter(by_revision__in=list(numbers)).order_by("id")
    for by, number, finding, source in rows.values_list(
        "by_revision_id", "cited_id", "cited__finding", "cited__source"
    ):
        found[by].append((number, finding, source))
    return found


def _doubt(head: Any, taken: Cited, under: Cited, pinned: FrameworkVersion) -> Doubt:
    cited = taken[head.revision_id]
    notes = [note for number, _, _ in cited for note in under[number]]
    sources = {source.casefold().strip() for _, _, source in notes}
    contrary = {finding for _, finding, _ in cited if finding} - {head.finding}
    why = {
        "Rests on no evidence": not notes,
        "One source only": len(sources) == 1,
        "Findings under it differ": bool(head.finding and contrary),
    }
    place = headings.label(pinned, head.area, head.heading)
    reasons = [words for words, so in why.items() if so]
    return Doubt(head.document_id, shortened(head.excerpt), place, head.revision.received_at, reasons)


@dataclass(frozen=True)
class Subject:
    """What a challenge is about, as its page names it; `stem` begins the URL names of a document's pages."""

    place: str
    document: Document | None = None
    kind: str = ""
    stem: str = ""
    excerpt: str = ""


def subject_of(challenge: Challenge, pinned: FrameworkVersion) -> Subject:
    """With the beginning of the words as they were when they were challenged."""
    place = headings.label(pinned, challenge.area, challenge.heading)
    if challenge.document is None or challenge.revision_id is None:
        return Subject(place)
    return _of_document(place, challenge.document, challenge.revision_id)


def subject_before(document: Document, pinned: FrameworkVersion) -> Subject:
    """What a challenge of this document would be about, as it reads now."""
    head = document.revisions.get(head__latest=True)
    return _of_document(headings.label(pinned, head.area, head.heading), document, head.pk)


def _of_document(place: str, document: Document, revision: int) -> Subject:
    kind = KINDS[document.kind]
    text = beginning("words__parts", kind)
    told = text if kind is SHARED else unless_kept_back(text, kept_back())
    words = Revision.objects.filter(pk=revision).values_list(told, flat=True)
    return Subject(place, document, kind.label, kind.stem, shortened(words.first()))
