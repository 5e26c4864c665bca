"""Shape of what is said about a mail."""

from django import forms

from govuk.forms import OnceForm


class MailNoteForm(OnceForm):
    text = forms.CharField(
        label="What is known",
        max_length=500,
        help_text="For example what the mail server answered, or how the person was told instead.",
        error_messages={"required": "Enter what is known"},
    )
