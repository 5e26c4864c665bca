"""The inspection of 2024 from the plan to the published report, on its dates, by the people who would do each step."""

from datetime import date, datetime
from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from accounts import clock
from accounts.models import Person
from files.jobs import run_queued, tick
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.stages import closed
from tests.inspections.stages import TITLE
from tests.journeys.acting import Actor, Stage, stand
from tests.journeys.deciding import calls

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]

PRIVATE = "Quality and effectiveness of private law practice"
PUBLIC = "Quality and effectiveness of public law practice"
LEADERS = "Impact of leaders on private and public law practice"
OVERALL = "Overall effectiveness"
AREAS = {"private": PRIVATE, "public": PUBLIC, "leaders": LEADERS}
INTERNAL = "Whinchat: an internal sentence of the evidence."
FOR_CHILDREN = "Sandpiper: we asked how you are."


def day(month: int, number: int, hour: int = 10, minute: int = 0) -> datetime:
    return clock.at(date(2024, month, number), hour, minute)


def test_from_plan_to_publication(stage: Stage, cast: Cast) -> None:
    inspection = plan(stage, cast)
    team(stage, cast)
    announce(stage, cast, inspection)
    evidence(stage, cast)
    judgement(stage, cast)
    end_of_fieldwork(stage, cast)
    report(stage, cast)
    clearing(stage, cast)
    draft(stage, cast)
    from_cafcass(stage, cast, inspection)
    hold(stage, cast)
    answers(stage, cast)
    final(stage, cast)
    publication(stage, cast, inspection)


def plan(stage: Stage, cast: Cast) -> Inspection:
    """The scheduler sees the timetable drawn before anything is saved."""
    stand(day(1, 8))
    cast.lead  # noqa: B018  (there has to be somebody to lead)
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow("Plan an inspection")
    scheduler.tick("Full inspection")
    scheduler.fill(title=TITLE)
    scheduler.date("Monday of the first on-site week", date(2024, 2, 5))
    scheduler.choose("Lead inspector (optional)", cast.lead.name)
    scheduler.press("Show the timetable")
    expect(scheduler.page.locator("svg").first).to_be_visible()
    scheduler.sees("Nothing is saved yet")
    assert not Inspection.objects.exists()
    scheduler.press("Save this plan")
    scheduler.is_told("The plan is saved")
    return Inspection.objects.get()


def team(stage: Stage, cast: Cast) -> None:
    """Deputies, inspectors, a shadow, an analyst, a QA manager apart from them, and a pair that a deputy leads."""
    people = {
        "Deputy lead inspector": [cast.deputy, cast.second_deputy],
        "Team inspector": [cast.team_inspector, cast.second_team_inspector],
        "Senior analytical officer": [cast.analyst],
        "Quality assurance manager": [cast.qa_manager],
    }
    cast.shadow  # noqa: B018
    scheduler = stage.as_(cast.scheduler)
    scheduler.follow(TITLE)
    scheduler.go("Team")
    for role, members in people.items():
        for person in members:
            add(scheduler, role, person)
    scheduler.follow("Add somebody")
    scheduler.tick("Shadowing inspector")
    scheduler.choose("Who", cast.shadow.name)
    scheduler.tick("Their own training and development")
    scheduler.choose("Inspector to follow (optional)", cast.team_inspector.name)
    scheduler.press("Add")
    scheduler.follow("Make a pair")
    scheduler.fill(name="Pair A", area_week_1="A1 North East", area_week_2="A2 North West")
    for person in (cast.deputy, cast.team_inspector):
        scheduler.page.get_by_label(person.name).check()
    scheduler.press("Save the pair")
    scheduler.follow("confirm Pair A")
    scheduler.press("Confirm the pair")
    scheduler.is_told("The pair is confirmed")


def add(scheduler: Actor, role: str, person: Person) -> None:
    scheduler.follow("Add somebody")
    scheduler.tick(role)
    scheduler.choose("Who", person.name)
    scheduler.press("Add")
    scheduler.is_told(" is now ")


def announce(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """Cafcass sees nothing before the call of 22 January, and the dates after it."""
    stand(day(1, 22, 9, 5))
    theirs = reverse("cafcass_inspection", args=[inspection.ref])
    chief_executive = stage.as_(cast.chief_executive)
    chief_executive.sees("There is nothing here for you at present")
    assert chief_executive.status_of(theirs) == 404
    calls(stage, cast)
    chief_executive = stage.as_(cast.chief_executive)
    chief_executive.follow(TITLE)
    chief_executive.sees("Monday 5 February 2024", "Tuesday 19 March 2024", cast.lead.name)


def evidence(stage: Stage, cast: Cast) -> None:
    """Notes by three people, their summaries, the team's shared ones, and what they cover."""
    stand(day(2, 5, 13))
    writers = {PRIVATE: cast.team_inspector, PUBLIC: cast.deputy, f"{LEADERS} (no heading yet)": cast.lead}
    places = dict(zip(writers, [PRIVATE, PUBLIC, "Leaders: Workforce"], strict=True))
    for place, person in writers.items():
        note(stage.as_(person), place)
    cases(stage, cast)
    stand(day(2, 8, 17))
    for place, person in writers.items():
        individual_summary(stage.as_(person), places[place])
    stand(day(2, 15, 11))
    for place in places.values():
        shared_summary(stage.as_(cast.deputy), place)
    for _ in places:
        agree_one(stage.as_(cast.lead))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Coverage")
    lead.sees(PRIVATE, "Leaders: Workforce")


def cases(stage: Stage, cast: Cast) -> None:
    """A child met on site is added to the sample, the case evaluated with its supervision record, and closed."""
    inspector = stage.as_(cast.team_inspector)
    inspector.follow(TITLE)
    inspector.go("Sample")
    inspector.follow("Add a child")
    inspector.fill(reference="PU-01")
    inspector.choose("Proceeding (optional)", "Care and supervision applications by a local authority")
    inspector.tick("Met on site")
    inspector.press("Add")
    inspector.follow("PU-01")
    inspector.follow("Evaluate this case")
    inspector.date("First day of the practice that you looked at", date(2023, 9, 1))
    inspector.date("Last day of it", date(2024, 1, 12))
    for source in ("Case record", "Supervision record"):
        inspector.tick(source)
    inspector.choose("If a supervision record was read: whose", "Children’s guardian")
    inspector.fill(strengths=f"The guardian asked twice. {INTERNAL}", history="Known since 2021.")
    inspector.tick("Seen alone")
    inspector.choose("Children’s guardian", "In person")
    inspector.press("Save")
    inspector.sees("Contemporary", "History, apart from the findings")
    inspector.follow("Close")
    inspector.press("Close it")
    inspector.is_told("The case evaluation is closed")
    closed(Inspection.objects.get(), cast.deputy, "PR-01", "private")


def note(actor: Actor, place: str) -> None:
    actor.follow(TITLE)
    actor.go("Evidence notes")
    actor.follow("New note")
    actor.fill(source="Interview with a family court adviser", text=f"The first letter came in time. {INTERNAL}")
    actor.choose("Area and heading", place)
    actor.press("Save")
    actor.is_told("The note is saved")
    actor.sees("The first letter came in time.")


def individual_summary(actor: Actor, place: str) -> None:
    actor.follow(TITLE)
    actor.go("Individual summaries")
    actor.follow("New individual summary")
    actor.choose("Area and heading", place)
    words(actor)
    actor.fill(extent="Every letter that was read")
    actor.tick("Nothing to add about leaders")
    actor.tick_all("Your notes that it rests on")
    actor.press("Save")
    actor.is_told("The individual summary is saved")


def shared_summary(actor: Actor, place: str) -> None:
    actor.follow(TITLE)
    actor.go("Shared summaries")
    actor.follow("New shared summary")
    actor.choose("Area and heading", place)
    actor.tick("Strength")
    words(actor)
    own = actor.page.get_by_role("group", name="Individual summaries that it takes in")
    own.get_by_label(place).check()
    actor.press("Save")
    actor.is_told("The shared summary is saved")


def words(actor: Actor) -> None:
    texts = {"statement": "Letters are prompt and clear.", "evidence": INTERNAL, "difference": "Children are heard."}
    actor.fill(**texts)


def agree_one(lead: Actor) -> None:
    """The lead opens the first summary that is still open, and agrees it."""
    lead.follow(TITLE)
    lead.go("Shared summaries")
    row = lead.page.get_by_role("row").filter(has_text="Open").first
    lead.follow("Letters are prompt and clear.", row)
    lead.follow("Agree this summary")
    lead.tick("Only one pair works where it was seen")
    lead.press("Agree")
    lead.is_told("The shared summary is agreed")


def judgement(stage: Stage, cast: Cast) -> None:
    """Three areas, then overall; what JUDG-10 forbids is refused beside the field and loses nothing."""
    stand(day(2, 15, 16))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Judgements")
    give(lead, PRIVATE, "Inadequate")
    give(lead, PUBLIC, "Outstanding")
    give(lead, LEADERS, "Good")
    give(lead, OVERALL, "Good", refused=True)
    expect(lead.page.locator("#id_grade_error, #grade-error, .govuk-error-message").first).to_contain_text(
        f"Overall effectiveness must be inadequate, because this is: {PRIVATE}."
    )
    expect(lead.page.get_by_label("Why the team gives this grade")).to_have_value(f"Why we say good. {INTERNAL}")
    lead.go("Judgements")
    give(lead, PRIVATE, "Outstanding")
    give(lead, LEADERS, "Outstanding")
    give(lead, OVERALL, "Outstanding")
    not_covered(stage, cast, lead)
    not_heard(lead)
    lead.go("Judgements")
    lead.follow("Agree the judgements")
    lead.press("Agree")
    lead.is_told("The judgements are agreed")


def not_covered(stage: Stage, cast: Cast, lead: Actor) -> None:
    """Three headings of leaders have no summary: the lead says why, and the QA manager accepts each reason."""
    headings = ("Accountability and governance", "Performance management", "Learning culture")
    for heading in headings:
        lead.go("Coverage")
        lead.follow(f"Say why it is not covered Leaders: {heading}")
        lead.fill(reason=f"Read together with the workforce. {INTERNAL}")
        lead.press("Send it to the QA manager")
        lead.is_told("The reason is with the QA manager")
    qa = stage.as_(cast.qa_manager)
    qa.follow(TITLE)
    for heading in headings:
        qa.go("Coverage")
        qa.follow(f"Accept the reason Leaders: {heading}")
        qa.press("Accept the reason")
        qa.is_told("The reason is accepted")


def not_heard(lead: Actor) -> None:
    """No way of hearing children was named: the lead says why."""
    lead.go("Coverage")
    lead.follow("How children and families are heard")
    lead.follow("Say why some are not used")
    lead.fill(note=f"Nobody could be met. {INTERNAL}")
    lead.press("Save")
    lead.is_told("The note is saved")


def not_talked_with(lead: Actor) -> None:
    """Before fieldwork ends the lead says why no child and nobody of a court was talked with."""
    lead.go("Meetings with people")
    lead.follow("Who was talked with, and about what")
    asked = lead.page.locator("main").get_by_role("link", name="Say why")
    for _ in range(asked.count()):
        asked.first.click()
        lead.stage.examine(lead.page)
        lead.fill(reason=f"Nobody could be met. {INTERNAL}")
        lead.press("Save")
        lead.is_told("The reason is saved")


def give(lead: Actor, area: str, grade: str, *, refused: bool = False) -> None:
    section = lead.page.get_by_role("region", name=area)
    section.get_by_role("link", name="the grade of").click()
    lead.stage.examine(lead.page)
    lead.tick(grade)
    lead.fill(text=f"Why we say {grade.lower()}. {INTERNAL}")
    lead.tick_all("Shared summaries that it rests on")
    if refused:
        lead.stage.watch.expect("400 (Bad Request)")
    lead.press("Save")
    if not refused:
        lead.is_told("The grade is saved")


def end_of_fieldwork(stage: Stage, cast: Cast) -> None:
    """The report cannot be begun before."""
    stand(day(2, 16, 16))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Report")
    lead.sees("The report can be drafted from feedback on", "Friday 16 February 2024")
    not_talked_with(lead)
    lead.go("Overview")
    lead.follow("Confirm the end of fieldwork")
    lead.date("Last day on site", date(2024, 2, 16))
    lead.press("Confirm")


def report(stage: Stage, cast: Cast) -> None:
    """The sections in their fixed order; the four grades stand on the first page and have no field there."""
    stand(day(2, 22))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Report")
    lead.follow("Begin the draft")
    lead.press("Begin the draft")
    lead.follow("First page")
    grades = lead.page.get_by_role("table", name="Judgements")
    expect(grades.get_by_role("cell", name="Outstanding", exact=True)).to_have_count(4)
    assert lead.page.locator("main form").first.get_by_role("radio").count() == 0
    boxes = lead.page.locator("main textarea")
    expect(boxes).to_have_count(4)
    for box in boxes.all():
        box.fill("Children are at the centre.\nLeaders know the practice well.")
    lead.press("Save")
    for section in ("Areas needing most improvement", *AREAS.values()):
        lead.follow(section)
        lead.page.get_by_label(section).fill(f"{section} in the final words.")
        lead.tick_all("Shared summaries that this section rests on")
        lead.press("Save")
    lead.follow("Summary for children")
    lead.fill(text=FOR_CHILDREN)
    lead.press("Save")
    lead.follow("Submit to the QA manager")
    lead.press("Submit")


def clearing(stage: Stage, cast: Cast) -> None:
    """First the QA manager, then the national director."""
    stand(day(2, 29, 15))
    for person in (cast.qa_manager, cast.director):
        reviewer = stage.as_(person)
        reviewer.follow(TITLE)
        reviewer.go("Report")
        reviewer.follow("Review")
        reviewer.tick("Clear it as it stands")
        reviewer.press("Save the review")
    reviewer.sees("Cleared")


def make_pdf(actor: Actor) -> None:
    """A worker makes it while the page shows how far it is and asks again by itself."""
    actor.press("Make the PDF")
    expect(actor.page.get_by_role("progressbar")).to_be_visible()
    actor.sees("Waiting to start")
    worker = Thread(target=work)
    worker.start()
    actor.follow("Show it")
    worker.join()
    expect(actor.page.get_by_role("link", name="Open the PDF")).to_be_visible()


def work() -> None:
    try:
        run_queued()
    finally:
        connection.close()


def draft(stage: Stage, cast: Cast) -> None:
    """The lead sends the draft on Friday 1 March: the comment window is 4 to 8 March."""
    stand(day(3, 1, 11))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Report")
    lead.follow("Send the draft")
    make_pdf(lead)
    lead.press("Send the draft")
    lead.is_told("The draft is sent")
    lead.sees("Comments from Mon 4 Mar 2024 to the end of Fri 8 Mar 2024")


def from_cafcass(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """On the last day of the window the chief executive comments and complains."""
    stand(day(3, 8, 11))
    cast.complaint_handler  # noqa: B018
    chief_executive = stage.as_(cast.chief_executive)
    chief_executive.follow(TITLE)
    chief_executive.follow("The draft")
    assert chief_executive.status_of(reverse("cafcass_draft_file", args=[inspection.ref])) == 200
    assert chief_executive.status_of(reverse("cafcass_final_file", args=[inspection.ref])) == 404
    chief_executive.follow("Comment on the draft")
    chief_executive.tick("Draft text")
    chief_executive.fill(paragraph="4", text="The figure in paragraph 4 is that of the year before.")
    chief_executive.press("Send the comment")
    chief_executive.is_told("Your comment is received")
    chief_executive.follow(TITLE)
    chief_executive.follow("Formal complaint")
    chief_executive.fill(text="We were not heard on one finding.")
    chief_executive.press("Send the complaint")


def hold(stage: Stage, cast: Cast) -> None:
    """The final waits for the complaint handler; the three working days to the decision move the dates."""
    stand(day(3, 11))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Report")
    lead.follow("Send the final version")
    lead.sees("This is on hold: a formal complaint is being considered.")
    expect(lead.page.get_by_role("button", name="Send the final version")).to_have_count(0)
    expect(lead.page.get_by_text("We were not heard")).to_have_count(0)
    stand(day(3, 13))
    handler = stage.as_(cast.complaint_handler)
    handler.follow(TITLE)
    handler.follow("Complaints")
    handler.sees("We were not heard on one finding.")
    handler.follow("Decide the complaint of Fri 8 Mar 2024, 11:00")
    handler.fill(decision="Partly upheld: one sentence is changed.")
    handler.press("Save the decision")
    handler.follow(TITLE)
    handler.sees("Partly upheld")
    lead.go("Timetable")
    lead.sees("Fri 22 Mar 2024", "Tue 2 Apr 2024")


def answers(stage: Stage, cast: Cast) -> None:
    stand(day(3, 21))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Comments on the draft")
    lead.page.get_by_role("link", name="Answer to comment").click()
    stage.examine(lead.page)
    lead.tick("Accepted")
    lead.fill(text="The figure is corrected.")
    lead.press("Save the answer")


def final(stage: Stage, cast: Cast) -> None:
    """Under embargo: the chief executive reads it with the answers and the summary for children."""
    stand(day(3, 22))
    lead = stage.as_(cast.lead)
    lead.follow(TITLE)
    lead.go("Report")
    lead.follow("Send the final version")
    lead.sees("it would be published on Tuesday 2 April 2024")
    make_pdf(lead)
    lead.press("Send the final version")
    lead.is_told("The final version is sent, under embargo")
    chief_executive = stage.as_(cast.chief_executive)
    chief_executive.follow(TITLE)
    chief_executive.follow("The final version")
    chief_executive.sees("Tuesday 2 April 2024")
    chief_executive.follow("Read our answers to your comments")
    chief_executive.sees("The figure is corrected.")
    chief_executive.follow(TITLE)
    chief_executive.follow("Summary for children")
    chief_executive.sees(FOR_CHILDREN)


def publication(stage: Stage, cast: Cast, inspection: Inspection) -> None:
    """The director decides, the worker's tick publishes on the day, and from then on everybody reads it."""
    stand(day(3, 25))
    director = stage.as_(cast.director)
    director.follow(TITLE)
    director.go("Publication")
    director.press("Set the day")
    director.is_told("The day of publication is set")
    run_queued()
    page, pdf = "/reports/cafcass-national-inspection-2024-2024-02/", "report.pdf"
    anybody = stage.nobody()
    stand(clock.at(date(2024, 4, 1), 23, 59))
    assert tick() == []
    assert anybody.status_of(page) == anybody.status_of(page + pdf) == 404
    stand(clock.at(date(2024, 4, 2), 0, 1))
    assert anybody.status_of(page) == 404
    assert tick() == []
    assert anybody.status_of(page + pdf) == 200
    anybody.open("/reports/")
    stage.examine(anybody.page)
    anybody.follow(TITLE)
    assert anybody.address == page
    anybody.sees("Tuesday 2 April 2024", "Outstanding", "Areas needing most improvement")
    text = anybody.page.locator("body").inner_text()
    assert FOR_CHILDREN not in text
    assert "Whinchat" not in text
    assert anybody.status_of(reverse("cafcass_childrens_summary", args=[inspection.ref])) in (302, 404)
    stage.examine(stage.as_(cast.lead).page)
