"""Giving files, answering in words, placing what waits in the tray, titles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat

from accounts.models import Person
from files.checking import TAKEN
from files.uploading import FilesField
from govuk.forms import OnceForm
from govuk.widgets import Select
from information.listing import LIST_ENDINGS, MOST_BYTES
from information.models import AnnexFile, AnnexItem
from information.models.annex import TITLE
from inspections.forms.plan import reason_field


class ConfirmForm(OnceForm):
    """One button."""


class FilesForm(OnceForm):
    """To one item."""

    documents = FilesField(label="Files", help_text=TAKEN, error_messages={"required": "Select a file"})


class AllFilesForm(OnceForm):
    """To the whole list."""

    documents = FilesField(
        label="Give files",
        help_text="All at once, or drop them here. A file whose name begins with an item’s number goes to that item; "
        f"the rest waits in your tray. {TAKEN}",
        error_messages={"required": "Select a file"},
    )


class ListForm(OnceForm):
    """The child-level list, which is read as it comes."""

    documents = FilesField(
        label="The list",
        help_text="One CSV file or Excel workbook (.xlsx), with the names of the columns in its first line.",
        error_messages={"required": "Select the file that holds the list"},
    )

    def clean_documents(self) -> Any:
        given = self.cleaned_data["documents"]
        if len(given) > 1:
            raise forms.ValidationError("Select one file: each list is checked by itself.")
        if not given[0].name.lower().endswith(LIST_ENDINGS):
            raise forms.ValidationError("Select a CSV file or an Excel workbook without macros (.csv or .xlsx).")
        if given[0].size > MOST_BYTES:
            limit = filesizeformat(MOST_BYTES)
            raise forms.ValidationError(f"The file is larger than {limit}. Take out everything but the list.")
        return given


class ListSendForm(OnceForm):
    """Why it is needed, by whoever sends it; with more in it than was asked for, in words of their own (DATA-01)."""

    necessary = reason_field("Why does Ofsted need what is in this list?", hint="The lead inspector reads this.")

    def __init__(self, *args: Any, item: AnnexItem | None, further: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if further:
            self.fields["necessary"].help_text = (
                f"It has {further} column{'' if further == 1 else 's'} that nobody asked for. Say why they are needed, "
                "or take them out and have the list checked again. The lead inspector reads this."
            )
        elif item:
            self.fields["necessary"].initial = f"Item {item.number} of Annex A asks for it."


class NotHeldForm(OnceForm):
    reason = reason_field("Why do you not hold it?", hint="A sentence will do. This is a whole answer.")


class ReturnForm(OnceForm):
    reason = reason_field("What is missing or wrong?", hint="Cafcass reads this.")


class ItemField(forms.ModelChoiceField):
    """An item with what became of it, because only one with files can be pointed to."""

    def label_from_instance(self, item: Any) -> str:
        return f"{item} ({item.state_label.lower()})"


class SameAsForm(OnceForm):
    other = ItemField(
        AnnexItem.objects.none(), label="Which item has it?", error_messages={"required": "Select an item"}
    )

    def __init__(self, *args: Any, item: AnnexItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = AnnexItem.objects.filter(request=item.request_id, same_as=None).exclude(pk=item.pk)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class ColleagueForm(OnceForm):
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Colleague", widget=Select, error_messages={"required": "Select a colleague"}
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class TrayForm(OnceForm):
    """An item, or none yet, for every file in the tray."""

    mark_optional = False

    def __init__(self, *args: Any, tray: Iterable[AnnexFile], items: Iterable[AnnexItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Leave it in the tray"), *((str(each.pk), str(each)) for each in items)]
        self.tray = list(tray)
        for each in self.tray:
            self.fields[f"file_{each.pk}"] = forms.ChoiceField(label=each.name, choices=choices, required=False)

    def chosen(self) -> list[tuple[AnnexFile, int]]:
        """Each file that is to be placed, with the id of its item."""
        given = self.cleaned_data
        return [(each, int(found)) for each in self.tray if (found := given.get(f"file_{each.pk}"))]


class TitleForm(OnceForm):
    title = forms.CharField(
        label="Title", max_length=TITLE, error_messages={"required": "Enter the title as it is published"}
    )
