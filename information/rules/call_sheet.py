"""What a call sheet may say, and what is pointed out about it (NOTI-01…09, TIME-02)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from information.models import CallSheet
from inspections.models import Announcement, Inspection
from inspections.queries import link_named, team_now
from inspections.roles import permit
from inspections.wording import spoken
from inspections.workflow import State
from scheduling import queries as timelines

OF_THE_CALL = ("called_on", "called_time", "method", "ceo_available", "stood_in")
YES, NO, EMAIL = "yes", "no", CallSheet.Method.EMAIL


def may_write(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.CALL_SHEET, Verb.EDIT, "Only the lead inspector fills in the call sheet.")
    allowed = inspection.state in (State.PLANNED, State.ANNOUNCED)
    require(allowed, "Fieldwork is over or this was cancelled, so the call sheet stays as it is.")


def must_hold(sheet: CallSheet, before: CallSheet | None, inspection: Inspection) -> None:
    """Raises Invalid. What is still empty is no fault: the sheet is filled in while talking."""
    _by_telephone(sheet)
    _in_time(sheet, inspection)
    _same_day(sheet)
    _held(sheet)
    if inspection.has_reached(State.ANNOUNCED) and before and _changed(sheet, before) and not sheet.correction.strip():
        raise Invalid("correction", "The call is recorded: give the reason for the correction. Both versions are kept.")


def _changed(sheet: CallSheet, before: CallSheet) -> bool:
    return any(getattr(sheet, name) != getattr(before, name) for name in OF_THE_CALL)


def _by_telephone(sheet: CallSheet) -> None:
    """NOTI-01 and NOTI-07: an email alone will do only where the chief executive cannot be reached."""
    if sheet.method == EMAIL and sheet.ceo_available != NO:
        raise Invalid("method", "The chief executive is told by telephone.", "NOTI-01")
    if sheet.ceo_available == NO and not sheet.stood_in.strip():
        raise Invalid("stood_in", "Enter who stood in, by role: the most senior manager available.", "NOTI-07")
    if sheet.ceo_available == NO and not sheet.method:
        raise Invalid("method", "Select how you reached the manager who stood in.", "NOTI-07")
    if sheet.ceo_available == NO and not sheet.asked_to_inform:
        raise Invalid("asked_to_inform", "Ask whoever stood in to tell the chief executive.", "NOTI-07")


def _in_time(sheet: CallSheet, inspection: Inspection) -> None:
    """NOTI-02: on a working day, and after the limit only with a reason."""
    if sheet.called_on and not timelines.calendar().is_working(sheet.called_on):
        raise Invalid("called_on", f"{spoken(sheet.called_on)} is not a working day.", "NOTI-02")
    if (at := called_at(sheet)) and at > clock.now():
        raise Invalid("called_time", "This time has not come yet: the call is recorded once it was made.")
    if late(sheet, inspection) and not sheet.late_reason.strip():
        limit = latest(inspection)
        raise Invalid("late_reason", f"The call is made by {limit:%H:%M}: give the reason for a later one.", "NOTI-02")


def _same_day(sheet: CallSheet) -> None:
    """NOTI-06: the second talk is on the day of the call, or there is a reason."""
    other_day = sheet.talk_on and sheet.called_on and sheet.talk_on != sheet.called_on
    if sheet.talk == CallSheet.Talk.ACCEPTED and other_day and not sheet.talk_reason.strip():
        raise Invalid("talk_reason", "The second talk is on the day of the call: give the reason.", "NOTI-06")


def _held(sheet: CallSheet) -> None:
    """TIME-02: a set-up discussion that was held has its time and its method, and lies behind us."""
    if sheet.talk_held != YES:
        return
    if sheet.talk_time is None:
        raise Invalid("talk_time", "Enter the time at which it was held.", "TIME-02")
    if not sheet.talk_method:
        raise Invalid("talk_method", "Select how it was held.", "TIME-02")
    day = sheet.talk_on or sheet.called_on
    if day and clock.at(day, sheet.talk_time.hour, sheet.talk_time.minute) > clock.now():
        raise Invalid("talk_held", "This time has not come yet.", "TIME-02")


def latest(inspection: Inspection) -> time:
    return version(inspection.framework_version).settings.notification_latest_time


def late(sheet: CallSheet, inspection: Inspection) -> bool:
    return sheet.called_time is not None and sheet.called_time > latest(inspection)


def called_at(sheet: CallSheet) -> datetime | None:
    if sheet.called_on is None or sheet.called_time is None:
        return None
    return clock.at(sheet.called_on, sheet.called_time.hour, sheet.called_time.minute)


def must_be_recordable(sheet: CallSheet | None) -> datetime:
    """When the call was made. Raises NotAllowed while what the record needs is missing."""
    at = called_at(sheet) if sheet else None
    require(sheet and at, "Enter the day and the time of the call on the sheet first.")
    assert sheet
    assert at
    require(sheet.ceo_available, "Say on the sheet whether the chief executive was there.", rule="NOTI-01")
    require(sheet.method, "Say on the sheet how you reached them.", rule="NOTI-01")
    return at


def notices(sheet: CallSheet | None, told: Announcement | None, inspection: Inspection) -> Iterator[str]:
    """What is pointed out and stops nothing."""
    settings = version(inspection.framework_version).settings
    if sheet and late(sheet, inspection):
        yield f"Late: the call was made at {sheet.called_time:%H:%M}."
    if sheet and sheet.talk_time and sheet.talk_time < settings.setup_talk_from:
        yield "The second talk is usually in the afternoon."
    if sheet and sheet.link_authority == NO:
        yield "The link person cannot answer for Cafcass: ask the chief executive to name another."
    if told and (minutes := minutes_after(sheet, told)) > settings.confirmation_email_minutes:
        yield f"The confirming email was sent {minutes} minutes after the call."
    yield from _missing(sheet, told, inspection)


def _missing(sheet: CallSheet | None, told: Announcement | None, inspection: Inspection) -> Iterator[str]:
    if Role.ANALYST not in {member.role for member in team_now(inspection)}:
        yield "No senior analytical officer is named."
    if told and not (sheet and sheet.first_on):
        yield "The first meeting with the chief executive is still to be arranged."
    if told and not (sheet and sheet.talk):
        yield "The offer of a second talk on the same day is not recorded."
    unnamed = not (sheet and sheet.link_person) and link_named(inspection) is None
    if told and unnamed and _day_over(clock.london(told.called_at).date()):
        yield "Cafcass has not named a link person."


def _day_over(day: date) -> bool:
    return clock.today() > day


def minutes_after(sheet: CallSheet | None, told: Announcement) -> int:
    """From the call, as it stands now, to the email, which goes with the record of the call."""
    at = (called_at(sheet) if sheet else None) or told.called_at
    return int((told.recorded_at - at).total_seconds() // 60)
