"""Who may act for the lead or a deputy for a day or a few."""

from datetime import date

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.refusals import Invalid, require
from framework.versions import version
from inspections.models import ActingRole, Inspection, TeamMember
from inspections.rules.team import INSPECTORS, may_change_team

REPLACED = (Role.LEAD, Role.DEPUTY)


def may_let_act(by: Person, inspection: Inspection) -> None:
    may_change_team(by, inspection)


def acting_fits(instead_of: TeamMember, member: TeamMember, first: date, last: date) -> None:
    """An inspector of this team, for a few days from today on, and one at a time."""
    if instead_of.role not in REPLACED:
        raise Invalid("instead_of", "Only for the lead or a deputy does somebody else act.")
    if member.role not in INSPECTORS or member.pk == instead_of.pk or member.role == Role.LEAD:
        raise Invalid("member", "Select another inspector of this team.")
    if first < clock.today():
        raise Invalid("first_day", "Somebody acts from today on, not before.")
    if last < first:
        raise Invalid("last_day", "The last day cannot come before the first.")
    # Longer than this is no day's illness: the role is handed over.
    most = version(member.inspection.framework_version).settings.acting_most_days
    if (last - first).days >= most:
        raise Invalid("last_day", f"For more than {most} days hand the role over instead.")
    same = ActingRole.objects.filter(instead_of=instead_of, member__until=None, ended_at=None)
    if same.filter(since__lt=clock.at(last, 23, 59), until__gt=clock.at(first)).exists():
        raise Invalid("first_day", f"Somebody acts for {instead_of.person} on these days already.")


def may_end_acting(by: Person, acting: ActingRole) -> None:
    may_change_team(by, acting.member.inspection)
    over = acting.ended_at is not None or acting.until <= clock.now()
    require(not over, "This has ended already.")
