"""The engagement meeting: plan, agenda, people, what happened."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Person
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Select, Text
from inspections.forms.self_evaluation import ANSWER_LIMIT
from inspections.models import AgendaItem, EngagementAttendee

MOST_MINUTES = 24 * 60


def at_ofsted() -> Any:
    return Person.objects.filter(side=Person.Side.OFSTED, suspended_at=None).order_by("name", "pk")


def minutes_field(label: str, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_MINUTES, widget=Text(width=4, suffix="minutes"), **options
    )


class MeetingForm(OnceForm):
    date = DateField(label="Day of the meeting", example="day")
    place = forms.CharField(label="Place or link", required=False, max_length=200)
    minutes = minutes_field("Length")
    chair = forms.ModelChoiceField(
        Person.objects.none(),
        label="Chair",
        help_text="Somebody at Ofsted.",
        widget=Select,
        error_messages={"required": "Select the chair", "invalid_choice": "The chair must represent Ofsted"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = at_ofsted()  # type: ignore[attr-defined]


class AgendaForm(OnceForm):
    """For each item its minutes, and whether and why it is left out; then one more."""

    mark_optional = False

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = []
        for item in items:
            names = [f"minutes_{item.pk}", f"remove_{item.pk}", f"reason_{item.pk}"]
            self.fields[names[0]] = minutes_field("Minutes", initial=item.minutes)
            self.fields[names[1]] = forms.BooleanField(
                label="Leave this item out", required=False, initial=item.removed
            )
            self.fields[names[2]] = forms.CharField(
                label="Why it is left out", required=False, max_length=300, initial=item.removed_reason, widget=Text()
            )
            groups.append((item.label, names))
        self.fields["new_label"] = forms.CharField(label="What about", required=False, max_length=300, widget=Text())
        self.fields["new_minutes"] = minutes_field("Minutes", required=False)
        groups.append(("Add an item", ["new_label", "new_minutes"]))
        self.fieldsets = groups  # type: ignore[misc]


class AttendeeForm(OnceForm):
    name = forms.CharField(label="Name", max_length=120)
    job = forms.CharField(label="What they do", required=False, max_length=120)
    reason = forms.CharField(
        label="Reason for attending", help_text="A clear reason helps to keep the meeting small.", required=False,
        max_length=300,
    )  # fmt: skip


class DelegateForm(OnceForm):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who may say who comes from Cafcass, besides the chief executive?",
        required=False,
        empty_label="Nobody else",
        widget=Select,
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class HoldForm(OnceForm):
    mark_optional = False
    held_on = DateField(label="Day on which it was held", error_messages={"required": "Enter the date of the meeting"})
    came = forms.TypedMultipleChoiceField(
        label="Who attended?", coerce=int, widget=Checkboxes(), error_messages={"required": "Select who attended"}
    )
    covered = forms.TypedMultipleChoiceField(
        label="Which items were covered?", coerce=int, required=False, widget=Checkboxes()
    )
    next_timing = forms.CharField(
        label="About when the next self-evaluation and meeting will be",
        help_text="For example, February and March 2027",
        required=False,
        max_length=120,
    )

    def __init__(
        self, *args: Any, attendees: Iterable[EngagementAttendee], items: Iterable[AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        standing = [item for item in items if not item.removed]
        self.fields["came"].choices = [(each.pk, str(each)) for each in attendees]  # type: ignore[attr-defined]
        self.fields["covered"].choices = [(item.pk, item.label) for item in standing]  # type: ignore[attr-defined]
        for item in standing:
            self.fields[f"account_{item.pk}"] = TextField(
                label=f"What was said: {item.label}",
                help_text="Facts, no judgement: the letter begins with it.",
                required=False,
                max_length=ANSWER_LIMIT,
                rows=3,
            )
        self.move_to_end("next_timing")

    def move_to_end(self, name: str) -> None:
        self.fields[name] = self.fields.pop(name)


class NoteForm(OnceForm):
    text = TextField(
        label="What should later planning know?",
        help_text="Programme decisions can cite it. Cafcass does not see it. Nothing about a child or a case.",
        max_length=ANSWER_LIMIT,
        rows=4,
    )
