"""Every worked example, exactly."""

from datetime import date
from typing import Any

import pytest

from scheduling.spans import engagement_letter, inspection_window, months_after
from scheduling.timetable import Pause
from tests.scheduling.worked import CALENDAR, VERSION, dates, made, worked

TIMETABLES = worked()["timetables"]


def days_of(milestone: Any) -> Any:
    return milestone.date if milestone.end is None else [milestone.date, milestone.end]


@pytest.mark.parametrize("example", TIMETABLES, ids=lambda each: each["number"])
def test_timetable(example: dict[str, Any]) -> None:
    found = made(example["kind"], example["onsite_week"], priority_action=example["kind"] == "focused_visit")
    assert {code: days_of(found.milestone(code)) for code in example["dates"]} == example["dates"]
    assert {each.code for each in found.milestones} == set(example["dates"]), "a date too many or too few"


@pytest.mark.parametrize("example", TIMETABLES, ids=lambda each: each["number"])
def test_counts(example: dict[str, Any]) -> None:
    found = made(example["kind"], example["onsite_week"])
    counts = {
        "to_analysis": found.call_to_analysis,
        "to_onsite": found.call_to_onsite,
        "fieldwork_days": found.fieldwork_days,
    }
    assert {name: counts[name] for name in example["counts"]} == example["counts"]


@pytest.mark.parametrize("example", TIMETABLES, ids=lambda each: each["number"])
def test_the_call_alone_gives_the_same_timetable(example: dict[str, Any]) -> None:
    found = made(example["kind"], None, actual={"notification": example["dates"]["notification"].isoformat()})
    assert found.onsite_week == example["onsite_week"]


@pytest.mark.rule("PLAN-02", part="70 working days from receipt")
@pytest.mark.parametrize("row", worked()["action_plans"], ids=str)
def test_action_plan(row: dict[str, Any]) -> None:
    """W23: from the day of receipt, through the timetable itself."""
    found = made("inspection", "2023-01-09", final_received=row["received"])
    assert found.day("action_plan") == row["due"]
    assert len(CALENDAR.passed_over(row["received"], row["due"])) == row["crossed"]


@pytest.mark.rule("CLEAR-14", part="how far an in-window complaint moves the dates")
@pytest.mark.parametrize(
    ("received", "decided", "final", "publication"),
    [
        ("2024-03-06", "2024-03-27", "2024-04-11", "2024-04-18"),
        ("2024-03-08", "2024-03-13", "2024-03-22", "2024-04-02"),
        ("2024-03-11", "2024-03-20", "2024-03-19", "2024-03-26"),
        ("2024-02-29", "2024-03-20", "2024-03-19", "2024-03-26"),
    ],
    ids=["W25", "last day", "a day late", "before the draft"],
)
def test_complaint(received: str, decided: str, final: str, publication: str) -> None:
    pause = Pause("complaint", date.fromisoformat(received), date.fromisoformat(decided))
    found = made("inspection", "2024-02-05", pauses=(pause,))
    assert dates(found, "final", "publication") == [final, publication]


@pytest.mark.rule("AEM-10", part="when the letter is due")
@pytest.mark.parametrize("row", worked()["engagement_letters"], ids=str)
def test_engagement_letter(row: dict[str, date]) -> None:
    """W28."""
    due = engagement_letter(row["meeting"], version=VERSION, calendar=CALENDAR)
    assert (due.due, due.send_by) == (row["due"], row["send_by"])


@pytest.mark.rule("PROG-02", part="the window's dates")
@pytest.mark.parametrize("row", worked()["inspection_windows"], ids=str)
def test_inspection_window(row: dict[str, date]) -> None:
    """W30."""
    window = inspection_window(row["ended"], version=VERSION)
    assert window.closes == row["closes"]
    assert window.warnings == {12: row["twelve_months"], 6: row["six_months"]}


def test_months_end_where_the_month_does() -> None:
    assert months_after(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert months_after(date(2025, 1, 31), -2) == date(2024, 11, 30)


@pytest.mark.parametrize(
    ("ended", "published"),
    [("2025-01-31", "2025-03-11"), ("2025-01-24", "2025-03-04"), ("2024-07-19", "2024-08-28")],
)
def test_the_lag_that_real_reports_show(ended: str, published: str) -> None:
    """22 and then 5 working days from the end of fieldwork, as the commonest of 272 reports."""
    final = CALENDAR.offset(date.fromisoformat(ended), 22)
    assert CALENDAR.offset(final, 5).isoformat() == published
