"""Who logs adjustments, declares interests, decides on them, and answers concerns about conduct (GEN-05, GEN-06)."""

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, NotHere, NotYours, require
from inspections.models import ConductConcern, Inspection, InterestDeclaration, TeamMember
from inspections.roles import permit, roles_on
from inspections.workflow import SETTLED


def may_log_adjustment(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.ADJUSTMENT, Verb.CREATE)
    require(inspection.state not in SETTLED, f"This is {inspection.state_label.lower()}, so nothing is added.")


def may_answer_adjustment(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.ADJUSTMENT, Verb.EDIT)
    require(inspection.state not in SETTLED, f"This is {inspection.state_label.lower()}, so nothing is changed.")


def owner_fits(inspection: Inspection, owner: Person) -> None:
    """Whoever sees to it is on the inspection."""
    if not inspection.members.current().filter(person=owner).exists():
        raise Invalid("owner", f"{owner} has no role on this inspection.")


def own_role(by: Person, inspection: Inspection) -> TeamMember:
    """The role that somebody declares their interests for."""
    permit(by, inspection, Thing.INTEREST, Verb.CREATE)
    found = inspection.members.current().filter(person=by).first()
    if found is None:
        raise NotYours("You have no role on this inspection, so you declare nothing for it.")
    return found


def may_decide_interest(by: Person, declaration: InterestDeclaration) -> None:
    """Nobody decides about their own interest: about the lead's the scheduler does."""
    inspection = declaration.member.inspection
    permit(by, inspection, Thing.INTEREST_DECISION, Verb.DECIDE)
    require(by != declaration.member.person, "Nobody decides about their own interest.", "The scheduler can.")
    require(not declaration.none, "Nothing was declared, so there is nothing to decide.")
    require(not hasattr(declaration, "decision"), "This was decided already.")
    latest = declaration.member.declarations.order_by("-id").values_list("pk", flat=True).first()
    require(latest == declaration.pk, "There is a newer declaration. Decide about that one.")


def may_raise(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.CONDUCT_CONCERN, Verb.CREATE)


def answers(person: Person, concern: ConductConcern) -> bool:
    """Whether the concern is this person's to read and answer: never the lead's where it is about the lead."""
    roles = roles_on(person, concern.inspection)
    if concern.about_lead and Role.LEAD in roles:
        return False
    return bool(roles & {Role.LEAD, Role.QA_MANAGER, Role.DIRECTOR})


def may_answer(by: Person, concern: ConductConcern) -> None:
    if not answers(by, concern):
        raise NotHere
    permit(by, concern.inspection, Thing.CONDUCT_CONCERN_ANSWER, Verb.EDIT)
    require(not hasattr(concern, "answer"), "This was answered already.")


def not_in_the_future(day: object, field: str) -> None:
    if day and day > clock.today():  # type: ignore[operator]
        raise Invalid(field, "That day has not come yet.")
