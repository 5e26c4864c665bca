"""What the component templates need to print the Design System's own parameters: `text` or `html`, `attributes`."""

from collections.abc import Mapping
from typing import Any

from django import template

from govuk import choices, pages, pieces

register = template.Library()

register.filter(choices.also)
for piece in (choices.content, choices.attributes, choices.boxes, choices.options):
    register.simple_tag(piece)
for above in (pieces.label, pieces.hint, pieces.error):
    register.simple_tag(above)
register.simple_tag(pages.numbers)


@register.simple_tag
def described_by(params: Mapping[str, Any], name: str) -> str:
    """The ids of what explains a control: given ones, then its hint, then its error. Empty when there are none."""
    given = (params.get("fieldset") or {}).get("describedBy") or params.get("describedBy")
    hint = f"{name}-hint" if params.get("hint") else ""
    error = f"{name}-error" if params.get("errorMessage") else ""
    return " ".join(part for part in (given, hint, error) if part)


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
        "classes": f"govuk-date-input__input{choices.also(item.get('classes'))}",
        "label": {"text": item.get("label") or name.capitalize(), "classes": "govuk-date-input__label"},
        "inputmode": item.get("inputmode") or "numeric",
        **{key: item.get(key) for key in ("value", "autocomplete", "pattern", "attributes")},
    }
