"""A quick reason: one of four that are ready, or another in words."""

from typing import Any

from django import forms

from fieldwork.days import FieldDays
from govuk.forms import OnceForm, TextField
from govuk.widgets import Radios
from inspections.forms.plan import REASON_LIMIT

OTHER = "other"


class QuickReason(OnceForm):
    """`chosen_reason()` is the text, "" for none. The reasons come from the framework's settings."""

    reason = forms.ChoiceField(
        label="Reason", widget=Radios, required=False, help_text="Only where a rule asks for one."
    )
    reason_other = TextField(label="Another reason", max_length=REASON_LIMIT, rows=2, required=False)

    def __init__(self, *args: Any, days: FieldDays, given: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ready = days.settings.diary.quick_reasons
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            *((each, each) for each in ready),
            (OTHER, "Another reason"),
        ]
        if given:
            self.initial.setdefault("reason", given if given in ready else OTHER)
            self.initial.setdefault("reason_other", "" if given in ready else given)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("reason") == OTHER and not given.get("reason_other") and "reason_other" not in self.errors:
            self.add_error("reason_other", "Enter the other reason")
        return given

    def chosen_reason(self) -> str:
        given = self.cleaned_data
        ready = given.get("reason", "")
        return str(given.get("reason_other", "") if ready in (OTHER, "") else ready)
