"""The timetable as a picture and as a table, for every reader."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from scheduling.drawing import Cell, Picture, picture
from scheduling.timetable import Fixed
from tests.scheduling.worked import CALENDAR, made

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def easter() -> Picture:
    return picture(made("inspection", "2025-04-21"), CALENDAR, date(2025, 4, 24))


def drawn(shown: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(render_to_string("scheduling/_timetable.svg", {"picture": shown}).strip())


def cell(shown: Picture, day: date) -> Cell:
    return next(each for week in shown.weeks for each in week.cells if each.day == day)


def test_every_week_from_the_call_to_publication(easter: Picture) -> None:
    assert [week.label for week in easter.weeks][:3] == ["7 Apr", "14 Apr", "21 Apr"]
    assert easter.weeks[-1].label == "9 Jun"
    names = [week.name.text for week in easter.weeks if week.name]
    assert names == [
        "Notice period (off site)",
        "Pre-fieldwork analysis week (off site)",
        "Week 1",
        "Week 2",
        "After fieldwork",
    ]


@pytest.mark.parametrize(
    ("day", "look"),
    [
        (date(2025, 4, 18), "holiday"),
        (date(2025, 4, 19), "weekend"),
        (date(2025, 4, 22), "onsite"),
        (date(2025, 4, 14), "offsite"),
        (date(2025, 5, 14), "working"),
    ],
)
def test_days_look_like_what_they_are(easter: Picture, day: date, look: str) -> None:
    assert cell(easter, day).look == look


def test_holidays_are_named_under_their_week(easter: Picture) -> None:
    notes = [note.text for week in easter.weeks for note in week.notes]
    assert notes == [
        "Fri 18 Apr: Good Friday",
        "Mon 21 Apr: Easter Monday",
        "Mon 5 May: Early May bank holiday",
        "Mon 26 May: Spring bank holiday",
    ]


def test_every_milestone_has_a_number_on_its_day_and_a_row(easter: Picture) -> None:
    for mark in easter.marks:
        assert mark.milestone.code == "action_plan" or mark.number in cell(easter, mark.milestone.date).numbers.split()
    assert [mark.number for mark in easter.marks if not mark.number] == [""]


def test_the_drawing_is_well_formed_named_and_described(easter: Picture) -> None:
    svg = drawn(easter)
    assert svg.get("role") == "img"
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text == "Timetable of 10 weeks from Mon 7 Apr 2025"
    assert "Draft report to Cafcass, Mon 19 May" in description.text


def test_nothing_is_drawn_twice_or_outside(easter: Picture) -> None:
    svg = drawn(easter)
    boxes = [
        (float(each.get("x")), float(each.get("y"))) for each in svg.iter(f"{SVG}rect") if each.get("fill") != "none"
    ]
    assert len(boxes) == len(set(boxes)) == 7 * len(easter.weeks)
    assert max(y for _, y in boxes) + 30 <= easter.height
    texts = [float(each.get("y")) for each in svg.iter(f"{SVG}text")]
    assert max(texts) <= easter.height


def test_today_is_outlined(easter: Picture) -> None:
    assert [each.get("stroke-width") for each in drawn(easter).iter(f"{SVG}rect") if each.get("fill") == "none"] == [
        "3"
    ]
    assert "24 today" in [each.text for each in drawn(easter).iter(f"{SVG}text")]


def test_no_inline_style_or_script(easter: Picture) -> None:
    html = render_to_string("scheduling/_timetable_picture.html", {"picture": easter})
    assert not re.search(r"style=|<style|<script|\son\w+=", html)


def test_the_table_shows_each_sum_and_a_fixed_reason() -> None:
    fixed = {"draft": Fixed(date(2024, 3, 4), "the office is closed <today>")}
    found = made("inspection", "2024-02-05", fixed=fixed, actual={"notification": "2024-01-22"})
    html = render_to_string("scheduling/_timetable_picture.html", {"picture": picture(found, CALENDAR)})
    for each in found.milestones:
        assert each.sum.replace("'", "&#x27;") in html
    assert "the office is closed &lt;today&gt;" in html
    assert html.count(">Done<") == html.count(">Fixed by hand<") == 1


def test_a_week_name_is_said_once() -> None:
    """The lead's evaluation moves to the week before the notice week, which must not be named twice."""
    shown = picture(made("focused_visit", "2025-05-05"), CALENDAR)
    names = [week.name.text for week in shown.weeks if week.name]
    assert names == ["Notice period (off site)", "Week 1", "After fieldwork"]
