"""The first meeting, arrivals, proposals, and interviews in bulk."""

from typing import Any

from django import forms

from fieldwork.forms.entries import sites
from govuk.forms import DateField, OnceForm, TextField, TimeField
from inspections.forms.plan import reason_field
from inspections.models import Inspection, Site

LINES_LIMIT = 20_000


class PasteForm(OnceForm):
    """The pasted lines. Which of the matches are taken is ticked beside them."""

    lines = TextField(
        label="Interviews, one a line",
        max_length=LINES_LIMIT,
        rows=10,
        count=False,
        help_text="Time, practitioner's role or reference, site. For example: 6 Feb 10:00, FCA 12, A1",
        error_messages={
            "required": "Paste the interviews",
            "max_length": "Paste %(limit_value)d characters or fewer at a time (these are %(show_value)d)",
        },
    )
    day = DateField(label="Day of lines that name none", required=False, example="day")


class NeedForm(OnceForm):
    """A need that somebody of the team notes; its time may be known later."""

    need = forms.CharField(
        label="What is needed", max_length=160, help_text="For example, talk to the guardian of PR-104."
    )
    with_whom = forms.CharField(label="With whom, by role", max_length=120, required=False, help_text="No names.")
    site = forms.ModelChoiceField(Site.objects.none(), label="Site", required=False, empty_label="No site")
    day = DateField(label="Day, if known", required=False)
    starts = TimeField(label="Starts", required=False)
    ends = TimeField(label="Ends", required=False)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites(inspection)  # type: ignore[attr-defined]


class ProposalForm(NeedForm):
    """A time that Cafcass proposes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].label = "What you propose"
        self.fields["need"].help_text = "For example, group of advisers of the northern teams."
        self.fields["day"].label = "Day"
        for name in ("day", "starts", "ends"):
            self.fields[name].required = True


class DeclineForm(OnceForm):
    reason = reason_field("Reason", hint="Whoever proposed it reads this, Cafcass too.")


class FirstMeetingForm(OnceForm):
    """The first meeting with the chief executive or deputy (SITE-03)."""

    day = DateField(label="Day of the meeting", example="day")
    starts = TimeField(label="Time", help_text="For example, 12:00")
    people = forms.CharField(label="Who was there, by role", max_length=200)
    place = forms.CharField(label="Place", max_length=160)
    matters_reviewed = forms.BooleanField(label="Last week's matters were gone over", required=False)
    questions_answered = forms.BooleanField(label="Open questions were answered", required=False)
    arrangements_confirmed = forms.BooleanField(
        label="Leaders confirmed that the arrangements are ready", required=False
    )
    not_ready = TextField(
        label="What is not ready, one a line",
        max_length=LINES_LIMIT // 10,
        rows=4,
        required=False,
        help_text="Begin with the code of the site. For example: A1 no room for interviews. The link person reads it.",
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {site.code.casefold(): site for site in sites(inspection)}

    def clean_not_ready(self) -> str:
        given: str = self.cleaned_data["not_ready"]
        if any(len(line) > 200 for line in given.splitlines()):
            raise forms.ValidationError("Each line must be 200 characters or fewer.")
        return given

    def arrangements(self) -> list[tuple[Site | None, str]]:
        """Each line with the site whose code begins it."""
        found = []
        for line in filter(None, (each.strip() for each in self.cleaned_data["not_ready"].splitlines())):
            first, _, rest = line.partition(" ")
            site = self.sites.get(first.strip(":,.").casefold())
            found.append((site, rest.strip() or line) if site else (None, line))
        return found


class ArrivalForm(OnceForm):
    """The meeting on arrival at a site (SITE-04)."""

    met = forms.CharField(label="Whom you met, by role", max_length=120, help_text="For example, assistant director.")
    met_at = TimeField(label="Time", help_text="For example, 13:30")
    plans_explained = forms.BooleanField(label="The team's plans for this place were explained", required=False)
