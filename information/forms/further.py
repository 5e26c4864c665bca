"""Information requests, replies, offers and decisions on them."""

from typing import Any

from django import forms

from accounts import clock
from files.checking import TAKEN
from files.uploading import FilesField
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Radios, Select
from information.models import FurtherRequest, LineOfEnquiry
from information.models.further import TITLE
from inspections.forms.plan import REASON_LIMIT, reason_field

TEXT_LIMIT = 20_000


class RequestForm(OnceForm):
    kind = forms.ChoiceField(
        label="What is it about?",
        choices=FurtherRequest.Kind.choices,
        widget=Radios(),
        error_messages={"required": "Select what it is about"},
    )
    case_ref = forms.CharField(
        label="Reference of the case", max_length=40, required=False, help_text="Only about one child. No name."
    )
    child_reason = forms.ChoiceField(label="Why more about this child?", widget=Radios(), required=False)
    line = forms.ModelChoiceField(
        LineOfEnquiry.objects.none(),
        label="Line of enquiry that it serves",
        required=False,
        widget=Select,
        empty_label="None",
        help_text="Cafcass does not read this.",
    )
    what = TextField(
        label="What we ask for",
        max_length=REASON_LIMIT,
        rows=3,
        help_text="Cafcass reads this, once the lead has agreed it.",
        error_messages={"required": "Enter what we ask for"},
    )
    reason = reason_field("Why it is needed", hint="For the lead. Cafcass does not read this.")

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child_reason"].choices = reasons  # type: ignore[attr-defined]
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]


class ReplyForm(OnceForm):
    leader = forms.CharField(
        label="Who answers",
        max_length=120,
        help_text="The senior leader’s role. For example, director of operations.",
        error_messages={"required": "Enter the role of the senior leader who answers"},
    )
    text = TextField(label="Answer", max_length=TEXT_LIMIT, rows=6, required=False)
    documents = FilesField(label="Files", required=False, help_text=TAKEN)


class ViewForm(OnceForm):
    text = TextField(
        label="Your view after the reply",
        max_length=TEXT_LIMIT,
        rows=5,
        error_messages={"required": "Enter your view after the reply"},
    )


class OfferForm(OnceForm):
    title = forms.CharField(label="What you offer", max_length=TITLE, error_messages={"required": "Say what you offer"})
    reason = TextField(
        label="Why it is relevant to the inspection",
        max_length=REASON_LIMIT,
        rows=4,
        error_messages={"required": "Say why it is relevant to the inspection"},
    )
    documents = FilesField(label="The file, if you have it", required=False, help_text=TAKEN)


class OfferDecisionForm(OnceForm):
    decision = forms.ChoiceField(
        label="Decision",
        choices=[("accept", "It becomes part of the evidence"), ("decline", "It does not")],
        widget=Radios(),
        error_messages={"required": "Select your decision"},
    )
    discussed_on = DateField(label="Day of the talk with Cafcass")
    reason = reason_field("Reason", required=False, hint="Needed when you decline. Cafcass reads it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("discussed_on", clock.today())
