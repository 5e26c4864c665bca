"""Why something did not take place before fieldwork ended."""

from collections.abc import Sequence
from typing import Any

from django import forms

from govuk.forms import OnceForm
from govuk.widgets import Select
from inspections.forms.plan import reason_field


class CloseReasonForm(OnceForm):
    matter = forms.ChoiceField(
        label="What did not take place", widget=Select(), error_messages={"required": "Select what did not take place"}
    )
    reason = reason_field("Why")

    def __init__(self, *args: Any, matters: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [("", "Select"), *matters]  # type: ignore[attr-defined]
