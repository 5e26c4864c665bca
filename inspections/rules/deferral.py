"""Who may ask for a deferral, until when, and who decides it (DEFER-01 to DEFER-04)."""

from datetime import date, datetime

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, require
from framework.versions import version
from inspections.models import Announcement, DeferralRequest, Inspection
from inspections.roles import permit, roles_on
from inspections.wording import spoken
from inspections.workflow import State
from scheduling import queries as timelines


def last_call(inspection: Inspection) -> Announcement | None:
    """The call that counts: after a deferral there is a second one."""
    return inspection.announcements.last()


def pending(inspection: Inspection) -> DeferralRequest | None:
    """The request that nobody has decided."""
    return inspection.deferral_requests.filter(decision=None).first()


def uploads_frozen(inspection: Inspection) -> bool:
    """Once a deferral is granted, Cafcass uploads nothing until the next call (DEFER-04)."""
    return inspection.state == State.DEFERRED


def may_ask(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.DEFERRAL, Verb.CREATE)
    require(
        inspection.state == State.ANNOUNCED,
        "A deferral can be asked for from the call until fieldwork ends.",
        rule="DEFER-02",
    )
    require(pending(inspection) is None, "A deferral was asked for already and is not decided yet.")


def request_fits(inspection: Inspection, asked_at: datetime) -> None:
    """Not before the call and not in the future (DEFER-02)."""
    call = last_call(inspection)
    if call and asked_at < call.called_at:
        sentence = f"Cafcass was called on {spoken(clock.london(call.called_at).date())}: it cannot have asked before."
        raise Invalid("asked_on", sentence, "DEFER-02")
    if asked_at > clock.now():
        raise Invalid("asked_on", "This time has not come yet.", "DEFER-02")


def is_late(inspection: Inspection, asked_at: datetime) -> bool:
    """Later than the framework's working days after the call: flagged for whoever decides, never refused."""
    call = last_call(inspection)
    if call is None:
        return False
    allowed = version(inspection.framework_version).settings.deferral_prompt_working_days
    called, asked = clock.london(call.called_at).date(), clock.london(asked_at).date()
    return timelines.calendar().between(called, asked) > allowed


def may_decide(by: Person, inspection: Inspection, asked: DeferralRequest | None) -> None:
    """The programme decision-maker alone, and never on their own request (DEFER-03)."""
    if Role.DECISION_MAKER not in roles_on(by, inspection):
        raise NotAllowed("Only the programme decision-maker decides on a deferral.", rule="DEFER-03")
    if asked is None:
        raise NotAllowed("No deferral waits for a decision.", rule="DEFER-03")
    require(asked.logged_by_id != by.pk, "Whoever asked does not decide.", rule="DEFER-03")
    require(inspection.state == State.ANNOUNCED, "Fieldwork has ended or was broken off.", rule="DEFER-03")


def may_plan_again(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.PLAN, Verb.EDIT)
    require(inspection.state == State.DEFERRED, "New dates are set once a deferral is granted.", rule="DEFER-04")


def may_be_week(onsite_week: date) -> None:
    if onsite_week <= clock.today():
        raise Invalid("onsite_week", "The new week lies ahead.")
