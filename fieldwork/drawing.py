"""The blocks of the calendar as markup, put together here and not by a template: a week has hundreds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from fieldwork.flags import MEANINGS, Flag, minutes
from fieldwork.models import DiaryEntry
from fieldwork.queries.entries import Row
from fieldwork.queries.grid import Cell, Diary, PersonRow
from fieldwork.queries.people import Seated
from fieldwork.rules.rights import Changes
from govuk import words

# The word for a kind that stands in a block whose title does not say it.
KINDS = {
    "visit": "Visit",
    "interview": "Interview",
    "observation": "Observation",
    "case_tracking": "Case tracking",
    "conversation": "Conversation",
    "partner": "Partner",
    "travel": "Travel",
    "team_meeting": "Team meeting",
    "keep_in_touch": "Keep-in-touch",
    "first_meeting": "First meeting",
    "arrival": "Arrival",
    "recording": "Record",
    "analysis": "Analysis",
    "feedback": "Feedback",
}
HALF_HOUR, MOST_HALVES, SLICE = 30, 12, 15
# The first hour that a day's picture shows, and the last.
FIRST_HOUR, LAST_HOUR = 7, 20


@dataclass(frozen=True)
class Pen:
    """What every block of a page needs to be drawn. `entries` is the way from the page's own address to the entries'.

    Addresses are relative, and what the script needs stands in one short attribute: a week has hundreds of blocks.
    """

    entries: str
    changes: Changes
    of_entry: Mapping[int, Sequence[Flag]]
    frames: frozenset[str]

    def line(self, person: PersonRow, shown: date, may_add: bool) -> SafeString:
        """One row of the table: who, then a cell a day; a phone shows the cell of the day `shown`."""
        seated = person.seated
        who = f'{escape(seated.name)}<span class="app-diary__role">{seated.role.label}</span>' if seated else "Nobody"
        of = f' data-member="{seated.id}"' if seated else ""
        cells = "".join(
            f'<td class="app-diary__cell{" app-diary__day--shown" if cell.day == shown else ""}"'
            f' data-day="{cell.day}"{of}>{self.cell(cell, seated, may_add)}</td>'
            for cell in person.cells
        )
        return mark_safe(f'<tr><th scope="row" class="app-diary__who">{who}</th>{cells}</tr>')

    def cell(self, cell: Cell, seated: Seated | None, may_add: bool) -> str:
        """One person's day: where they are, then what they do there, then what is missing."""
        member = seated.id if seated else 0
        frames = [self.block(row, member, frame=True) for row in cell.rows if row.kind in self.frames]
        blocks = [self.block(row, member) for row in cell.rows if row.kind not in self.frames]
        inner = "".join(frames + blocks)
        listed = f'<ol class="app-diary__list">{inner}</ol>' if inner else ""
        add = self.add(cell.day, seated) if may_add and seated else ""
        return listed + "".join(_missing(flag) for flag in cell.flags) + add

    def add(self, day: date, seated: Seated) -> str:
        told = f"Add for {escape(seated.name)} on {words.short_day(day)}"
        return (
            f'<a class="app-diary__add app-no-print" href="{self.entries}new/?day={day}&amp;who={seated.id}">'
            f'<span aria-hidden="true">+</span><span class="govuk-visually-hidden">{told}</span></a>'
        )

    def block(self, row: Row, member: int, frame: bool = False) -> str:
        # An entry of everybody clashes for one of them; what is pointed out stands in that person's row.
        held = self.of_entry.get(row.id)
        flags = _flags([flag for flag in held if flag.member in (None, member)]) if held else ""
        return (
            f'<li class="{_classes(row, frame)}"{self._movable(row, member)}>'
            f'<a class="app-diary__link" href="{self.entries}{row.id}/">'
            f'<b class="app-diary__time">{_clock(row.starts)}–{_clock(row.ends)}</b> '
            f"{_title(row, frame)}</a>{_where(row)}{_state(row)}{flags}</li>"
        )

    def _movable(self, row: Row, member: int) -> str:
        """Number, version, start, whose row it stands in and everybody's numbers, where the reader may move it."""
        if not self.changes.allows(row.pair_id, row.status):
            return ""
        who = " ".join(map(str, row.who))
        return f' draggable="true" data-moving="{row.id} {row.version} {_clock(row.starts)} {member} {who}"'


def pen(diary: Diary, of_entry: Mapping[int, Sequence[Flag]], entries: str) -> Pen:
    return Pen(entries, diary.changes, of_entry, frozenset(diary.days.settings.diary.frame_kinds))


@lru_cache(maxsize=1024)
def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _classes(row: Row, frame: bool) -> str:
    halves = min(MOST_HALVES, -(-(minutes(row.ends) - minutes(row.starts)) // HALF_HOUR))
    size = "frame" if frame else f"halves-{halves}"
    gone = " app-diary__entry--off" if row.status == "did_not_happen" else ""
    return f"app-diary__entry app-diary__entry--{row.kind} app-diary__entry--{size}{gone}"


def _title(row: Row, frame: bool) -> str:
    kind, title = KINDS[row.kind], escape(row.title)
    if frame or kind.lower() in row.title.lower():
        return title
    return f'{title} <span class="app-diary__kind">{kind}</span>'


def _where(row: Row) -> str:
    if not row.where or row.where in row.title:
        return ""
    return f' <span class="app-diary__where">{escape(row.where)}</span>'


def _state(row: Row) -> str:
    if row.left and not row.who:
        return ' <strong class="app-diary__note">Nobody</strong>'
    if row.status == "held":
        return ' <span class="app-diary__note">Happened</span>'
    return ' <span class="app-diary__note">Did not happen</span>' if row.status == "did_not_happen" else ""


def _flags(flags: Sequence[Flag]) -> str:
    """Each rule once, with everything that it says for those who cannot see the block."""
    by_rule: dict[str, list[Flag]] = {}
    for flag in flags:
        by_rule.setdefault(flag.rule, []).append(flag)
    return "".join(_flag(rule, held) for rule, held in by_rule.items())


def _flag(rule: str, held: Sequence[Flag]) -> str:
    explained = all(flag.explained for flag in held)
    classes = "app-diary__flag app-diary__flag--explained" if explained else "app-diary__flag"
    text = escape(" ".join(flag.text for flag in held) + (" A reason is given." if explained else ""))
    return f' <span class="{classes}">{rule}<span class="govuk-visually-hidden">: {text}</span></span>'


def _missing(flag: Flag) -> str:
    text = escape(flag.text.partition(": ")[2] or flag.text)
    return f'<p class="app-diary__missing"><span class="app-diary__flag">{flag.rule}</span> {text}</p>'


def lane(pen: Pen, rows: Iterable[Row], member: int) -> SafeString:
    """One person's day to scale: each block from its quarter of an hour, for so many, in the classes of the sheet."""
    # Where somebody is comes first, and so stands beside what they do there.
    ordered = sorted(rows, key=lambda row: (row.kind not in pen.frames, row.starts, row.id))
    return mark_safe("".join(_to_scale(pen, row, member) for row in ordered))


def _to_scale(pen: Pen, row: Row, member: int) -> str:
    begins, stops = FIRST_HOUR * 60, LAST_HOUR * 60
    starts = min(max(minutes(row.starts), begins), stops - SLICE)
    ends = max(min(minutes(row.ends), stops), starts + SLICE)
    first = (starts - begins) // SLICE + 1
    length = max(1, -(-(ends - starts) // SLICE))
    block = pen.block(row, member, frame=row.kind in pen.frames)
    return block.replace(
        'class="app-diary__entry ', f'class="app-day__from-{first} app-day__for-{length} app-diary__entry ', 1
    )


def meanings(rules: Iterable[str]) -> list[tuple[str, str]]:
    """The rules that something is pointed out by, each with what it is about."""
    return [(rule, MEANINGS[rule]) for rule in sorted(set(rules)) if rule in MEANINGS]


@cache
def legend() -> SafeString:
    """What the colours mean: the same on every page."""
    lines = (
        f'<li class="app-diary__entry app-diary__entry--{kind.value}">{kind.label}</li>' for kind in DiaryEntry.Kind
    )
    return mark_safe("".join(lines))


def hours() -> list[str]:
    return [f"{hour:02d}" for hour in range(FIRST_HOUR, LAST_HOUR)]


def day_title(day: date) -> SafeString:
    return format_html('{} <span class="app-diary__date">{} {}</span>', f"{day:%a}", day.day, f"{day:%b}")
