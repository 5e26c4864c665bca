"""What must stand before the call, and which call may be recorded (QA-03, TIME-01, FV-02, NOTI-02)."""

from datetime import datetime

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.queries import holders
from accounts.refusals import Invalid, NotAllowed, require
from framework.versions import version
from inspections.models import Inspection
from inspections.queries import team_now
from inspections.roles import permit
from inspections.rules import dates
from inspections.wording import spoken
from inspections.workflow import State
from scheduling import queries as timelines


def missing(inspection: Inspection) -> list[str]:
    """What is still to do before Cafcass can be told, as sentences."""
    held = {member.role: member.person for member in team_now(inspection)}
    found = []
    if Role.LEAD not in held:
        found.append("There is no lead inspector.")
    if Role.QA_MANAGER not in held:
        found.append("There is no quality assurance manager.")
    elif held[Role.QA_MANAGER].grade != Person.Grade.SENIOR_HMI:
        found.append(f"{held[Role.QA_MANAGER]}, the quality assurance manager, is not a Senior HMI any more.")
    if not chief_executives():
        found.append("Nobody holds the post of chief executive of Cafcass. An inspection administrator can give it.")
    return found


def chief_executives() -> list[Person]:
    """Who is told: everybody that holds the post now."""
    return holders(Role.CHIEF_EXECUTIVE)


def may_announce(by: Person, inspection: Inspection) -> None:
    """Raises NotAllowed with everything that is missing."""
    permit(by, inspection, Thing.ANNOUNCEMENT, Verb.CREATE)
    require(
        inspection.state == State.PLANNED, "Cafcass was told already." if called(inspection) else "This was cancelled."
    )
    lacking = missing(inspection)
    if lacking:
        raise NotAllowed(" ".join(lacking), "The lead or the scheduler can change the team.", "QA-03")


def called(inspection: Inspection) -> bool:
    return inspection.has_reached(State.ANNOUNCED)


def call_fits(inspection: Inspection, called_at: datetime, reason: str) -> None:
    """In the past, after the planning, on a working day, in time or with the reason that its lateness asks for."""
    _has_happened(inspection, called_at)
    local = clock.london(called_at)
    if not timelines.calendar().is_working(local.date()):
        raise Invalid("called_on", f"{spoken(local.date())} is not a working day.", "NOTI-02")
    _early_enough(inspection, local, reason)


def _has_happened(inspection: Inspection, called_at: datetime) -> None:
    if called_at > clock.now():
        raise Invalid("called_on", "The call is recorded once it was made: this time has not come yet.")
    # On the day itself the plan may have been typed in after the call.
    planned_on = clock.london(inspection.made_at).date()
    if clock.london(called_at).date() < planned_on:
        raise Invalid("called_on", f"This was planned on {spoken(planned_on)}: no call was made before that day.")


def _early_enough(inspection: Inspection, local: datetime, reason: str) -> None:
    planned = dates.milestone(inspection, dates.CALL).date
    latest = dates.milestone(inspection, dates.LATEST_CALL).date
    rule = dates.notice(inspection).rule
    if local.date() > latest and dates.needs_decision(inspection) and not dates.decided(inspection, local.date()):
        sentence = f"A call later than {spoken(latest)} needs the programme decision-maker's own reason first."
        raise Invalid("called_on", sentence, rule)
    if local.date() > planned:
        need_late_reason(reason, f"The call was planned for {spoken(planned)}: give the reason for a later one.")
    limit = version(inspection.framework_version).settings.notification_latest_time
    if local.time() > limit:
        need_late_reason(reason, f"The call is usually made by {limit:%H:%M}: give the reason for a later one.")


def need_late_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Invalid("late_reason", sentence)
