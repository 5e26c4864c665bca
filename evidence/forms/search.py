"""What a reader searches the record by."""

from collections.abc import Sequence
from typing import Any

from django import forms

from evidence import headings
from evidence.forms.choices import Choice, place_choices
from framework.versions import FrameworkVersion
from govuk.forms import DateField, GovukForm

# As much as somebody types into one line; a whole page pasted by mistake is no question.
LONGEST = 200


class SearchForm(GovukForm):
    """Read from the address. Whatever is given narrows; nothing given finds nothing."""

    mark_optional = False

    q = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        help_text="Found where every word stands, also at the beginning of a longer word. For example, PR-104 letter.",
    )
    source = forms.CharField(label="Words of the source", required=False, max_length=LONGEST)
    place = forms.ChoiceField(label="Area and heading", required=False)
    whose = forms.ChoiceField(label="Whose", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    day = DateField(label="Day", required=False)

    def __init__(
        self, *args: Any, framework: FrameworkVersion, people: Sequence[Choice], kinds: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "place": place_choices(framework, "All"),
            "whose": [("", "Everybody's"), *people],
            "kind": [("", "Everything"), *kinds],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was given, by the names that queries.search.found knows; empty where nothing was, or nothing holds."""
        if not self.is_valid():
            return {}
        area, heading = headings.parse(self.cleaned_data["place"])
        given = {**self.cleaned_data, "area": area, "heading": heading}
        given.pop("place")
        return {name: value for name, value in given.items() if value}
