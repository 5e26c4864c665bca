"""Plans, teams and pairs of the demo."""

from datetime import date, datetime
from typing import Any

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from config.demo.content import moment
from config.demo.people import People
from inspections import actions
from inspections.actions.conduct import answer_adjustment, decide_interest, declare_interest, log_adjustment
from inspections.actions.pairs import Arrangement
from inspections.actions.sites import Place, Why
from inspections.models import Inspection, ProgrammeDecision, TeamMember
from scheduling.queries import calendar


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
        places(inspection, plan, lead)
        _conduct(inspection, plan, people, lead)
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


def places(inspection: Inspection, plan: dict[str, Any], lead: Person) -> None:
    """Sites, the pair at each, and the way between two."""
    pairs = {pair.name: pair for pair in inspection.pairs.all()}
    made = {}
    for row in plan.get("sites", ()):
        pair = pairs[row["pair"]] if "pair" in row else None
        place = Place(row["code"], row["name"], row["address"], row.get("headquarters", False), pair)
        why = Why("data", row["why"])
        made[row["code"]] = actions.add_site(inspection, place, why, by=lead)
    for row in plan.get("travel", ()):
        actions.set_travel(inspection, made[row["one"]], made[row["other"]], row["minutes"], by=lead)


def _conduct(inspection: Inspection, plan: dict[str, Any], people: People, lead: Person) -> None:
    """Declarations of interest, and a need that somebody raised."""
    for row in plan.get("declarations", ()):
        what = row.get("what", "")
        declared = declare_interest(inspection, none=not what, text=what, by=people[row["by"]])
        if "outcome" in row:
            decided = {name: row[name] for name in ("outcome", "limits", "reason")}
            decide_interest(declared, **decided, by=lead)
    if row := plan.get("adjustment"):
        raised = {"need": row["need"], "raised_by": row["raised_by"], "owner": people[row["owner"]]}
        need = log_adjustment(inspection, **raised, raised_on=clock.today(), by=lead)
        if "step" in row:
            answer_adjustment(need, step=row["step"], answered_on=clock.today(), by=lead)


def deferral_refused(
    inspection: Inspection, row: dict[str, Any], called_on: date, until: datetime, people: People
) -> None:
    """Cafcass asked after the call, and the programme decision-maker refused; nothing later than `until`."""
    working = calendar()
    asked_at = moment({"date": working.offset(called_on, row["days_after"]), "at": row["at"]})
    decided_at = moment({"date": working.offset(called_on, row["decided_days_after"]), "at": row["decided_at"]})
    if decided_at > until:
        return
    asker = people[row["by"]]
    with clock.moved_to(asked_at):
        asked = {"requester": asker.name, "requester_role": "Chief executive", "reason": row["reason"]}
        actions.request_deferral(inspection, **asked, asked_at=asked_at, by=asker)
    with clock.moved_to(decided_at):
        decided = {"outcome": "refused", "reasons": row["reasons"], "policy": row["policy"]}
        actions.decide_deferral(inspection, **decided, by=people["decision_maker"])


def announced(inspection: Inspection, at: datetime, told_whom: str, people: People, lead: str) -> None:
    with clock.moved_to(at):
        actions.announce(inspection, called_at=at, told_whom=told_whom, by=people[lead])
        actions.issue_contact_sheet(inspection, by=people[lead])
