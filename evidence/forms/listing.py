"""What a reader may narrow a list by."""

from collections.abc import Sequence
from typing import Any

from django import forms

from evidence import headings
from evidence.forms.choices import Choice, finding_choices, place_choices
from framework.versions import FrameworkVersion
from govuk.forms import GovukForm


class ListFilter(GovukForm):
    """Read from the address; an unknown value narrows nothing and is said beside its field."""

    mark_optional = False

    whose = forms.ChoiceField(label="Whose", required=False)
    place = forms.ChoiceField(label="Area and heading", required=False)
    finding = forms.ChoiceField(label="What it points to", required=False, choices=finding_choices("Anything"))

    line = forms.ChoiceField(label="Line of enquiry", required=False)

    def __init__(
        self,
        *args: Any,
        framework: FrameworkVersion,
        people: Sequence[Choice],
        lines: Sequence[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        line: Any = self.fields["line"]
        line.choices = [("", "All"), *lines]
        if not lines:
            del self.fields["line"]
        whose: Any = self.fields["whose"]
        whose.choices = [("", "Everybody's"), *people]
        place: Any = self.fields["place"]
        place.choices = place_choices(framework, "All")

    def wanted(self) -> dict[str, Any]:
        """The filters that hold, by the names that queries.documents.filtered knows."""
        if not self.is_valid():
            return {}
        area, heading = headings.parse(self.cleaned_data["place"])
        return {**self.cleaned_data, "area": area, "heading": heading}
