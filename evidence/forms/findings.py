"""Forms of a visit's findings: what it looks at, other areas checked, agreeing and opening again."""

from collections.abc import Sequence
from typing import Any

from django import forms

from evidence import headings
from evidence.forms.choices import Choice, CitesField
from evidence.forms.quality import words, yes_no
from evidence.models.visit import SUBJECT_LIMIT
from framework.versions import FrameworkVersion
from govuk.forms import OnceForm
from govuk.widgets import Radios, Select


class TopicForm(OnceForm):
    kind = forms.ChoiceField(
        label="What kind of topic is it?",
        widget=Radios(inline=True),
        error_messages={"required": "Select what kind of topic it is"},
    )
    text = forms.CharField(
        label="What the visit looks at",
        max_length=SUBJECT_LIMIT,
        help_text="For example, children under 2 in public law",
        error_messages={"required": "Enter what the visit looks at"},
    )

    suggestion = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, framework: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = framework.files.visits.focused_visit.topic_kinds
        self.fields["kind"].choices = [(kind, kind.capitalize()) for kind in kinds]  # type: ignore[attr-defined]


class FocusForm(OnceForm):
    mark_optional = False

    findings = CitesField(
        label="Areas for improvement of the last inspection on which the visit concentrates",
        help_text="Select at least one.",
    )

    def __init__(self, *args: Any, offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].offer(offered)  # type: ignore[attr-defined]


class TakeOutForm(OnceForm):
    reason = words("Why the visit does not look at this after all", "Enter why the visit does not look at this", rows=3)


class OtherAreaForm(OnceForm):
    area = forms.ChoiceField(
        label="Area", widget=Select(), error_messages={"required": "Select the area that was checked"}
    )
    declined = yes_no("Has it got worse since the inspection?", "Select whether it has got worse")
    basis = words("On what basis", "Enter on what basis", hint="What was seen, heard or read, in short.")

    def __init__(self, *args: Any, framework: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, framework.area(code).label) for code in headings.areas(framework)]
        self.fields["area"].choices = [("", "Select an area"), *known]  # type: ignore[attr-defined]


class ReopenForm(OnceForm):
    reason = words("Why the findings are reopened", "Enter why the findings are reopened", rows=3)
