"""What Cafcass was told in keep-in-touch meetings, what it rests on, and what rests on nothing yet (EVID-11)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts import clock
from accounts.refusals import NotHere
from evidence.kinds import KINDS, NOTE, SHARED, Kind
from evidence.models import Headline, HeadlineBasis, HeadlineCitation, KeepInTouch, Revision, TeamMeeting
from evidence.models.names import kept_back
from evidence.queries.documents import beginning, excerpt, standing
from evidence.queries.kept_back import unless_kept_back
from evidence.queries.reading import shortened
from fieldwork.models import DiaryEntry
from inspections.models import Inspection

# As many of a kind as somebody reads through.
MOST = 40


@dataclass(frozen=True)
class Cited:
    """Something that a headline cites; `stands` of a shared summary that is agreed now."""

    pk: Any
    kind: Kind
    excerpt: str
    stands: bool


@dataclass
class Told:
    """One headline with what it rests on."""

    headline: Headline
    context: bool
    linked: bool
    cites: list[Cited] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """It states a finding that no agreed shared summary carries."""
        return not self.context and not self.linked


@dataclass
class Meeting:
    """The record of one meeting."""

    row: KeepInTouch
    told: list[Told] = field(default_factory=list)


def _headlines(inspection: Inspection) -> QuerySet[Any]:
    """Each with its last `basis`, whether that says `context`, and whether an agreed shared summary carries it."""
    last = HeadlineBasis.objects.filter(headline=OuterRef("pk")).order_by("-id")
    agreed = {"agreed": True, "alone": True, "withdrawn": False}
    carried = HeadlineCitation.objects.filter(
        basis=OuterRef("basis"),
        cited__document__kind=SHARED.code,
        **{f"cited__document__heads__{name}": value for name, value in agreed.items()},
    )
    found: Any = Headline.objects.filter(meeting__inspection=inspection).annotate(
        basis=Subquery(last.values("pk")[:1]),
        context=Coalesce(Subquery(last.values("context")[:1]), Value(False)),
        linked=Exists(carried),
    )
    return found


def meetings(inspection: Inspection) -> list[Meeting]:
    """Every meeting, the latest first, with its headlines. Three queries at most."""
    rows = KeepInTouch.objects.filter(inspection=inspection).select_related("by").order_by("-day", "-id")
    found = {each.pk: Meeting(each) for each in rows}
    said = list(_headlines(inspection)) if found else []
    cited = _cited([each.basis for each in said if each.basis])
    for each in said:
        found[each.meeting_id].told.append(Told(each, each.context, each.linked, cited.get(each.basis, [])))
    return list(found.values())


def _cited(bases: Collection[int]) -> dict[int, list[Cited]]:
    if not bases:
        return {}
    heads = Revision.objects.filter(document=OuterRef("cited__document"), head__agreed=True, head__alone=True)
    words = unless_kept_back(
        beginning("cited__words__parts", NOTE, SHARED), kept_back("cited__") & Q(cited__document__kind=NOTE.code)
    )
    rows = (
        HeadlineCitation.objects.filter(basis__in=bases)
        .annotate(document=F("cited__document"), kind=F("cited__document__kind"), words=words)
        .annotate(stands=Exists(heads.filter(head__withdrawn=False)))
        .values("basis_id", "document", "kind", "words", "stands")
    )
    found: dict[int, list[Cited]] = {}
    for row in rows:
        stands = row["stands"] and row["kind"] == SHARED.code
        cited = Cited(row["document"], KINDS[row["kind"]], shortened(row["words"]), stands)
        found.setdefault(row["basis_id"], []).append(cited)
    return found


def unlinked(inspection: Inspection) -> list[Headline]:
    """The headlines that state a finding and cite no shared summary that stands agreed. One query."""
    return list(_headlines(inspection).filter(context=False, linked=False).select_related("meeting"))


def headline_of(inspection: Inspection, pk: int) -> Any:
    """With its meeting, last basis and context. Raises NotHere."""
    found = _headlines(inspection).select_related("meeting__by").filter(pk=pk).first()
    if found is None:
        raise NotHere
    found.meeting.inspection = inspection
    return found


def cited_now(headline: Any) -> list[int]:
    """The numbers of the revisions that it cites."""
    return list(HeadlineCitation.objects.filter(basis=headline.basis).values_list("cited_id", flat=True))


def offered(inspection: Inspection, *kinds: Kind, chosen: Collection[int] = ()) -> list[tuple[str, str]]:
    """What a headline may cite, the latest first; what is chosen stays on offer. A query a kind."""
    found = []
    for kind in kinds:
        heads = standing(inspection, kind).filter(names_open=False)
        latest = heads.values_list("revision_id", flat=True)[:MOST]
        rows = Revision.objects.filter(Q(pk__in=list(latest)) | Q(pk__in=chosen, document__kind=kind.code))
        words: Any = excerpt(f"words__parts__{kind.main_part}")
        words = words if kind is SHARED else unless_kept_back(words, kept_back())
        rows = rows.annotate(excerpt=words).order_by("-pk")
        found += [(str(pk), f"{kind.label}: {shortened(words)}") for pk, words in rows.values_list("pk", "excerpt")]
    return found


def to_tell(inspection: Inspection) -> list[TeamMeeting]:
    """What the team meant to tell, said since the last keep-in-touch meeting was recorded. Two queries."""
    last = KeepInTouch.objects.filter(inspection=inspection).order_by("-at").values_list("at", flat=True).first()
    rows = TeamMeeting.objects.filter(inspection=inspection).exclude(tell_cafcass="")
    return list(rows.filter(at__gt=last) if last else rows)


def entry_on(inspection: Inspection, day: date) -> DiaryEntry | None:
    """The keep-in-touch meeting that the diary has on that day."""
    kept = DiaryEntry.objects.filter(inspection=inspection, kind=DiaryEntry.Kind.KEEP_IN_TOUCH, day=day)
    return kept.filter(status__in=[DiaryEntry.Status.PLANNED, DiaryEntry.Status.HELD]).first()


def past_days(inspection: Inspection) -> list[date]:
    """The days up to today on which the diary has one that was not called off. One query."""
    kept = DiaryEntry.objects.filter(inspection=inspection, kind=DiaryEntry.Kind.KEEP_IN_TOUCH)
    kept = kept.filter(day__lte=clock.today())
    kept = kept.filter(status__in=[DiaryEntry.Status.PLANNED, DiaryEntry.Status.HELD])
    return sorted(set(kept.values_list("day", flat=True)))
