"""What a form says when it refuses, made from the field's label: "Enter the title", not "This field is required"."""

from typing import Any

from django import forms
from django.forms.utils import pretty_name

from govuk.fields import DateField, TextField, TimeField, refuse_control_characters

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)
DJANGO = {**forms.Field.default_error_messages, **forms.FileField.default_error_messages}
DJANGO_REQUIRED = {str(forms.Field.default_error_messages["required"]), "Enter the date", "Enter the time"}


def in_sentence(label: str) -> str:
    """The label as it stands inside a sentence: "Date of the call" → "date of the call", "QA manager" unchanged."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def speak_plainly(name: str, field: forms.Field) -> None:
    """Gives a field its label and sentences, leaving alone those that its form wrote itself."""
    field.label = field.label if field.label is not None else pretty_name(name)
    label = str(field.label).rstrip("?:").replace("%", "%%")
    keep_to_one_line(field)
    if isinstance(field, DateField):
        field.show_example()
    if str(field.error_messages.get("required")) in DJANGO_REQUIRED:
        field.error_messages["required"] = required_sentence(field, label).replace("%%", "%")
    for code, sentence in sentences(field, label).items():
        field.error_messages[code] = field.error_messages[code] if is_own(field, code) else sentence


def keep_to_one_line(field: forms.Field) -> None:
    """Lines of text refuse control characters; a password is what it is, and long texts are taken as they come."""
    plain = isinstance(field, forms.CharField) and not isinstance(field, TextField)
    if plain and not isinstance(field.widget, (forms.Textarea, forms.PasswordInput)):
        field.validators = [*field.validators, refuse_control_characters]


def is_own(field: forms.Field, code: str) -> bool:
    """Whether the form wrote this sentence itself: it differs from every default of the field's classes."""
    defaults = [vars(kind).get("default_error_messages", {}).get(code) for kind in type(field).__mro__]
    return code in field.error_messages and field.error_messages[code] not in defaults


def required_sentence(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick the box: {label}"
    verb = "Select" if isinstance(field, (*CHOICES, forms.FileField)) else "Enter"
    return f"{verb} {in_sentence(label)}"


def sentences(field: forms.Field, label: str) -> dict[str, str]:
    said = {
        "max_length": f"{label} must be %(limit_value)d characters or fewer (it is %(show_value)d)",
        "min_length": f"{label} must be %(limit_value)d characters or more (it is %(show_value)d)",
        "control_characters": f"{label} must be on one line, without control characters",
        "null_characters_not_allowed": f"{label} contains a character that cannot be stored (the null character)",
    }
    if isinstance(field, CHOICES):
        said = {"invalid_choice": f"Select {in_sentence(label)} from the list"}
    elif isinstance(field, forms.IntegerField):
        said = {"invalid": f"{label} must be a whole number"}
    elif isinstance(field, forms.FileField):
        said = {"empty": "The file is empty", "invalid": "Select a file to upload"}
    elif isinstance(field, TimeField):
        said = {"invalid": f"{label} must be a time, such as 10:40"}
    return said if not isinstance(field, DateField) else {}


def translated(field: forms.Field) -> forms.Field:
    """Our own field in place of Django's plain date, time and text area, as a model form makes them."""
    shared: dict[str, Any] = {
        "required": field.required,
        "label": field.label,
        "help_text": field.help_text,
        "initial": field.initial,
        "disabled": field.disabled,
    }
    if type(field) is forms.DateField:
        return DateField(**shared)
    if type(field) is forms.TimeField:
        return TimeField(**shared)
    if type(field) is forms.CharField and type(field.widget) is forms.Textarea:
        return TextField(**shared, max_length=field.max_length, strip=field.strip)
    return field
