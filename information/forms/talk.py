"""The talk with Cafcass's analyst."""

from typing import Any

from django import forms

from accounts import clock
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes
from information.models.talk import SHORT
from inspections.forms.plan import REASON_LIMIT, reason_field


class TalkForm(OnceForm):
    day = DateField(label="Day of the talk")
    with_whom = forms.CharField(label="With whom", max_length=SHORT, help_text="By role. For example, data analyst.")
    topics = forms.MultipleChoiceField(
        label="What was talked about",
        widget=Checkboxes(small=True),
        error_messages={"required": "Select what was talked about"},
    )
    note = TextField(label="What matters of it", max_length=REASON_LIMIT, rows=4, required=False)
    reason = reason_field("Reason for another week", required=False)

    def __init__(self, *args: Any, topics: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", clock.today())
        self.fields["topics"].choices = [(each, f"{each[0].upper()}{each[1:]}") for each in topics]  # type: ignore[attr-defined]
