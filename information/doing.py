"""The call and the set-up discussion on the timetable's page: done or not, how and at what time (TIME-02)."""

from collections.abc import Iterator

from accounts import clock
from framework.versions import version
from information.models import CallSheet
from information.queries.notification import announcement_of, sheet_of
from inspections import doings
from inspections.doings import Doing
from inspections.models import Announcement, Inspection
from scheduling.timetable import Timetable

CALL, SET_UP = "notification", "setup"
MORNING = "The second talk is usually in the afternoon."


def announce_all() -> None:
    """Called once when the app starts."""
    doings.announce(of_the_call)


def of_the_call(inspection: Inspection, shown: Timetable) -> Iterator[Doing]:
    """Both entries of the day. Two queries."""
    days = {entry.code: entry.days[0] for entry in shown.entries if entry.code in (CALL, SET_UP)}
    if CALL not in days or SET_UP not in days:
        return
    settings, sheet, told = (
        version(inspection.framework_version).settings,
        sheet_of(inspection),
        announcement_of(inspection),
    )
    by, after = f"by {settings.notification_latest_time:%H:%M}", f"from {settings.setup_talk_from:%H:%M}"
    yield Doing("Call to the chief executive", days[CALL], by, told is not None, _how(sheet), _at(told))
    held = sheet is not None and sheet.talk_held == "yes"
    time = sheet.talk_time if sheet else None
    early = MORNING if time and time < settings.setup_talk_from else ""
    yield Doing("Set-up discussion", days[SET_UP], after, held, _talk(sheet), f"{time:%H:%M}" if time else "", early)


def _how(sheet: CallSheet | None) -> str:
    return sheet.get_method_display() if sheet else ""


def _at(told: Announcement | None) -> str:
    return f"{clock.london(told.called_at):%H:%M}" if told else ""


def _talk(sheet: CallSheet | None) -> str:
    if sheet and sheet.talk == CallSheet.Talk.DECLINED:
        return "Declined by Cafcass"
    return sheet.get_talk_method_display() if sheet else ""
