"""Lines of enquiry, reading, key points, readiness."""

from typing import Any

from django import forms

from accounts import clock
from accounts.models import Person
from framework.versions.shapes.judgements import Criterion
from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Checkboxes, Radios, Select
from information.models import ReadingPlan
from information.models.lines import TITLE
from inspections.forms.plan import REASON_LIMIT, reason_field

TEXT_LIMIT = 20_000


class LineForm(OnceForm):
    title = forms.CharField(label="Line of enquiry", max_length=TITLE, error_messages={"required": "Enter the line"})
    theme = forms.CharField(
        label="Theme",
        max_length=TITLE,
        help_text="Lines are grouped by theme around the priorities.",
        error_messages={"required": "Enter the theme of this line"},
    )
    priority = forms.CharField(label="Priority that it serves", max_length=TITLE, required=False)
    source = forms.CharField(
        label="Where it comes from", max_length=TITLE, required=False, help_text="For example, item 1.03 of Annex A."
    )
    how = TextField(label="How it will be followed", max_length=REASON_LIMIT, rows=3, required=False)
    information_needed = TextField(
        label="What Cafcass is asked for it",
        max_length=REASON_LIMIT,
        rows=2,
        required=False,
        help_text="Or “none”: papers are produced only where the lead asks for them.",
    )
    criteria = forms.MultipleChoiceField(label="Criteria", required=False, widget=Checkboxes(small=True))

    def __init__(self, *args: Any, criteria: tuple[Criterion, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = [(each.code, f"{each.code} {each.label}") for each in criteria]  # type: ignore[attr-defined]


class ToldForm(OnceForm):
    """The talk in which Cafcass was told of the lines."""

    day = DateField(label="Day of the talk")
    time = TimeField(label="Time", help_text="For example, 13:10")
    with_whom = forms.CharField(label="With whom", max_length=TITLE, help_text="By role. For example, chief executive.")
    # The lines that stood on the page when it was opened.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", clock.today())


class ReadingForm(OnceForm):
    kind = forms.ChoiceField(
        label="How is it read?",
        choices=ReadingPlan.Kind.choices,
        widget=Radios(),
        error_messages={"required": "Select how it is read"},
    )
    reader = forms.ModelChoiceField(
        Person.objects.none(), label="Who reads it and sums it up", required=False, widget=Select, empty_label="Nobody"
    )
    due = DateField(label="By when", required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = people  # type: ignore[attr-defined]


class ReadForm(OnceForm):
    summary = TextField(
        label="What matters in it",
        max_length=TEXT_LIMIT,
        rows=6,
        required=False,
        help_text="Needed where you read it for everybody. No names of children.",
    )


class DigestForm(OnceForm):
    text = TextField(
        label="Key points",
        max_length=TEXT_LIMIT,
        rows=14,
        help_text="It begins with every summary there is. Shorten it to what the team must know.",
        error_messages={"required": "Enter the key points"},
    )


class ReadyForm(OnceForm):
    reason = reason_field("Reason for going on site all the same", required=False, hint="Needed while points are open.")
