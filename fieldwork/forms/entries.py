"""An entry of the diary, its moves, and what really happened."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from fieldwork.days import FieldDays
from fieldwork.forms.reasons import QuickReason
from fieldwork.models import DiaryEntry
from fieldwork.rules.entries import Wanted
from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Checkboxes, Radios
from inspections.forms.plan import reason_field
from inspections.forms.team import SeatsField
from inspections.models import Inspection, Site, TeamMember

NOTES_LIMIT = 4000


def seats(inspection: Inspection) -> Any:
    """Whoever may be down for an entry: everybody on the team now."""
    held = TeamMember.objects.current().filter(inspection=inspection).exclude(role="qa_manager")
    return held.select_related("person").order_by("person__name", "id")


def sites(inspection: Inspection) -> Any:
    return Site.objects.filter(inspection=inspection, withdrawn_at=None)


class MoveForm(QuickReason):
    """What dragging sends, and the form that does the same without it."""

    day = DateField(label="Day", example="day")
    starts = TimeField(label="Starts", help_text="For example, 9:30. It takes as long as before.")
    who = SeatsField(
        TeamMember.objects.none(),
        label="Who takes part",
        widget=Checkboxes(small=True),
        error_messages={"required": "Select who takes part"},
    )
    fieldsets: ClassVar[Sequence[tuple[str, Sequence[str]]]] = (
        ("When", ("day", "starts")),
        ("Who", ("who",)),
        ("Why, where a rule asks for it", ("reason", "reason_other")),
    )

    def __init__(self, *args: Any, days: FieldDays, **kwargs: Any) -> None:
        super().__init__(*args, days=days, **kwargs)
        self.fields["who"].queryset = seats(days.inspection)  # type: ignore[attr-defined]


class EntryForm(QuickReason):
    """Everything of an entry."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "Select a kind"), *DiaryEntry.Kind.choices])
    title = forms.CharField(label="Title", max_length=160, help_text="Roles and references, no names of families.")
    day = DateField(label="Day", example="day")
    starts = TimeField(label="Starts", help_text="For example, 9:30")
    ends = TimeField(label="Ends", help_text="For example, 10:30")
    who = SeatsField(
        TeamMember.objects.none(),
        label="Who takes part",
        widget=Checkboxes(small=True),
        error_messages={"required": "Select who takes part"},
    )
    site = forms.ModelChoiceField(Site.objects.none(), label="Site", required=False, empty_label="No site")
    place = forms.CharField(label="Place, if it is no site", max_length=160, required=False)
    with_whom = forms.CharField(
        label="With whom at Cafcass or elsewhere, by role", max_length=160, required=False, help_text="No names."
    )
    with_manager = forms.BooleanField(label="The practitioner's line manager is there too", required=False)
    manager_ground = forms.ChoiceField(
        label="Who wanted the line manager there",
        choices=[*DiaryEntry.Ground.choices, ("", "Nobody has said")],
        widget=Radios,
        required=False,
    )
    linked = forms.CharField(
        label="Case reference or line of enquiry it follows",
        max_length=120,
        required=False,
        help_text="Such as PR-104.",
    )
    cafcass_title = forms.CharField(
        label="What Cafcass reads instead of the title",
        max_length=160,
        required=False,
        help_text="Left empty, Cafcass reads the kind only. It never sees the title, the case or the notes.",
    )
    notes = TextField(label="Notes for the team", max_length=NOTES_LIMIT, rows=3, required=False)
    fieldsets: ClassVar[Sequence[tuple[str, Sequence[str]]]] = (
        ("What", ("kind", "title")),
        ("When", ("day", "starts", "ends")),
        ("Who and where", ("who", "site", "place")),
        ("With whom", ("with_whom", "with_manager", "manager_ground")),
        ("What it follows, and notes", ("linked", "cafcass_title", "notes")),
        ("Why, where a rule asks for it", ("reason", "reason_other")),
    )

    def __init__(self, *args: Any, days: FieldDays, was_at: Site | None = None, **kwargs: Any) -> None:
        super().__init__(*args, days=days, **kwargs)
        self.fields["who"].queryset = seats(days.inspection)  # type: ignore[attr-defined]
        self.fields["site"].queryset = sites(days.inspection)  # type: ignore[attr-defined]
        if was_at and was_at.withdrawn_at:
            self.fields["site"].help_text = f"It was planned at {was_at}, which was withdrawn."
        self.fields["kind"].error_messages["required"] = "Select the kind"

    def wanted(self) -> Wanted:
        """The form's fields as the action takes them."""
        given = self.cleaned_data
        names = ("kind", "title", "day", "starts", "ends", "site", "place", "with_whom", "with_manager")
        more = ("manager_ground", "linked", "notes", "cafcass_title")
        return Wanted(
            members=[member.pk for member in given["who"]],
            reason=self.chosen_reason(),
            **{name: given[name] for name in (*names, *more)},
        )


def entry_initial(entry: DiaryEntry) -> dict[str, Any]:
    """The entry as the form shows it."""
    names = ("kind", "title", "day", "starts", "ends", "place", "with_whom", "with_manager", "manager_ground")
    more = ("linked", "notes", "cafcass_title")
    kept = {name: getattr(entry, name) for name in (*names, *more)}
    return kept | {"site": entry.site_id, "who": [seat.member_id for seat in entry.seats.all()]}


class OutcomeForm(OnceForm):
    """What really happened."""

    happened = forms.TypedChoiceField(
        label="Did it happen?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=Radios(inline=True),
        error_messages={"required": "Select whether it happened"},
    )
    starts = TimeField(label="When it began", required=False, help_text="For example, 9:35")
    ends = TimeField(label="When it ended", required=False)
    place = forms.CharField(label="Where, if elsewhere", max_length=160, required=False)
    with_whom = forms.CharField(label="With whom, by role", max_length=160, required=False, help_text="No names.")
    attended = SeatsField(
        TeamMember.objects.none(), label="Who took part", required=False, widget=Checkboxes(small=True)
    )
    reason = reason_field("Why it did not happen", required=False, hint="For example, practitioner ill.")

    def __init__(self, *args: Any, members: Sequence[int] = (), needed: str = "", **kwargs: Any) -> None:
        """`members` may have taken part in a team meeting; `needed` is the role without which a reason is asked for."""
        super().__init__(*args, **kwargs)
        if not members:
            del self.fields["attended"]
            return
        found = TeamMember.objects.filter(pk__in=members).select_related("person").order_by("person__name", "pk")
        self.fields["attended"].queryset = found  # type: ignore[attr-defined]
        if needed:
            self.fields["reason"].label = f"Why it did not happen, or why no {needed} attended"


class WithdrawForm(OnceForm):
    reason = reason_field("Why it is taken out")
