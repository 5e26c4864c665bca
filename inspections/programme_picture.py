"""The programme as a picture: years across, a row a strand, numbered bars; closed seasons shaded. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from framework.versions.shapes.about import Settings
from inspections.strands import Mark
from inspections.window import Window
from scheduling.sums import said

# Widths in user units, which are pixels: on a phone the picture scrolls inside its own region.
WIDTH, NARROWEST_YEAR, EDGE = 1080, 60, 4
LOOKS = ("done", "now", "ahead")
TOP, NAME, LANE, BAR, DIGIT = 26, 22, 22, 14, 8


@dataclass(frozen=True)
class Entry:
    """One line of the table beside the picture; `number` is the bar's."""

    number: int
    when: str
    mark: Mark


@dataclass(frozen=True)
class Bar:
    """`look` is "done", "now" or "ahead"."""

    x: float
    y: float
    width: float
    number: int
    look: str

    @property
    def text_x(self) -> float:
        return self.x + self.width + 3

    @property
    def text_y(self) -> float:
        return self.y + BAR - 2


@dataclass(frozen=True)
class Row:
    name: str
    y: float
    height: float
    bars: tuple[Bar, ...]

    @property
    def name_y(self) -> float:
        return self.y + NAME - 7


@dataclass(frozen=True)
class Band:
    """A stretch of time: a year, a closed season, or the window."""

    x: float
    width: float
    text: str = ""

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Picture:
    """All that the fragment draws. `title` and `description` say it in words for somebody who cannot see it."""

    title: str
    description: str
    width: int
    height: float
    years: tuple[Band, ...]
    seasons: tuple[Band, ...]
    window: Band | None
    rows: tuple[Row, ...]
    today: float | None
    entries: tuple[Entry, ...]

    @property
    def year_lines(self) -> str:
        """One path for every year's frame: thirty years are drawn as quickly as one."""
        return " ".join(_box(band.x, TOP, band.width, self.height - TOP) for band in self.years)

    @property
    def shades(self) -> str:
        """One path for every closed season."""
        return " ".join(_box(band.x, TOP, band.width, self.height - TOP) for band in self.seasons)

    @property
    def strands(self) -> tuple[tuple[str, str], ...]:
        """(look, path) for the bars of each look."""
        bars = [bar for row in self.rows for bar in row.bars]
        drawn = {look: [_box(bar.x, bar.y, bar.width, BAR) for bar in bars if bar.look == look] for look in LOOKS}
        return tuple((look, " ".join(boxes)) for look, boxes in drawn.items() if boxes)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x} {y}h{width}v{height}h-{width}z"


def picture(
    marks: Sequence[Mark],
    names: Sequence[str],
    span: tuple[date, date],
    settings: Settings,
    window: Window | None,
    today: date,
) -> Picture:
    """`names` are the strands that have a row even when it is empty; others follow."""
    scale = _Scale(*span)
    entries = tuple(Entry(number, _when(mark), mark) for number, mark in enumerate(marks, start=1))
    rows = tuple(_rows(entries, names, scale, today, TOP + (LANE + NAME if window else 0)))
    years = tuple(scale.band(date(year, 1, 1), date(year, 12, 31), str(year)) for year in scale.years)
    seasons = tuple(scale.band(*each) for year in scale.years for each in _seasons(year, settings))
    band = scale.band(window.opens, window.closes) if window else None
    title = f"Programme from {scale.years[0]} to {scale.years[-1]}"
    marked = scale.x(today) if scale.first <= today <= scale.last else None
    height = rows[-1].y + rows[-1].height + 4
    return Picture(
        title, _description(entries, window), scale.width, height, years, seasons, band, rows, marked, entries
    )


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    @property
    def years(self) -> range:
        return range(self.first.year, self.last.year + 1)

    @property
    def width(self) -> int:
        return max(WIDTH, len(self.years) * NARROWEST_YEAR) + 2 * EDGE

    def x(self, day: date) -> float:
        whole = (self.last - self.first).days + 1
        return round(EDGE + (day - self.first).days * (self.width - 2 * EDGE) / whole, 1)

    def band(self, first: date, last: date, text: str = "") -> Band:
        """Cut where the picture begins and ends."""
        left, right = max(first, self.first), min(last, self.last)
        x = self.x(left)
        return Band(x, max(0, round(self.x(right + timedelta(days=1)) - x, 1)), text)


def _rows(entries: Sequence[Entry], names: Sequence[str], scale: _Scale, today: date, y: float) -> Iterator[Row]:
    for name, own in _by_strand(entries, names):
        lanes: list[float] = []
        bars = tuple(_bar(entry, scale, today, y + NAME, lanes) for entry in own)
        height = NAME + LANE * max(1, len(lanes))
        yield Row(name, y, height, bars)
        y += height


def _by_strand(entries: Sequence[Entry], names: Sequence[str]) -> Iterator[tuple[str, list[Entry]]]:
    """Each strand once, however it is spelt: "Self-evaluation" belongs with "Self-evaluations"."""
    keyed = {_key(name): name for name in names}
    for entry in entries:
        keyed.setdefault(_key(entry.mark.strand), entry.mark.strand)
    for key, name in keyed.items():
        yield name, [entry for entry in entries if _key(entry.mark.strand) == key]


def _key(name: str) -> str:
    return name.lower().rstrip("s")


def _bar(entry: Entry, scale: _Scale, today: date, top: float, lanes: list[float]) -> Bar:
    """In the first lane where neither bar nor number touches what stands before it; `lanes` are the ends so far."""
    band = scale.band(entry.mark.start, entry.mark.end or entry.mark.start)
    width = max(band.width, 8)
    end = band.x + width + DIGIT * len(str(entry.number)) + 8
    lane = next((at for at, taken in enumerate(lanes) if taken <= band.x), len(lanes))
    lanes[lane : lane + 1] = [end]
    return Bar(band.x, top + lane * LANE, width, entry.number, _look(entry.mark, today))


def _look(mark: Mark, today: date) -> str:
    if (mark.end or mark.start) < today:
        return "done"
    return "ahead" if mark.start > today else "now"


def _seasons(year: int, settings: Settings) -> Iterator[tuple[date, date]]:
    """The closed months, and the season at New Year in its two halves."""
    for month in settings.months_without_inspections:
        after = date(year + month // 12, month % 12 + 1, 1)
        yield date(year, month, 1), after - timedelta(days=1)
    season = settings.christmas_window
    start, end = _day(year, season.start), _day(year, season.end)
    if start <= end:
        yield start, end
    else:
        yield date(year, 1, 1), end
        yield start, date(year, 12, 31)


def _day(year: int, mark: str) -> date:
    month, day = (int(part) for part in mark.split("-"))
    return date(year, month, day)


def _when(mark: Mark) -> str:
    start = said(mark.start, with_year=True)
    return f"{start} to {said(mark.end, with_year=True)}" if mark.end and mark.end != mark.start else start


def _description(entries: Iterable[Entry], window: Window | None) -> str:
    told = [f"{entry.number}: {entry.mark.strand}, {entry.mark.label}, {entry.when}" for entry in entries]
    open_ = f"The inspection window closes on {said(window.closes, with_year=True)}. " if window else ""
    return f"Each row is a strand and each numbered bar an activity. {open_}{'. '.join(told) or 'Nothing is known'}."
