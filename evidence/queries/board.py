"""The board of lines of enquiry: what each rests on, by kind of source, pair and site; and what stays to be seen to."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from accounts import clock
from evidence.kinds import CASE, KINDS, Kind
from evidence.models import Head, NoteMeeting, OnLine, RecordReview, SourceSaid
from evidence.models.line import late
from evidence.queries.sorting import has_child, kinds_by_code, sources_of
from fieldwork.queries.people import Team, present, team_of
from framework.versions import FrameworkVersion, version
from information.models import LineOfEnquiry, LineStep
from information.workflow import CLOSED
from inspections.models import Inspection, Site

UNSAID = "Kind not said"
NO_PAIR = "In no pair"
NO_SITE = "Site not known"
ONE_SOURCE = "One source only"
NO_CHILD = "No child's voice"
NOT_TRIANGULATED = "Not yet triangulated"
NOTHING = "No evidence yet"


@dataclass(frozen=True)
class Late:
    """A document that came after its line was closed, and that the lead has not counted."""

    pk: UUID
    stem: str
    label: str
    owner: str
    at: datetime


@dataclass
class Entry:
    """One line on the board. Only evidence itself counts by source: a summary rests on what is counted already."""

    line: LineOfEnquiry
    documents: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    late: list[Late] = field(default_factory=list)
    closed_because: str = ""
    closed_by: str = ""
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """The same in the words of the page."""

    entry: Entry
    framework: FrameworkVersion

    @property
    def sources(self) -> list[tuple[str, int]]:
        """In the framework's order, those not said last."""
        known = kinds_by_code(self.framework)
        found = [(known[code].label, count) for code in known if (count := self.entry.sources[code])]
        unsaid = sum(count for code, count in self.entry.sources.items() if code not in known)
        return [*found, (UNSAID, unsaid)] if unsaid else found

    @property
    def pairs(self) -> list[tuple[str, int]]:
        return sorted(self.entry.pairs.items())

    @property
    def sites(self) -> list[tuple[str, int]]:
        return sorted(self.entry.sites.items(), key=lambda item: (item[0] == NO_SITE, item[0]))

    @property
    def documents(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind of document, the kinds in their own order."""
        return [(kind, count) for kind in KINDS.values() if (count := self.entry.documents[kind.code])]

    @property
    def warnings(self) -> list[str]:
        """What is said before somebody closes the line; it stops nothing."""
        codes, known = [code for code, count in self.entry.sources.items() if count], kinds_by_code(self.framework)
        if not codes:
            return [NOTHING]
        child = has_child(codes, self.entry.voices, self.framework)
        read_only = all(code in known and known[code].reading for code in codes)
        one, none = len(codes) == 1, not child
        return [words for words, holds in ((ONE_SOURCE, one), (NOT_TRIANGULATED, read_only), (NO_CHILD, none)) if holds]


def links(inspection: Inspection) -> QuerySet[OnLine]:
    """What stands on the lines of the inspection, without what was withdrawn."""
    heads = {"document__heads__latest": True, "document__heads__withdrawn": False}
    return OnLine.objects.standing().filter(line__inspection=inspection, **heads)


def _last(model: Any, path: str) -> Coalesce:
    rows = model.objects.filter(document=OuterRef("document")).order_by("-id").values(path)[:1]
    return Coalesce(Subquery(rows), Value(""))


def board(inspection: Inspection) -> tuple[list[Entry], Team]:
    """Every line by theme, with what it rests on, and the team. Five queries at most, whatever there is."""
    entries = {each.pk: _entry(each) for each in _lines(inspection)}
    team = team_of(inspection)
    if entries:
        sites = list(Site.objects.filter(inspection=inspection, withdrawn_at=None))
        for row in _grouped(inspection):
            _add(entries[row["line_id"]], row, team, sites, version(inspection.framework_version))
    if any(each.line.state == CLOSED for each in entries.values()):
        _add_late(entries, inspection)
    return list(entries.values()), team


def _lines(inspection: Inspection) -> QuerySet[LineOfEnquiry]:
    closing = LineStep.objects.filter(line=OuterRef("pk"), name="close").order_by("-id")
    said = {"because": "reason", "closed_by": "by__name", "closed_at": "at"}
    annotated = {name: Subquery(closing.values(path)[:1]) for name, path in said.items()}
    return LineOfEnquiry.objects.filter(inspection=inspection).annotate(**annotated)


def _entry(line: Any) -> Entry:
    if line.state != CLOSED:
        return Entry(line)
    return Entry(line, closed_because=line.because, closed_by=line.closed_by, closed_at=line.closed_at)


def _grouped(inspection: Inspection) -> Iterable[dict[str, Any]]:
    """How much there is of each line, kind, writer, sort of source, voice and site. One query."""
    heads = Head.objects.filter(document=OuterRef("document"), latest=True, kind=CASE.code)
    rows: Any = links(inspection).annotate(
        kind=F("document__kind"),
        owner=F("document__owner_id"),
        said=_last(SourceSaid, "kind"),
        voice=_last(SourceSaid, "voice"),
        met=_last(NoteMeeting, "meeting__kind"),
        at_site=_last(NoteMeeting, "meeting__site__code"),
        # What the evaluation of a case names as its sources.
        named=Subquery(heads.values(words=KeyTextTransform("sources", "revision__facts"))[:1]),
    )
    by = ("line_id", "kind", "owner", "said", "voice", "met", "at_site", "named")
    found: Iterable[dict[str, Any]] = rows.values(*by).annotate(n=Count("*")).order_by()
    return found


def _add(entry: Entry, row: dict[str, Any], team: Team, sites: list[Site], framework: FrameworkVersion) -> None:
    kind = KINDS[row["kind"]]
    entry.documents[kind.code] += row["n"]
    if not kind.is_source:
        return
    entry.people.add(row["owner"])
    for code in sources_of(framework, kind.code, row["said"], row["met"], row["named"]):
        entry.sources[code] += row["n"]
    entry.voices.update({row["voice"]} - {""})
    pair = next((each for each in present(team) if each.person_id == row["owner"]), None)
    entry.pairs[(pair.pair_name if pair else "") or NO_PAIR] += row["n"]
    entry.sites[row["at_site"] or _only_site(pair.pair_id if pair else None, sites) or NO_SITE] += row["n"]


def _only_site(pair: int | None, sites: list[Site]) -> str:
    """Where somebody works whose pair has one site; of two the product knows no better than the note."""
    own = [each.code for each in sites if pair and each.pair_id == pair]
    return own[0] if len(own) == 1 else ""


def _add_late(entries: dict[int, Entry], inspection: Inspection) -> None:
    rows = late(links(inspection)).select_related("document__owner").order_by("id")
    for each in rows:
        kind = KINDS[each.document.kind]
        entries[each.line_id].late.append(
            Late(each.document_id, kind.stem, kind.label, each.document.owner.name, each.at)
        )


def entry_of(inspection: Inspection, line: LineOfEnquiry) -> Entry:
    """One line as the board has it."""
    return next(each for each in board(inspection)[0] if each.line.pk == line.pk)


def not_reviewed(inspection: Inspection, team: Team) -> list[str]:
    """The inspectors who have not said today that they looked through the record (EVID-19). One query."""
    done = RecordReview.objects.filter(inspection=inspection, day=clock.today())
    said = set(done.values_list("person_id", flat=True))
    return [each.name for each in present(team) if each.is_inspector and each.person_id not in said]


def themes(entries: Iterable[Told]) -> list[tuple[str, list[Told]]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for each in entries:
        found[each.entry.line.theme].append(each)
    return list(found.items())
