"""Cafcass shares its self-evaluation, Ofsted reads it, both agree an agenda, meet, and the letter goes out."""

from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts import clock
from files.jobs import run_queued
from inspections.models import EngagementLetter, EngagementMeeting, SelfEvaluation
from tests.cast import Cast
from tests.journeys.acting import Stage, stand

pytestmark = [pytest.mark.django_db(transaction=True)]
INTERNAL = "Whinchat: what Ofsted makes of it."
MET = date(2026, 3, 12)


def day(month: int, number: int, hour: int = 10) -> datetime:
    return clock.at(date(2026, month, number), hour)


def test_from_the_request_to_the_letter(stage: Stage, cast: Cast, tmp_path: Path) -> None:
    for who in (cast.chief_executive, cast.link_person, cast.engagement_chair):
        assert who.pk
    ask(stage, cast)
    share(stage, cast, tmp_path)
    read(stage, cast)
    agree(stage, cast)
    meet(stage, cast)
    send(stage, cast)


def ask(stage: Stage, cast: Cast) -> None:
    """The email is shown before it goes; then the meeting is planned."""
    stand(day(1, 12))
    chair = stage.as_(cast.engagement_chair)
    chair.follow("Engagement")
    chair.sees("Self-evaluation 2026 has not been asked for.")
    chair.follow("Ask for a self-evaluation")
    chair.sees("No additional work is expected of you")
    chair.press("Send the email")
    chair.is_told("Cafcass is asked")
    chair.follow("Engagement")
    chair.follow("Plan an engagement meeting")
    chair.date("Day of the meeting", MET)
    chair.press("Plan the meeting")
    chair.is_told("The meeting is planned")


def share(stage: Stage, cast: Cast, folder: Path) -> None:
    """Two files, one of which is not what it says, and one answer."""
    stand(day(2, 10))
    link = stage.as_(cast.link_person)
    link.follow("Self-evaluation 2026")
    link.follow("Add files")
    (folder / "ours.txt").write_text("We read our letters twice and asked children what they made of them.")
    (folder / "nothing.txt").write_text("")
    link.page.locator("[name=documents]").set_input_files(folder / "nothing.txt")
    stage.watch.expect("400")
    link.press("Add")
    link.sees("“nothing.txt” is empty")
    (folder / "report.pdf").write_bytes(b"MZ\x90\x00" + b"\x00" * 90)
    link.page.locator("[name=documents]").set_input_files([folder / "ours.txt", folder / "report.pdf"])
    link.tick("Children's and families' feedback")
    link.press("Add")
    link.is_told("The files are here.")
    link.sees("Being checked")
    run_queued()
    link.open("/from-cafcass/self-evaluations/2026/")
    stage.examine(link.page)
    link.sees("but the content is something else", "1 of 5 suggested sources")
    link.follow("Share with Ofsted")
    link.sees("Remove “report.pdf” first")
    link.follow("Back")
    link.follow("Take it out (report.pdf)")
    link.press("Take it out")
    link.follow("Type answers")
    link.page.locator("[name=SEQ-1]").fill("That letters are clearer.")
    link.press("Save the answers")
    link.follow("Share with Ofsted")
    link.sees("1 of 3 questions answered")
    link.press("Share with Ofsted")
    link.is_told("is shared with Ofsted")
    assert SelfEvaluation.objects.get().state == "shared"


def read(stage: Stage, cast: Cast) -> None:
    """The analyst's reading stays at Ofsted and becomes points to raise."""
    stand(day(2, 20))
    chair = stage.as_(cast.engagement_chair)
    chair.follow("Engagement")
    chair.follow("Self-evaluation 2026")
    chair.sees("22 working days between sharing and the meeting")
    assert chair.page.get_by_role("link", name="Take it out").count() == 0
    chair.follow("Write the analysis")
    chair.fill(grip=INTERNAL, suitability="It fits.", questions="What do children say of the letters?")
    chair.press("Save the analysis")
    chair.follow("Record a weakness")
    chair.fill(text="Supervision was missed.", reason="They count it each month.")
    chair.tick("Yes")
    chair.press("Save")
    chair.sees("Supervision was missed.")
    chief = stage.as_(cast.chief_executive)
    chief.follow("Self-evaluation 2026")
    assert "Whinchat" not in chief.page.content()
    assert chief.status_of("/engagement/self-evaluations/2026/analysis/") == 404


def agree(stage: Stage, cast: Cast) -> None:
    """A question goes on the agenda; each side names its own people and agrees."""
    stand(day(3, 2))
    chair = stage.as_(cast.engagement_chair)
    chair.open("/engagement/meetings/2026/")
    stage.examine(chair.page)
    chair.follow("Change the agenda")
    chair.follow("Take it up (What do children say of the letters?)")
    expect(chair.page.locator("[name=new_label]")).to_have_value("What do children say of the letters?")
    chair.fill(new_minutes="10")
    chair.press("Save the agenda")
    chair.sees("The agenda is 10 minutes longer than the meeting.")
    chair.follow("Add somebody from Ofsted")
    chair.fill(name=cast.engagement_chair.name, reason="Chairs the meeting")
    chair.press("Add")
    chair.follow("Agree the agenda for Ofsted")
    chair.press("Agree this agenda")
    chief = stage.as_(cast.chief_executive)
    chief.follow("Engagement meeting 2026")
    chief.follow("Add somebody from Cafcass")
    chief.fill(name=cast.chief_executive.name)
    chief.press("Add")
    chief.sees(f"Add a reason for attending: {cast.chief_executive.name}.")
    chief.follow("Agree the agenda")
    chief.press("Agree this agenda")
    chief.is_told("You have agreed the agenda.")
    chief.sees("Agenda agreed")


def meet(stage: Stage, cast: Cast) -> None:
    stand(day(3, 12, 17))
    chair = stage.as_(cast.engagement_chair)
    chair.open("/engagement/meetings/2026/")
    chair.follow("Record that it was held")
    chair.tick_all("Who attended?")
    chair.tick_all("Which items were covered?")
    for box in chair.page.locator("textarea[name^=account_]").all():
        box.fill("Cafcass told us how it went.")
    chair.press("Record the meeting")
    chair.is_told("The meeting is recorded.")
    chair.follow("Add a note")
    chair.fill(text="Vacancies are rising in two areas.")
    chair.press("Keep the note")
    assert EngagementMeeting.objects.get().not_agreed == ""


def send(stage: Stage, cast: Cast) -> None:
    """A grade word stops it, an empty section stops it; then the worker makes the PDF and it goes."""
    chair = stage.as_(cast.engagement_chair)
    chair.open("/engagement/letters/2026/")
    stage.examine(chair.page)
    chair.sees("Nothing stands under: Next steps agreed for either side")
    chair.follow("Write the letter")
    chair.page.locator("[name=AEML-5]").fill("None agreed.")
    chair.page.locator("[name=AEML-3]").fill("Private law practice is good.")
    chair.press("Save the letter")
    chair.sees("Private law practice is good.")
    chair.page.get_by_role("group", name="Private law practice is good").get_by_label(
        "It quotes a grade that was published before"
    ).check()
    chair.press("Save")
    chair.follow("PDF and sending")
    chair.press("Make the PDF")
    run_queued()
    chair.open("/engagement/letters/2026/sending/")
    stage.examine(chair.page)
    chair.press("Send the letter")
    chair.is_told("The letter is sent.")
    chief = stage.as_(cast.chief_executive)
    chief.follow("Letter after the meeting of 2026")
    chief.sees("None agreed.", "It is not published.")
    assert chief.status_of("/from-cafcass/letters/2026/letter.pdf") == 200
    assert stage.as_(cast.link_person).status_of("/from-cafcass/letters/2026/letter.pdf") == 404
    assert stage.nobody().status_of("/from-cafcass/letters/2026/letter.pdf") == 302
    letter = EngagementLetter.objects.get()
    assert letter.file
    assert letter.file.read().startswith(b"%PDF-1.7")
