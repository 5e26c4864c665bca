"""A sampled child, the day of its practice, who looks at whom, the lead's word, and access to systems."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Person
from framework.versions import FrameworkVersion
from govuk.forms import DateField, OnceForm, TextField
from govuk.widgets import Checkboxes, Radios, Select
from information.models import LineOfEnquiry, SampledChild
from information.models.sample import WORDS
from information.queries.systems import Cell
from information.references import LONGEST
from information.rules.sample import LAW_TYPE
from inspections.forms.plan import REASON_LIMIT, reason_field

NOT_KNOWN = ("", "Not known")
PROCEEDING = ("proceeding", "subtype", "description", "law_type", "law_type_reason")


class ChildForm(OnceForm):
    """No field takes a name, an address or a day of birth (DATA-01)."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=LONGEST,
        help_text="As in the list, or as Cafcass gives it. For example, PR-01. Never a name.",
        error_messages={"required": "Enter the reference of the case"},
    )
    proceeding = forms.ChoiceField(
        label="Proceeding",
        required=False,
        widget=Select,
        help_text="What Cafcass’s part is in. Without it the child stays unassigned and does not count.",
    )
    subtype = forms.ChoiceField(label="Kind, if it is an adoption", required=False, widget=Select)
    description = forms.CharField(
        label="Description",
        max_length=WORDS,
        required=False,
        help_text="Only for another adoption or another proceeding. No names.",
    )
    law_type = forms.ChoiceField(
        label="Law type",
        required=False,
        widget=Select,
        choices=[("", "As is usual for the proceeding"), *SampledChild.LawType.choices],
    )
    law_type_reason = forms.CharField(
        label="Why it is not the usual law type", max_length=WORDS, required=False, help_text="No names."
    )
    service_area = forms.CharField(label="Service area", max_length=WORDS, required=False)
    factors_public = forms.MultipleChoiceField(
        label="Factors in public law",
        required=False,
        widget=Checkboxes(small=True),
        help_text="None means not known: nobody has read the case yet.",
    )
    factors_private = forms.MultipleChoiceField(
        label="Factors in private law", required=False, widget=Checkboxes(small=True)
    )
    reason = forms.ChoiceField(
        label="Why is this child chosen?",
        widget=Radios(),
        error_messages={"required": "Select why this child is chosen"},
    )
    line = forms.ModelChoiceField(
        LineOfEnquiry.objects.none(), label="Line of enquiry", required=False, widget=Select, empty_label="None"
    )
    reason_text = forms.CharField(label="Other reason", max_length=WORDS, required=False, help_text="No names.")

    def __init__(self, *args: Any, pinned: FrameworkVersion, lines: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, scope = pinned.files.sample, pinned.scope
        self.dimensions = [each for each in words.dimensions if each.values and each.code != LAW_TYPE]
        for each in self.dimensions:
            groups = [NOT_KNOWN, *((group.code, group.label) for group in each.values)]
            field = forms.ChoiceField(label=each.label, choices=groups, required=False, widget=Select)
            self.fields[f"is_{each.code}"] = field
        kinds = [(kind.code, kind.label) for item in scope.items for kind in item.subtypes]
        self._choose("proceeding", [("", "Not known yet"), *((each.code, each.label) for each in scope.items)])
        self._choose("subtype", [("", "None"), *kinds])
        self._choose("reason", [(each.code, each.label) for each in words.reasons])
        for law in ("public", "private"):
            self._choose(f"factors_{law}", [(each.code, each.label) for each in words.factors if each.law_type == law])
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]
        if known:
            del self.fields["reference"]
        order = ["reference", *PROCEEDING, *(f"is_{each.code}" for each in self.dimensions)]
        self.order_fields([*order, *self.fields])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        same = (*PROCEEDING, "service_area", "reason", "reason_text", "line")
        return {name: said[name] for name in same} | {
            "factors": [*said["factors_public"], *said["factors_private"]],
            "characteristics": {each.code: said[f"is_{each.code}"] for each in self.dimensions},
        }


class PracticeForm(OnceForm):
    day = DateField(label="Day of the practice", help_text="The latest day of the practice that you looked at.")
    reason = TextField(
        label="If it is historical: why it is looked at",
        max_length=REASON_LIMIT,
        rows=3,
        required=False,
        help_text="Needed for older practice. No names.",
    )
    bears_now = forms.BooleanField(
        label="It bears on the child’s situation now, so it may count for judgements", required=False
    )


class ShareOutForm(OnceForm):
    """An inspector, or nobody yet, for every child that stands."""

    mark_optional = False

    def __init__(self, *args: Any, children: Iterable[SampledChild], people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        choices = [("", "Nobody yet"), *((key, each.name) for key, each in self.people.items())]
        self.children = list(children)
        for child in self.children:
            label = f"{child.reference} ({child.get_law_type_display() or 'unassigned'})"
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=Select, initial=child.inspector_id or ""
            )

    def given(self) -> dict[int, Person | None]:
        return {each.pk: self.people.get(self.cleaned_data[f"child_{each.pk}"]) for each in self.children}


class ConfirmSampleForm(OnceForm):
    acknowledged = forms.MultipleChoiceField(
        label="I know that there are", required=False, widget=Checkboxes(small=True)
    )

    def __init__(self, *args: Any, gaps: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].choices = [(each, each) for each in gaps]  # type: ignore[attr-defined]
        if not gaps:
            del self.fields["acknowledged"]


class TakeOutForm(OnceForm):
    reason = reason_field("Why is this child taken out?", hint="No names.")


class SystemForm(OnceForm):
    name = forms.CharField(
        label="Name of the system",
        max_length=80,
        help_text="An electronic system that holds records of cases.",
        error_messages={"required": "Enter the name of the system"},
    )


class TestedForm(OnceForm):
    works = forms.ChoiceField(
        label="Did it work with your own account?",
        choices=[("yes", "Yes, I can read records in it"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Select whether it worked"},
    )


class GivenForm(OnceForm):
    """Which of the accounts that wait Cafcass has given."""

    cells = forms.MultipleChoiceField(
        label="Access that you have given",
        widget=Checkboxes(small=True),
        help_text="Each inspector has an account of their own. A shared account is not enough.",
        error_messages={"required": "Select what you have given"},
    )

    def __init__(self, *args: Any, cells: Iterable[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cells"].choices = [(each.key, each.name) for each in cells]  # type: ignore[attr-defined]
