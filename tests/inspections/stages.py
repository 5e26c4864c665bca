"""Inspections brought to a stage through the product's own actions, on the dates of the real one of 2024."""

from datetime import date, datetime

from accounts import clock
from accounts.models import Person
from fieldwork.actions.closing import explain
from fieldwork.queries.overview import matters
from inspections import actions
from inspections.actions.conduct import declare_interest, log_adjustment
from inspections.actions.pairs import Arrangement
from inspections.actions.sites import Place, Why
from inspections.models import Inspection, TeamMember
from tests.cast import Cast
from tests.remembered import remembered

W1 = date(2024, 2, 5)
PLANNED_AT = clock.at(date(2024, 1, 8), 10)
CALLED_AT = clock.at(date(2024, 1, 22), 9, 10)
# What the choice of a site rests on, wherever a test has nothing to say about that.
WHY = Why("data", "Many families wait there.")
RECORDED_AT = clock.at(date(2024, 1, 22), 9, 30)
ASKED_AT = clock.at(date(2024, 1, 22), 11, 30)
GRANTED_AT = clock.at(date(2024, 1, 23), 10)
ON_SITE_AT = clock.at(date(2024, 2, 5), 13)
FIELDWORK_ENDED_ON = date(2024, 2, 16)
ENDED_AT = clock.at(FIELDWORK_ENDED_ON, 16)
TITLE = "Cafcass national inspection 2024"


def plan(
    cast: Cast,
    *,
    kind: str = "inspection",
    week: date = W1,
    at: datetime = PLANNED_AT,
    title: str = TITLE,
    reason: str = "",
    lead: Person | None = None,
) -> Inspection:
    """A plan with its lead and nobody else."""
    with clock.moved_to(at):
        return actions.create_inspection(
            kind=kind, title=title, onsite_week=week, lead=lead or cast.lead, reason=reason, by=cast.scheduler
        )


def allow(cast: Cast, week: date, kind: str = "inspection", at: datetime = PLANNED_AT) -> None:
    """The programme decision-maker's own reason for a week at Christmas or with a call in August."""
    with clock.moved_to(at):
        actions.allow_season(kind=kind, onsite_week=week, reason="A whistle-blower", by=cast.decision_maker)


def join(cast: Cast, inspection: Inspection, person: Person, role: str, **more: object) -> TeamMember:
    """Puts somebody on the team at the time of planning."""
    with clock.moved_to(PLANNED_AT if inspection.made_at <= PLANNED_AT else inspection.made_at):
        return actions.add_member(inspection, person, role, by=cast.scheduler, **more)  # type: ignore[arg-type]


def staff(cast: Cast, inspection: Inspection) -> None:
    """Deputy, two team inspectors, shadow, analyst, QA manager, and one confirmed pair."""
    deputy = join(cast, inspection, cast.deputy, "deputy")
    member = join(cast, inspection, cast.team_inspector, "team")
    join(cast, inspection, cast.second_team_inspector, "team")
    join(cast, inspection, cast.shadow, "shadow", purpose="training_development", paired_with=cast.team_inspector)
    join(cast, inspection, cast.analyst, "analyst")
    join(cast, inspection, cast.qa_manager, "qa_manager")
    with clock.moved_to(inspection.made_at):
        pair = actions.make_pair(
            inspection, Arrangement("Pair A", [deputy, member], "A1 North East"), by=cast.scheduler
        )
        actions.confirm_pair(pair, by=cast.scheduler)


@remembered
def planned(cast: Cast) -> Inspection:
    """The inspection of 2024 as planned on Monday 8 January 2024, with its team; Cafcass knows nothing."""
    inspection = plan(cast)
    staff(cast, inspection)
    return inspection


@remembered
def announced(cast: Cast) -> Inspection:
    """Cafcass was called on Monday 22 January 2024 at 09:10."""
    inspection = planned(cast)
    cast.chief_executive  # noqa: B018  (somebody has to be told)
    with clock.moved_to(RECORDED_AT):
        actions.announce(inspection, called_at=CALLED_AT, told_whom="chief_executive", by=cast.lead)
        nobody_met(fresh(inspection), cast.lead)
    return fresh(inspection)


def nobody_met(inspection: Inspection, lead: Person) -> None:
    """The reasons that the end of fieldwork asks for, so that a test may end it which is about something else."""
    for each in matters(inspection):
        explain(inspection, each.code, reason="A test talks with nobody.", by=lead)


def in_fieldwork(cast: Cast) -> Inspection:
    """The same; tests that use it stand on Monday 5 February 2024 (`ON_SITE_AT`), the first on-site day."""
    return announced(cast)


@remembered
def fieldwork_ended(cast: Cast) -> Inspection:
    """The lead has confirmed Friday 16 February 2024 as the last day."""
    inspection = announced(cast)
    with clock.moved_to(ENDED_AT):
        actions.end_fieldwork(inspection, last_day=FIELDWORK_ENDED_ON, by=cast.lead)
    return fresh(inspection)


def furnish(cast: Cast, inspection: Inspection) -> None:
    """Two sites with the way between them, a declaration and a need, all before the call."""
    with clock.moved_to(inspection.made_at):
        pair = inspection.pairs.first()
        place, other_place = (
            Place("A1", "Invented North", "1 Imagined Street", pair=pair),
            Place("A2", "Invented South"),
        )
        one = actions.add_site(inspection, place, WHY, by=cast.lead)
        other = actions.add_site(inspection, other_place, WHY, by=cast.lead)
        actions.set_travel(inspection, one, other, 45, by=cast.lead)
        declare_interest(inspection, none=False, text="Worked there in 2012.", by=cast.team_inspector)
        log_adjustment(
            inspection,
            need="Hearing loop for feedback meeting",
            raised_by="Area manager",
            raised_on=clock.today(),
            owner=cast.deputy,
            by=cast.lead,
        )


@remembered
def asked(cast: Cast) -> Inspection:
    """Cafcass asked for a deferral on the day of the call at 11:30."""
    inspection = announced(cast)
    with clock.moved_to(ASKED_AT):
        actions.request_deferral(
            inspection,
            requester=cast.chief_executive.name,
            requester_role="Chief executive",
            reason="A flood at headquarters.",
            asked_at=ASKED_AT,
            by=cast.chief_executive,
        )
    return fresh(inspection)


@remembered
def deferred(cast: Cast) -> Inspection:
    """It was granted on the day after."""
    inspection = asked(cast)
    with clock.moved_to(GRANTED_AT):
        given = {"outcome": "granted", "reasons": "The flood is serious.", "policy": "Deferral policy, 2023"}
        actions.decide_deferral(inspection, **given, by=cast.decision_maker)
    return fresh(inspection)


@remembered
def incomplete(cast: Cast) -> Inspection:
    """Fieldwork was broken off on its first day."""
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        actions.close_incomplete(inspection, reason="Too few files.", kept="Every note.", by=cast.decision_maker)
    return fresh(inspection)


def fresh(inspection: Inspection) -> Inspection:
    """The same row read anew."""
    return Inspection.objects.select_related("timeline").get(pk=inspection.pk)
