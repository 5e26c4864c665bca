"""From a Django form to the Design System's markup, by way of crispy's layouts."""

from collections.abc import Callable, Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from govuk import errors, params
from govuk.choices import attributes
from govuk.drawing import draw
from govuk.fields import DateField
from govuk.widgets import DATE_PARTS, DateInput

# What the browser would do with these (cut off, refuse to send) loses text; the form refuses instead, in words.
# The count shows once so many per cent of the limit are used: before that it is only noise.
COUNT_FROM = 75
NOT_IN_MARKUP = {"class", "id", "maxlength", "minlength", "required", "rows", "cols", "step", "min", "max", "multiple"}


def helper_of(form: BaseForm) -> FormHelper:
    return getattr(form, "helper", None) or FormHelper(form)


def render_form(context: Context, form: BaseForm, submit: str, **options: Any) -> SafeString:
    if ungrouped(form):
        return whole(context, form, submit, **options)
    helper = helper_of(form)
    helper.form_method = options.get("method", "post")
    helper.attrs = {**helper.attrs, "novalidate": True}
    if options.get("action"):
        helper.attrs["action"] = options["action"]
    helper.submit = params.button(
        submit, kind=options.get("kind", ""), name=options.get("submit_name", ""), value=options.get("submit_value", "")
    )
    helper.cancel = options.get("cancel", "")
    return render_crispy_form(form, helper, context.flatten())


def ungrouped(form: BaseForm) -> bool:
    """Whether the fields simply follow each other, as in most forms: then there is nothing to lay out."""
    return not getattr(form, "fieldsets", ())


def whole(context: Context, form: BaseForm, submit: str, **options: Any) -> SafeString:
    """The form of a form page, one field after the other."""
    action = options.get("action")
    given = {
        "form": form,
        "fields": in_turn(form),
        "form_tag": True,
        "form_method": options.get("method", "post"),
        "flat_attrs": params_of_form({"action": action} if action else {}),
        "csrf_token": context.get("csrf_token"),
        "submit": params.button(
            submit,
            kind=options.get("kind", ""),
            name=options.get("submit_name", ""),
            value=options.get("submit_value", ""),
        ),
        "cancel": options.get("cancel", ""),
    }
    return mark_safe(get_template("govuk/whole_uni_form.html").render(given))


def params_of_form(more: dict[str, Any]) -> SafeString:
    return attributes({**more, "novalidate": {"value": True, "optional": True}})


def in_turn(form: BaseForm) -> SafeString:
    return mark_safe("\n".join(render_field(field) for field in form))


def render_fields(context: Context, form: BaseForm) -> SafeString:
    if ungrouped(form):
        return in_turn(form)
    helper = helper_of(form)
    helper.form_tag, helper.disable_csrf = False, True
    return render_crispy_form(form, helper, context.flatten())


def render_field(field: BoundField, label_size: str = "s", heading: bool = False) -> SafeString:
    """One field with label, hint and error beside it."""
    if field.is_hidden:
        return hidden(field)
    name, given = drawing(field)(field, {"classes": f"-{label_size}", "isPageHeading": heading})
    return draw(name, given)


def hidden(field: BoundField) -> SafeString:
    """A hidden input. A widget of its own kind (several values, say) draws itself."""
    if type(field.field.widget) is not forms.HiddenInput:
        return mark_safe(str(field))
    value = shown_value(field)
    given = {"value": {"value": value, "optional": True}, "id": field.auto_id or None}
    more = attributes({name: each for name, each in given.items() if each is not None})
    return format_html('<input type="hidden" name="{}"{}>', field.html_name, more)


Drawing = Callable[[BoundField, dict[str, Any]], tuple[str, dict[str, Any]]]


def drawing(field: BoundField) -> Drawing:
    """How this field is drawn. Checkboxes come before radios because Django makes them a kind of radios."""
    widget = field.field.widget
    return next(draw for kind, draw in DRAWINGS if isinstance(widget, kind))


def shared(field: BoundField) -> dict[str, Any]:
    """What every control has: its name and id, hint, error and further attributes."""
    name = errors.name_of(field)
    widget = field.field.widget
    return {
        "id": name,
        "name": field.html_name,
        "hint": params.text_or_html(field.help_text) if field.help_text else None,
        "errorMessage": {"html": in_lines(field.errors)} if field.errors else None,
        "disabled": field.field.disabled,
        "classes": widget.attrs.get("class", ""),
        "attributes": {key: value for key, value in widget.attrs.items() if key not in NOT_IN_MARKUP},
    }


def in_lines(messages: Iterable[Any]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((message,) for message in messages))


def label_text(field: BoundField) -> Any:
    marked = getattr(field.form, "mark_optional", False) and not field.field.required
    return format_html("{} (optional)", field.label) if marked else field.label


def label(field: BoundField, title: dict[str, Any]) -> dict[str, Any]:
    return {**params.text_or_html(label_text(field)), **title, "classes": f"govuk-label-{title['classes']}"}


def legend(field: BoundField, title: dict[str, Any]) -> dict[str, Any]:
    words = {**params.text_or_html(label_text(field)), **title, "classes": f"govuk-fieldset__legend-{title['classes']}"}
    return {"legend": words}


def shown_value(field: BoundField) -> Any:
    """The value as its widget writes it, or what was typed."""
    return field.field.widget.format_value(field.value())


def text_input(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    widget, given = field.field.widget, shared(field)
    width, number = getattr(widget, "width", 0), isinstance(widget, forms.NumberInput)
    given["classes"] = params.joined(given["classes"], f"govuk-input--width-{width}" if width else "")
    return "input", {
        **given,
        "label": label(field, title),
        "type": "text" if number else getattr(widget, "input_type", "text"),
        "inputmode": "numeric" if number else None,
        "value": None if isinstance(widget, forms.PasswordInput) else shown_value(field),
        "prefix": params.affix(getattr(widget, "prefix", "")),
        "suffix": params.affix(getattr(widget, "suffix", "")),
    }


def text_area(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    widget, limit = field.field.widget, getattr(field.field, "max_length", None)
    given = {
        **shared(field),
        "label": label(field, title),
        "value": shown_value(field),
        "rows": widget.attrs.get("rows"),
        "spellcheck": True,
    }
    if getattr(widget, "count", False) and limit:
        return "textarea", params.character_count({**given, "maxlength": limit, "threshold": COUNT_FROM})
    return "textarea", given


def file_upload(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    many = getattr(field.field.widget, "allow_multiple_selected", False)
    return "file-upload", {**shared(field), "label": label(field, title), "multiple": many}


def date_input(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    value = field.value()
    typed = value if isinstance(value, list) else field.field.widget.decompress(value)
    wrong = field.field.wrong_parts(value) if field.errors and isinstance(field.field, DateField) else []
    items = [date_part(field, part, text, part in wrong) for part, text in zip(DATE_PARTS, typed, strict=True)]
    return "date-input", {**shared(field), "fieldset": legend(field, title), "items": items}


def date_part(field: BoundField, part: str, text: Any, wrong: bool) -> dict[str, Any]:
    width = f"govuk-input--width-{4 if part == 'year' else 2}"
    return {
        "name": part,
        "id": f"{errors.name_of(field)}_{part}",
        "full_name": f"{field.html_name}_{part}",
        "classes": params.joined(width, "govuk-input--error" if wrong else ""),
        "value": text if text is not None else "",
    }


def options_of(field: BoundField) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The widget's own groups of options: (name of the group or None, options)."""
    widget = field.field.widget
    chosen = set(widget.format_value(field.value()))
    groups: list[tuple[Any, list[dict[str, Any]]]] = []
    for value, label in widget.choices:
        grouped = isinstance(label, list | tuple)
        inner = label if grouped else [(value, label)]
        groups.append((value if grouped else None, [option(widget, chosen, *each) for each in inner]))
    return groups


def option(widget: Any, chosen: set[str], value: Any, label: Any) -> dict[str, Any]:
    """One choice. Of one value only the first is chosen, as a browser would have it."""
    code = "" if value is None else str(value)
    selected = code in chosen
    if selected and not widget.allow_multiple_selected:
        chosen.discard(code)
    return {"value": code, "label": label, "selected": selected}


def select(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for group, options in options_of(field):
        drawn = [select_option(option) for option in options]
        items += [{"group": group, "options": drawn}] if group else drawn
    given = {**shared(field), "label": label(field, title), "items": items}
    if getattr(field.field.widget, "allow_multiple_selected", False):
        given["attributes"] = {**given["attributes"], "multiple": {"value": True, "optional": True}}
    return "select", given


def select_option(option: dict[str, Any]) -> dict[str, Any]:
    text = "Choose one" if option["value"] == "" and not str(option["label"]).strip("-") else option["label"]
    return {"value": str(option["value"]), "text": text, "selected": option["selected"]}


def choices(field: BoundField, title: dict[str, Any], name: str) -> tuple[str, dict[str, Any]]:
    widget = field.field.widget
    items = [item for group, options in options_of(field) for item in group_items(widget, group, options)]
    sizes = [f"govuk-{name}--{size}" for size in ("inline", "small") if getattr(widget, size, False)]
    given = {**shared(field), "idPrefix": errors.name_of(field), "fieldset": legend(field, title), "items": items}
    return name, {**given, "classes": params.joined(given["classes"], *sizes)}


def group_items(widget: Any, group: Any, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    drawn = [choice(widget, option) for option in options if str(option["value"]) or str(option["label"]).strip("-")]
    return [{"divider": group}, *drawn] if group else drawn


def choice(widget: Any, option: dict[str, Any]) -> dict[str, Any]:
    hint = getattr(widget, "hints", {}).get(str(option["value"]))
    return {
        **params.text_or_html(option["label"]),
        "value": str(option["value"]),
        "checked": option["selected"],
        "hint": params.text_or_html(hint) if hint else None,
    }


def radios(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return choices(field, title, "radios")


def checkboxes(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return choices(field, title, "checkboxes")


def tick_box(field: BoundField, title: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """One box that is its own question: its label stands beside it and its hint belongs to it."""
    given = shared(field)
    item = {**params.text_or_html(field.label), "value": "on", "checked": bool(field.value()), "hint": given["hint"]}
    return "checkboxes", {**given, "hint": None, "idPrefix": given["id"], "items": [item]}


DRAWINGS: tuple[tuple[type, Drawing], ...] = (
    (forms.CheckboxSelectMultiple, checkboxes),
    (forms.RadioSelect, radios),
    (forms.Select, select),
    (forms.CheckboxInput, tick_box),
    (forms.Textarea, text_area),
    (forms.FileInput, file_upload),
    (DateInput, date_input),
    (forms.Widget, text_input),
)
