"""The request of Annex A: what it asks for, by when, and how far it is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts import clock
from accounts.refusals import NotHere
from files.workflow import HELD
from framework.versions import FrameworkVersion, version
from information.asked import Asked, asked_for
from information.models import AnnexDelegate, AnnexFile, AnnexItem, AnnexRequest, AnnexTitle
from information.workflow import GIVEN
from inspections.models import Inspection
from scheduling.models import TimelineDate
from scheduling.sums import days_sum

# Of one item's files in a list of all items, and of the files in the tray.
SHOWN, SHOWN_OF_TRAY = 10, 30


@dataclass(frozen=True)
class DueDay:
    """One date of the timetable. `sum` is ours; `told` is the plain sum from the first week, for Cafcass."""

    code: str
    title: str
    date: Day
    last: Day
    sum: str
    told: str


@dataclass(frozen=True)
class DueDays:
    """The dates of a timetable by code, with the one that stands for those it lacks."""

    dates: dict[str, DueDay]
    otherwise: str

    def day_of(self, code: str) -> DueDay | None:
        return self.dates.get(code) or self.dates.get(self.otherwise)


def due_days(inspection: Inspection) -> DueDays:
    """One query, none where `dates` came along."""
    annex = version(inspection.framework_version).files.annex_a
    dates = [_due_day(row, inspection) for row in inspection.timeline.dates.all()]
    return DueDays({each.code: each for each in dates}, annex.items_due)


def _due_day(row: TimelineDate, inspection: Inspection) -> DueDay:
    told = days_sum(inspection.timeline.onsite_week, row.date)
    return DueDay(row.code, row.title, row.date, row.last, row.sum, told)


def entered_titles(code: str) -> dict[str, str]:
    """The titles that an administrator entered for a version, by number; the latest of each. One query."""
    rows = AnnexTitle.objects.filter(framework_version=code).order_by("id")
    return dict(rows.values_list("number", "title"))


def items_asked(inspection: Inspection) -> list[Asked]:
    """What the version to which the inspection is pinned asks for."""
    return asked_in(version(inspection.framework_version))


def asked_in(pinned: FrameworkVersion) -> list[Asked]:
    return asked_for(pinned, entered_titles(pinned.code))


def request_of(inspection: Inspection) -> AnnexRequest:
    """Raises NotHere before the call: there is no request then."""
    found = AnnexRequest.objects.filter(inspection=inspection).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found


@dataclass(frozen=True)
class Row:
    """One item as a page shows it: the first of its files that stand, its colleagues, its day, what became of it."""

    item: AnnexItem
    files: list[AnnexFile]
    colleagues: list[AnnexDelegate]
    due: DueDay | None
    overdue: bool
    standing: int
    sound: int
    sealed_count: int

    @property
    def answered(self) -> bool:
        """A file that the checks hold is no answer; "not held" is one (NOTI-05)."""
        return self.sound > 0 if self.item.state == GIVEN else not self.item.waits

    @property
    def more_files(self) -> int:
        """Those that only the item's own page shows."""
        return self.standing - len(self.files)


@dataclass(frozen=True)
class Room:
    """The whole request: rows in order, the first of the tray, and the sums at the top of the page."""

    request: AnnexRequest
    rows: list[Row]
    tray: list[AnnexFile] = field(default_factory=list)
    in_tray: int = 0

    @property
    def given(self) -> int:
        return sum(row.answered for row in self.rows)

    @property
    def yours(self) -> list[Row]:
        return [row for row in self.rows if not row.answered and not row.colleagues]

    @property
    def with_colleagues(self) -> list[Row]:
        return [row for row in self.rows if not row.answered and row.colleagues]

    @property
    def done(self) -> list[Row]:
        return [row for row in self.rows if row.answered]

    @property
    def asks_for_a_list(self) -> AnnexItem | None:
        """The item of the child-level list."""
        return next((row.item for row in self.rows if row.item.child_level), None)

    @property
    def dues(self) -> list[DueDay]:
        """Each day by which something is asked for, once, in order."""
        found = {row.due.code: row.due for row in self.rows if row.due}
        return sorted(found.values(), key=lambda due: due.date)


def room_of(inspection: Inspection) -> Room:
    """Six queries, however many items and files there are. Raises NotHere before the call."""
    return _room(request_of(inspection))


def room_if_asked(inspection: Inspection) -> Room | None:
    """None before the call, when nothing is asked for yet."""
    found = AnnexRequest.objects.filter(inspection=inspection).select_related("closed_by").first()
    if found is None:
        return None
    found.inspection = inspection
    return _room(found)


def not_given(inspection: Inspection) -> list[AnnexItem]:
    """What Cafcass has not answered yet, what colleagues there have last. One query; two where something is asked."""
    items = counted(AnnexItem.objects.filter(request__inspection=inspection))
    rows = [row_of(each, DueDays({}, ""), clock.today(), []) for each in items]
    return [row.item for row in sorted(rows, key=lambda row: bool(row.colleagues)) if not row.answered]


def _room(request: AnnexRequest) -> Room:
    first = _first_files(request)
    days, today = due_days(request.inspection), clock.today()
    rows = [row_of(item, days, today, first[item.pk]) for item in counted(request.items.all())]
    tray = first[None]
    return Room(request, rows, tray, tray[0].alike if tray else 0)  # type: ignore[attr-defined]


def _first_files(request: AnnexRequest) -> dict[int | None, list[AnnexFile]]:
    """By item the first files that stand, and the first in the tray (None), each with how many there are `alike`.

    Two queries: which they are is asked of as few columns as can be.
    """
    number = Window(RowNumber(), partition_by=[F("item")], order_by="id")
    alike = Window(Count("pk"), partition_by=[F("item")])
    standing = AnnexFile.objects.filter(request=request, sealed_at=None).annotate(place=number, alike=alike)
    shown = standing.filter(Q(place__lte=SHOWN) | Q(item=None, place__lte=SHOWN_OF_TRAY)).order_by()
    counts = dict(shown.values_list("pk", "alike"))
    found: dict[int | None, list[AnnexFile]] = defaultdict(list)
    for each in AnnexFile.objects.filter(pk__in=counts).select_related("upload__destroyed").order_by("id"):
        each.alike = counts[each.pk]  # type: ignore[attr-defined]
        found[each.item_id].append(each)
    return found


def tray_of(request: AnnexRequest) -> QuerySet[AnnexFile]:
    """Everything in the tray, in the order in which it came."""
    return AnnexFile.objects.filter(request=request, item=None, sealed_at=None).order_by("id")


def counted(items: QuerySet[AnnexItem]) -> QuerySet[AnnexItem]:
    """Items with what a row needs: how many files stand, are sound, are sealed; and who has them now."""
    stands = Q(files__sealed_at=None, files__isnull=False)
    delegates = AnnexDelegate.objects.filter(ended_at=None).select_related("person")
    return (
        items.select_related("same_as")
        .annotate(
            standing=Count("files", filter=stands),
            sound=Count("files", filter=stands & ~Q(files__upload__state=HELD)),
            sealed=Count("files", filter=Q(files__sealed_at__isnull=False)),
        )
        .prefetch_related(Prefetch("delegates", queryset=delegates, to_attr="colleagues_now"))
    )


def row_of(item: Any, days: DueDays, today: Day, files: list[AnnexFile]) -> Row:
    """Of an item that was `counted`."""
    due = days.day_of(item.due)
    overdue = bool(due and due.last < today) and item.waits
    return Row(item, files, item.colleagues_now, due, overdue, item.standing, item.sound, item.sealed)
