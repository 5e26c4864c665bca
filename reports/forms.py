"""The forms of this room."""

from typing import Any

from django import forms

from accounts.models import Person
from framework.versions import FrameworkVersion
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Radios, Text
from reports.rules import LINE_LIMIT, TEXT_LIMIT
from reports.sections import Part

Choices = list[tuple[Any, str]]


def few_lines(text: str) -> None:
    """Raises ValidationError for a text that nobody wrote as paragraphs."""
    lines = len(text.splitlines())
    if lines > LINE_LIMIT:
        raise forms.ValidationError(f"The text must be {LINE_LIMIT:,} lines or fewer (it is {lines:,})")


class ReportForm(OnceForm):
    """The kind of document comes with the page; what is posted instead is refused by the action (REP-01)."""

    document = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ConfirmForm(OnceForm):
    """One button."""


class SectionForm(OnceForm):
    mark_optional = False
    text = TextField(required=False, max_length=TEXT_LIMIT, rows=18, validators=[few_lines])
    cites = forms.MultipleChoiceField(
        label="Shared summaries that this section rests on",
        help_text="Only summaries that the team has agreed.",
        required=False,
        widget=Checkboxes(small=True),
    )
    context = forms.MultipleChoiceField(
        label="If it rests on none",
        required=False,
        choices=[("yes", "It is introduction or context and states no finding")],
        widget=Checkboxes(small=True),
        help_text="Asked for before the draft is sent.",
    )

    def __init__(self, *args: Any, part: Part, summaries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = part.label
        self.fields["text"].help_text = (
            "One entry a line." if part.listed else "Each line is printed as a paragraph of its own."
        )
        self.fields["cites"].choices = summaries  # type: ignore[attr-defined]
        if not summaries:
            del self.fields["cites"]


class FirstPageForm(OnceForm):
    """One box for each of the framework's questions. A draft may be saved with empty ones."""

    mark_optional = False

    def __init__(self, *args: Any, questions: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in questions:
            self.fields[part.code] = TextField(
                label=part.label, required=False, max_length=TEXT_LIMIT, rows=5, validators=[few_lines]
            )


class ChildrensSummaryForm(OnceForm):
    text = TextField(
        label="Summary for children",
        help_text="In short, plain sentences. It goes to Cafcass with the final version and is not published.",
        max_length=TEXT_LIMIT,
        rows=14,
    )


class ReviewForm(OnceForm):
    """`seen` is the hash of the content that stands above the form."""

    mark_optional = False
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    outcome = forms.ChoiceField(
        label="What do you decide?",
        choices=[("cleared", "Clear it as it stands"), ("returned", "Return it to the lead inspector")],
        widget=Radios(),
        error_messages={"required": "Select what you decide"},
    )
    note = TextField(
        label="Note to the lead inspector",
        help_text="Needed when you return it.",
        required=False,
        max_length=TEXT_LIMIT,
        rows=5,
    )
    partners_read = forms.MultipleChoiceField(
        label="Sentences about courts, judges and local authorities",
        required=False,
        choices=[("yes", "I read each of them, and none judges a partner or a judge")],
        widget=Checkboxes(small=True),
    )

    def __init__(self, *args: Any, flagged: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not flagged:
            del self.fields["partners_read"]


class CommentForm(OnceForm):
    about = forms.ChoiceField(
        label="What is this comment about?",
        widget=Radios(),
        error_messages={"required": "Select what the comment is about"},
    )
    paragraph = forms.CharField(label="Paragraph number", required=False, max_length=40, widget=Text(width=10))
    text = TextField(label="Your comment", max_length=TEXT_LIMIT, rows=6)

    def __init__(self, *args: Any, framework: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.label) for each in framework.reports.comment_types]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(OnceForm):
    outcome = forms.ChoiceField(
        label="Is the comment accepted?",
        widget=Radios(),
        error_messages={"required": "Select whether the comment is accepted"},
    )
    text = TextField(
        label="Answer", help_text="Cafcass reads it with the final version.", max_length=TEXT_LIMIT, rows=5
    )

    def __init__(self, *args: Any, framework: FrameworkVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.label) for each in framework.reports.comment_responses]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class ComplaintForm(OnceForm):
    text = TextField(label="Your complaint", max_length=TEXT_LIMIT, rows=10)


class ComplaintDecisionForm(OnceForm):
    decision = TextField(
        label="Decision, with reasons", help_text="It counts from today.", max_length=TEXT_LIMIT, rows=8
    )


class ShareForm(OnceForm):
    person = forms.ChoiceField(
        label="Who else may read it?", widget=Radios(), error_messages={"required": "Select a link person"}
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(each.pk), each.name) for each in people]  # type: ignore[attr-defined]


class PublicationForm(OnceForm):
    mark_optional = False
    due_on = DateField(label="Day of publication")
    reason = TextField(
        label="Reason",
        help_text="Needed for a later day than the one suggested.",
        required=False,
        max_length=TEXT_LIMIT,
        rows=4,
    )
