"""Brings a timeline's rows into line with what is known, and keeps in the history what each one was before."""

from collections.abc import Iterable
from datetime import date

from accounts import clock
from accounts.refusals import Invalid
from scheduling.calendar import NoHolidayData
from scheduling.models import Timeline, TimelineDate, TimelineDateChange
from scheduling.queries import facts_of, timetable_of
from scheduling.timetable import Facts, Impossible, Milestone, Timetable

SHOWN = ("date", "end", "title", "rule", "sum", "actual", "fixed_reason")


def reckon(timeline: Timeline, facts: Facts | None = None) -> Timetable:
    """The timetable from what is known. Raises Invalid with a sentence where the dates cannot be."""
    try:
        return timetable_of(timeline, facts or facts_of(timeline))
    except Impossible as refusal:
        raise Invalid("onsite_week" if refusal.field == "onsite_week" else "day", refusal.message) from refusal
    except NoHolidayData as refusal:
        raise Invalid("day", str(refusal), "GEN-07") from refusal


def recalculate(
    timeline: Timeline, why: str, facts: Facts | None = None, *, only_ahead: bool = False
) -> tuple[TimelineDateChange, ...]:
    """Saves the dates as they are now and returns what moved. `only_ahead` leaves alone what today has reached."""
    made = reckon(timeline, facts)
    rows = {row.code: row for row in timeline.dates.all()}
    changes = [
        _change(timeline, rows.get(each.code), each, why) for each in made.milestones if _open(rows, each, only_ahead)
    ]
    gone = [] if only_ahead else [row for row in rows.values() if made.milestone(row.code) is None]
    changes += [_gone(timeline, row, why) for row in gone]
    kept = [each for each in changes if each is not None]
    TimelineDateChange.objects.bulk_create(kept)
    return tuple(kept)


def _open(rows: dict[str, TimelineDate], new: Milestone, only_ahead: bool) -> bool:
    """Whether the date may still move: a proclaimed holiday moves what is ahead, and never to a day already gone."""
    row = rows.get(new.code)
    if not only_ahead or row is None:
        return not only_ahead
    today = clock.today()
    return not row.actual and row.last > today and new.last > today


def _change(timeline: Timeline, row: TimelineDate | None, new: Milestone, why: str) -> TimelineDateChange | None:
    old = (row.date, row.end) if row else (None, None)
    row = row or TimelineDate(timeline=timeline, code=new.code)
    for name in SHOWN:
        setattr(row, name, getattr(new, name))
    row.save()
    return None if old == (new.date, new.end) else _moved(timeline, new.code, new.title, old, (new.date, new.end), why)


def _gone(timeline: Timeline, row: TimelineDate, why: str) -> TimelineDateChange:
    row.delete()
    return _moved(timeline, row.code, row.title, (row.date, row.end), (None, None), why)


def cancelled(timeline: Timeline, rows: Iterable[TimelineDate], why: str) -> tuple[TimelineDateChange, ...]:
    """Lets the dates go; what each was stays in the history."""
    return tuple(TimelineDateChange.objects.bulk_create([_gone(timeline, row, why) for row in rows]))


Span = tuple[date | None, date | None]


def _moved(timeline: Timeline, code: str, title: str, old: Span, new: Span, why: str) -> TimelineDateChange:
    return TimelineDateChange(
        timeline=timeline,
        code=code,
        title=title,
        old_date=old[0],
        old_end=old[1],
        new_date=new[0],
        new_end=new[1],
        why=why,
    )


def only_moved(changes: Iterable[TimelineDateChange]) -> tuple[TimelineDateChange, ...]:
    """The changes of dates that stood before and stand now: what somebody must be told of."""
    return tuple(each for each in changes if each.old_date and each.new_date)
