"""The tags that pages use: `{% load govuk %}`. Text is escaped; a SafeString stays HTML."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from govuk import errors, params, words
from govuk.drawing import draw, filled, readable
from govuk.rendering import render_field, render_fields, render_form
from govuk.typed import typed_in

register = template.Library()


for word in (words.day, words.short_day, words.clock, words.moment):
    register.filter(word)


# Forms


@register.simple_tag(takes_context=True)
def govuk_form(context: Context, form: BaseForm, submit: str = "Save", **options: Any) -> SafeString:
    """The whole form: csrf, fields, button. Options: cancel, action, method, kind, submit_name, submit_value."""
    return render_form(context, form, submit, **options)


@register.simple_tag(takes_context=True)
def govuk_fields(context: Context, form: BaseForm) -> SafeString:
    """The fields alone, hidden ones too, for a `<form>` that the page writes."""
    return render_fields(context, form)


@register.simple_tag
def govuk_field(field: Any, label_size: str = "s", heading: bool = False) -> SafeString:
    """One bound field."""
    return render_field(field, label_size=label_size, heading=heading)


@register.simple_tag
def hidden_fields(form: BaseForm) -> SafeString:
    """Every hidden field of the form, such as `version` and `op`."""
    return mark_safe("".join(str(field) for field in form.hidden_fields()))


@register.simple_tag(takes_context=True)
def post_button(context: Context, text: str, action: str = "", kind: str = "", **hidden: Any) -> SafeString:
    """A small form of one button: csrf, a fresh operation id, and every further keyword as a hidden field."""
    fields = {"op": uuid4(), **{name: value for name, value in hidden.items() if value is not None}}
    given = {"text": text, "kind": kind, "action": action, "fields": fields, "csrf_token": context.get("csrf_token")}
    return mark_safe(render_to_string("govuk/_post_button.html", given))


# Errors


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """What is wrong with the forms, each sentence a link to its field; nothing when nothing is."""
    found = [error for form in forms for error in errors.listed(form)]
    return draw("error-summary", {"titleText": "There is a problem", "errorList": found}) if found else mark_safe("")


@register.simple_tag(takes_context=True)
def page_errors(context: Context) -> SafeString:
    """The one error summary of the page, from `form`, `forms` or `formset` in its context."""
    return error_summary(*errors.forms_of(context))


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """ "Error: " for the title of a page whose form was refused."""
    return "Error: " if any(errors.listed(form) for form in errors.forms_of(context)) else ""


# Getting about


@register.simple_tag
def breadcrumbs(*items: Any) -> SafeString:
    """`"Home" url "Plan" url2 "Here"`, or one list of (label, url)."""
    pairs = items[0] if len(items) == 1 and not isinstance(items[0], str) else in_pairs(items)
    given = [{**params.text_or_html(label), "href": url} for label, url in pairs]
    return draw("breadcrumbs", {"items": given, "collapseOnMobile": True})


def in_pairs(items: Sequence[str]) -> list[tuple[str, str]]:
    padded = [*items, ""] if len(items) % 2 else items
    return list(zip(padded[::2], padded[1::2], strict=True))


@register.simple_tag
def back_link(url: str, text: str = "Back") -> SafeString:
    return draw("back-link", {"href": url, "text": text})


@register.simple_tag
def sub_navigation(items: Iterable[tuple[str, str, bool]], label: str = "Pages of this section") -> SafeString:
    """Items are (label, url, current)."""
    given = [{**params.text_or_html(text), "href": url, "active": current} for text, url, current in items]
    return draw("sub-navigation", {"items": given, "label": label})


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], param: str = "page") -> SafeString:
    """Links to the pages around this one, keeping the rest of the query; nothing for a single page."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    request = context.get("request")
    return draw("pagination", params.pagination(page, request.GET if request else {}, param))


# Saying things


@register.simple_tag
def tag(text: Any, colour: str = "") -> SafeString:
    """One of grey, green, turquoise, blue, purple, pink, red, orange, yellow; blue for none."""
    return tag_of(text, colour)


# A list says the same few words in every line. By type too: a SafeString equals its text and is escaped otherwise.
@lru_cache(maxsize=256, typed=True)
def tag_of(text: Any, colour: str) -> SafeString:
    return draw("tag", params.tag(text, colour))


@register.simple_tag
def button(text: Any, href: str = "", kind: str = "", **options: Any) -> SafeString:
    """A button, or a link that looks like one. Options: name, value, disabled, id."""
    return draw("button", params.button(text, href, kind, **options))


@register.simple_tag
def warning_text(text: Any) -> SafeString:
    return draw("warning-text", params.text_or_html(text))


@register.simple_tag
def notification(text: Any, kind: str = "", title: str = "", number: int = 1) -> SafeString:
    """A banner; green with kind "success". `number` keeps several on one page apart."""
    given = {**params.text_or_html(text), "type": kind, "titleText": title, "titleId": f"notification-{number}"}
    return draw("notification-banner", given)


@register.simple_block_tag
def panel(content: str, title: Any) -> SafeString:
    return draw("panel", {"titleText": title, "html": content.strip()})


@register.simple_block_tag
def inset(content: str) -> SafeString:
    return draw("inset-text", {"html": content})


@register.simple_block_tag
def details(content: str, summary: Any, open: bool = False) -> SafeString:
    return draw("details", {"summaryText": summary, "html": content, "open": open})


@register.simple_tag
def progress(value: int, maximum: int, label: str, name: str = "progress") -> SafeString:
    """A native progress bar with its figure in words."""
    percent = round(100 * value / maximum) if maximum else 0
    given = {"value": value, "max": maximum or 1, "label": label, "id": name, "percent": percent}
    return mark_safe(render_to_string("govuk/components/progress.html", given))


# Lists and tables


@register.simple_tag
def summary_list(rows: Iterable[Sequence[Any]], card: Any = "", level: int = 2) -> SafeString:
    """Rows are (key, value) or (key, value, [(text, url, hidden text), …])."""
    return draw("summary-list", params.summary_list([params.summary_row(*row) for row in rows], card, level))


# Put together here and not by templates, because a page has many of them.
IN_A_CARD = (
    '<div class="govuk-summary-card">\n<div class="govuk-summary-card__title-wrapper">\n'
    '<h{level} class="govuk-summary-card__title">\n{title}\n</h{level}>\n</div>\n'
    '<div class="govuk-summary-card__content">{content}</div>\n</div>\n'
)


@register.simple_block_tag
def summary(content: str, card: Any = "", level: int = 2) -> SafeString:
    """A summary list of `{% row %}` blocks."""
    drawn = format_html('<dl class="govuk-summary-list">\n{}</dl>', mark_safe(content))
    return format_html(IN_A_CARD, level=level, title=card, content=drawn) if card else drawn


PLAIN_ROW = (
    '<div class="govuk-summary-list__row govuk-summary-list__row--no-actions">\n'
    '<dt class="govuk-summary-list__key">{}</dt>\n<dd class="govuk-summary-list__value">{}</dd>\n</div>\n'
)


@register.simple_block_tag
def row(content: str, key: Any, href: str = "", action: str = "Change", hidden: str = "") -> SafeString:
    """One row of `{% summary %}`; `hidden` says, for those who cannot see the row, what the link changes."""
    if not href:
        return format_html(PLAIN_ROW, conditional_escape(key), mark_safe(content))
    links = [(action, href, hidden or str(key).lower())]
    return filled("_summary_row", row=readable(params.summary_row(key, mark_safe(content), links)))


@register.simple_tag
def task_list(items: Iterable[Mapping[str, Any]], name: str = "task-list") -> SafeString:
    """Items have title, href, hint, status and colour. No colour: plain text, as for what is done."""
    return draw("task-list", {"items": [params.task(**item) for item in items], "idPrefix": name})


@register.simple_tag
def timeline(events: Iterable[Mapping[str, Any]], level: int = 2) -> SafeString:
    """Events have title, by, at (a moment, a day or words) and text."""
    return draw(
        "timeline",
        {"items": [params.event(words.said(item.get("at")), **item) for item in events], "headingLevel": level},
    )


@register.simple_tag
def table(head: Sequence[Any], rows: Iterable[Sequence[Any]], caption: str = "", **options: Any) -> SafeString:
    """Options: numeric="1,2" (columns from 0), first_header=True, stack=True (cards on a phone, or else it scrolls)."""
    given = params.table(head, rows, caption, **options)
    drawn = draw("table", given)
    return drawn if given["stack"] else scrolling(drawn, caption or "Table")


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """Lets wide content scroll sideways on a phone, by keyboard too."""
    return scrolling(mark_safe(content), label)


def scrolling(content: SafeString, label: str) -> SafeString:
    return format_html('<div class="app-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


@register.inclusion_tag("govuk/_typed.html", takes_context=True)
def typed_text(context: Context) -> dict[str, Any]:
    """On a page that refuses a form: the texts that were sent with it, to be copied."""
    return {"typed": typed_in(context.get("request"))}
