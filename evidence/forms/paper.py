"""Forms of what comes from paper or from another program."""

from typing import Any

from django import forms

from evidence.forms.documents import NoteForm
from evidence.models import NoteOrigin
from files.checking import TAKEN
from files.uploading import FilesField
from govuk.forms import OnceForm
from govuk.widgets import Radios

ESSENTIAL = "What Cafcass gave you on paper, if it is essential"
ESSENTIAL_HELP = "Cafcass reads this and is asked for an electronic copy, once the lead inspector has agreed. No name."
FILES = "Photograph, scan or original file"


def essential_field() -> forms.CharField:
    return forms.CharField(label=ESSENTIAL, max_length=200, required=False, help_text=ESSENTIAL_HELP)


class ImportForm(NoteForm):
    """A note with where it was written first; date and time are those of what was seen, so none is filled in."""

    field_order = (
        *("written", "where", "text", "source", "observed_on", "observed_at", "place", "initials", "awaited"),
        *("case", "proceeding", "finding", "source_kind", "voice", "lines", "late_reason"),
        *("essential", "documents"),
    )

    written = forms.ChoiceField(
        label="Where was it written?",
        choices=NoteOrigin.Written.choices,
        widget=Radios(),
        error_messages={"required": "Select where it was written"},
    )
    where = forms.CharField(
        label="Where is the original?",
        max_length=200,
        help_text="For example, sheet 4 in the blue folder, or the name of the file.",
        error_messages={"required": "Enter where the original is"},
    )
    essential = essential_field()
    documents = FilesField(label=FILES, required=False, help_text=TAKEN)


class PaperForm(OnceForm):
    """Of a note that stands: ask for a copy, keep a photograph or scan, or both."""

    mark_optional = False

    essential = essential_field()
    documents = FilesField(label=FILES, required=False, help_text=TAKEN)

    def __init__(self, *args: Any, asked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            del self.fields["essential"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("essential") and not cleaned.get("documents"):
            self.add_error("documents", "Choose a file, or say what Cafcass gave you on paper")
        return cleaned
