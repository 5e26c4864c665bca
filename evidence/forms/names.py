"""What a writer says of the places in a text that may be names."""

from collections.abc import Sequence
from typing import Any

from django import forms

from evidence.actions.naming import Said
from evidence.queries.names import Question
from evidence.rules_names import NO_NAME, REPLACE
from govuk.forms import OnceForm
from govuk.widgets import Radios

LONGEST = 100


class NamesForm(OnceForm):
    """For each name as it is written: other words in its place, or why it is no name."""

    mark_optional = False

    # Which places were shown: a later list of children may ask about others in the same version.
    about = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Sequence[Question] = (), replacing: bool = True, **kwargs: Any) -> None:
        self.asked = asked
        fields: dict[str, forms.Field] = {}
        groups = []
        for number, question in enumerate(asked):
            said, instead = f"said_{number}", f"instead_{number}"
            choices = [(REPLACE, "Replace it")] if replacing else []
            fields[said] = forms.ChoiceField(
                label=f"“{question.words}”",
                choices=[*choices, *NO_NAME.items()],
                widget=Radios(small=True),
                help_text="".join(question.around),
                error_messages={"required": f"Say what “{question.words}” is"},
            )
            fields[instead] = forms.CharField(
                label=f"In place of “{question.words}”: a case reference, initials or a role",
                required=False,
                max_length=LONGEST,
                initial=question.suggestion,
            )
            groups.append((said, instead))
        self.base_fields = {**self.base_fields, **fields}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        if not replacing:
            for _, instead in groups:
                del self.fields[instead]

    def said(self) -> list[Said]:
        cleaned = self.cleaned_data
        return [
            Said(cleaned[f"said_{number}"], cleaned.get(f"instead_{number}", "")) for number in range(len(self.asked))
        ]
