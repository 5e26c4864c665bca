"""The programme of years: strands, window, what is missing; the background of an inspection; areas for improvement."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from framework.versions import in_force
from inspections import background, improvements, strands, window
from inspections.forecast import forecast
from inspections.improvements import Entry
from inspections.models import Inspection, Outcome
from inspections.programme_picture import picture
from inspections.strands import Mark
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send
from tests.inspections.programming import concern, decided, improvement, last_inspection
from tests.inspections.test_seasons import post

pytestmark = pytest.mark.django_db

PAGE = "programme_page"
MEETING = Mark("Engagement meetings", "Engagement meeting 2025", date(2025, 3, 12), None, "held", "/programme/")
IN_2025 = clock.at(date(2025, 6, 2), 10)
BEFORE = clock.at(date(2025, 4, 1), 10)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the part that keeps self-evaluations and engagement meetings would say."""
    monkeypatch.setattr(strands, "PROVIDERS", [lambda first, last: [MEETING] if first <= MEETING.start <= last else []])
    monkeypatch.setattr(strands, "MISSING", [lambda year: [f"self-evaluation {year}: not yet shared"]])
    rows = [background.Row("Self-evaluation 2025", date(2025, 2, 20), "/programme/")]
    rows.append(background.Row("Note of the engagement meeting 2025", date(2025, 3, 12), "/programme/"))
    monkeypatch.setattr(background, "PROVIDERS", [lambda: rows])


def page(as_: Any, person: Any, **asked: Any) -> str:
    return str(as_(person).get(reverse(PAGE), asked).content.decode())


@pytest.mark.rule("PROG-01")
def test_the_year_shows_every_strand_and_what_is_missing(cast: Cast, as_, announced):  # type: ignore[no-untyped-def]
    last_inspection()
    with clock.moved_to(IN_2025):
        stages.plan(cast, kind="focused_visit", week=date(2025, 5, 12), title="Focused visit, May 2025", at=BEFORE)
        said = page(as_, cast.decision_maker, year=2025)
    for title in ("Engagement meeting 2025", "Focused visit, May 2025", "Inspection of Cafcass, 2024"):
        assert title in said
    assert "self-evaluation 2025: not yet shared" in said
    assert "Self-evaluations: none in these years" in said


@pytest.mark.rule("PROG-02")
def test_the_window_warns_and_a_later_inspection_needs_a_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    last_inspection()
    with clock.moved_to(clock.at(date(2026, 2, 17), 10)):
        said = page(as_, cast.scheduler)
        assert "Closes on Tuesday 16 February 2027" in said
        assert "12 months or less" in said
        later = date(2027, 3, 1)
        refused = post(cast, as_, "inspection", later)
        assert "after the inspection window closes" in errors(refused)["reason"][0]
        assert post(cast, as_, "inspection", later, reason="Agreed with the department").status_code == 302
        assert "12 months or less" not in page(as_, cast.scheduler)
        assert post(cast, as_, "inspection", date(2026, 6, 8)).status_code == 302


@pytest.mark.rule("PROG-02", part="fieldwork across the end of the window is told before it is saved")
def test_fieldwork_across_the_end_of_the_window_is_told_before_it_is_saved(cast: Cast):
    last_inspection()
    with clock.moved_to(clock.at(date(2026, 11, 29), 10)):

        def told(week: date) -> list[str]:
            return [each.text for each in forecast("inspection", week).warnings if each.rule == "PROG-02"]

        said = "Fieldwork ends on Friday 19 February 2027, and the inspection window closes on Tuesday 16 February 2027"
        assert told(date(2027, 2, 8)) == [f"{said}, in its course."]
        assert told(date(2027, 2, 1)) == []
        (later,) = told(date(2027, 2, 22))
        assert later.endswith("a reason is needed.")
        saved = stages.plan(cast, week=date(2027, 2, 8), at=clock.now())
        assert saved.timeline.onsite_week == date(2027, 2, 8)


@pytest.mark.rule("PROG-02", part="warnings at 12, 6 and 0 months")
@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 2, 15), ""),
        (date(2026, 2, 16), "12 months or less"),
        (date(2026, 8, 15), "12 months or less"),
        (date(2026, 8, 16), "6 months or less"),
        (date(2027, 2, 16), "6 months or less"),
        (date(2027, 2, 17), "has closed"),
    ],
)
def test_the_window_warns_in_steps(db, today: date, said: str):  # type: ignore[no-untyped-def]
    last_inspection()
    standing = window.standing()
    assert standing
    warning = standing.warning(today)
    assert said in warning if said else warning == ""


@pytest.mark.rule("PROG-07")
def test_a_visit_after_notice_of_an_inspection_needs_a_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    stages.announced(cast)
    with clock.moved_to(stages.RECORDED_AT):
        refused = post(cast, as_, "focused_visit", stages.W1)
        assert "Notice of an inspection was given on Monday 22 January 2024" in errors(refused)["reason"][0]
        assert post(cast, as_, "focused_visit", stages.W1, reason="A judge asked").status_code == 302


@pytest.mark.rule("PROG-07", part="the record of a visit states its purpose and the next inspection window")
def test_a_visit_says_what_it_is_for(cast: Cast, as_):  # type: ignore[no-untyped-def]
    last_inspection()
    with clock.moved_to(IN_2025):
        visit = stages.plan(cast, kind="focused_visit", week=date(2025, 7, 7), at=IN_2025)
        said = as_(cast.lead).get(reverse("inspection_detail", args=[visit.ref])).content.decode()
    assert "before the next inspection, whose window closes on Tuesday 16 February 2027" in said


@pytest.mark.rule("PROG-14")
def test_the_lead_of_a_visit_reads_the_background(cast: Cast, as_, announced):  # type: ignore[no-untyped-def]
    last_inspection()
    with clock.moved_to(IN_2025):
        visit = stages.plan(cast, kind="focused_visit", week=date(2025, 6, 30), at=IN_2025)
        lead = as_(cast.lead).get(reverse("inspection_background", args=[visit.ref])).content.decode()
        assert as_(cast.stranger).get(reverse("inspection_background", args=[visit.ref])).status_code == 404
        decider = as_(cast.decision_maker).get(reverse("programme_background")).content.decode()
        assert reverse("programme_background") in page(as_, cast.decision_maker)
        for said in (lead, decider):
            assert "Self-evaluation 2025" in said
            assert "Note of the engagement meeting 2025" in said
    assert "Inspection of Cafcass, 2024" in lead


@pytest.mark.rule("GEN-08")
def test_an_area_for_improvement_has_a_history(cast: Cast, as_, monkeypatch):  # type: ignore[no-untyped-def]
    finding = improvement(last_inspection())
    reviewed = Entry(date(2025, 3, 12), "Reviewed at the engagement meeting", "Letters are better.")
    monkeypatch.setattr(improvements, "PROVIDERS", [lambda found: [reviewed] if found == finding else []])
    visit = Outcome.objects.create(
        kind="focused_visit", title="Focused visit, June 2025", published_on=date(2025, 7, 1)
    )
    visit.findings.create(kind="strength", area="public", text="Closing letters are full.")
    client = as_(cast.stranger)
    assert finding.text in client.get(reverse("improvement_list")).content.decode()
    said = client.get(reverse("improvement_detail", args=[finding.pk])).content.decode()
    places = [said.index(text) for text in ("Published: Inspection", reviewed.title, "Closing letters are full.")]
    assert places == sorted(places)


def test_a_stranger_at_ofsted_sees_years_and_no_plan_decision_or_concern(cast: Cast, as_):  # type: ignore[no-untyped-def]
    last_inspection()
    with clock.moved_to(IN_2025):
        stages.plan(cast, kind="focused_visit", week=date(2025, 7, 7), title="Secret visit", at=IN_2025)
        found, decision = concern(cast), decided(cast)
        said = page(as_, cast.stranger)
        assert "Inspection of Cafcass, 2024" in said
        for hidden in ("Secret visit", found.source, decision.title):
            assert hidden not in said
        for shown in ("Secret visit", found.source):
            assert shown in page(as_, cast.scheduler)
        assert as_(cast.stranger).get(reverse("programme_decision_list")).status_code == 404
        assert as_(cast.chief_executive).get(reverse(PAGE)).status_code == 404


def test_a_link_shows_only_to_those_who_may_open_it(cast: Cast, as_, monkeypatch):  # type: ignore[no-untyped-def]
    href = reverse("programme_concern_list")
    monkeypatch.setattr(strands, "PROVIDERS", [lambda first, last: [Mark("Other", "x", first, None, "done", href)]])
    assert href in page(as_, cast.director)
    assert href not in page(as_, cast.stranger)


@pytest.mark.parametrize("year", ["x", "0", "99999999999999999999", "²", "-5", "2101"])
def test_a_year_that_is_none_shows_the_present_one(cast: Cast, as_, year: str):  # type: ignore[no-untyped-def]
    with clock.moved_to(IN_2025):
        assert "Programme for 2025" in page(as_, cast.stranger, year=year)


def seed(cast: Cast, years: int) -> None:
    for number in range(years):
        year = 2023 - number
        outcome = Outcome.objects.create(kind="inspection", title=f"Of {year}", ended_on=date(year, 3, 1))
        outcome.grades.create(area_name="Overall", grade="good")
        stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10), title=f"Visit {number}")
        decided(cast)
        concern(cast)


def test_the_pages_take_as_many_queries_for_30_years_as_for_one(cast: Cast, as_):  # type: ignore[no-untyped-def]
    client = as_(cast.decision_maker)
    names = (PAGE, "programme_decision_list", "programme_concern_list", "improvement_list")
    addresses = [f"{reverse(PAGE)}?years=all", *(reverse(name) for name in names)]
    with clock.moved_to(stages.PLANNED_AT):
        seed(cast, 1)
        improvement()
        few = [queries(client, address) for address in addresses]
        seed(cast, 30)
        for _ in range(30):
            improvement(Outcome.objects.first())
        assert [queries(client, address) for address in addresses] == few
        assert "Next" in client.get(reverse("programme_decision_list")).content.decode()
    assert max(few) <= 12


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_page_of_one_decision_or_concern_is_cheap(cast: Cast, as_):  # type: ignore[no-untyped-def]
    found = concern(cast)
    decision = decided(cast, concern=found, case_for_inspection="x", case_for_visit="y")
    client = as_(cast.decision_maker)
    for name, pk in (("programme_concern_detail", found.pk), ("programme_decision_detail", decision.pk)):
        assert queries(client, reverse(name, args=[pk])) <= 12
    with clock.moved_to(IN_2025):
        stages.plan(cast, kind="focused_visit", week=date(2025, 7, 7), at=IN_2025)
    ref = Inspection.objects.get().ref
    for name in ("inspection_background", "inspection_decision"):
        assert queries(client, reverse(name, args=[ref])) <= 12


def drawn(*marks: Mark, today: date = date(2025, 6, 2)):  # type: ignore[no-untyped-def]
    span = (date(2024, 1, 1), date(2027, 12, 31))
    return picture(marks, ["Inspections"], span, in_force(today).settings, None, today)


def test_the_picture_shades_august_and_christmas_and_marks_today():
    found = drawn()
    year = found.width / 4
    assert len(found.seasons) == 4 * 3
    august = found.seasons[0]
    assert year * 0.55 < august.x < year * 0.62
    assert found.today
    assert year < found.today < 2 * year


def test_bars_never_lie_on_each_other():
    near = [Mark("Inspections", str(day), date(2025, 3, day), date(2025, 3, day + 1), "done") for day in (3, 4, 5)]
    bars = drawn(*near).rows[0].bars
    assert len({bar.y for bar in bars}) == 3
    assert [bar.look for bar in bars] == ["done"] * 3


def test_a_strand_spelt_otherwise_shares_its_row():
    rows = drawn(Mark("inspection", "x", date(2025, 3, 3), None, "done"), Mark("New", "y", date(2026, 1, 5), None, "a"))
    assert [(row.name, len(row.bars)) for row in rows.rows] == [("Inspections", 1), ("New", 1)]


def test_a_concern_logged_by_a_scheduler_has_a_reference(cast: Cast, as_):  # type: ignore[no-untyped-def]
    given = {"source": "Letter", "summary": "Reports late", "risk": "Delay", "raised_on_day": "3"}
    given |= {"raised_on_month": "6", "raised_on_year": "2023"}
    logged = send(as_(cast.scheduler), reverse("programme_concern_create"), **given)
    assert logged.status_code == 302
    assert "Programme concern C-" in as_(cast.director).get(logged.url).content.decode()


def test_background_and_histories_link_only_to_what_the_reader_may_open(cast: Cast, as_, monkeypatch):  # type: ignore[no-untyped-def]
    href = reverse("programme_concern_list")
    monkeypatch.setattr(background, "PROVIDERS", [lambda: [background.Row("A letter", date(2025, 3, 3), href)]])
    monkeypatch.setattr(improvements, "PROVIDERS", [lambda _: [Entry(date(2025, 3, 3), "Reviewed", "", href)]])
    finding = improvement()
    with clock.moved_to(IN_2025):
        visit = stages.plan(cast, kind="focused_visit", week=date(2025, 6, 30), at=IN_2025)
    addresses = [reverse("inspection_background", args=[visit.ref]), reverse("improvement_detail", args=[finding.pk])]
    for address in addresses:
        assert href not in as_(cast.lead).get(address).content.decode()
        assert href in as_(cast.director).get(address).content.decode()


@pytest.mark.rule("PROG-07", part="not once the report is due to be out")
def test_a_visit_after_the_report_is_out_needs_no_reason(cast: Cast):
    stages.announced(cast)
    assert stages.plan(cast, kind="focused_visit", week=date(2024, 6, 10), at=stages.RECORDED_AT)
