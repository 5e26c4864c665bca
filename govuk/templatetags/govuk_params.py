"""What the component templates need to print the Design System's own parameters: `text` or `html`, `attributes`."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NOTHING = mark_safe("")


@register.filter
def also(classes: str | None) -> str:
    """Further classes with the space that keeps them apart; nothing for none."""
    return f" {classes}" if classes else ""


@register.simple_tag
def content(params: Mapping[str, Any] | None) -> SafeString:
    """The `html` of the parameters as it is, otherwise their `text` escaped."""
    if not params:
        return NOTHING
    if params.get("html"):
        return mark_safe(params["html"])
    return conditional_escape(printed(params.get("text")))


def printed(value: Any) -> Any:
    return "" if value is None else value


@register.simple_tag
def attributes(given: Mapping[str, Any] | None) -> SafeString:
    """HTML attributes from a mapping. A value may itself be a mapping with `optional`; then True prints a bare name."""
    if not given:
        return NOTHING
    return mark_safe("".join(one_attribute(name, value) for name, value in given.items()))


def one_attribute(name: str, given: Any) -> str:
    value, optional = (given["value"], given["optional"]) if isinstance(given, Mapping) else (given, False)
    if optional and value is True:
        return f" {conditional_escape(name)}"
    if optional and value in (None, False):
        return ""
    return f' {conditional_escape(name)}="{conditional_escape(printed(value))}"'


@register.simple_tag
def described_by(params: Mapping[str, Any], name: str) -> str:
    """The ids of what explains a control: given ones, then its hint, then its error. Empty when there are none."""
    given = (params.get("fieldset") or {}).get("describedBy") or params.get("describedBy")
    hint = f"{name}-hint" if params.get("hint") else ""
    error = f"{name}-error" if params.get("errorMessage") else ""
    return " ".join(part for part in (given, hint, error) if part)


@register.filter
def numbered(prefix: str, index: int) -> str:
    """The id of the nth item of a set; the first has no number, so that an error can link to it."""
    return prefix if index == 1 else f"{prefix}-{index}"


@register.filter
def chosen(item: Mapping[str, Any], params: Mapping[str, Any]) -> bool:
    """Whether a radio, checkbox or option is chosen: by itself, or because the parameters name its value."""
    own = item.get("selected", item.get("checked"))
    if own is not None:
        return bool(own)
    value = item["value"] if "value" in item else item.get("text")
    if params.get("values"):
        return value in params["values"]
    return bool(params.get("value")) and value == params["value"]


@register.simple_tag
def item_described_by(params: Mapping[str, Any], item: Mapping[str, Any], name: str, described: str) -> str:
    """For one checkbox: what describes the whole set, where no fieldset carries it, then its own hint."""
    shared = "" if params.get("fieldset") else described
    return " ".join(part for part in (shared, f"{name}-item-hint" if item.get("hint") else "") if part)


@register.filter
def any_actions(rows: list[Any]) -> bool:
    """Whether any row of a summary list has a link of its own."""
    return any(row and (row.get("actions") or {}).get("items") for row in rows)


DATE_INPUTS = (("day", 2), ("month", 2), ("year", 4))


@register.filter
def date_items(params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The inputs of a date as given, or day, month and year."""
    whole = [{"name": name, "classes": f"govuk-input--width-{width}"} for name, width in DATE_INPUTS]
    return params.get("items") or whole


@register.simple_tag
def date_part(params: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of the text input for one part of a date (its `name` is the part: day, month, year)."""
    name, prefix = item["name"], params.get("namePrefix")
    return {
        "id": item.get("id") or f"{params.get('id')}-{name}",
        "name": item.get("full_name") or (f"{prefix}-{name}" if prefix else name),
        "classes": f"govuk-date-input__input{also(item.get('classes'))}",
        "label": {"text": item.get("label") or name.capitalize(), "classes": "govuk-date-input__label"},
        "inputmode": item.get("inputmode") or "numeric",
        **{key: item.get(key) for key in ("value", "autocomplete", "pattern", "attributes")},
    }
