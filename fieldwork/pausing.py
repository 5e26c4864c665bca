"""Whether the inspection stands still on a day; the one place of this room that asks."""

from datetime import date

from inspections.models import Inspection


def paused_on(inspection: Inspection, day: date) -> bool:
    """CALL SITE of the pause: `inspections.rules.pause.paused_on(inspection, day)` answers here once it is built."""
    return False
