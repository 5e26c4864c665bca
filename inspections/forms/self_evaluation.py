"""Asking for a self-evaluation, putting one together, and reading it."""

from datetime import date
from typing import Any

from django import forms

from accounts import clock
from accounts.models import Person
from files.checking import TAKEN
from files.uploading import FilesField
from framework.versions.shapes.information import CheckItem, Question
from govuk.forms import OnceForm, TextField
from govuk.widgets import Checkboxes, Radios, Select
from inspections.forms.plan import reason_field

ANSWER_LIMIT = 20_000
MONTHS_AHEAD = 18
THEMES = "themes"
NO_PART = [("", "I will not say"), ("main", "The main document"), ("appendix", "An appendix")]
YES_NO = [("yes", "Yes"), ("no", "No")]


class ConfirmForm(OnceForm):
    """One button."""


class AskForm(OnceForm):
    expected_month = forms.TypedChoiceField(
        label="About when",
        help_text="The month agreed at the last meeting. It is a suggestion to Cafcass and never a deadline.",
        required=False,
        coerce=date.fromisoformat,
        empty_value=None,
        widget=Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(day.isoformat(), f"{day:%B %Y}") for day in months_from(clock.today())]
        self.fields["expected_month"].choices = [("", "No month agreed"), *choices]  # type: ignore[attr-defined]


def months_from(day: date) -> list[date]:
    """The first days of this month and those after it."""
    numbers = range(day.year * 12 + day.month - 1, day.year * 12 + day.month - 1 + MONTHS_AHEAD)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


class TagForm(OnceForm):
    """What a file is; both are for the reader, and neither must be said (SELF-09, SELF-13)."""

    part = forms.ChoiceField(label="What is it?", choices=NO_PART, required=False, widget=Radios())
    sources = forms.MultipleChoiceField(
        label="Which of the suggested sources is it?",
        help_text="Suggestions only: any other document will do.",
        required=False,
        widget=Checkboxes(small=True),
    )

    def __init__(self, *args: Any, sources: tuple[CheckItem, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = [(each.code, each.label) for each in sources]  # type: ignore[attr-defined]


class FilesForm(TagForm):
    documents = FilesField(
        label="Files",
        help_text=f"One or several at once; documents you have already are just right. {TAKEN}",
        error_messages={"required": "Select a file"},
    )
    field_order = ("documents", "part", "sources")


class AnswersForm(OnceForm):
    """A box for each question, for text or for the pages where the answer is (SELF-05); and the themes (SELF-08)."""

    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.code] = TextField(
                label=question.text,
                help_text="Type an answer, or say in which file and on which pages it is.",
                required=False,
                max_length=ANSWER_LIMIT,
                rows=6,
            )
        self.fields[THEMES] = TextField(
            label="Main themes and learning", required=False, max_length=ANSWER_LIMIT, rows=4
        )


class ColleagueForm(OnceForm):
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Colleague", widget=Select, error_messages={"required": "Select a colleague"}
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class CloseForm(OnceForm):
    reason = reason_field("Why will it not be discussed?")


class AnalysisForm(OnceForm):
    grip = TextField(
        label="How firmly do leaders and managers control practice?",
        max_length=ANSWER_LIMIT,
        rows=7,
        error_messages={"required": "Enter your view of leaders' grip on practice"},
    )
    suitability = TextField(
        label="Is what they do about it suitable?",
        max_length=ANSWER_LIMIT,
        rows=7,
        error_messages={"required": "Enter your view of how suitable their action is"},
    )
    questions = TextField(
        label="Questions to raise at the meeting",
        help_text="One a line. They are offered when the agenda is made; Cafcass does not see them here.",
        required=False,
        max_length=ANSWER_LIMIT,
        rows=5,
    )
    themes = forms.ChoiceField(
        label="Are main themes and learning brought out?",
        help_text="“No” is offered as a point to raise.",
        choices=YES_NO,
        required=False,
        widget=Radios(inline=True),
    )


class WeaknessForm(OnceForm):
    text = TextField(label="The weakness, as Cafcass reports it", max_length=ANSWER_LIMIT, rows=4)
    credible_plan = forms.ChoiceField(
        label="Is there a credible plan for clear, suitable and effective action?",
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": "Select whether there is a credible plan"},
    )
    reason = reason_field("Reason for this view")
