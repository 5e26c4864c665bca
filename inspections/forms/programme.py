"""Programme decisions, programme concerns, and weeks in a closed season."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from accounts import clock
from accounts.models import Person
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Radios
from govuk.wording import speak_plainly
from inspections import kinds
from inspections.forms.plan import reason_field
from inspections.intelligence import Offer
from inspections.models import IntelligenceItem, ProgrammeConcern, ProgrammeDecision
from inspections.models.programme import TITLE
from inspections.rules.programme import FOR_A_CONCERN
from inspections.wording import spoken

# A case for or against is a page, not a book.
LIMIT, HINT = 5000, 400
FREE = (1, 2, 3)
FREE_PARTS = {
    "kind": "Select the kind of intelligence",
    "source": "Enter the source",
    "day": "Enter the date",
    "summary": "Enter a summary",
}
Kind = IntelligenceItem.Kind
# What nobody announces, and so is typed.
FREE_KINDS = (Kind.COMPLAINTS, Kind.REVIEW, Kind.DATA, Kind.SELF_EVALUATION, Kind.ENGAGEMENT, Kind.OTHER)

FREE_GROUPS = tuple(
    (f"Further intelligence, {number} of {len(FREE)}", tuple(f"free_{number}_{part}" for part in FREE_PARTS))
    for number in FREE
)


def text(label: str, *, hint: str = "", required: bool = False, error: str = "", rows: int = 4) -> TextField:
    messages = {"required": error} if error else None
    return TextField(
        label=label, max_length=LIMIT, rows=rows, required=required, help_text=hint, error_messages=messages
    )


class Offers(forms.MultipleChoiceField):
    """Not marked optional, yet empty where all that a decision rests on is typed: the action asks for at least one."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class FreeItems(OnceForm):
    """Places for intelligence that nobody announces: a kind, a source, a day and a summary each, or nothing."""

    def add_places(self) -> None:
        for number in FREE:
            kinds_ = [("", "Nothing here"), *((kind.value, kind.label) for kind in FREE_KINDS)]
            added = {
                "kind": forms.ChoiceField(label="Kind", choices=kinds_, required=False),
                "source": forms.CharField(label="Source", max_length=TITLE, required=False),
                "day": DateField(label="Date", required=False),
                "summary": text("Summary", rows=2),
            }
            for part, field in added.items():
                speak_plainly(f"free_{number}_{part}", field)
                self.fields[f"free_{number}_{part}"] = field

    def places(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Those in which something was typed."""
        for number in FREE:
            typed = {part: self.cleaned_data.get(f"free_{number}_{part}") for part in FREE_PARTS}
            if any(typed.values()):
                yield number, typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number, typed in self.places():
            for part, sentence in FREE_PARTS.items():
                name = f"free_{number}_{part}"
                if not typed[part] and name not in self.errors:
                    self.add_error(name, sentence)
            if typed["day"] and typed["day"] > clock.today():
                self.add_error(f"free_{number}_day", "This day has not come yet")
        return cleaned

    def typed(self) -> list[Offer]:
        return [Offer("", **item) for _, item in self.places()]


class DecisionForm(FreeItems):
    fieldsets = (
        ("The decision", ("title", "outcome", "grounds")),
        ("What was weighed", ("weighed", "case_for_inspection", "case_for_visit")),
        ("What it rests on", ("items", "still_needed")),
        *FREE_GROUPS,
    )
    title = forms.CharField(
        label="What is decided, in a few words",
        max_length=TITLE,
        help_text="For example, focused visit on private law delay",
        error_messages={"required": "Enter what is decided"},
    )
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=ProgrammeDecision.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Select what was decided"},
    )
    grounds = text(
        "Grounds and reasons", required=True, error="Enter the grounds and reasons for this decision", rows=6
    )
    weighed = text(
        "How earlier activities and their outcomes were weighed",
        required=True,
        error="Enter how earlier activities and their outcomes were weighed",
    )
    case_for_inspection = text("The case for an inspection", required=True, error="Enter the case for an inspection")
    case_for_visit = text("The case for a focused visit", required=True, error="Enter the case for a focused visit")
    items = Offers(
        label="Intelligence relied on",
        widget=Checkboxes,
        help_text="At least one piece: tick it here, or write it down as further intelligence below.",
    )
    still_needed = text(
        "Why it is still needed",
        hint="Only where the decision rests on nothing but what Cafcass itself reported, with a credible plan.",
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], about_concern: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_places()
        self.offers = {offer.key: offer for offer in offers}
        items: Any = self.fields["items"]
        items.choices = [(key, f"{offer.kind_label}: {offer.source}") for key, offer in self.offers.items()]
        items.widget.hints = {key: _hint(offer) for key, offer in self.offers.items()}
        items.error_messages["invalid_choice"] = "That piece of intelligence is not on offer any more"
        if not self.offers:
            del self.fields["items"]
        if not any(offer.credible_plan for offer in self.offers.values()):
            del self.fields["still_needed"]
        if about_concern:
            if self.offers:
                self.fields["items"].help_text = "The programme concern itself counts as one piece."
            self.fields["outcome"].choices = [  # type: ignore[attr-defined]
                (each.value, each.label) for each in FOR_A_CONCERN
            ]
        else:
            del self.fields["case_for_inspection"], self.fields["case_for_visit"]

    def chosen(self) -> list[Offer]:
        """The offers that were ticked, as they stand now, and what was typed."""
        return [self.offers[key] for key in self.cleaned_data.get("items", ())] + self.typed()


def _hint(offer: Offer) -> str:
    told = f"{spoken(offer.day)}. {offer.summary}"
    plan = " Cafcass has a credible plan: this counts as effective leadership." if offer.credible_plan else ""
    return (told if len(told) <= HINT else f"{told[: HINT - 1]}…") + plan


class ConcernForm(OnceForm):
    source = forms.CharField(
        label="Source", max_length=TITLE, help_text="For example, letter from a judge, whistle-blower, complaints"
    )
    raised_on = DateField(label="Date on which it arose", example="day")
    summary = text("Summary", required=True, error="Enter a summary", hint="No child's name.")
    risk = text("Risk to children", required=True, error="Enter what risk to children there is")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].error_messages["required"] = "Enter the source"


class ConcernChangeForm(ConcernForm):
    status = forms.ChoiceField(
        label="Status",
        choices=[each for each in ProgrammeConcern.Status.choices if each[0] != ProgrammeConcern.Status.CLOSED],
        widget=Radios,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentence = "A programme concern is closed only through a decision"
        self.fields["status"].error_messages["invalid_choice"] = sentence


class ConcernField(forms.ModelChoiceField):
    def label_from_instance(self, concern: Any) -> str:
        return f"{concern.ref}: {concern.source}"


class SeasonForm(OnceForm):
    kind = forms.ChoiceField(label="Kind of activity", widget=Radios)
    onsite_week = DateField(label="Monday of the first on-site week", example="monday")
    concern = ConcernField(
        ProgrammeConcern.objects.none(),
        label="Programme concern",
        required=False,
        help_text="Needed for days on site in August.",
        empty_label="None",
    )
    reason = reason_field("Your reason")

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (each.code, each.label) for each in kinds.plannable()
        ]
        self.fields["concern"].queryset = ProgrammeConcern.objects.all()  # type: ignore[attr-defined]
