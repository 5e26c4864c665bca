"""The tags of the pages: what goes in as text comes out as text, and dates come out in London's words."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

EVIL = "<script>alert(1)</script>"


def drawn(source: str, query: str = "", **context: Any) -> str:
    request = RequestFactory().get("/", QueryDict(query))
    return Template("{% load govuk %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    "source",
    [
        "{% tag evil %}",
        "{% button evil %}",
        "{% button evil href=evil %}",
        "{% warning_text evil %}",
        "{% notification evil title=evil %}",
        "{% panel evil %}x{% endpanel %}",
        "{% details evil %}x{% enddetails %}",
        "{% breadcrumbs evil evil evil %}",
        "{% back_link evil evil %}",
        "{% progress 1 2 evil %}",
        "{% post_button evil action=evil kind=evil other=evil %}",
        "{% summary_list rows card=evil %}",
        "{% summary card=evil %}{% row evil href=evil action=evil hidden=evil %}x{% endrow %}{% endsummary %}",
        "{% task_list tasks %}",
        "{% table row rows caption=evil %}",
        "{% table row rows caption=evil stack=False %}",
        "{% scroll evil %}x{% endscroll %}",
        "{% timeline events %}",
        "{% sub_navigation places evil %}",
        '{% include "govuk/_both_texts.html" with texts=texts who=evil %}',
    ],
)
def test_text_is_escaped(source: str) -> None:
    html = drawn(
        source,
        evil=EVIL,
        row=[EVIL, EVIL],
        rows=[(EVIL, EVIL)],
        tasks=[{"title": EVIL, "href": EVIL, "hint": EVIL, "status": EVIL, "colour": EVIL}],
        events=[{"title": EVIL, "by": EVIL, "at": EVIL, "text": EVIL}],
        places=[(EVIL, EVIL, True)],
        texts=[{"label": EVIL, "yours": EVIL, "theirs": EVIL}],
    )
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_safe_text_stays_markup() -> None:
    assert "<b>Open</b>" in drawn("{% tag text %}", text=mark_safe("<b>Open</b>"))


def test_summary_list_keeps_the_lines_of_a_text() -> None:
    assert "One<br>two &amp; three" in drawn("{% summary_list rows %}", rows=[("Text", "One\ntwo & three")])


def test_link_of_a_row_says_what_it_changes() -> None:
    html = drawn("{% summary_list rows %}", rows=[("Kind", "Visit", [("Change", "/kind/", "the kind")])])
    assert 'href="/kind/">Change<span class="govuk-visually-hidden"> the kind</span></a>' in html


def test_row_without_a_link_keeps_its_place() -> None:
    html = drawn('{% summary %}{% row "A" href="/a/" %}x{% endrow %}{% row "B" %}y{% endrow %}{% endsummary %}')
    assert html.count("govuk-summary-list__row--no-actions") == 1
    assert '<span class="govuk-visually-hidden"> a</span>' in html


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = drawn('{% breadcrumbs "Home" "/" "Plan" %}')
    assert html.index('href="/"') < html.index('aria-current="page">Plan')


def test_breadcrumbs_from_a_list() -> None:
    assert 'href="/x/">X</a>' in drawn("{% breadcrumbs items %}", items=[("X", "/x/"), ("Y", "")])


def test_done_task_is_plain_and_an_open_one_is_tagged() -> None:
    html = drawn(
        "{% task_list items %}",
        items=[{"title": "A", "status": "Done"}, {"title": "B", "status": "To do", "colour": "blue"}],
    )
    assert html.count("govuk-tag--blue") == 1
    assert html.count("<strong") == 1


def test_stacked_table_names_each_cell_for_the_phone() -> None:
    html = drawn('{% table head rows numeric="1" %}', head=["Area", "Notes"], rows=[["Private", 3]])
    assert 'data-label="Notes"' in html
    assert "govuk-table__cell--numeric" in html
    assert '<th scope="row"' in html


def test_table_with_a_row_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        drawn("{% table head rows %}", head=["A", "B"], rows=[["only one"]])


def test_scrolling_table_takes_the_focus() -> None:
    html = drawn('{% table head rows caption="Coverage" stack=False %}', head=["A"], rows=[["1"]])
    assert 'role="region" aria-label="Coverage" tabindex="0"' in html


def test_pagination_keeps_the_rest_of_the_query() -> None:
    html = drawn("{% pagination page %}", query="q=a+b&kind=x&kind=y&page=2", page=Paginator(range(100), 10).page(2))
    assert 'href="?q=a+b&amp;kind=x&amp;kind=y&amp;page=3" rel="next"' in html
    assert 'href="?q=a+b&amp;kind=x&amp;kind=y&amp;page=1" rel="prev"' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pagination() -> None:
    assert drawn("{% pagination page %}", page=Paginator(range(3), 10).page(1)) == ""


@pytest.mark.parametrize(("value", "maximum", "percent"), [(3, 8, "38%"), (0, 0, "0%"), (8, 8, "100%")])
def test_progress_says_its_figure(value: int, maximum: int, percent: str) -> None:
    assert f'<span class="app-progress__figure">{percent}</span>' in drawn(f'{{% progress {value} {maximum} "PDF" %}}')


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("{{ value|day }}", date(2024, 1, 22), "Monday 22 January 2024"),
        ("{{ value|short_day }}", date(2024, 2, 1), "Thu 1 Feb 2024"),
        ("{{ value|day }}", datetime(2024, 7, 1, 23, 30, tzinfo=UTC), "Tuesday 2 July 2024"),
        ("{{ value|clock }}", time(9, 5), "09:05"),
        ("{{ value|clock }}", datetime(2024, 7, 1, 9, 40, tzinfo=UTC), "10:40"),
        ("{{ value|moment }}", datetime(2024, 7, 1, 23, 30, tzinfo=UTC), "Tue 2 Jul 2024, 00:30"),
        ("{{ value|moment }}", datetime(2024, 1, 22, 10, 40, tzinfo=UTC), "Mon 22 Jan 2024, 10:40"),
        ("{{ value|day }}{{ value|short_day }}{{ value|clock }}{{ value|moment }}", None, ""),
    ],
)
def test_days_and_times_in_words(source: str, value: Any, words: str) -> None:
    assert drawn(source, value=value) == words


def test_two_texts_stand_side_by_side() -> None:
    html = drawn(
        '{% include "govuk/_both_texts.html" %}', texts=[{"label": "Note", "yours": "Mine", "stored": "Theirs"}]
    )
    assert html.index("Mine") < html.index("Saved now") < html.index("Theirs")
