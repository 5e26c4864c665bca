"""Forms of quality assurance. What the QA manager picks is checked by the action, which can say why not."""

from typing import Any

from django import forms

from accounts import clock
from evidence.forms.choices import place_choices
from evidence.models import Challenge, QAPlan
from evidence.rules import TEXT_LIMIT
from framework.versions import FrameworkVersion
from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Radios, Select

YES_NO = (("yes", "Yes"), ("no", "No"))


def words(label: str, required: str = "", *, rows: int = 4, hint: str = "") -> TextField:
    """A text of some lines; compulsory where there is a sentence for the empty one."""
    return TextField(
        label=label,
        rows=rows,
        max_length=TEXT_LIMIT,
        count=False,
        help_text=hint,
        required=bool(required),
        error_messages={"required": required} if required else None,
    )


def yes_no(label: str, required: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YES_NO, widget=Radios(inline=True), error_messages={"required": required}
    )


class ChallengeForm(OnceForm):
    mark_optional = False

    document = forms.UUIDField(required=False, widget=forms.HiddenInput)
    place = forms.ChoiceField(
        label="Area and heading",
        widget=Select(),
        error_messages={"required": "Select the area that this is about"},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=Challenge.Kind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Select what kind of challenge it is"},
    )
    weight = forms.ChoiceField(
        label="Must it be settled?",
        choices=Challenge.Weight.choices,
        widget=Radios(inline=True, small=True),
        error_messages={"required": "Select whether it must be settled"},
    )
    text = words("What you put to the team", "Enter what you put to the team", rows=5)

    def __init__(self, *args: Any, framework: FrameworkVersion, graded: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(framework, "Select an area")  # type: ignore[attr-defined]
        stopped = "this area's judgement, and of overall effectiveness" if graded else "the findings"
        self.fields["place"].help_text = f"What must be settled stops agreeing of {stopped}."


class AnswerForm(OnceForm):
    text = words("Answer of the team", "Enter the answer of the team", rows=5)


class PhoneForm(OnceForm):
    day = DateField(label="Day of the talk")
    time = TimeField(
        label="Time", help_text="For example, 10:40", error_messages={"required": "Enter the time of the talk"}
    )
    text = words("What was agreed", "Enter what was agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("day", clock.today())


class DecideForm(OnceForm):
    accept = yes_no("Is the recommendation accepted?", "Select whether it is accepted")
    reason = words("Reason", "Enter a reason", rows=3)


class ClearForm(OnceForm):
    mark_optional = False

    settled = forms.ChoiceField(
        label="Is it settled?",
        choices=(("clear", "Yes: clear it"), ("ask_again", "No: ask again")),
        widget=Radios(),
        error_messages={"required": "Select whether it is settled"},
    )
    text = words("What you say to it", hint="Needed where you ask again.")


class AnalysisForm(OnceForm):
    mark_optional = False

    place = forms.ChoiceField(label="Area and heading", required=False, widget=Select())
    text = words("Your analysis", "Enter your analysis", rows=8)

    def __init__(self, *args: Any, framework: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(framework, "The record as a whole")  # type: ignore[attr-defined]


class ReviewForm(OnceForm):
    mark_optional = False

    sufficient = yes_no("Is the evidence sufficient?", "Select whether the evidence is sufficient")
    aligned = yes_no("Do the findings agree with it?", "Select whether the findings agree with the evidence")
    text = words("What is missing or does not agree", hint="Needed where one of the two is not so.")


class PlanForm(OnceForm):
    mark_optional = False

    new_inspectors = forms.IntegerField(
        label="Inspectors on the team who are new to this",
        min_value=0,
        max_value=99,
        error_messages={
            "required": "Enter how many are new, or 0",
            **dict.fromkeys(("invalid", "min_value", "max_value"), "Enter a whole number from 0 to 99"),
        },
    )
    experience = words("The team’s experience", "Enter what there is to say of the team’s experience", rows=3)
    intelligence = words("Local intelligence", "Enter what is known locally, or “nothing”", rows=3)
    closer_look = yes_no("Does what is known ask for a closer look?", "Select whether it asks for a closer look")
    level = forms.ChoiceField(
        label="Level",
        choices=QAPlan.Level.choices,
        widget=Radios(),
        error_messages={"required": "Select the level of quality assurance"},
    )
    note = words("Note", rows=3, hint="Needed where the level is standard and a factor asks for more.")
