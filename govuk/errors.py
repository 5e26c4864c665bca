"""What is wrong with a form, as the error summary lists it."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet

from govuk.fields import DateField


def forms_of(context: Mapping[str, Any] | Any) -> list[BaseForm]:
    """The forms that a page's context holds as `form`, `forms` or `formset`."""
    single = [context.get("form")] if context.get("form") is not None else []
    formset = context.get("formset")
    many = [*(context.get("forms") or []), *(formset.forms if isinstance(formset, BaseFormSet) else [])]
    return [form for form in (*single, *many) if isinstance(form, BaseForm)]


def listed(form: BaseForm) -> list[dict[str, Any]]:
    """Text and link of every error: those of the whole form first, then field by field in their order."""
    if not form.is_bound:
        return []
    whole = [{"text": message} for message in form.non_field_errors()]
    return whole + [entry for field in form for entry in of_field(field)]


def of_field(field: BoundField) -> list[dict[str, Any]]:
    link = {} if field.is_hidden else {"href": f"#{first_input(field)}"}
    return [{"text": message, **link} for message in field.errors]


def first_input(field: BoundField) -> str:
    """The id of the first input of a field, which is where its error leads."""
    if not isinstance(field.field, DateField):
        return name_of(field)
    return f"{name_of(field)}_{field.field.wrong_parts(field.value())[0]}"


def name_of(field: BoundField) -> str:
    return field.auto_id or field.html_name
