"""Sites and the way between them."""

from typing import Any

from django import forms

from govuk.forms import OnceForm, TextField
from govuk.widgets import Radios
from inspections.actions.sites import Why
from inspections.forms.plan import reason_field
from inspections.grounds import grounds
from inspections.models import Inspection, Pair, Site
from inspections.rules.sites import LONGEST_WAY


class WhyForm(OnceForm):
    """What a choice of site rests on, and the reason (OFF-10)."""

    ground = forms.ChoiceField(
        label="What does it rest on?",
        widget=Radios(),
        error_messages={"required": "Select what it rests on: the analysis, data or a line of enquiry"},
    )
    reason = reason_field("Reason", hint="Cafcass does not read this.")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(each.code, each.label) for each in grounds(inspection)]  # type: ignore[attr-defined]

    def why(self) -> Why:
        return Why(self.cleaned_data["ground"], self.cleaned_data["reason"])


class SiteForm(WhyForm):
    code = forms.CharField(label="Short code", max_length=8, help_text="For example, A1")
    name = forms.CharField(label="Name of the place", max_length=120)
    address = TextField(label="Address", rows=3, max_length=500, required=False)
    headquarters = forms.BooleanField(label="This is Cafcass's headquarters", required=False)
    pair = forms.ModelChoiceField(Pair.objects.none(), label="Pair that works there", required=False)

    field_order = ("code", "name", "address", "headquarters", "pair", "ground", "reason")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, inspection=inspection, **kwargs)
        self.fields["pair"].queryset = inspection.pairs.filter(dissolved_at=None)  # type: ignore[attr-defined]


class TravelForm(OnceForm):
    one = forms.ModelChoiceField(Site.objects.none(), label="From")
    other = forms.ModelChoiceField(Site.objects.none(), label="To")
    minutes = forms.IntegerField(label="Minutes to allow, either way", min_value=1, max_value=LONGEST_WAY)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].queryset = inspection.sites.filter(withdrawn_at=None)  # type: ignore[attr-defined]
