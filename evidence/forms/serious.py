"""Forms of a serious concern: only the words are compulsory; the rest is asked for when it is passed to Cafcass."""

from typing import Any

from django import forms

from accounts import clock
from evidence.forms.quality import words
from evidence.models import SeriousConcern
from evidence.models.serious import CASE_REF, ROLE_NAME
from govuk.forms import DateField, OnceForm, TimeField
from govuk.widgets import Radios

REF_HELP = "Case reference or initials, never a name."


def case_ref(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label="Case reference",
        max_length=CASE_REF,
        required=required,
        help_text=REF_HELP,
        error_messages={"required": "Enter the case reference or initials"},
    )


def ground(*, required: bool) -> forms.ChoiceField:
    none = [] if required else [("", "Not clear yet")]
    return forms.ChoiceField(
        label="Why it is serious",
        choices=[*none, *SeriousConcern.Ground.choices],
        required=required,
        widget=Radios(small=True),
        error_messages={"required": "Select the ground"},
    )


class ConcernForm(OnceForm):
    mark_optional = False

    text = words("What is the concern?", "Enter the concern", rows=6, hint="The lead and the QA manager are told now.")
    case_ref = case_ref(required=False)
    ground = ground(required=False)


class PassOnForm(OnceForm):
    mark_optional = False

    to_role = forms.CharField(
        label="To whom at Cafcass",
        max_length=ROLE_NAME,
        help_text="By role. For example, head of practice.",
        error_messages={"required": "Enter to whom it was passed, by role"},
    )
    day = DateField(label="Day")
    time = TimeField(label="Time", help_text="For example, 11:10")
    case_ref = case_ref(required=True)
    ground = ground(required=True)
    text = words("What was said", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = clock.london(clock.now())
        self.initial.update(day=now.date(), time=now.time())


class WithholdForm(OnceForm):
    reason = words("Why it is not passed to Cafcass", "Enter why it is not passed to Cafcass", rows=3)


class ResponseForm(OnceForm):
    text = words("Response of Cafcass", "Enter the response of Cafcass", rows=5)


class CloseForm(OnceForm):
    mark_optional = False

    text = words("Note", rows=3)
