"""Forms as they are drawn: labels, hints and errors tied to their inputs, nothing typed lost, nothing unescaped."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory

from govuk.forms import OnceForm
from govuk.widgets import Checkboxes, Radios, Text
from tests.govuk.gallery import GalleryForm


def drawn(source: str, **context: Any) -> str:
    request = RequestFactory().get("/")
    return Template("{% load govuk %}" + source).render(Context({"request": request, "csrf_token": "t", **context}))


def whole(form: forms.BaseForm) -> str:
    return drawn("{% error_summary form %}{% govuk_form form %}", form=form)


def refused() -> GalleryForm:
    form = GalleryForm(
        {"title": "<b>Far too long for its field</b>", "held_on_day": "31", "held_on_month": "", "text": "&"}
    )
    assert not form.is_valid()
    return form


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.mark.parametrize("form", [GalleryForm(), refused()], ids=["empty", "refused"])
def test_every_reference_leads_to_one_element(form: GalleryForm) -> None:
    html = whole(form)
    found = ids(html)
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    labelled = re.findall(r'<label[^>]* for="([^"]+)"', html)
    linked = re.findall(r'href="#([^"]+)"', html)
    assert len(found) == len(set(found))
    assert {*described, *labelled, *linked} <= set(found)


def test_every_input_has_a_label() -> None:
    html = whole(GalleryForm())
    inputs = re.findall(r'<(?:input|select|textarea)\b(?![^>]*type="hidden")[^>]* id="([^"]+)"', html)
    assert len(inputs) == 15
    assert set(inputs) == set(re.findall(r'<label[^>]* for="([^"]+)"', html))


def test_error_summary_lists_each_error_in_the_order_of_the_fields() -> None:
    names = re.findall(r'href="#id_(\w+)"', drawn("{% error_summary form %}", form=refused()))
    assert names == ["title", "source", "area", "topics", "held_on_month", "sure"]


def test_error_of_the_whole_form_stands_first_and_needs_no_link() -> None:
    form = GalleryForm({})
    form.add_error(None, "The week is taken")
    html = drawn("{% error_summary form %}", form=form)
    assert html.index("The week is taken") < html.index("Enter title")


def test_form_that_nobody_sent_has_no_summary() -> None:
    assert drawn("{% error_summary form %}{% page_errors %}{% error_prefix %}", form=GalleryForm()) == ""


def test_what_was_typed_comes_back_escaped() -> None:
    html = whole(refused())
    assert "&lt;b&gt;Far too long for its field&lt;/b&gt;" in html
    assert "<b>Far" not in html
    assert ">\n&amp;</textarea>" in html


def test_browser_is_never_asked_to_cut_or_refuse() -> None:
    html = whole(GalleryForm())
    assert "novalidate" in html
    assert not re.search(r"\b(maxlength|required|min|max|step)=", html.replace("data-maxlength=", ""))


def test_fields_are_grouped_under_their_legend() -> None:
    html = whole(GalleryForm())
    group = html[html.index("What was seen") : html.index("Date of the call")]
    assert re.findall(r'name="(\w+)"', group)[0] == "title"
    assert html.count('name="title"') == html.count('name="held_on_day"') == 1


def test_file_makes_the_form_multipart() -> None:
    assert 'enctype="multipart/form-data"' in whole(GalleryForm())
    assert "multipart" not in whole(OnceForm())


class Sizes(forms.Form):
    hours = forms.CharField(widget=Text(width=3, prefix="about", suffix="hours"), initial="2")
    secret = forms.CharField(widget=forms.PasswordInput)
    radios = forms.ChoiceField(choices=[("", "---------"), (1, "One")], widget=Radios(inline=True), initial=1)
    boxes = forms.MultipleChoiceField(choices=[(1, "One"), (2, "Two")], widget=Checkboxes(small=True), initial=[2])
    groups = forms.ChoiceField(choices=[("Fruit", [("p", "Pear")]), ("", "None")], initial="p")
    many = forms.MultipleChoiceField(choices=[("p", "Pear"), ("q", "Quince")], initial=["p", "q"])
    ticked = forms.BooleanField(initial=True)


@pytest.mark.parametrize(
    "expected",
    [
        'class="govuk-input govuk-input--width-3"',
        '<div class="govuk-input__prefix" aria-hidden="true">about</div>',
        'class="govuk-radios govuk-radios--inline"',
        'id="id_radios" name="radios" type="radio" value="1" checked',
        'class="govuk-checkboxes govuk-checkboxes--small"',
        'id="id_boxes-2" name="boxes" type="checkbox" value="2" checked',
        '<optgroup label="Fruit">',
        '<option value="p" selected>Pear</option>',
        'name="ticked" type="checkbox" value="on" checked',
        'name="many" multiple',
    ],
)
def test_widgets_show_their_value_and_size(expected: str) -> None:
    assert expected in drawn("{% govuk_form form %}", form=Sizes())


def test_password_is_never_sent_back() -> None:
    assert "hunter2" not in drawn("{% govuk_form form %}", form=Sizes({"secret": "hunter2"}))


def test_empty_choice_is_no_radio() -> None:
    assert drawn("{% govuk_field form.radios %}", form=Sizes()).count("govuk-radios__item") == 1


def test_no_text_input_of_a_width_that_the_styles_lack() -> None:
    with pytest.raises(ValueError, match="no text input of width 7"):
        Text(width=7)


def test_opened_form_has_a_fresh_operation_and_the_version() -> None:
    first, second = OnceForm(version=7), OnceForm(version=7)
    assert UUID(first["op"].value())
    assert first["op"].value() != second["op"].value()
    assert f'value="{first["op"].value()}"' in drawn("{% hidden_fields form %}", form=first)
    assert first["version"].value() == 7


def test_refused_form_keeps_its_operation_and_version() -> None:
    sent = {"op": str(uuid4()), "version": "3"}
    form = GalleryForm(sent, version=9)
    assert not form.is_valid()
    assert form["op"].value() == sent["op"]
    assert form.cleaned_data["op"] == UUID(sent["op"])
    assert form.cleaned_data["version"] == 3


@pytest.mark.parametrize("op", ["", "x", "\x00", "1" * 100])
def test_form_without_a_whole_operation_is_refused_and_says_so(op: str) -> None:
    form = OnceForm({"op": op})
    assert not form.is_valid()
    assert "Open it again and copy your text across." in drawn("{% error_summary form %}", form=form)


def test_form_that_is_sent_whole_is_accepted() -> None:
    data = {
        "op": str(uuid4()),
        "version": "1",
        "title": "Short",
        "source": "case",
        "area": "b",
        "topics": ["x", "y"],
        "held_on_day": "22",
        "held_on_month": "1",
        "held_on_year": "2024",
        "text": "What happened",
        "sure": "on",
    }
    form = GalleryForm(data, {"document": SimpleUploadedFile("a.txt", b"x")})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sure"] is True
    assert form.cleaned_data["topics"] == ["x", "y"]


def test_get_form_carries_no_token_and_a_post_form_does() -> None:
    assert "csrfmiddlewaretoken" not in drawn('{% govuk_form form method="get" %}', form=Sizes())
    assert drawn("{% govuk_form form %}", form=Sizes()).count("csrfmiddlewaretoken") == 1


def test_options_of_the_form_tag() -> None:
    html = drawn('{% govuk_form form submit="Close" kind="warning" action="/a/" cancel="/b/" %}', form=Sizes())
    assert 'action="/a/"' in html
    assert "govuk-button--warning" in html
    assert '<a class="govuk-link" href="/b/">Cancel</a>' in html


def test_fields_alone_leave_the_form_tag_to_the_page() -> None:
    html = drawn("{% govuk_fields form %}", form=OnceForm(version=2))
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
    assert 'name="version" value="2"' in html


def test_post_button_carries_token_operation_and_what_it_is_given() -> None:
    html = drawn('{% post_button "Announce" action="/x/" version=3 note=note %}', note="<i>")
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html))
    assert OnceForm({"op": fields["op"], "version": fields["version"]}).is_valid()
    assert fields["csrfmiddlewaretoken"] == "t"
    assert fields["note"] == "&lt;i&gt;"
