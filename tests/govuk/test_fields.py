"""Dates, times and long texts as people type them."""

from datetime import date, time
from typing import Any

import pytest
from django import forms

from govuk.errors import first_input
from govuk.forms import DateField, GovukForm, TextField, TimeField, date_data, time_data
from govuk.rendering import render_field


class Diary(GovukForm):
    held_on = DateField(label="Date of the call")
    held_at = TimeField(label="Time", required=False)
    text = TextField(max_length=10, required=False)


def filled(**changes: str) -> Diary:
    return Diary({**date_data("held_on", date(2024, 1, 22)), **changes})


def typed(day: str, month: str, year: str) -> Diary:
    return filled(held_on_day=day, held_on_month=month, held_on_year=year)


@pytest.mark.parametrize(
    "parts", [("22", "1", "2024"), (" 22 ", "01", "2024"), ("22", "jan", "2024"), ("22", "January", "2024")]
)
def test_date_is_read_as_people_write_it(parts: tuple[str, str, str]) -> None:
    form = typed(*parts)
    assert form.is_valid()
    assert form.cleaned_data["held_on"] == date(2024, 1, 22)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("31", "2", "2024"), "Date of the call must be a real date"),
        (("29", "2", "2023"), "Date of the call must be a real date"),
        (("0", "1", "2024"), "Date of the call must be a real date"),
        (("x", "1", "2024"), "Date of the call must be a real date"),
        (("1\x00", "1", "2024"), "Date of the call must be a real date"),
        (("٣", "1", "2024"), "Date of the call must be a real date"),
        (("", "1", "2024"), "Date of the call must include a day"),
        (("22", "", ""), "Date of the call must include a month and a year"),
        (("22", "1", "24"), "Date of the call must have a year of four figures, such as 2031"),
        (("22", "1", "0001"), "Date of the call must have a year of four figures, such as 2031"),
        (("", "", ""), "Enter date of the call"),
    ],
)
def test_date_that_is_none_is_refused_in_words(
    parts: tuple[str, str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govuk.today.TELL", [lambda: date(2031, 5, 6)])
    form = typed(*parts)
    assert form.errors["held_on"] == [sentence]
    assert form["held_on"].value() == list(parts)


def test_31_february_comes_back_as_typed_and_its_error_leads_to_the_day() -> None:
    form = typed("31", "2", "2024")
    html = render_field(form["held_on"])
    assert first_input(form["held_on"]) == "id_held_on_day"
    assert [f'value="{part}"' in html for part in ("31", "2", "2024")] == [True, True, True]


def test_date_of_a_saved_thing_fills_the_three_inputs() -> None:
    html = render_field(Diary(initial={"held_on": date(2024, 1, 22)})["held_on"])
    assert [f'value="{part}"' in html for part in ("22", "1", "2024")] == [True, True, True]


@pytest.mark.parametrize("changed", [False, True])
def test_a_date_counts_as_changed_only_when_it_is(changed: bool) -> None:
    day = date(2024, 1, 23 if changed else 22)
    form = Diary(date_data("held_on", day), initial={"held_on": date(2024, 1, 22)})
    assert form.has_changed() is changed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10:40", time(10, 40)),
        ("10.40", time(10, 40)),
        ("1040", time(10, 40)),
        ("9", time(9)),
        ("9am", time(9)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("2:05 PM", time(14, 5)),
        ("", None),
    ],
)
def test_time_is_read_as_people_write_it(written: str, meant: time | None) -> None:
    form = filled(held_at=written)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_at"] == meant


@pytest.mark.parametrize("written", ["25:00", "10:60", "13am", "0pm", "noon", "10:40:20", "1\x002"])
def test_time_that_is_none_is_refused_and_kept(written: str) -> None:
    form = filled(held_at=written)
    assert form.errors["held_at"] == ["Time must be a time, such as 10:40"]
    assert form["held_at"].value() == written


def test_time_data_is_what_a_browser_posts() -> None:
    assert filled(**time_data("held_at", time(8, 5))).is_valid()


def test_line_ends_of_a_browser_count_once() -> None:
    form = filled(text="1\r\n2\r\n3\r\n4\r\n5")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == "1\n2\n3\n4\n5"


def test_text_that_is_too_long_is_refused_with_its_length_and_kept() -> None:
    long = "x" * 1_000_000
    form = filled(text=long)
    assert form.errors["text"] == ["Text must be 10 characters or fewer (it is 1000000)"]
    assert form["text"].value() == long


def test_null_character_is_refused_in_words() -> None:
    form = filled(text="a\x00b")
    assert form.errors["text"] == ["Text contains a character that cannot be stored (the null character)"]


class Kinds(GovukForm):
    title = forms.CharField(label="QA manager’s 100% title", max_length=3)
    named = forms.CharField(error_messages={"required": "Say who was there"})
    kind = forms.ChoiceField(choices=[("a", "A")])
    count = forms.IntegerField()
    sure = forms.BooleanField(label="I am sure")
    paper = forms.FileField()
    day = forms.DateField()
    clock = forms.TimeField(required=False)
    story = forms.CharField(widget=forms.Textarea, required=False)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("title", "Enter QA manager’s 100% title"),
        ("named", "Say who was there"),
        ("kind", "Select kind"),
        ("count", "Enter count"),
        ("sure", "Tick the box: I am sure"),
        ("paper", "Select paper"),
        ("day", "Enter day"),
    ],
)
def test_what_is_missing_is_asked_for_by_name(name: str, sentence: str) -> None:
    assert Kinds({}).errors[name] == [sentence]


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        ({"title": "long"}, "title", "QA manager’s 100% title must be 3 characters or fewer (it is 4)"),
        ({"kind": "z"}, "kind", "Select kind from the list"),
        ({"kind": "\x00"}, "kind", "Select kind from the list"),
        ({"count": "many"}, "count", "Count must be a whole number"),
    ],
)
def test_what_is_wrong_is_said_by_name(data: dict[str, Any], name: str, sentence: str) -> None:
    assert Kinds(data).errors[name] == [sentence]


def test_plain_date_time_and_text_area_become_ours() -> None:
    kinds = {name: type(field) for name, field in Kinds().fields.items()}
    assert (kinds["day"], kinds["clock"], kinds["story"]) == (DateField, TimeField, TextField)


class LineForm(GovukForm):
    title = forms.CharField(max_length=40)
    text = TextField()


@pytest.mark.parametrize("sign", ["\n", "\x07", "\x1b", "\x85", "\u202e", "\u2067"])
def test_a_line_of_text_refuses_what_is_no_text(sign: str) -> None:
    form = LineForm({"title": f"A{sign}B", "text": f"A{sign}B"})
    assert form.errors == {"title": ["Title must be on one line, without control characters"]}
    assert form["title"].value() == f"A{sign}B"


def test_a_line_takes_every_letter_and_sign_of_writing() -> None:
    assert LineForm({"title": "Zoë’s “naïve” – שלום \u200d👩\u200d👧", "text": "x"}).is_valid()


@pytest.mark.parametrize(
    ("today", "day", "monday"),
    [(date(2026, 11, 29), "29 11 2026", "30 11 2026"), (date(2027, 12, 27), "27 12 2027", "3 1 2028")],
)
def test_an_example_of_a_date_is_near_today(
    monkeypatch: pytest.MonkeyPatch, today: date, day: str, monday: str
) -> None:
    monkeypatch.setattr("govuk.today.TELL", [lambda: today])

    class Dates(GovukForm):
        held_on = DateField(example="day")
        week = DateField(example="monday", help_text="Even if that Monday is a bank holiday.")
        plain = DateField(help_text="As on the letter.")

    form = Dates()
    assert form.fields["held_on"].help_text == f"For example, {day}"
    assert form.fields["week"].help_text == f"Even if that Monday is a bank holiday. For example, {monday}"
    assert form.fields["plain"].help_text == "As on the letter."
    assert Dates().fields["week"].help_text == form.fields["week"].help_text
