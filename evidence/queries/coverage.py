"""What the evidence covers so far: counts, never a score."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    DateTimeField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.prepared import Given, Prepared
from evidence.headings import Place, places
from evidence.kinds import CASE
from evidence.models import Challenge, Document, HeadCount
from evidence.queries.cases import Case as Evaluation
from evidence.queries.sampled import is_unassigned, standing
from framework.versions import FrameworkVersion, version
from inspections.models import Inspection, TeamMember
from scheduling.models import TimelineDate


@dataclass(frozen=True)
class Counts:
    """How much there is of each kind, not counting what was withdrawn."""

    notes: int
    case_evaluations: int
    cases_closed: int
    individual_summaries: int
    shared_open: int
    shared_agreed: int
    # Challenges of the QA manager that wait for an answer, and those of them that recommend something to the lead.
    challenges: int
    recommended: int


@dataclass
class Row:
    """One row of the coverage grid."""

    place: Place
    notes: int = 0
    case_evaluations: int = 0
    individual_summaries: int = 0
    shared_open: int = 0
    shared_agreed: int = 0
    strengths: int = 0
    to_improve: int = 0
    people: set[int] = field(default_factory=set)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Thinnest first: by what is agreed, then shared, then by everything."""
        everything = (
            self.notes + self.case_evaluations + self.individual_summaries + self.shared_open + self.shared_agreed
        )
        return (self.shared_agreed, self.shared_open + self.shared_agreed, everything)


@dataclass
class InspectorCount:
    """What one inspector has recorded, in all and today, and notes in no summary yet (EVID-04, EVID-08)."""

    pk: int
    name: str
    notes: int = 0
    today: int = 0
    case_evaluations: int = 0
    individual_summaries: int = 0
    unsummarised: int = 0
    # Whether today is a weekday between the first on-site day and the end of fieldwork.
    on_site: bool = False

    @property
    def none_today(self) -> bool:
        return self.on_site and not self.today


WEEKEND = (6, 7)
CHALLENGE = "challenge"
COLUMNS = {"note": "notes", "case_evaluation": "case_evaluations", "individual_summary": "individual_summaries"}
BY = [HeadCount._meta.get_field(name).attname for name in HeadCount.BY]  # type: ignore[union-attr]
SAMPLED = "sampled"
NOBODY = 0


class Group(NamedTuple):
    """Documents that are alike in all of this: how many there are, and whether they are unassigned (SCOPE-01)."""

    kind: str
    area: str
    heading: str
    finding: str
    owner_id: int
    agreed: bool
    taken: bool
    case: str
    proceeding: str
    n: int
    unassigned: bool = False


def _groups() -> Any:
    here: Any = Given("inspection", BigIntegerField())
    counted = HeadCount.objects.filter(inspection=here, n__gt=0).values_list(*BY, "n").order_by()
    empty = {name: Value("") for name in ("an_area", "a_heading", "a_finding")}
    false = {name: Value(False) for name in ("is_agreed", "is_taken")}
    sampled = standing(here).annotate(what=Value(SAMPLED), nobody=Value(NOBODY), **empty, **false, none=Value(0))
    columns = ("what", *empty, "nobody", *false, "reference", "proceeding", "none")
    return counted.union(sampled.values_list(*columns).order_by(), all=True)


_GROUPS: "Prepared[Any]" = Prepared(_groups)


def groups(inspection: Inspection) -> list[Group]:
    """How many documents there are of each kind, place, finding, owner, state and case. One query."""
    found = [Group(*row) for row in _GROUPS.rows(inspection=inspection.pk)]
    sample = {row.case: row.proceeding for row in found if row.kind == SAMPLED}
    return [
        row._replace(unassigned=True) if is_unassigned(row.kind, row.heading, row.case, row.proceeding, sample) else row
        for row in found
        if row.kind != SAMPLED
    ]


def _yes(condition: Any) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _column(kind: str, agreed: bool) -> str:
    if kind == CHALLENGE:
        return "recommended" if agreed else "challenges"
    return COLUMNS.get(kind) or ("shared_agreed" if agreed else "shared_open")


def counts(inspection: Inspection) -> Counts:
    """One query."""
    found: Counter[str] = Counter()
    heads = HeadCount.objects.filter(inspection=inspection)
    documents = heads.values("kind", "agreed").annotate(number=Sum("n")).order_by()
    waiting = Challenge.objects.filter(inspection=inspection, state="open").order_by()
    recommends = _yes(Q(kind=Challenge.Kind.INVESTIGATE))
    asked = waiting.annotate(what=Value(CHALLENGE), recommends_it=recommends).values("what", "recommends_it")
    for group in documents.union(asked.annotate(number=Count("*")), all=True):
        closed = group["kind"] == CASE.code and group["agreed"]
        found["cases_closed" if closed else _column(group["kind"], group["agreed"])] += group["number"]
    shared = found["shared_open"], found["shared_agreed"]
    challenges = found["challenges"] + found["recommended"], found["recommended"]
    cases = found["case_evaluations"] + found["cases_closed"], found["cases_closed"]
    return Counts(found["notes"], *cases, found["individual_summaries"], *shared, *challenges)


def grid(inspection: Inspection, found: Iterable[Group], evaluated: Iterable[Evaluation] = ()) -> tuple[list[Row], int]:
    """Every row of the framework, thinnest first, and how many items have no row yet. No query.

    `evaluated` are the case evaluations that count: whether one does, its group cannot say. A note that is unassigned
    covers nothing (SCOPE-01).
    """
    order = places(version(inspection.framework_version))
    rows = {(place.area, place.heading): Row(place) for place in order}
    elsewhere = 0
    for case in evaluated:
        rows[case.law, ""].case_evaluations += 1
    for group in found:
        if group.kind == CASE.code:
            continue
        row = rows.get((group.area, group.heading))
        if row is None:
            elsewhere += group.n
        elif not group.unassigned:
            _add(row, group)
    return sorted(rows.values(), key=lambda row: (row.weight, order.index(row.place))), elsewhere


def untied(found: Iterable[Group]) -> int:
    """How many notes are unassigned. No query."""
    return sum(group.n for group in found if group.unassigned)


def _add(row: Row, group: Group) -> None:
    column = _column(group.kind, group.agreed)
    setattr(row, column, getattr(row, column) + group.n)
    if group.kind in COLUMNS:
        row.people.add(group.owner_id)
    else:
        _add_finding(row, group)


def _add_finding(row: Row, group: Group) -> None:
    """Strengths and areas for improvement are those of shared summaries: what one rests on would count them again."""
    row.strengths += group.n * (group.finding == "strength")
    row.to_improve += group.n * (group.finding == "area_for_improvement")


def inspectors(inspection: Inspection, found: Iterable[Group]) -> list[InspectorCount]:
    """Everybody who now gathers evidence, with what they recorded. One query."""
    gathering = _GATHERING.rows(inspection=inspection.pk, midnight=clock.at(clock.today()))
    rows = {
        who.person_id: InspectorCount(who.person_id, who.person__name, today=who.made_today, on_site=_on_site(who))
        for who in gathering
    }
    for group in found:
        if group.owner_id in rows:
            _fill(rows[group.owner_id], group)
    return list(rows.values())


def unsummarised(inspections: Iterable[Inspection], person: Person) -> dict[Any, int]:
    """By inspection, how many of the person's notes are in no summary yet (EVID-08). One query."""
    heads = HeadCount.objects.filter(inspection__in=inspections, kind="note", taken=False, owner=person)
    return dict(heads.values_list("inspection").annotate(number=Sum("n")).filter(number__gt=0).order_by())


def _fill(row: InspectorCount, group: Group) -> None:
    if group.kind == CASE.code:
        row.case_evaluations += group.n
    elif group.kind == "note":
        row.notes += group.n
        row.unsummarised += group.n * (not group.taken)
    elif group.kind == "individual_summary":
        row.individual_summaries += group.n


def _gathering() -> "QuerySet[Any]":
    """Of a member: notes, case evaluations and individual summaries begun today and not withdrawn."""
    here: Any = Given("inspection", BigIntegerField())
    made = Document.objects.filter(inspection=OuterRef("inspection"), made_at__gte=Given("midnight", DateTimeField()))
    own = made.filter(owner=OuterRef("person"), withdrawal=None).exclude(kind="shared_summary")
    counted = own.order_by().values("owner").annotate(n=Count("pk")).values("n")
    members = TeamMember.objects.current().filter(inspection=here, role__in=[Role.LEAD, Role.DEPUTY, Role.TEAM])
    days = TimelineDate.objects.filter(timeline=OuterRef("inspection__timeline")).order_by()
    first, last = (Subquery(days.filter(code=code).values("date")[:1]) for code in ("onsite_first", "fieldwork_end"))
    said = {"made_today": Coalesce(Subquery(counted), 0), "first_day": first, "last_day": last}
    return members.annotate(**said).order_by("person__name").values_list("person_id", "person__name", *said, named=True)


_GATHERING: "Prepared[Any]" = Prepared(_gathering)


def _on_site(member: Any) -> bool:
    today = clock.today()
    known = member.first_day is not None and member.last_day is not None
    return known and member.first_day <= today <= member.last_day and today.isoweekday() not in WEEKEND


@dataclass(frozen=True)
class FromChildren:
    """How much of the notes and case evaluations is of a child's case (SAMPLE-12): advice, and nothing else."""

    linked: int
    items: int
    expected: int

    @property
    def percent(self) -> int:
        return round(100 * self.linked / self.items)

    @property
    def low(self) -> bool:
        return self.percent < self.expected


def from_children(found: Iterable[Group], pinned: FrameworkVersion) -> FromChildren | None:
    """None while there is no evidence. No query."""
    items = [each for each in found if each.kind in ("note", CASE.code)]
    linked = sum(each.n for each in items if each.case)
    every = sum(each.n for each in items)
    return FromChildren(linked, every, pinned.case_evaluation.from_children_percent) if every else None


def by_kind(rows: Iterable[Row]) -> dict[str, int]:
    """The totals of the grid's columns."""
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        for column in (
            "notes",
            "case_evaluations",
            "individual_summaries",
            "shared_open",
            "shared_agreed",
            "strengths",
            "to_improve",
        ):
            totals[column] += getattr(row, column)
    return totals


def shade(count: int, most: int) -> int:
    """How dark a cell is, from 0 for nothing to 4 for the most of its column: a grey, and no colour that judges."""
    return 0 if not count else 1 + round(3 * count / most)


LISTS = {
    "notes": "note_list",
    "case_evaluations": "case_evaluation_list",
    "individual_summaries": "individual_summary_list",
    "shared_open": "shared_summary_list",
    "shared_agreed": "shared_summary_list",
}


class Cell(NamedTuple):
    """One cell of the grid: its number, its shade, and the address of the list that it leads to ("" for none)."""

    number: int
    shade: int
    address: str = ""


class ShadedRow(NamedTuple):
    place: Place
    cells: list[Cell]


def shaded(rows: list[Row], ref: str) -> list[ShadedRow]:
    """The rows of the page: each column is shaded by its own largest number, and leads to its list."""
    columns = (*LISTS, "strengths", "to_improve", "people")
    most = {column: max(_size(each, column) for each in rows) for column in columns}
    lists = {column: reverse(name, args=[ref]) for column, name in LISTS.items()}
    return [ShadedRow(row.place, _cells(row, most, lists)) for row in rows]


def _cells(row: Row, most: dict[str, int], lists: dict[str, str]) -> list[Cell]:
    """One for each column of `most`."""
    query = urlencode({"place": row.place.code})
    cells = []
    for column, largest in most.items():
        count, where = _size(row, column), lists.get(column)
        cells.append(Cell(count, shade(count, largest), f"{where}?{query}" if where else ""))
    return cells


def _size(row: Row, column: str) -> int:
    return len(row.people) if column == "people" else int(getattr(row, column))
