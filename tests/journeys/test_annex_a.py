"""The call, Annex A filled by link person and colleague, read, shared out and turned into lines of enquiry.

The figures of the room are counted on the way: an act is a link followed, a button pressed or files chosen.
"""

import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from accounts import clock
from files.jobs import run_queued, tick
from files.models import OutgoingMail
from information.models import AnnexItem, ListCheck
from inspections import actions as inspecting
from tests.cast import Cast
from tests.information.lists import listed
from tests.inspections import stages
from tests.journeys.acting import Actor, Stage, stand

pytestmark = [pytest.mark.django_db(transaction=True)]
WEEK, CALL = date(2026, 3, 9), date(2026, 2, 23)
LINE = "Whinchat: how delay is managed"
CHILDREN, PROBLEMS = 600, 14
FORTY_FILES_ACTS, NOT_HELD_ACTS, MAIL_TO_FIRST_FILE = 2, 2, timedelta(minutes=5)


def planned(cast: Cast) -> Any:
    """Under the version of September 2025, whose items are numbered."""
    at = clock.at(date(2026, 1, 12), 10)
    made = stages.plan(cast, week=WEEK, at=at, title="Inspection 2026", reason="Early, by decision")
    with clock.moved_to(at):
        for person, role in ((cast.qa_manager, "qa_manager"), (cast.team_inspector, "team"), (cast.analyst, "analyst")):
            inspecting.add_member(made, person, role, by=cast.scheduler)
    for who in (cast.chief_executive, cast.link_person, cast.contributor):
        assert who.pk
    return made


def test_from_the_call_to_the_lines_of_enquiry(stage: Stage, cast: Cast, tmp_path: Path) -> None:
    inspection = planned(cast)
    ring(stage, cast)
    begin(stage, cast, tmp_path)
    give(stage, cast, tmp_path)
    list_children(stage, cast, tmp_path)
    delegate(stage, cast, tmp_path)
    read(stage, cast)
    enquire(stage, cast)
    asked = AnnexItem.objects.filter(request__inspection=inspection)
    assert asked.filter(state="given").count() == 13
    assert set(asked.filter(state="accepted").values_list("number", flat=True)) == {"1.01"}


def ring(stage: Stage, cast: Cast) -> None:
    """Filled while talking, then recorded with one act; the email is shown before it goes."""
    stand(clock.at(CALL, 9, 20))
    lead = stage.as_(cast.lead)
    lead.follow("Inspection 2026")
    lead.follow("Fill in the call sheet")
    lead.fill(called_time="9:10", first_place="National office")
    lead.page.get_by_role("group", name="How", exact=True).get_by_label("Telephone").check()
    lead.page.get_by_role("group", name="Was the chief executive there?").get_by_label("Yes").check()
    lead.press("Save the sheet")
    lead.is_told("The sheet is saved.")
    lead.follow("The call was made: record it")
    lead.sees("1.15 Case-holding social workers")
    lead.press("Record the call and send the email")
    lead.is_told("The email with the Annex A request is on its way.")
    lead.go("Preparation")
    lead.follow("Name the well-being contact")
    lead.fill(name="Head of people", phone="0300 000 0000")
    lead.press("Save")
    lead.follow("Scope questions answered")
    lead.fill(with_whom="Chief executive")
    lead.press("Save")
    lead.sees("Settled")


def files(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text(f"{name}: an invented document.")
    return [folder / name for name in names]


def begin(stage: Stage, cast: Cast, folder: Path) -> None:
    """From the link in the mail, over the sign-in page, to the receipt of a first file."""
    run_queued()
    mail = OutgoingMail.objects.get(to=cast.link_person.email, body__contains="Give it here")
    found = re.search(r"Give it here: https?://[^/]+(\S+)", mail.body)
    assert found
    start = time.monotonic()
    link = stage.sign_in_at(found[1], cast.link_person)
    stage.actors[cast.link_person.pk] = link
    link.sees("0 of 16 given", "Mon 9 Mar − 12 days = Wed 25 Feb")
    link.attach(*files(folder, "1.01 first.txt"))
    link.press("Give these files")
    link.is_told("Received: 1 with its item")
    taken = time.monotonic() - start
    print(f"From the mail to the first file: {taken:.1f} seconds, {link.acts} acts")
    assert taken < MAIL_TO_FIRST_FILE.total_seconds()
    assert link.acts == 3


def give(stage: Stage, cast: Cast, folder: Path) -> None:
    """Forty files are two acts: choose them and send them. One has no number and waits in the tray."""
    link = stage.as_(cast.link_person)
    link.follow("Inspection 2026")
    link.follow("Annex A: what to give")
    names = [f"1.{number:02} part {part}.txt" for number in range(1, 14) for part in (1, 2, 3)]
    before = link.acts
    link.attach(*files(folder, *names, "About everything.txt"))
    link.press("Give these files")
    link.is_told("Received: 39 with their items; 1 in the tray")
    assert link.acts - before <= FORTY_FILES_ACTS
    run_queued()
    link.sees("13 of 16 given", "Only you can see these")
    link.follow("Say which items they belong to")
    link.page.get_by_label("About everything.txt").select_option(index=3)
    link.press("Put them with their items")
    link.is_told("The files are with their items")
    before = link.acts
    link.follow("Not held 1.14")
    link.fill(reason="We keep no such paper.")
    link.press("Say that it is not held")
    assert link.acts - before <= NOT_HELD_ACTS
    link.is_told("Your answer is with Ofsted.")
    link.follow("Annex A")
    link.sees("14 of 16 given")


def list_children(stage: Stage, cast: Cast, folder: Path) -> None:
    """Six hundred invented children, sent with what is known to be wrong; of Ofsted only the analyst opens the list."""
    rows = [
        {"case_id": f"C{at:03}", "case_name": f"Case {at}", "child_id": f"K{at:03}", "disability": "N?"[at <= PROBLEMS]}
        for at in range(1, CHILDREN + 1)
    ]
    (folder / "children.csv").write_bytes(listed(*rows))
    link = stage.as_(cast.link_person)
    link.follow("Inspection 2026")
    link.follow("Annex A: what to give")
    link.follow("Check the list and send it")
    link.attach(folder / "children.csv")
    link.press("Check the list")
    link.sees(f"Found in your browser: {CHILDREN} rows, {PROBLEMS} problems")
    # The button takes no second click within a second, so that a double one does not pass over what was found.
    link.page.wait_for_timeout(2_000)
    link.press(f"Check it with {PROBLEMS} problems")
    link.is_told("The list is checked.")
    link.follow("Send it with what is known")
    link.fill(necessary="Annex A asks for it.")
    link.press("Send it")
    for _ in range(2):
        run_queued()
        tick()
    checked = ListCheck.objects.get()
    assert (checked.rows, len(checked.faults)) == (CHILDREN, PROBLEMS)
    assert checked.sent_at


def delegate(stage: Stage, cast: Cast, folder: Path) -> None:
    """A colleague sees one item, gives a file, and seals a wrong one at once."""
    link = stage.as_(cast.link_person)
    link.follow("Inspection 2026")
    link.follow("Annex A: what to give")
    link.follow("Give it to a colleague 1.15")
    link.choose("Colleague", cast.contributor.name)
    link.press("Give it to them")
    colleague = stage.as_(cast.contributor)
    colleague.follow("Items given to you (1)")
    colleague.page.get_by_role("link", name="1.15 Case-holding").click()
    stage.examine(colleague.page)
    colleague.attach(*files(folder, "wrong.txt"))
    colleague.press("Give these files")
    run_queued()
    colleague.follow("Seal it 1.15 wrong.txt")
    colleague.press("Seal it now")
    colleague.is_told("The file is sealed")
    expect(colleague.page.locator("main").get_by_text("1.15 wrong.txt")).to_have_count(0)


def read(stage: Stage, cast: Cast) -> None:
    """Opened and accepted; the reading shared out and summed up; the key points passed on."""
    analyst = stage.as_(cast.analyst)
    analyst.follow("Inspection 2026")
    analyst.go("Annex A")
    analyst.sees("15 of 16 given", "1 sealed by Cafcass")
    row = analyst.page.get_by_role("row").filter(has_text="1.01 Organisational structure")
    row.get_by_role("button", name="Accept").click()
    analyst.is_told("The item is accepted.")
    children = re.compile("children.csv")
    expect(analyst.page.get_by_role("link", name=children)).to_have_count(1)
    lead = stage.as_(cast.lead)
    lead.follow("Inspection 2026")
    lead.go("Annex A")
    lead.sees("children.csv")
    expect(lead.page.get_by_role("link", name=children)).to_have_count(0)
    lead.go("Reading")
    lead.follow("Allocate 1.02")
    lead.tick("One reads it and sums it up")
    lead.choose("Who reads it and sums it up (optional)", cast.team_inspector.name)
    lead.press("Save")
    inspector = stage.as_(cast.team_inspector)
    inspector.follow("Inspection 2026")
    inspector.go("Reading")
    inspector.follow("I have read it 1.02")
    inspector.fill(summary="Transfers need two signatures.")
    inspector.press("Keep it")
    lead.follow("Key points of the reading")
    lead.press("Pass them to the team")
    lead.is_told("The key points are with the team.")


def enquire(stage: Stage, cast: Cast) -> None:
    """A line is set, told aloud, and a request drafted for it reaches Cafcass in two taps of the lead."""
    lead: Actor = stage.as_(cast.lead)
    lead.follow("Inspection 2026")
    lead.go("Lines of enquiry")
    lead.follow("Set a line")
    lead.fill(title=LINE, theme="Timeliness", how="Interviews with managers", information_needed="none")
    lead.press("Set it")
    inspector = stage.as_(cast.team_inspector)
    inspector.follow("Inspection 2026")
    inspector.go("Requests")
    inspector.follow("Draft a request")
    inspector.tick("A service or a strategy")
    inspector.fill(what="The minutes of the last two meetings", reason="The figures disagree")
    inspector.press("Keep the request")
    lead.go("Requests")
    lead.press("Agree and send")
    lead.is_told("The request is with Cafcass.")
    link = stage.as_(cast.link_person)
    link.follow("Inspection 2026")
    link.follow("Information requests")
    link.sees("1 asked, 1 open", "The minutes of the last two meetings")
    link.follow("Answer Information request 1")
    link.fill(leader="Director of operations", text="Attached soon.")
    link.press("Send the answer")
    link.is_told("Your answer is with Ofsted.")
    stand(clock.at(WEEK, 14))
    lead.go("Lines of enquiry")
    lead.follow("Record that Cafcass was told")
    lead.fill(time="13:10", with_whom="Chief executive")
    lead.press("Record it")
    lead.sees("Shared Monday 9 March 2026 13:10 with Chief executive")
    expect(link.page.locator("body")).not_to_contain_text("Whinchat")
