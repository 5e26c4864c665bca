"""Agreeing a shared summary: why it rests on little, where it does."""

from typing import Any

from django import forms

from evidence.models.agreement import NARROW_REASON
from framework.versions import FrameworkVersion
from govuk.forms import OnceForm
from govuk.widgets import Radios


class AgreeForm(OnceForm):
    """One button; the reason is asked for only where it rests on one source or one inspector (EVID-10)."""

    mark_optional = False

    narrow_reason = forms.ChoiceField(required=False, widget=Radios(small=True))
    other_reason = forms.CharField(label="Another reason", required=False, max_length=NARROW_REASON)

    def __init__(self, *args: Any, framework: FrameworkVersion, narrow: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["narrow_reason"]
        field.label = f"Why it rests on {' and '.join(narrow)} only"
        field.choices = [(each.label, each.label) for each in framework.files.evidence.narrow_reasons]
        if not narrow:
            del self.fields["narrow_reason"], self.fields["other_reason"]

    def reason(self) -> str:
        said = self.cleaned_data
        return said.get("other_reason") or said.get("narrow_reason") or ""
