"""Whether the inspection stands still on a day; the one place of this room that asks."""

from datetime import date

from inspections.models import Inspection


def paused_on(inspection: Inspection, day: date) -> bool:
    """CALL SITE of the pause: `inspections.rules.pause` answers here once it is built.

    A page asks this of each day of a week, so the pauses are to be read once and asked with `in_pause(pauses, day)`.
    """
    return False
