"""Forms of the judgements."""

from collections.abc import Sequence
from typing import Any

from django import forms

from evidence.forms.choices import Choice, CitesField
from evidence.rules import TEXT_LIMIT
from framework.versions import FrameworkVersion
from govuk.forms import OnceForm, TextField
from govuk.widgets import Radios


class GradeForm(OnceForm):
    """A grade, why, and the shared summaries that it rests on. Nothing is suggested (JUDG-05)."""

    # The summaries are asked for by the action, which knows the area; so they are no optional field either.
    mark_optional = False

    grade = forms.ChoiceField(
        label="Grade",
        widget=Radios(),
        error_messages={"required": "Select a grade", "invalid_choice": "Select one of the four grades"},
    )
    text = TextField(
        label="Why the team gives this grade",
        rows=10,
        max_length=TEXT_LIMIT,
        count=False,
        error_messages={"required": "Enter why the team gives this grade"},
    )
    cites = CitesField(label="Shared summaries that it rests on", help_text="Only summaries that the team has agreed.")

    def __init__(self, *args: Any, framework: FrameworkVersion, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades: Any = self.fields["grade"]
        grades.choices = [(grade.code, grade.label) for grade in framework.grades]
        cites: Any = self.fields["cites"]
        cites.offer(offered)


class ReopeningForm(OnceForm):
    reason = TextField(
        label="Why the judgements are reopened",
        rows=3,
        max_length=TEXT_LIMIT,
        count=False,
        error_messages={"required": "Enter why the judgements are reopened"},
    )
