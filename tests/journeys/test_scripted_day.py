"""Proof DAY: days on site in a real browser, with every tap, compulsory entry and hard block counted by role.

The figures are those of the screens; each is printed with what was counted. Ten days are the weekdays of both weeks on
site. Their notes are the frozen ones of the name guard, by somebody who knew neither it nor these pages.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts import clock
from evidence import rules, rules_names
from evidence.actions.capture import append
from evidence.actions.quality import challenge, clear
from evidence.kinds import INDIVIDUAL, NOTE, SHARED
from evidence.models import Head, LookAsked, Revision, SeriousConcern
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.test_name_guard_figures import FILE
from tests.fieldwork import people
from tests.inspections.stages import ON_SITE_AT, W1, announced
from tests.journeys.acting import Actor, Stage, stand
from tests.journeys.test_field_page import PASSPHRASE, context_of, opened, unlock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.prove("DAY")]
DAYS = [W1 + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
# Milliseconds between two keys of somebody who types a passphrase standing.
KEY = 200
# The first paragraph of what a day holds: when it begins and ends, with whom, and what the diary may know of it.
ENTRIES = (
    ("arrival", "09:00", "09:40", "heads of practice", "leaders", ""),
    ("interview", "09:45", "10:40", "family court adviser", "private", "PR-01"),
    ("case_tracking", "10:45", "11:40", "practice supervisor", "public", "PU-01"),
    ("interview", "11:45", "12:40", "family court adviser", "public", "PU-02"),
    ("interview", "13:15", "14:10", "group of practitioners", "private", ""),
    ("observation", "14:15", "15:10", "family court adviser", "private", "PR-02"),
    ("conversation", "15:15", "16:00", "child", "public", "PU-01"),
)
FIGURES: dict[str, tuple[Any, Any]] = {}


@pytest.fixture
def figure(capsys: Any) -> Iterator[Callable[[str, Any, Any], None]]:
    """`figure("stops", 1, 1)` notes what was counted and its goal; the table is printed at the end of the test."""
    found: list[tuple[str, Any, Any]] = []
    yield lambda name, counted, goal: found.append((name, counted, goal))
    with capsys.disabled():
        print()
        for name, counted, goal in found:
            print(f"  {name:<70} {counted!s:>10}   goal {goal}")


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    for *_, area, case in ENTRIES:
        if case:
            stages.sampled(found, case, cast.lead, area)
    stand(ON_SITE_AT)
    return found


class Tablet:
    """The field page in somebody's hand: what they tap, what they fill in besides the text, and what stops them."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.page = actor, actor.page
        self.taps = 0
        self.blocks: list[str] = []
        self.page.on("response", self._answered)

    def _answered(self, response: Any) -> None:
        if response.status >= 400 and response.status != 401 and "/field/v1/" in response.url:
            self.blocks.append(f"{response.status} {response.url}")

    def tap(self, what: str | Locator) -> None:
        self.taps += 1
        (self.page.get_by_role("button", name=what, exact=True) if isinstance(what, str) else what).click()

    def wake(self) -> None:
        """Locked after ten minutes in a bag: the passphrase is typed where the cursor stands already."""
        expect(self.page.locator("#field-passphrase")).to_be_focused()
        self.page.keyboard.type(PASSPHRASE, delay=KEY)
        self.tap("Open")
        expect(self.page.locator("#field-desk")).to_be_visible()

    def lies_in_a_bag(self) -> None:
        self.page.locator("#field-lock").click()
        expect(self.page.locator("#field-unlock")).to_be_visible()

    @property
    def text(self) -> Locator:
        return self.page.get_by_label("What you saw")

    def done(self) -> None:
        self.page.get_by_role("button", name="Done").click()
        expect(self.page.locator("#field-editor")).to_be_hidden()
        self.look_for_blocks()

    def look_for_blocks(self) -> None:
        for place in ("#field-alarm", "#field-help"):
            shown = self.page.locator(place)
            if shown.is_visible():
                self.blocks.append(shown.inner_text())

    def arrive(self, whom: str) -> None:
        """The product's clock was moved: the tablet hears of it with its next round of sending."""
        entry = self.page.locator("#field-now button")
        for _ in range(20):
            self.send()
            if entry.count() and whom in entry.inner_text():
                return
            self.page.wait_for_timeout(200)
        expect(entry).to_contain_text(whom)

    def session_ends(self) -> None:
        """Nothing goes before somebody has signed in again: that is a block, though writing goes on."""
        mine = context_of(self.actor).cookies()
        context_of(self.actor).clear_cookies()
        self.page.get_by_role("button", name="Send now").click()
        ended = "Your session has ended. Sign in"
        expect(self.page.locator("#field-state")).to_contain_text(ended, timeout=60_000)
        self.blocks.append("The session ended.")
        context_of(self.actor).add_cookies(mine)

    def send(self) -> None:
        with self.page.expect_response("**/field/v1/devices/*", timeout=60_000):
            self.page.get_by_role("button", name="Send now").click()
        expect(self.page.locator("#field-state")).to_have_text("Everything is sent.", timeout=60_000)


def entered(inspection: Inspection, cast: Cast, day: date) -> None:
    for kind, starts, ends, whom, _, case in ENTRIES:
        given = {"kind": kind, "title": whom, "with_whom": whom, "linked": case, "day": day}
        at = {"starts": clock_time.fromisoformat(starts), "ends": clock_time.fromisoformat(ends)}
        people.entry(inspection, cast.team_inspector, **given, **at)


def moment(day: date, at: str) -> datetime:
    return clock.at(day, *map(int, at.split(":")))


@pytest.fixture
def tablet(cast: Cast, stage: Stage, inspection: Inspection, watch: Any) -> Tablet:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("401 (Unauthorized)")
    for day in DAYS:
        entered(inspection, cast, day)
    stand(moment(DAYS[0], "09:47"))
    actor = stage.as_(cast.team_inspector)
    opened(actor)
    return Tablet(actor)


def test_a_note_is_begun_in_two_taps_and_a_child_at_risk_told_of_in_two(
    tablet: Tablet, cast: Cast, figure: Callable[..., None]
) -> None:
    page = tablet.page
    context_of(tablet.actor).set_offline(True)
    for name, button, most in (
        ("planned note", "#field-now button", 2),
        ("unplanned note", "#field-desk [data-new=note]", 3),
    ):
        tablet.lies_in_a_bag()
        tablet.taps, began = 0, time.monotonic()
        tablet.wake()
        tablet.tap(page.locator(button))
        expect(tablet.text).to_be_focused()
        taken = time.monotonic() - began
        figure(f"team inspector: {name}, from wake without a network to typing: taps", tablet.taps, f"≤ {most}")
        figure(f"team inspector: {name}, the same: seconds, with a passphrase of 19 keys", f"{taken:.1f}", "≤ 15")
        assert tablet.taps <= most
        assert taken <= 15
        page.keyboard.type("The letter came on the ninth day.")
        tablet.done()
    risk(tablet, cast, figure)


def risk(tablet: Tablet, cast: Cast, figure: Callable[..., None]) -> None:
    """Without a network it says that it was not sent, and whom to phone, until it was."""
    page = tablet.page
    tablet.taps = 0
    tablet.tap("Child at risk")
    expect(page.locator("#field-risk-text")).to_be_focused()
    page.keyboard.type("PR-01: bruises, and nobody asked.")
    tablet.tap("Record it and tell them")
    said = page.locator("#field-risk-state")
    expect(said).to_contain_text("NOT sent")
    expect(said).to_contain_text(f"Phone the lead inspector, {cast.lead.name}, now. In danger phone 999.")
    tablet.actor.stage.examine(page)
    figure("team inspector: child at risk: taps, besides a line", tablet.taps, "2")
    assert tablet.taps == 2
    assert not SeriousConcern.objects.exists()
    context_of(tablet.actor).set_offline(False)
    tablet.send()
    expect(said).to_be_hidden()
    assert SeriousConcern.objects.get().text == "PR-01: bruises, and nobody asked."


def scripted(number: int) -> tuple[random.Random, list[str]]:
    """The notes of a day and its chance: where the network is away, and which notes nobody planned."""
    days = json.loads(Path(FILE).read_text())["days"]
    return random.Random(f"day {number}"), days[number % len(days)]["notes"]


def test_ten_days_of_an_inspector(
    tablet: Tablet, inspection: Inspection, cast: Cast, figure: Callable[..., None]
) -> None:
    edited, written, worst_stops, worst_blocks = 0, 0, 0, 0
    for number, day in enumerate(DAYS):
        tablet.blocks.clear()
        known = set(Revision.objects.values_list("pk", flat=True))
        done_by_hand, notes = a_day(tablet, number, day)
        summed_up(tablet, inspection)
        new = Revision.objects.filter(document__kind=NOTE.code).exclude(pk__in=known).select_related("words")
        assert new.count() == notes, "Each note arrives once."
        stops = [each for each in new if rules_names.open_names(each)]
        lacking = [each for each in new if rules.to_finish(each, NOTE, version(inspection.framework_version))]
        assert not lacking
        edited, written = edited + done_by_hand, written + notes
        worst_stops = max(worst_stops, len(stops))
        blocks = [*tablet.blocks, *(f"name: {each.words.parts['text']}" for each in stops)]
        worst_blocks = max(worst_blocks, len(blocks))
        counted = f"{notes}, {done_by_hand}, {len(stops)}"
        figure(f"team inspector, {day:%a %d %b}: notes, with metadata edited, stops", counted, "")
        figure(f"team inspector, {day:%a %d %b}: hard blocks", len(blocks), "≤ 1")
        assert len(blocks) <= 1, blocks
    free = 100 * (written - edited) / written
    figure("team inspector: notes of ten days that needed no metadata edited", f"{free:.1f}%", "≥ 90%")
    figure("team inspector: stops of the name guard in a day, at most", worst_stops, "≤ 1")
    figure("team inspector: hard blocks in a day, at most", worst_blocks, "≤ 1")
    assert free >= 90
    assert worst_stops <= 1
    assert worst_blocks <= 1


def a_day(tablet: Tablet, number: int, day: date) -> tuple[int, int]:
    """How many notes had to be sorted by hand, and how many there were."""
    chance, texts = scripted(number)
    share = -(-len(texts) // len(ENTRIES))
    unplanned = {chance.randrange(len(texts)) for _ in range(2)}
    session_ends = chance.choice([None, None, *range(len(ENTRIES))])
    edited = 0
    for at, (_, starts, _, whom, area, _) in enumerate(ENTRIES):
        stand(moment(day, starts) + timedelta(minutes=2))
        tablet.arrive(whom)
        context_of(tablet.actor).set_offline(chance.random() < 0.5)
        for place, text in enumerate(texts[at * share : (at + 1) * share]):
            if place == share // 2 and chance.random() < 0.3:
                tablet.lies_in_a_bag()
                unlock(tablet.page)
            planned = at * share + place not in unplanned
            edited += one_note(tablet, text, planned=planned, area=area, whom=whom)
        context_of(tablet.actor).set_offline(False)
        if at == session_ends:
            tablet.session_ends()
        tablet.send()
    return edited, len(texts)


def one_note(tablet: Tablet, text: str, *, planned: bool, area: str, whom: str) -> int:
    """1 where something besides the text had to be filled in, so that it says what it is about."""
    page = tablet.page
    if planned:
        expect(page.locator("#field-now button")).to_contain_text(whom)
    page.locator("#field-now button" if planned else "#field-desk [data-new=note]").click()
    tablet.text.fill(text)
    source, place = page.locator("#field-in-source"), page.locator("#field-in-place")
    right = whom in source.input_value() and place.input_value() == area
    if not right:
        page.get_by_text("Finish later").click()
        if whom not in source.input_value():
            source.fill(f"Heard in passing, {whom}")
        place.select_option(area)
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    tablet.done()
    if not right:
        page.get_by_text("Finish later").evaluate("each => each.closest('details').open = false")
    return int(not right)


def summed_up(tablet: Tablet, inspection: Inspection) -> None:
    """At the end of the day: the record looked through, and a summary begun on the tablet."""
    page = tablet.page
    page.get_by_role("button", name="+ Individual summary").click()
    page.get_by_label("Evaluative statement").fill("Letters to children are short and kind.")
    expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at")
    tablet.done()
    tablet.send()
    other = tablet.page.context.new_page()
    counted_page(other, tablet)
    other.goto(f"{tablet.actor.stage.address}/inspections/{inspection.ref}/team-meetings/review/")
    other.get_by_role("button", name="Save").or_(other.locator("main button[type=submit]")).first.click()
    other.wait_for_load_state()
    other.close()


def counted_page(page: Page, tablet: Tablet) -> None:
    """A page that refuses, or comes back with errors, is a block."""

    def answered(response: Any) -> None:
        if response.request.is_navigation_request() and response.status >= 400:
            tablet.blocks.append(f"{response.status} {response.url}")

    page.on("response", answered)


def in_view(page: Page, what: Locator) -> bool:
    box = what.bounding_box()
    size = page.viewport_size
    assert size == {"width": 1280, "height": 800}
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def filled(actor: Actor, entries: list[Callable[[], None]]) -> int:
    for enter in entries:
        enter()
    return len(entries)


def test_a_gap_is_seen_and_given_to_somebody(
    stage: Stage, inspection: Inspection, cast: Cast, figure: Callable[..., None]
) -> None:
    for _ in range(3):
        stages.one_of_each(inspection, cast.team_inspector)
    lead = stage.as_(cast.deputy)
    lead.open(f"/inspections/{inspection.ref}/coverage/")
    first = lead.page.locator(".app-grid tbody tr").first
    ask = first.get_by_role("link", name="Ask somebody to look")
    assert in_view(lead.page, first), "The thinnest heading is to be seen without scrolling."
    heading = first.get_by_role("rowheader").inner_text().split("\n")[0]
    taps = lead.acts
    ask.click()
    lead.acts += 1
    stage.examine(lead.page)
    lead.press(cast.team_inspector.name)
    lead.is_told(f"{cast.team_inspector.name} is asked")
    taps = lead.acts - taps
    figure(f"deputy: gap seen ({heading}) and given to somebody: taps", taps, "≤ 2")
    figure("deputy: thinnest heading to be seen unscrolled at 1280 × 800", "yes", "yes")
    assert taps <= 2
    assert LookAsked.objects.get().person == cast.team_inspector


def test_a_summary_is_ready_with_four_entries_and_a_shared_one_with_six(
    stage: Stage, inspection: Inspection, cast: Cast, figure: Callable[..., None]
) -> None:
    stages.note(inspection, cast.team_inspector)
    tia = stage.as_(cast.team_inspector)
    tia.open(f"/inspections/{inspection.ref}/individual-summaries/new/")
    count = filled(
        tia,
        [
            lambda: tia.fill(statement="Letters to children are short and kind."),
            lambda: tia.page.locator("[name=place]").select_option("private"),
            lambda: tia.page.locator("[name=nothing]").check(),
            lambda: tia.page.locator("[name=cites]").first.check(),
        ],
    )
    tia.press("Save")
    tia.is_told("is saved")
    pinned = version(inspection.framework_version)
    assert not lacks(INDIVIDUAL, pinned)
    figure("team inspector: compulsory entries of an individual summary", count, "≤ 4")
    assert count <= 4
    shared(stage, inspection, cast, figure)


def lacks(kind: Any, pinned: Any) -> list[str]:
    head = Head.objects.get(kind=kind.code, latest=True)
    row = head.revision
    row.excerpt = row.words.parts["statement"]
    return rules.to_finish(row, kind, pinned, row.cites.count())


def shared(stage: Stage, inspection: Inspection, cast: Cast, figure: Callable[..., None]) -> None:
    """From the screen of the meeting, whose heading comes along, to agreed."""
    deputy = stage.as_(cast.deputy)
    deputy.open(f"/inspections/{inspection.ref}/team-meetings/")
    deputy.page.get_by_role("link", name="Take them into a shared summary").click()
    ticked = deputy.page.locator("[name=cites]").first.is_checked()
    entries = [
        lambda: deputy.fill(statement="Letters are good in private law."),
        lambda: deputy.fill(extent="7 of 9 letters"),
        *([] if ticked else [lambda: deputy.page.locator("[name=cites]").first.check()]),
    ]
    count = filled(deputy, entries)
    deputy.press("Save")
    deputy.is_told("is saved")
    assert not lacks(SHARED, version(inspection.framework_version))
    deputy.open(f"/inspections/{inspection.ref}/team-meetings/")
    deputy.page.get_by_role("link", name="Agree Letters are good").click()
    reasons = deputy.page.locator("main form [type=radio]")
    if reasons.count():
        reasons.first.check()
        count += 1
    deputy.press("Agree")
    deputy.is_told("agreed")
    figure("deputy: compulsory entries of a shared summary until it is agreed", count, "≤ 6")
    assert count <= 6
    assert Head.objects.get(kind=SHARED.code).agreed


def test_the_qa_manager_comes_to_what_is_unsupported_and_to_what_changed(
    stage: Stage, inspection: Inspection, cast: Cast, figure: Callable[..., None]
) -> None:
    unsupported = stages.shared(inspection, cast.team_inspector, [], text="Nothing stands under this.")
    changing = stages.summed_up(inspection, cast.team_inspector, text="Early help was good.")
    made = challenge(
        inspection,
        document=changing.document,
        area="private",
        heading="",
        kind="wording",
        weight="comment",
        text="Was it?",
        by=cast.qa_manager,
    )
    clear(made, text="Right.", version=made.version, by=cast.qa_manager)
    append(
        inspection,
        kind=SHARED.code,
        op=uuid4(),
        by=cast.deputy,
        parts=stages.words("Early help is better."),
        fields=stages.PRIVATE,
        document=changing.document,
        parent=changing,
    )
    qa = stage.as_(cast.qa_manager)
    acts = qa.acts
    qa.acts += 1
    qa.page.get_by_role("link", name="What changed, and what to look at first").click()
    stage.examine(qa.page)
    clicks = qa.acts - acts
    changed = qa.page.get_by_role("heading", name="Changed after clearing")
    assert in_view(qa.page, qa.page.get_by_text("Changed since").first)
    expect(changed).to_be_visible()
    figure("QA manager: from home to what changed after clearing: clicks", clicks, "1")
    assert clicks == 1
    qa.acts += 1
    qa.page.get_by_role("link", name="Nothing stands under this.").first.click()
    assert str(unsupported.document_id) in qa.page.url
    clicks = qa.acts - acts
    figure("QA manager: from home to an unsupported summary: clicks", clicks, "≤ 2")
    assert clicks <= 2
