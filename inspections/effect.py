"""The effect of an act on every date, found by doing it and taking it back: what is shown is what will be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from inspections.models import Inspection
from scheduling.models import TimelineDate


@dataclass(frozen=True)
class Moved:
    """One date before and after, each None where there is none."""

    title: str
    before: date | None
    before_end: date | None
    after: date | None
    after_end: date | None

    @property
    def changes(self) -> bool:
        return (self.before, self.before_end) != (self.after, self.after_end)


@dataclass(frozen=True)
class Effect:
    """Every date side by side, in the order in which they stand afterwards or stood before."""

    rows: tuple[Moved, ...]

    @property
    def changes(self) -> int:
        return sum(row.changes for row in self.rows)


class _TakenBack(Exception):
    """Ends the trial."""


def effect_of(inspection: Inspection, act: Callable[[], object]) -> Effect:
    """Does the act and takes it back, mails and records with it. Raises what the act raises."""
    before, after = _dates(inspection), {}
    try:
        with transaction.atomic():
            act()
            after = _dates(inspection)
            raise _TakenBack
    except _TakenBack:
        pass
    inspection.refresh_from_db(fields=["state", "version"])
    inspection.timeline.refresh_from_db()
    return Effect(tuple(_moved(before.get(code), after.get(code)) for code in _order(before, after)))


def _dates(inspection: Inspection) -> dict[str, TimelineDate]:
    rows = TimelineDate.objects.filter(timeline_id=inspection.timeline_id).order_by("date", "id")
    return {row.code: row for row in rows}


def _order(before: dict[str, TimelineDate], after: dict[str, TimelineDate]) -> list[str]:
    both = {**before, **after}
    return sorted(both, key=lambda code: (both[code].date, code))


def _moved(old: TimelineDate | None, new: TimelineDate | None) -> Moved:
    named = new or old
    assert named
    was = (old.date, old.end) if old else (None, None)
    will = (new.date, new.end) if new else (None, None)
    return Moved(named.title, *was, *will)
