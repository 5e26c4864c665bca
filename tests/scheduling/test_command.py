"""`manage.py timeline`: the text and the JSON, and errors that say what is wrong."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.scheduling.worked import worked

INSPECTION = {
    "notification", "notification_latest", "data_due", "team_conference", "onsite_first", "fieldwork_end",
    "contact_day",
    "draft", "comment_window", "final", "publication", "case_access", "analysis", "team_meeting", "feedback_week_1",
    "onsite_week_2", "action_plan",
}  # fmt: skip
VISIT = {
    "notification", "notification_latest", "data_due", "team_conference", "onsite_first", "fieldwork_end",
    "contact_day",
    "draft", "comment_window", "final", "publication", "lead_evaluation", "team_evaluation", "offsite",
}  # fmt: skip


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("timeline", *arguments, stdout=out)
    return out.getvalue()


def as_json(*arguments: str) -> dict[str, Any]:
    return json.loads(run(*arguments, "--format", "json"))


def by_code(*arguments: str) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in as_json(*arguments)["milestones"]}


@pytest.mark.parametrize("example", worked()["timetables"], ids=lambda each: each["number"])
def test_agrees_with_every_worked_date(example: dict[str, Any]) -> None:
    extra = ["--priority-action"] if example["kind"] == "focused_visit" else []
    found = by_code(example["kind"], "--onsite-week", example["onsite_week"].isoformat(), *extra)
    spans = {code: [each["date"], each["end"]] if each["end"] else each["date"] for code, each in found.items()}
    expected = {
        code: [day.isoformat() for day in days] if isinstance(days, list) else days.isoformat()
        for code, days in example["dates"].items()
    }
    assert spans == expected


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("inspection",), INSPECTION),
        (("focused_visit",), VISIT),
        (("monitoring_visit",), VISIT),
        (("focused_visit", "--priority-action"), VISIT | {"plan_draft", "action_plan"}),
        (("monitoring_visit", "--priority-action"), VISIT),
    ],
)
def test_shape(arguments: tuple[str, ...], codes: set[str]) -> None:
    found = as_json(*arguments, "--onsite-week", "2024-02-05")
    assert set(found) == {"milestones", "warnings"}
    assert {each["code"] for each in found["milestones"]} == codes
    keys = ["code", "date", "end", "title", "rule", "sum", "actual"]
    assert all(list(each) == keys for each in found["milestones"])
    assert all(list(each) == ["rule", "text"] for each in found["warnings"])
    assert not any(each["actual"] for each in found["milestones"])


def test_given_dates_are_actual_and_the_rest_follows() -> None:
    found = by_code(
        "inspection", "--notified", "2024-01-22", "--fieldwork-ended", "2024-02-16", "--draft-sent", "2024-03-05",
        "--final-sent", "2024-03-20",
    )  # fmt: skip
    assert {code for code, each in found.items() if each["actual"]} == {
        "notification",
        "fieldwork_end",
        "draft",
        "final",
    }
    assert (found["comment_window"]["date"], found["comment_window"]["end"]) == ("2024-03-06", "2024-03-12")
    assert (found["draft"]["date"], found["publication"]["date"]) == ("2024-03-05", "2024-03-27")


def test_complaints_may_be_several_or_open() -> None:
    week = ("inspection", "--onsite-week", "2024-02-05")
    assert by_code(*week, "--complaint", "2024-03-06:2024-03-27")["final"]["date"] == "2024-04-11"
    assert (
        by_code(*week, "--complaint", "2024-03-06:2024-03-07", "--complaint", "2024-03-07:2024-03-08")["final"]["date"]
        == "2024-03-21"
    )
    texts = [each["text"] for each in as_json(*week, "--complaint", "2024-03-06:")["warnings"]]
    assert any("is open" in text for text in texts)


def test_text_shows_each_date_with_its_sum() -> None:
    text = run("inspection", "--onsite-week", "2024-02-05")
    assert "Fri 16 Feb + 22 working days = Tue 19 Mar; passed over: none" in text
    assert "CLEAR-10" in text


def test_the_version_is_that_of_the_call() -> None:
    """The call on Monday 16 December 2024 is still under the April version; the first on-site week would not be."""
    assert "framework of 2024-04-05" in run("inspection", "--onsite-week", "2024-12-30")
    assert "framework of 2024-12-17" in run("inspection", "--onsite-week", "2025-01-20")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("inspection",), "Give --onsite-week"),
        (("inspection", "--onsite-week", "2024-02-31"), "'2024-02-31' is not a real date"),
        (("inspection", "--onsite-week", "2024-02-06"), "is a Tuesday. Give the calendar Monday"),
        (("thematic_survey", "--onsite-week", "2024-02-05"), "invalid choice"),
        (("inspection", "--onsite-week", "2024-02-05", "--complaint", "2024-03-06"), "RECEIVED:DECIDED"),
        (
            ("inspection", "--onsite-week", "2024-02-05", "--complaint", "2024-03-06:2024-03-01"),
            "before it was received",
        ),
        (("inspection", "--onsite-week", "2024-02-05", "--fieldwork-ended", "2024-02-02"), "cannot end"),
        (("inspection", "--onsite-week", "2040-11-05"), "No bank-holiday data for 2041"),
        (("inspection", "--onsite-week", "1999-02-01"), "No bank-holiday data for 1999"),
        (("inspection", "--onsite-week", "0001-01-01"), "No bank-holiday data for 1"),
        (("inspection", "--onsite-week", "9999-12-27"), "No bank-holiday data for 9999"),
        (("inspection", "--notified", "0001-01-01"), "No bank-holiday data for 1"),
        (("inspection", "--notified", "9999-12-31"), "No bank-holiday data for 9999"),
        (("inspection", "--onsite-week", "2024-02-05", "--complaint", "2024-03-06:9999-12-31"), "for 9999"),
    ],
)
def test_errors_say_what_is_wrong(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(")):
        run(*arguments)


def test_a_bank_holiday_monday_is_a_legal_week() -> None:
    assert by_code("inspection", "--onsite-week", "2024-05-06")["onsite_first"]["date"] == date(2024, 5, 7).isoformat()
