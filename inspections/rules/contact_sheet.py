"""Who issues the contact sheet, and what it must hold before that (NOTI-16)."""

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from inspections.models import Inspection
from inspections.queries import team_now
from inspections.roles import permit
from inspections.rules.team import COUNTED
from inspections.workflow import SETTLED


def may_issue(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.CONTACT_SHEET, Verb.CREATE)
    sentence = f"This is {inspection.state_label.lower()}, so no contact sheet is issued any more."
    require(inspection.state not in SETTLED, sentence)


def lacking(inspection: Inspection) -> list[str]:
    """Whoever the sheet needs and the team does not have now: the lead, an inspector, the QA manager."""
    held = {member.role for member in team_now(inspection)}
    needed = (
        ("a lead inspector", {Role.LEAD}),
        ("an inspector besides the lead", COUNTED),
        ("a quality assurance manager", {Role.QA_MANAGER}),
    )
    return [words for words, roles in needed if not held & roles]


def must_be_whole(inspection: Inspection) -> None:
    """Raises Invalid that names who is lacking."""
    if missing := lacking(inspection):
        raise Invalid("", f"It cannot be issued without {' and without '.join(missing)}.", "NOTI-16")
