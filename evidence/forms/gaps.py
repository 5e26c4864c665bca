"""Why a part of the scope is not covered, and why a finding is carried by no shared summary."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import Person
from evidence.forms.choices import Choice
from evidence.forms.quality import words
from govuk.forms import OnceForm
from govuk.widgets import Select


class GapForm(OnceForm):
    place = forms.ChoiceField(
        label="Area and heading", widget=Select(), error_messages={"required": "Select what is not covered"}
    )
    reason = words("Why it is not covered", "Enter why it is not covered", rows=3)

    def __init__(self, *args: Any, places: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Select an area or heading"), *places]  # type: ignore[attr-defined]


class LookForm(OnceForm):
    """Each person is a button of their own, so that one tap asks them."""

    place = forms.ChoiceField(widget=forms.HiddenInput)
    person = forms.ChoiceField(error_messages={"required": "Select who is asked"})

    def __init__(self, *args: Any, places: Sequence[Choice], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["person"].choices = [(str(each.pk), each.name) for each in people]  # type: ignore[attr-defined]


class AgreementForm(OnceForm):
    """The reason is asked for only where a finding is carried by no shared summary (EVID-15)."""

    mark_optional = False

    reason = words("Why these findings are carried by no shared summary", rows=3)

    def __init__(self, *args: Any, uncarried: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not uncarried:
            del self.fields["reason"]
