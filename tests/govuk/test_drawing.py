"""What is drawn once and kept is drawn anew for whatever differs, and never shown in the place of something else."""

from typing import Any

import pytest
from django.utils.safestring import mark_safe

from govuk import drawing
from govuk.drawing import draw


def select(text: Any, **more: Any) -> dict[str, Any]:
    items = [{"value": "a", "text": text, "selected": False}, {"value": "b", "text": "B", "selected": True}]
    return {"id": "x", "name": "x", "label": {"text": "Which"}, "items": items, **more}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    drawing._kept.cache_clear()


def test_the_same_is_drawn_once() -> None:
    assert draw("select", select("A")) == draw("select", select("A"))
    assert drawing._kept.cache_info()[:2] == (1, 1)


@pytest.mark.parametrize(
    "other",
    [select("C"), select(mark_safe("A")), select("A", name="y"), select("A", errorMessage={"html": "Select one"})],
)
def test_whatever_differs_is_drawn_anew(other: dict[str, Any]) -> None:
    before = draw("select", select("A"))
    draw("select", other)
    assert drawing._kept.cache_info()[:2] == (0, 2)
    assert draw("select", select("A")) == before


def test_what_is_marked_as_safe_is_never_taken_for_what_is_not() -> None:
    """The two are equal to Python."""
    assert "<b>A</b>" in draw("select", select(mark_safe("<b>A</b>")))
    assert "&lt;b&gt;A&lt;/b&gt;" in draw("select", select("<b>A</b>"))


def test_one_and_true_are_not_the_same() -> None:
    assert draw("select", select("A", disabled=True)) != draw("select", select("A", disabled=0))
    assert drawing.frozen({"a": [1]}) != drawing.frozen({"a": [True]})
    assert drawing.frozen({"a": {"b": ("x",)}}) == drawing.frozen({"a": {"b": ("x",)}})


def date(*typed: str, **more: Any) -> dict[str, Any]:
    items = [{"name": name, "id": name, "value": text} for name, text in zip(("d", "m", "y"), typed, strict=True)]
    return {"id": "x", "name": "x", "fieldset": {"legend": {"text": "When"}}, "items": items, **more}


LINE: dict[str, Any] = {"id": "x", "name": "x", "label": {"text": "What"}}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("input", {**LINE, "value": "A child's words"}),
        ("input", {**LINE, "value": "", "errorMessage": {"html": "A child's words are no number"}}),
        ("textarea", {**LINE, "value": "A child's words"}),
        ("textarea", {**LINE, "value": ""}),
        ("date-input", date("", "13", "")),
        ("date-input", date("", "", "", errorMessage={"html": "13 is no month"})),
    ],
)
def test_what_somebody_types_is_not_kept(name: str, given: dict[str, Any]) -> None:
    draw(name, given)
    assert drawing._kept.cache_info().currsize == 0


@pytest.mark.parametrize(("name", "given"), [("input", {**LINE, "value": None}), ("date-input", date("", "", ""))])
def test_an_empty_line_to_fill_is_drawn_once(name: str, given: dict[str, Any]) -> None:
    assert draw(name, given) == draw(name, given)
    assert drawing._kept.cache_info()[:2] == (1, 1)
