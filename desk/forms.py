"""Forms of the log of rights requests and of retention."""

from typing import Any

from django import forms

from accounts import clock
from desk.models import RightsRequest
from desk.retention import MOST_YEARS
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Radios

LONGEST = 2_000


class RightsRequestForm(OnceForm):
    received_on = DateField(label="Received on")
    kind = forms.ChoiceField(
        label="What is asked",
        choices=RightsRequest.Kind.choices,
        widget=Radios(),
        error_messages={"required": "Select what is asked"},
    )
    about = forms.CharField(
        label="Where the request is",
        max_length=200,
        help_text="For example, its number in the mailbox. No name.",
        error_messages={"required": "Enter where the request is"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", clock.today())


class RightsAnswerForm(OnceForm):
    answered_on = DateField(label="Answered on")
    text = TextField(
        label="What was answered",
        rows=4,
        max_length=LONGEST,
        help_text="In a sentence or two. No name.",
        error_messages={"required": "Enter what was answered"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answered_on", clock.today())


class RetentionPeriodForm(OnceForm):
    years = forms.IntegerField(
        label="Years after the activity ended",
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
        help_text="As the privacy notice says. Empty means no end.",
        error_messages={"invalid": "Enter a whole number of years"},
    )


class RetentionDeletionForm(OnceForm):
    reason = TextField(
        label="Why it is deleted",
        rows=3,
        max_length=LONGEST,
        help_text="Kept with the deletion. No content and no name.",
        error_messages={"required": "Enter why it is deleted"},
    )
    sure = forms.BooleanField(
        label="Nothing of it is needed any more", error_messages={"required": "Confirm that it is deleted for good"}
    )
