"""Plans, teams and pairs of the demo."""

from datetime import date, datetime
from typing import Any

from accounts import clock
from accounts.access import Role
from config.demo.people import People
from inspections import actions
from inspections.actions.pairs import Arrangement
from inspections.models import Inspection, ProgrammeDecision, TeamMember


def planned(
    kind: str,
    plan: dict[str, Any],
    onsite_week: date,
    at: datetime,
    people: People,
    decision: ProgrammeDecision | None = None,
) -> Inspection:
    """An inspection or visit with its team and pairs, as its scheduler and lead would have set it up at that moment."""
    scheduler, lead = people["scheduler"], people[plan["team"]["lead"]]
    with clock.moved_to(at):
        inspection = actions.create_inspection(
            kind=kind,
            title=plan["title"],
            onsite_week=onsite_week,
            lead=lead,
            reason=decision.grounds if decision else "",
            decision=decision,
            by=scheduler,
        )
        _team(inspection, plan["team"], people)
        for pair in plan["pairs"]:
            _pair(inspection, pair, people)
    return inspection


def _team(inspection: Inspection, team: dict[str, Any], people: People) -> None:
    roles = {Role.DEPUTY: team["deputies"], Role.TEAM: team["team"], Role.QA_MANAGER: [team["qa_manager"]]}
    roles[Role.ANALYST] = [team["analyst"]] if "analyst" in team else []
    for role, keys in roles.items():
        for key in keys:
            actions.add_member(inspection, people[key], role, by=people["scheduler"])
    if shadow := team.get("shadow"):
        actions.add_member(
            inspection,
            people[shadow["person"]],
            Role.SHADOW,
            purpose=shadow["purpose"],
            paired_with=people[shadow["paired_with"]],
            by=people["scheduler"],
        )


def _pair(inspection: Inspection, pair: dict[str, Any], people: People) -> None:
    lead = TeamMember.objects.current().get(inspection=inspection, role=Role.LEAD).person
    seats = [inspection.members.current().get(person=people[key]) for key in pair["seats"]]
    wanted = Arrangement(pair["name"], seats, pair["week_1"], pair["week_2"])
    actions.confirm_pair(actions.make_pair(inspection, wanted, by=lead), by=lead)


def announced(inspection: Inspection, at: datetime, told_whom: str, people: People, lead: str) -> None:
    with clock.moved_to(at):
        actions.announce(inspection, called_at=at, told_whom=told_whom, by=people[lead])
