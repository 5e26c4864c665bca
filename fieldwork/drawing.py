"""The blocks of the calendar as markup, put together here and not by a template: a week has hundreds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from fieldwork.flags import Flag, minutes
from fieldwork.queries.entries import Row
from fieldwork.queries.grid import Cell, Diary

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
    """What every block of a page needs to be drawn: where its page is, and what is pointed out about it."""

    ref: str
    diary: Diary
    of_entry: Mapping[int, Sequence[Flag]]
    frames: frozenset[str]
    entry_address: str
    move_address: str

    def cell(self, cell: Cell, member: int | None) -> SafeString:
        """One person's day: where they are, then what they do there, then what is missing."""
        frames = [row for row in cell.rows if row.kind in self.frames]
        blocks = [row for row in cell.rows if row.kind not in self.frames]
        parts = [self.block(row, member, frame=True) for row in frames]
        inner = "".join(parts + [self.block(row, member) for row in blocks])
        listed = f'<ol class="app-diary__list">{inner}</ol>' if inner else ""
        return mark_safe(listed + "".join(_missing(flag) for flag in cell.flags))

    def block(self, row: Row, member: int | None, frame: bool = False) -> str:
        classes, attributes = self._classes(row, frame), self._movable(row, member)
        # An entry of everybody clashes for one of them; what is pointed out stands in that person's row.
        flags = [flag for flag in self.of_entry.get(row.id, ()) if flag.member in (None, member) or member is None]
        return (
            f'<li class="{classes}"{attributes}><a class="app-diary__link" href="{self.address(row.id)}">'
            f'<span class="app-diary__time">{row.starts:%H:%M}–{row.ends:%H:%M}</span> '
            f"{_title(row, frame)}</a>{_where(row)}{_state(row)}{_flags(flags)}</li>"
        )

    def _classes(self, row: Row, frame: bool) -> str:
        halves = min(MOST_HALVES, -(-(minutes(row.ends) - minutes(row.starts)) // HALF_HOUR))
        size = "app-diary__entry--frame" if frame else f"app-diary__entry--halves-{halves}"
        gone = " app-diary__entry--off" if row.status == "did_not_happen" else ""
        return f"app-diary__entry app-diary__entry--{row.kind} {size}{gone}"

    def _movable(self, row: Row, member: int | None) -> str:
        """What the script needs to move it, where the reader may: everything that the form would send."""
        if not self.diary.changes.allows(row.pair_id, row.status):
            return ""
        moving = {"version": row.version, "starts": f"{row.starts:%H:%M}", "who": list(row.who), "from": member}
        return (
            f' draggable="true" data-move="{self.move_address.replace("/0/", f"/{row.id}/")}"'
            f' data-moving="{conditional_escape(json.dumps(moving))}"'
        )

    def address(self, number: int) -> str:
        return self.entry_address.replace("/0/", f"/{number}/")


def pen(diary: Diary, of_entry: Mapping[int, Sequence[Flag]]) -> Pen:
    ref = diary.inspection.ref
    return Pen(
        ref,
        diary,
        of_entry,
        frozenset(diary.days.settings.diary.frame_kinds),
        reverse("entry_detail", args=[ref, 0]),
        reverse("entry_move", args=[ref, 0]),
    )


def _title(row: Row, frame: bool) -> str:
    kind, title = KINDS[row.kind], str(conditional_escape(row.title))
    if frame or kind.lower() in row.title.lower():
        return title
    return f'{title} <span class="app-diary__kind">{kind}</span>'


def _where(row: Row) -> str:
    if not row.where or row.where in row.title:
        return ""
    return f' <span class="app-diary__where">{conditional_escape(row.where)}</span>'


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
    text = conditional_escape(" ".join(flag.text for flag in held) + (" A reason is given." if explained else ""))
    return f' <span class="{classes}">{rule}<span class="govuk-visually-hidden">: {text}</span></span>'


def _missing(flag: Flag) -> str:
    text = conditional_escape(flag.text.partition(": ")[2] or flag.text)
    return f'<p class="app-diary__missing"><span class="app-diary__flag">{flag.rule}</span> {text}</p>'


def lane(pen: Pen, rows: Iterable[Row], member: int | None) -> SafeString:
    """One person's day to scale: each block from its quarter of an hour, for so many, in the classes of the sheet."""
    # Where somebody is comes first, and so stands beside what they do there.
    ordered = sorted(rows, key=lambda row: (row.kind not in pen.frames, row.starts, row.id))
    return mark_safe("".join(_to_scale(pen, row, member) for row in ordered))


def _to_scale(pen: Pen, row: Row, member: int | None) -> str:
    begins, stops = FIRST_HOUR * 60, LAST_HOUR * 60
    starts = min(max(minutes(row.starts), begins), stops - SLICE)
    ends = max(min(minutes(row.ends), stops), starts + SLICE)
    first = (starts - begins) // SLICE + 1
    length = max(1, -(-(ends - starts) // SLICE))
    block = pen.block(row, member, frame=row.kind in pen.frames)
    return block.replace(
        'class="app-diary__entry ', f'class="app-day__from-{first} app-day__for-{length} app-diary__entry ', 1
    )


def hours() -> list[str]:
    return [f"{hour:02d}" for hour in range(FIRST_HOUR, LAST_HOUR)]


def day_title(day: date) -> SafeString:
    return format_html('{} <span class="app-diary__date">{} {}</span>', f"{day:%a}", day.day, f"{day:%b}")
