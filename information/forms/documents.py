"""What a document is, and what somebody makes of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from framework.versions.shapes.information import DocumentCategory
from framework.versions.shapes.judgements import Criterion
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Radios
from information.models import DocumentSorting

TEXT_LIMIT = 20_000
NONE = "none"


class SortingForm(OnceForm):
    category = forms.ChoiceField(
        label="What is this document?", widget=Radios(), error_messages={"required": "Select what this document is"}
    )
    audited_on = DateField(label="Date of the audit", required=False, help_text="Only for an audit.")
    action_plan = forms.ChoiceField(
        label="Did an action plan come of it?",
        choices=DocumentSorting.ActionPlan.choices,
        widget=Radios(),
        required=False,
        help_text="Only for an audit.",
    )

    def __init__(self, *args: Any, known: Iterable[DocumentCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.code, each.label) for each in known]
        self.fields["category"].choices = [*offered, (NONE, "None of these")]  # type: ignore[attr-defined]
        if not any(each.dated for each in known):
            del self.fields["audited_on"], self.fields["action_plan"]


class DocumentReviewForm(OnceForm):
    key_points = TextField(
        label="Key points",
        max_length=TEXT_LIMIT,
        rows=6,
        help_text="No names of children, families or staff.",
        error_messages={"required": "Enter the key points"},
    )
    criteria = forms.MultipleChoiceField(
        label="Criteria on which it bears",
        widget=Checkboxes(small=True),
        error_messages={"required": "Select at least one criterion on which this bears"},
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], suggested: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not criteria:
            del self.fields["criteria"]
            return
        self.fields["criteria"].choices = [(each.code, f"{each.code} {each.label}") for each in criteria]  # type: ignore[attr-defined]
        self.fields["criteria"].initial = list(suggested)
        if suggested:
            self.fields["criteria"].help_text = f"Suggested: {', '.join(suggested)}."
