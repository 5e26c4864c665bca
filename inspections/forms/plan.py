"""Planning, renaming, cancelling."""

from typing import Any

from django import forms

from accounts import clock
from accounts.access import Role
from accounts.gate import standing_roles
from accounts.models import Person
from govuk import words
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Radios
from inspections import kinds
from inspections.models import ProgrammeDecision
from inspections.models.programme import TITLE
from inspections.rules.programme import open_decisions, reads_decisions
from inspections.rules.seasons import Agreement

# A reason is a paragraph or two; the record keeps it for good.
REASON_LIMIT = 2000


def reason_field(label: str, *, required: bool = True, hint: str = "") -> TextField:
    return TextField(
        label=label,
        max_length=REASON_LIMIT,
        rows=3,
        required=required,
        help_text=hint,
        error_messages={"required": "Enter a reason"},
    )


def inspectors() -> Any:
    """Everybody at Ofsted who is an inspector and not suspended."""
    people = Person.objects.filter(side=Person.Side.OFSTED, suspended_at=None)
    return people.exclude(grade=Person.Grade.NONE).order_by("name", "pk")


FOLLOWS = "Programme decision it follows from"
AGREED = ("agreed_who", "agreed_on", "agreed_how")


class AgreementForm(OnceForm):
    """Cafcass's agreement to a focused visit in August, wherever a week is chosen (PROG-12)."""

    agreed_who = forms.CharField(
        label="Who at Cafcass agreed to August",
        max_length=TITLE,
        required=False,
        help_text="For example, chief executive",
    )
    agreed_on = DateField(label="Date on which Cafcass agreed", required=False)
    agreed_how = forms.CharField(
        label="How Cafcass agreed", max_length=TITLE, required=False, help_text="For example, by letter"
    )

    def agreement(self) -> Agreement:
        who, on, how = (self.cleaned_data.get(name) for name in AGREED)
        return Agreement(who or "", on, how or "")

    def without_agreement(self) -> None:
        """Takes the three away where nothing asks for them and nothing was typed in them."""
        typed = [self[name].value() for name in AGREED]
        if not any(any(value) if isinstance(value, list) else value for value in typed):
            for name in AGREED:
                del self.fields[name]


class DecisionChoice(forms.ModelChoiceField):
    """Programme decisions, each with what was decided and when: titles alone are alike.

    Any decision is taken, not only those on offer: a form that is sent twice names one that its first sending used up,
    and whether one is still free is the rule's question.
    """

    def to_python(self, value: Any) -> ProgrammeDecision | None:
        any_decision = forms.ModelChoiceField(ProgrammeDecision.objects.all(), error_messages=self.error_messages)
        found: ProgrammeDecision | None = any_decision.to_python(value)
        return found

    def label_from_instance(self, decision: ProgrammeDecision) -> str:
        on = words.day(clock.london(decision.decided_at).date())
        return f"{decision.title} ({decision.get_outcome_display().lower()}, {on})"


class PlanForm(AgreementForm):
    """What a plan is made from. `seen` says which timetable the person was shown before saving.

    `decision` is the programme decision from which it is planned; those who may read decisions pick one of those
    from which nothing is planned yet.
    """

    kind = forms.ChoiceField(label="Kind of activity", widget=Radios)
    title = forms.CharField(label="Title", max_length=160, help_text="With its year, to tell it from the next one")
    onsite_week = DateField(
        label="Monday of the first on-site week",
        help_text="Even if that Monday is a bank holiday.",
        example="monday",
    )
    lead = forms.ModelChoiceField(Person.objects.none(), label="Lead inspector", required=False)
    reason = reason_field("Reason", required=False, hint="Only where a warning about the timetable asks for one.")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    decision = DecisionChoice(
        ProgrammeDecision.objects.none(),
        required=False,
        label=FOLLOWS,
        help_text="Listed are those from which nothing is planned yet. It can be said later too.",
    )
    field_order = ("decision", "kind", "title", "onsite_week", "lead", "reason", *AGREED)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choices = [  # type: ignore[attr-defined]
            (each.code, each.label) for each in kinds.plannable()
        ]
        kind.error_messages["invalid_choice"] = "'%(value)s' is not one of the kinds of activity allowed"
        self.fields["lead"].queryset = inspectors()  # type: ignore[attr-defined]
        if reads_decisions(by):
            self.fields["decision"].queryset = open_decisions()  # type: ignore[attr-defined]
        else:
            del self.fields["decision"]
        if Role.SCHEDULER not in standing_roles(by):
            self.fields["lead"].initial = by.pk
            self.fields["lead"].help_text = "You can plan only what you lead yourself."

    def shown(self) -> str:
        """What the timetable on the page depends on."""
        return f"{self.cleaned_data['kind']} {self.cleaned_data['onsite_week']}"


class PlannedFromForm(OnceForm):
    """Which decision a plan follows from, where it was planned without one: those for its kind."""

    decision = DecisionChoice(ProgrammeDecision.objects.none(), label=FOLLOWS)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = open_decisions().filter(outcome=kind)  # type: ignore[attr-defined]


class TitleForm(OnceForm):
    title = forms.CharField(label="Title", max_length=160)


class ReasonForm(OnceForm):
    reason = reason_field("Reason")


class WeekForm(AgreementForm):
    onsite_week = DateField(label="Monday of the first on-site week", example="monday")
    reason = reason_field("Reason for the change")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("onsite_week", "reason", *AGREED)
