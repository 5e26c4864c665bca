"""What is proposed from the list, which of it is taken, and what Cafcass offers for its good practice."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Radios, Text
from information.actions.proposing import SEEDS
from information.queries.proposal import Proposed
from information.references import LONGEST
from inspections.forms.plan import REASON_LIMIT, reason_field


class ProposalForm(OnceForm):
    size = forms.IntegerField(
        label="How many children?",
        min_value=1,
        widget=Text(width=3),
        error_messages={"required": "Enter how many children", "invalid": "Enter a number"},
    )
    only_delayed = forms.BooleanField(label="Only cases with marked delay", required=False)
    seed = forms.IntegerField(
        label="Number to repeat an earlier proposal",
        min_value=0,
        max_value=SEEDS,
        required=False,
        widget=Text(width=10),
        help_text="The same number gives the same children while list and sample are the same. Empty draws a new one.",
    )


class TakeForm(OnceForm):
    references = forms.MultipleChoiceField(
        label="Children to take into the sample", error_messages={"required": "Select at least one child"}
    )

    def __init__(self, *args: Any, picks: Iterable[Proposed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [each for each in picks if not each.there]
        field = self.fields["references"]
        field.widget = Checkboxes(small=True, hints={each.reference: "; ".join(each.why) for each in free})
        field.choices = [(each.reference, f"{each.reference}: {each.described}") for each in free]  # type: ignore[attr-defined]


class CaseOfferForm(OnceForm):
    """What Cafcass offers."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=LONGEST,
        help_text="For example, PR-01. Never a name.",
        error_messages={"required": "Enter the reference of the case"},
    )
    audited_on = DateField(label="Day of your audit")
    what = TextField(
        label="What is good in it",
        max_length=REASON_LIMIT,
        rows=4,
        help_text="No names of children or relatives.",
        error_messages={"required": "Say what is good in it"},
    )


class CaseDecisionForm(OnceForm):
    decision = forms.ChoiceField(
        label="Decision",
        choices=[("accept", "It joins the sample"), ("decline", "It does not")],
        widget=Radios(),
        error_messages={"required": "Select your decision"},
    )
    reason = reason_field("Reason", required=False, hint="Needed when you decline. Cafcass reads it.")
