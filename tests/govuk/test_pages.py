"""The frame of a page and the pages that say no."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string

from tests.govuk.gallery import SITE, GalleryForm

CONTENT = "{% block page_title %}Plan{% endblock %}{% block content %}<h1>Plan</h1>{% endblock %}"
PAGE = '{% extends "govuk/page.html" %}' + CONTENT


def page(**context: Any) -> str:
    return Template(PAGE).render(Context(context))


def test_page_stands_without_any_context() -> None:
    html = page()
    assert "<title>Plan – Cafcass inspections</title>" in html
    assert '<html lang="en"' in html
    assert html.count("<main") == html.count("<h1") == 1
    assert 'href="#main-content"' in html


def test_frame_shows_who_reads_what() -> None:
    html = page(site=SITE)
    for words in ("Alex Morgan-Featherstonehaugh", "Full inspection 2024", "You are the lead inspector", "Sign out"):
        assert words in html
    assert "Monday 22 January 2024" in html
    assert '<a class="govuk-service-navigation__link" href="/" aria-current="true">' in html
    assert 'aria-current="page" href="/Evidence/">Evidence</a>' in html


@pytest.mark.parametrize("demo", [True, False])
def test_demo_says_so(demo: bool) -> None:
    assert ("This is a demonstration." in page(site={**SITE, "demo": demo})) is demo


def test_no_inline_script_or_style() -> None:
    html = page(site=SITE, form=GalleryForm())
    assert "style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


class Named(forms.Form):
    name = forms.CharField()


@pytest.mark.parametrize(
    "context",
    [
        {"form": Named({})},
        {"forms": [Named({"name": "x"}), Named({}, prefix="second")]},
        {
            "formset": forms.formset_factory(Named)(
                {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-name": ""}
            )
        },
    ],
    ids=["form", "forms", "formset"],
)
def test_refused_forms_of_a_page_share_one_summary(context: dict[str, Any]) -> None:
    html = page(**context)
    assert "<title>Error: Plan" in html
    assert html.count("There is a problem") == html.count("This field is required.") == 1


BANNERS = {constants.SUCCESS: "Success", constants.WARNING: "Important", constants.ERROR: "Important"}


@pytest.mark.parametrize(("level", "kind"), BANNERS.items())
def test_message_becomes_a_banner(level: int, kind: str) -> None:
    html = page(messages=[Message(level, "<b>Saved</b>"), Message(level, "Twice")])
    assert html.count(kind) == 2
    assert "&lt;b&gt;Saved&lt;/b&gt;" in html
    assert 'id="notification-1"' in html
    assert 'id="notification-2"' in html


@pytest.mark.parametrize("number", [400, 403, 404, 409, 413, 500])
def test_error_page_stands_without_any_context(number: int) -> None:
    html = render_to_string(f"{number}.html")
    assert html.count("<h1") == 1
    assert "– Cafcass inspections</title>" in html


def test_refusal_says_why_and_who_can_lift_it() -> None:
    html = render_to_string("403.html", {"reason": "The draft is <sent>.", "lifted_by": "the QA manager"})
    assert "The draft is &lt;sent&gt;." in html
    assert "Who can change that: the QA manager." in html


def test_stale_form_shows_both_texts_above_itself() -> None:
    stale = {"texts": [{"label": "Note", "yours": "Mine", "stored": "Theirs"}], "changed_by": "Sam Okafor"}
    html = page(stale=stale)
    assert html.index("Sam Okafor saved it") < html.index("Mine") < html.index("Theirs") < html.index("<h1>Plan")
