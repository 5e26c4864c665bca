"""The way from a decision to inspect to the day of the call, walked in the browser: plan, team, pairs, sites, call."""

from datetime import date

from accounts import clock
from inspections.models import Inspection, Outcome, Pair, ProgrammeDecision
from tests.cast import Cast
from tests.fieldwork import stages
from tests.inspections.stages import CALLED_AT, PLANNED_AT, RECORDED_AT, TITLE, W1
from tests.journeys.acting import Stage, stand


def decided_and_planned(stage: Stage, cast: Cast) -> Inspection:
    """Five pairs and seven sites on the dates of 2024; nothing is made but by its page."""
    given = {"began_on": date(2018, 2, 5), "ended_on": date(2018, 2, 23), "published_on": date(2018, 3, 29)}
    Outcome.objects.create(kind="inspection", title="Inspection of Cafcass, 2018", **given)
    people = stages.people_of_five_pairs()
    for person in (cast.lead, cast.chief_executive, cast.link_person, cast.qa_manager):
        assert person.pk
    stand(PLANNED_AT)
    decides(stage, cast)
    plans(stage, cast)
    gathers(stage, cast, people)
    stand(clock.at(date(2024, 1, 10), 10))
    pairs_up(stage, cast, people)
    names_sites(stage, cast)
    calls(stage, cast)
    found = Inspection.objects.select_related("timeline").get()
    assert found.planned_from.decision == ProgrammeDecision.objects.get()
    return found


def decides(stage: Stage, cast: Cast) -> None:
    decider = stage.as_(cast.decision_maker)
    decider.follow("Programme")
    decider.follow("Record a decision")
    decider.tick("Inspection")
    decider.fill(
        title=TITLE, grounds="The window of three years closes.", weighed="All was well at the last inspection."
    )
    decider.page.get_by_label("Last outcome").check()
    decider.press("Record the decision")
    decider.is_told("The decision is recorded")


def plans(stage: Stage, cast: Cast) -> None:
    """The last inspection is six years back, so the window has closed and a reason is asked for."""
    stage.watch.expect("400 (Bad Request)")
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow("Programme")
    scheduler.follow("Programme decisions")
    scheduler.follow(TITLE)
    scheduler.follow("Plan it")
    scheduler.date("Monday of the first on-site week", W1)
    scheduler.choose("Lead inspector (optional)", cast.lead.name)
    scheduler.press("Show the timetable")
    scheduler.press("Save this plan")
    scheduler.sees("after the inspection window closes on Tuesday 23 February 2021")
    scheduler.fill(reason="The pandemic moved the programme.")
    scheduler.press("Save this plan")
    scheduler.is_told("The plan is saved")


def gathers(stage: Stage, cast: Cast, people: stages.People) -> None:
    """Ten people in one form, the quality assurance manager by herself."""
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow(TITLE)
    scheduler.go("Team")
    scheduler.follow("Add several people")
    for legend, place in (("Deputy lead inspectors", 0), ("Team inspectors", 1)):
        group = scheduler.page.get_by_role("group", name=legend)
        for pair in people:
            group.get_by_label(pair[place].name).check()
    scheduler.press("Add them")
    scheduler.is_told("Now on the team")
    scheduler.follow("Add somebody")
    scheduler.tick("Quality assurance manager")
    scheduler.choose("Who", cast.qa_manager.name)
    scheduler.press("Add")


def pairs_up(stage: Stage, cast: Cast, people: stages.People) -> None:
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    for letter, members in zip("ABCDE", people, strict=True):
        lead.go("Team")
        lead.follow("Make a pair")
        lead.fill(name=f"Pair {letter}", area_week_1=f"{letter}1 area", area_week_2=f"{letter}2 area")
        for person in members:
            lead.page.get_by_label(person.name).check()
        lead.press("Save the pair")
        lead.follow(f"confirm Pair {letter}")
        lead.press("Confirm the pair")
        lead.is_told("The pair is confirmed")
    assert Pair.objects.exclude(confirmed_at=None).count() == len(people)


def names_sites(stage: Stage, cast: Cast) -> None:
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    for code, pair in stages.places():
        lead.go("Sites")
        lead.follow("Add a site")
        lead.fill(code=code, name=f"Office {code}")
        lead.choose("Pair that works there (optional)", f"Pair {pair}")
        lead.page.locator("[name=ground][value=data]").check()
        lead.fill(reason="Waits are longest there.")
        lead.press("Add the site")
        lead.is_told("The site is added")


def calls(stage: Stage, cast: Cast) -> None:
    """At 09:30 the lead records the call of 09:10."""
    stand(RECORDED_AT)
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Announcement")
    lead.date("Date of the call", CALLED_AT.date())
    lead.page.get_by_label("Time of the call").fill("9:10")
    lead.tick("Chief executive")
    lead.press("Record the call and send the email")
    lead.is_told("The call is recorded")
