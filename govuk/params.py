"""The Design System's own parameters, made from what Python has at hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def text_or_html(value: Any) -> dict[str, Any]:
    """`{"html": …}` for a SafeString, otherwise `{"text": …}` which will be escaped."""
    return {"html": value} if isinstance(value, SafeString) else {"text": value}


def character_count(options: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a textarea that counts down to `maxlength` characters or `maxwords` words."""
    name = options.get("id") or options["name"]
    group = options.get("formGroup") or {}
    return {
        **options,
        "describedBy": f"{name}-info",
        "classes": joined("govuk-js-character-count", options.get("classes")),
        "formGroup": {
            **group,
            "classes": joined("govuk-character-count", group.get("classes")),
            "attributes": {**counting(options), **(group.get("attributes") or {})},
            "afterInput": {"html": count_message(options, name)},
        },
    }


def joined(*classes: str | None) -> str:
    return " ".join(part for part in classes if part)


def counting(options: Mapping[str, Any]) -> dict[str, Any]:
    """The data attributes by which the script counts."""
    found = {"data-module": "govuk-character-count"}
    for name in ("maxlength", "threshold", "maxwords"):
        if options.get(name):
            found[f"data-{name}"] = options[name]
    return found


def count_message(options: Mapping[str, Any], name: str) -> str:
    words, characters = options.get("maxwords"), options.get("maxlength")
    sentence = (
        options.get("textareaDescriptionText") or f"You can enter up to %{{count}} {'words' if words else 'characters'}"
    )
    limit = words or characters
    context = {
        "id": f"{name}-info",
        "hint": {
            "text": sentence.replace("%{count}", str(limit)) if limit else "",
            "classes": joined("govuk-character-count__message", (options.get("countMessage") or {}).get("classes")),
        },
    }
    after = (options.get("formGroup") or {}).get("afterInput") or {}
    return render_to_string("govuk/components/_hint.html", context) + (after.get("html") or after.get("text") or "")


def tag(text: Any, colour: str = "") -> dict[str, Any]:
    return {**text_or_html(text), "classes": f"govuk-tag--{colour}" if colour else ""}


def affix(text: str) -> dict[str, str] | None:
    return {"text": text} if text else None


def button(text: Any, href: str = "", kind: str = "", **options: Any) -> dict[str, Any]:
    """Options: name, value, disabled, id. A second press of a submit button within a second is ignored."""
    classes = f"govuk-button--{kind}" if kind and kind != "start" else ""
    once = {} if href else {"preventDoubleClick": True}
    return {**text_or_html(text), "href": href, "classes": classes, "isStartButton": kind == "start", **once, **options}


def summary_row(key: Any, value: Any, links: Any = ()) -> dict[str, Any]:
    """Links are (text, url, hidden text)."""
    given: dict[str, Any] = {"key": text_or_html(key), "value": value_of(value)}
    if links:
        given["actions"] = {"items": [link(*one) for one in links]}
    return given


def value_of(value: Any) -> dict[str, Any]:
    """Text with its line breaks kept."""
    if isinstance(value, str) and "\n" in value and not isinstance(value, SafeString):
        return {"html": linebreaksbr(value, autoescape=True)}
    return text_or_html(value)


def link(text: Any, href: str, hidden: str = "") -> dict[str, Any]:
    return {**text_or_html(text), "href": href, "visuallyHiddenText": hidden}


def summary_list(rows: list[dict[str, Any]], title: Any, level: int) -> dict[str, Any]:
    return {"rows": rows, "card": card(title, level)}


def card(title: Any, level: int) -> dict[str, Any] | None:
    """A frame with a title around a list, or none."""
    return {"title": {**text_or_html(title), "headingLevel": level}} if title else None


def task(title: Any, href: str = "", hint: Any = "", status: Any = "", colour: str = "", **_: Any) -> dict[str, Any]:
    said = {"tag": tag(status, colour)} if colour else text_or_html(status)
    return {"title": text_or_html(title), "href": href, "hint": text_or_html(hint) if hint else None, "status": said}


def event(said: str, title: Any, by: Any = "", at: Any = "", text: Any = "", **_: Any) -> dict[str, Any]:
    """`said` is the moment in words."""
    stamp = at.isoformat() if hasattr(at, "isoformat") else ""
    byline = {"byline": text_or_html(by)} if by else {}
    return {
        "label": text_or_html(title),
        "datetime": {"text": said, "timestamp": stamp},
        **text_or_html(text),
        **byline,
    }


def table(
    head: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    caption: str,
    numeric: str = "",
    first_header: bool = True,
    stack: bool = True,
) -> dict[str, Any]:
    """On a phone a stacked table shows each row as a card, so every cell carries the heading of its column."""
    figures = {int(column) for column in str(numeric).split(",") if column.strip()}
    formats = ["numeric" if column in figures else "" for column in range(len(head))]
    return {
        "caption": caption,
        "captionClasses": "govuk-table__caption--m",
        "classes": "app-table--stack" if stack else "",
        "head": [{**text_or_html(text), "format": kind} for text, kind in zip(head, formats, strict=True)],
        "rows": [table_row(head, formats, row) for row in rows],
        "firstCellIsHeader": first_header,
        "stack": stack,
    }


def table_row(head: Sequence[Any], formats: Sequence[str], row: Sequence[Any]) -> list[dict[str, Any]]:
    cells = zip(head, formats, row, strict=True)
    return [{**value_of(value), "format": kind, "attributes": {"data-label": title}} for title, kind, value in cells]


def pagination(page: Page[Any], query: Any, name: str) -> dict[str, Any]:
    def address(number: int) -> str:
        return f"?{urlencode([*((key, value) for key, value in pairs if key != name), (name, number)])}"

    pairs = [(key, value) for key, values in query.lists() for value in values] if query else []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "items": [page_item(number, page.number, address) for number in numbers],
        "previous": {"href": address(page.previous_page_number())} if page.has_previous() else None,
        "next": {"href": address(page.next_page_number())} if page.has_next() else None,
    }


def page_item(number: Any, current: int, address: Callable[[int], str]) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    return {"number": number, "current": number == current, "href": address(number)}
