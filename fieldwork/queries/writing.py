"""Who has time to write on a day on site, and whether the plan of that day was confirmed (EVID-07)."""

from datetime import date

from django.db.models import Q

from fieldwork.days import days_of
from fieldwork.flags import has_time_to_write
from fieldwork.models import DayConfirmed
from fieldwork.queries import entries as reading
from fieldwork.queries.people import present, team_of
from inspections.models import Inspection


def without_time(inspection: Inspection, day: date) -> list[str]:
    """The inspectors of the team for whom nothing is planned in which they could write, by name. Two queries."""
    team = team_of(inspection)
    slots = [slot for slot in reading.slots(reading.rows(inspection, team, Q(day=day))) if slot.day == day]
    here = [each for each in present(team) if each.is_inspector]
    return [each.name for each in here if not has_time_to_write(slot for slot in slots if each.id in slot.who)]


def is_onsite(inspection: Inspection, day: date) -> bool:
    days = days_of(inspection)
    return day in days.onsite and not days.is_paused(day)


def confirmed(inspection: Inspection, day: date) -> DayConfirmed | None:
    """The last word of that day. One query."""
    return DayConfirmed.objects.filter(inspection=inspection, day=day).select_related("by").order_by("id").last()
