"""The items of radios, checkboxes and selects, put together here and not by a template: a set may have hundreds."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NOTHING = mark_safe("")
Item = Mapping[str, Any]


def escaped(value: Any) -> str:
    """Markup as it is, plain words escaped. Django's own asks the same in ten steps: too many for a thousand words."""
    if type(value) is str:
        return escape(value)
    return value if type(value) is SafeString else conditional_escape(value)


def also(classes: str | None) -> SafeString:
    """Further classes with the space that keeps them apart; nothing for none."""
    return mark_safe(f" {escaped(classes)}") if classes else NOTHING


def content(params: Item | None) -> SafeString:
    """The `html` of the parameters as it is, otherwise their `text` escaped."""
    if not params:
        return NOTHING
    if params.get("html"):
        return mark_safe(params["html"])
    return mark_safe(escaped(printed(params.get("text"))))


def printed(value: Any) -> Any:
    return "" if value is None else value


def attributes(given: Item | None) -> SafeString:
    """HTML attributes from a mapping. A value may itself be a mapping with `optional`; then True prints a bare name."""
    return mark_safe("".join(_attribute(name, value) for name, value in given.items())) if given else NOTHING


def _attribute(name: str, given: Any) -> str:
    value, optional = (given["value"], given["optional"]) if isinstance(given, dict) else (given, False)
    if optional and value is True:
        return f" {escaped(name)}"
    if optional and value in (None, False):
        return ""
    return f' {escaped(name)}="{escaped(printed(value))}"'


def chosen(item: Item, params: Item) -> bool:
    """Whether a radio, checkbox or option is chosen: by itself, or because the parameters name its value."""
    own = item.get("selected", item.get("checked"))
    if own is not None:
        return bool(own)
    value = item["value"] if "value" in item else item.get("text")
    if params.get("values"):
        return value in params["values"]
    return bool(params.get("value")) and value == params["value"]


def options(params: Item) -> SafeString:
    """Every option of a select, in its groups."""
    return mark_safe("\n".join(_options(params)))


def _options(params: Item) -> Iterator[str]:
    for item in filter(None, params["items"] or ()):
        if not item.get("group"):
            yield _option(item, params)
        elif item.get("options"):
            inner = "\n".join(_option(option, params) for option in item["options"])
            yield f'<optgroup label="{escaped(item["group"])}">\n{inner}</optgroup>'


def _option(item: Item, params: Item) -> str:
    value = item.get("value")
    given = "" if value is None else f' value="{escaped(value)}"'
    state = (" selected" if chosen(item, params) else "") + (" disabled" if item.get("disabled") else "")
    text = escaped(printed(item["text"]))
    return f"<option{given}{state}{attributes(item.get('attributes'))}>{text}</option>"


def boxes(params: Item, kind: str, name: str, described: str) -> SafeString:
    """Every item of radios or checkboxes (`kind`), with its label, hint and what it uncovers."""
    entries = enumerate(params["items"] or (), start=1)
    # The first has no number, so that an error can link to it.
    ids = ((item, item.get("id") or (name if index == 1 else f"{name}-{index}")) for index, item in entries if item)
    return mark_safe("\n".join(_box(params, item, kind, escaped(own), described) for item, own in ids))


def _box(params: Item, item: Item, kind: str, own: str, described: str) -> str:
    if item.get("divider"):
        return f'<div class="govuk-{kind}__divider">{escaped(item["divider"])}</div>'
    label, hint = item.get("label") or {}, item.get("hint")
    return (
        f'<div class="govuk-{kind}__item">\n'
        f'<input class="govuk-{kind}__input" id="{own}"{_of_input(params, item, kind, own, described)}>\n'
        f'<label class="govuk-label govuk-{kind}__label{also(label.get("classes"))}"'
        f'{attributes(label.get("attributes"))} for="{own}">\n{content(item)}\n</label>\n'
        f"{_hint(hint, kind, own) if hint else ''}</div>\n{_uncovered(params, item, kind, own)}"
    )


def _of_input(params: Item, item: Item, kind: str, own: str, described: str) -> str:
    is_box = kind == "checkboxes"
    name = (item.get("name") if is_box else "") or params["name"]
    hint = f"{own}-item-hint" if item.get("hint") else ""
    # What describes the whole set is said of each box only where no fieldset carries it.
    whole = described if is_box and not params.get("fieldset") else ""
    return "".join(
        (
            f' name="{escaped(printed(name))}" type="{"checkbox" if is_box else "radio"}"',
            f' value="{escaped(printed(item.get("value")))}"',
            " checked" if chosen(item, params) else "",
            " disabled" if item.get("disabled") else "",
            f' data-aria-controls="conditional-{own}"' if _conditional(item) else "",
            _given("data-behaviour", item.get("behaviour") if is_box else ""),
            _given("aria-describedby", f"{whole} {hint}".strip()),
            attributes(item.get("attributes")),
        )
    )


def _given(name: str, value: Any) -> str:
    return f' {name}="{escaped(value)}"' if value else ""


def _hint(hint: Item, kind: str, own: str) -> str:
    classes, more = also(hint.get("classes")), attributes(hint.get("attributes"))
    return f'<div id="{own}-item-hint" class="govuk-hint govuk-{kind}__hint{classes}"{more}>{content(hint)}</div>\n'


def _conditional(item: Item) -> Any:
    return (item.get("conditional") or {}).get("html")


def _uncovered(params: Item, item: Item, kind: str, own: str) -> str:
    if not _conditional(item):
        return ""
    hidden = "" if chosen(item, params) else f" govuk-{kind}__conditional--hidden"
    return f'<div class="govuk-{kind}__conditional{hidden}" id="conditional-{own}">{content(item["conditional"])}</div>'
