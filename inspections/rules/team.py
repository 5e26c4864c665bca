"""Who may be on the team, and in which role (TEAM-01, TEAM-05, FV-03, QA-03)."""

from accounts.access import Role, Thing, Verb
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import FrameworkVersion, version
from framework.versions.shapes.people import TeamLimit
from inspections.kinds import timetable_kind
from inspections.models import Inspection, TeamMember
from inspections.roles import permit, roles_on
from inspections.workflow import State

INSPECTORS = frozenset({Role.LEAD, Role.DEPUTY, Role.TEAM})
COUNTED = frozenset({Role.DEPUTY, Role.TEAM})
# Who decides on what the team made, or on a complaint about it, takes no part in making it.
APART = (Role.DIRECTOR, Role.COMPLAINT_HANDLER)


def limits(inspection: Inspection) -> TeamLimit:
    """The framework's limits on a team of this kind."""
    pinned = version(inspection.framework_version)
    return pinned.team_limits[timetable_kind(inspection.kind, pinned)]


def may_change_team(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.TEAM, Verb.EDIT)
    require(inspection.state != State.CANCELLED, "This was cancelled, so its team can no longer be changed.")
    require(inspection.state != State.PUBLISHED, "The report is published, so the team can no longer be changed.")
    require(inspection.state != State.INCOMPLETE, "This was closed, so its team can no longer be changed.")


def may_join(inspection: Inspection, person: Person, role: Role) -> None:
    """Whether this person may have this role here at all. Raises Invalid beside the field."""
    if person.side != Person.Side.OFSTED or not person.is_active:
        raise Invalid("person", "Select somebody at Ofsted who is not suspended.")
    _has_no_role(inspection, person)
    _is_not_apart(person)
    if role == Role.QA_MANAGER:
        may_assure_quality(inspection, person)
    else:
        _was_never_qa_manager(inspection, person)
        _is_inspector(person, role)


def may_assure_quality(inspection: Inspection, person: Person) -> None:
    """A Senior HMI who is not, and never was, of the team (QA-03, N2)."""
    if person.grade != Person.Grade.SENIOR_HMI:
        raise Invalid("person", f"{person} is not a Senior HMI, so cannot be the quality assurance manager.", "QA-03")
    if inspection.members.exclude(role=Role.QA_MANAGER).filter(person=person).exists():
        sentence = "is or was on the team, so cannot be the quality assurance manager, who is independent of it."
        raise Invalid("person", f"{person} {sentence}", "QA-03")


def _was_never_qa_manager(inspection: Inspection, person: Person) -> None:
    if inspection.members.filter(person=person, role=Role.QA_MANAGER).exists():
        sentence = "is or was the quality assurance manager here, so cannot be on the team."
        raise Invalid("person", f"{person} {sentence}", "QA-03")


def _has_no_role(inspection: Inspection, person: Person) -> None:
    held = inspection.members.current().filter(person=person).first()
    if held:
        raise Invalid("person", f"{person} is on this already, as {held.get_role_display().lower()}. End that first.")


def _is_not_apart(person: Person) -> None:
    posts = [post.label.lower() for post in APART if post in standing_roles(person)]
    if posts:
        raise Invalid("person", f"{person} is the {posts[0]}, who takes no part in an inspection.")


def _is_inspector(person: Person, role: Role) -> None:
    if role in INSPECTORS | {Role.SHADOW} and person.grade == Person.Grade.NONE:
        raise Invalid("person", f"{person} is not an inspector, so cannot be {role.label.lower()}.")


def must_fit(inspection: Inspection, role: Role, reason: str, by: Person) -> None:
    """The usual size of a team: more needs a reason, and for a full inspection the scheduler's (TEAM-01, FV-03)."""
    if role in COUNTED:
        _fit_counted(inspection, limits(inspection), reason, by)


def _fit_counted(inspection: Inspection, limit: TeamLimit, reason: str, by: Person) -> None:
    current = TeamMember.objects.current().filter(inspection=inspection)
    counted = current.filter(role__in=COUNTED).count()
    if limit.team_inspectors_max is not None and counted >= limit.team_inspectors_max:
        if Role.SCHEDULER not in roles_on(by, inspection):
            sentence = f"The team has {counted} inspectors besides the lead. Only the scheduler can add one more."
            raise Invalid("person", sentence, "TEAM-01")
        need_reason(reason, f"The team has {counted} inspectors besides the lead already: give a reason for one more.")
    if limit.inspectors_total is not None and counted + limit.leads >= limit.inspectors_total:
        need_reason(reason, f"A visit usually has {limit.inspectors_total} inspectors with the lead: give a reason.")


def may_lead(inspection: Inspection) -> None:
    lead = inspection.members.current().filter(role=Role.LEAD).first()
    if lead:
        raise Invalid("role", f"{lead.person} is the lead inspector. Hand over the lead instead.", "TEAM-01")


def may_shadow(inspection: Inspection, purpose: str, reason: str) -> None:
    """One of the framework's purposes, and one person at a time unless there is a reason (TEAM-05)."""
    usual = _shadow_role(version(inspection.framework_version))
    if purpose not in usual.purposes:
        raise Invalid("purpose", "Select what the shadowing is for.", "TEAM-05")
    shadowing = inspection.members.current().filter(role=Role.SHADOW).count()
    if usual.per_activity and shadowing >= usual.per_activity.max:
        need_reason(reason, "Somebody is shadowing already: give a reason for one more.")


def _shadow_role(pinned: FrameworkVersion):  # type: ignore[no-untyped-def]
    return next(role for role in pinned.roles if role.code == "shadow_inspector")


def may_be_shadowed(inspection: Inspection, person: Person | None) -> None:
    if person and not inspection.members.current().filter(person=person, role__in=INSPECTORS).exists():
        raise Invalid("paired_with", f"{person} is not an inspector of this team.")


def may_end(member: TeamMember) -> None:
    require(member.until is None, "This role has ended already.")
    require(member.role != Role.LEAD, "There is always one lead inspector. Hand over the lead instead.")
    sentence = "After the call there is always a quality assurance manager. Add the new one: that ends this role."
    require(not (member.role == Role.QA_MANAGER and always_has_qa_manager(member.inspection)), sentence)


def always_has_qa_manager(inspection: Inspection) -> bool:
    """From the call on the role ends only when the next one begins (QA-03)."""
    return inspection.has_reached(State.ANNOUNCED)


def may_be_replaced(member: TeamMember) -> None:
    require(member.until is None, "This role has ended already.")
    require(member.role != Role.LEAD, "The lead is handed over: that ends the one role and begins the other.")
    require(member.role != Role.QA_MANAGER, "Add the new quality assurance manager: that ends this role.")


def need_reason(reason: str, sentence: str) -> None:
    """Raises Invalid beside the reason when there is none."""
    if not reason.strip():
        raise Invalid("reason", sentence)
