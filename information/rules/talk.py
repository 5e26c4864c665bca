"""Who records the talk with Cafcass's analyst, and in which week it is held (NOTI-22)."""

from collections.abc import Sequence
from datetime import date, timedelta

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from inspections.models import Inspection
from inspections.roles import permit
from inspections.wording import spoken
from inspections.workflow import State

WEEK = timedelta(days=7)


def may_record(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PIA, Verb.CREATE, "Only the senior analytical officer records the talk.")
    require(inspection.state == State.ANNOUNCED, "The talk is held between the call and the end of fieldwork.")


def topics_of(inspection: Inspection) -> tuple[str, ...]:
    return version(inspection.framework_version).files.preparation.analyst_talk_topics


def week_of(inspection: Inspection) -> tuple[date, date]:
    """The calendar week immediately before the first on-site week: its Monday and its Sunday."""
    monday = inspection.timeline.onsite_week - WEEK
    return monday, monday + WEEK - timedelta(days=1)


def must_fit(inspection: Inspection, day: date, topics: Sequence[str], reason: str) -> None:
    """Raises Invalid beside the field."""
    first, last = week_of(inspection)
    if day > clock.today():
        raise Invalid("day", "This day has not come yet.")
    if not topics or not set(topics) <= set(topics_of(inspection)):
        raise Invalid("topics", "Select what was talked about.", "NOTI-22")
    if not first <= day <= last and not reason.strip():
        said = f"The talk is held in the week of {spoken(first)}: give the reason for another one."
        raise Invalid("reason", said, "NOTI-22")
