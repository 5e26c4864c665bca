"""The window in which the next full inspection falls, counted from the last one (PROG-02). It never schedules."""

from dataclasses import dataclass
from datetime import date

from framework.versions import in_force
from inspections.models import Outcome
from inspections.queries import last_outcome
from inspections.wording import spoken
from scheduling.spans import inspection_window


@dataclass(frozen=True)
class Window:
    """From the start of counting to the last day; `warnings` are days from which to warn, by months left."""

    opens: date
    closes: date
    warnings: dict[int, date]

    def days_left(self, today: date) -> int:
        return (self.closes - today).days

    def warning(self, today: date) -> str:
        """ "12 months or less", in the words of the narrowest limit reached; "" before any."""
        if today > self.closes:
            return "The inspection window has closed."
        reached = [months for months, since in self.warnings.items() if today >= since]
        return f"The inspection window closes in {min(reached)} months or less." if reached else ""

    def said(self, today: date) -> str:
        left = self.days_left(today)
        if left < 0:
            return f"Closed on {spoken(self.closes)}, {-left} days ago"
        return f"Closes on {spoken(self.closes)}, {left} days left"


def of(last: Outcome | None) -> Window | None:
    """The window after that inspection; None where its end is not known."""
    counted = _counted_from(last) if last else None
    if counted is None:
        return None
    found = inspection_window(counted, version=in_force(counted))
    return Window(counted, found.closes, found.warnings)


def _counted_from(last: Outcome) -> date | None:
    """From the end of fieldwork, or from publication where the settings say so."""
    known = last.ended_on or last.published_on
    if known and in_force(known).settings.inspection_window_from == "publication":
        return last.published_on or known
    return known


def standing() -> Window | None:
    """The window that counts now."""
    return of(last_outcome())
