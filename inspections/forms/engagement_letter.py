"""The letter after the meeting: its texts, and the words in it that need a ground."""

from typing import Any

from django import forms

from framework.versions.shapes.information import CheckItem, LetterSection
from govuk.forms import OnceForm, TextField
from govuk.widgets import Radios
from inspections.letter_content import Questioned
from inspections.rules.engagement_letter import TEXT_LIMIT

CHANGE = ("", "I will change the sentence")


class LetterForm(OnceForm):
    mark_optional = False

    def __init__(self, *args: Any, sections: tuple[LetterSection, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in sections:
            self.fields[section.code] = TextField(label=section.label, required=False, max_length=TEXT_LIMIT, rows=6)


class WordsForm(OnceForm):
    """For each open word: the ground on which it is no judgement, or that the sentence will be changed."""

    mark_optional = False

    def __init__(self, *args: Any, words: list[Questioned], grounds: tuple[CheckItem, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, each in enumerate(words):
            self.fields[f"ground_{number}"] = forms.ChoiceField(
                label=f"“{each.found.word}” in: {each.found.sentence}",
                choices=[*((ground.code, ground.label) for ground in grounds), CHANGE],
                required=False,
                widget=Radios(small=True),
            )
            # The words are named by their place: what was shown is sent along.
            self.fields[f"shown_{number}"] = forms.CharField(
                widget=forms.HiddenInput, initial=f"{each.found.word}: {each.found.sentence}"
            )
