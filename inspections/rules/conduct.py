"""Declarations, the code of conduct, concerns and adjustments (GEN-05, GEN-06)."""

from django.db.models import Subquery

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from inspections.models import Adjustment, FieldworkStart, Inspection, Interest, TeamMember
from inspections.roles import permit, roles_on
from inspections.workflow import State

Outcome = Interest.Outcome


def may_declare(by: Person, inspection: Inspection) -> TeamMember:
    """Everybody with a role declares for themselves. Returns their role."""
    permit(by, inspection, Thing.INTEREST, Verb.CREATE)
    held = inspection.members.current().filter(person=by).first()
    require(held, "Only somebody with a role here declares.")
    assert held
    return held


def may_decide_interest(by: Person, inspection: Inspection, interest: Interest) -> None:
    """The lead or the scheduler, and nobody on their own declaration."""
    permit(by, inspection, Thing.INTEREST, Verb.DECIDE)
    require(interest.decided_at is None, "This was decided already.")
    require(interest.member.person_id != by.pk, "Nobody decides on their own declaration: the scheduler can.")


def decision_fits(interest: Interest, outcome: str, limit: str) -> None:
    if outcome == Outcome.LIMITED and not limit.strip():
        raise Invalid("limit", "Say from which site or case they stay away.")
    leads = interest.member.role == Role.LEAD
    if outcome == Outcome.LEAVES and leads:
        raise Invalid("outcome", "There is always one lead inspector. Hand over the lead instead.")


def goes_to(inspection: Inspection, about: Person) -> TeamMember:
    """To the lead; where it is about the lead, past them to the QA manager (GEN-05)."""
    held = {member.role: member for member in inspection.members.current().select_related("person")}
    lead, qa_manager = held.get(Role.LEAD), held.get(Role.QA_MANAGER)
    past_lead = lead is None or lead.person_id == about.pk
    found = qa_manager if past_lead else lead
    require(found, "There is nobody whom this could go to.")
    assert found
    return found


def unanswered(inspection: Inspection) -> int:
    """How many needs nobody has answered."""
    return Adjustment.objects.filter(inspection=inspection, step="").count()


def started(inspection: Inspection) -> FieldworkStart | None:
    """The start after the call that counts; one before a deferral is history."""
    call = inspection.announcements.order_by("-id").values("called_at")[:1]
    return inspection.fieldwork_starts.filter(started_at__gte=Subquery(call)).last()


def may_start_fieldwork(by: Person, inspection: Inspection) -> None:
    require(Role.LEAD in roles_on(by, inspection), "Only the lead inspector starts fieldwork.")
    require(inspection.state == State.ANNOUNCED, "Fieldwork starts after the call and before its end.")
    require(started(inspection) is None, "Fieldwork was started already.")


def must_be_answered(inspection: Inspection, reason: str) -> int:
    """Advice that asks for an answer or a reason (GEN-06). Returns how many are open."""
    count = unanswered(inspection)
    if count and not reason.strip():
        many = "1 adjustment is" if count == 1 else f"{count} adjustments are"
        raise Invalid("reason", f"{many} unanswered. Answer it first, or give a reason.", "GEN-06")
    return count
