"""Forms of notes and summaries. Nothing but some text is compulsory: what is missing is asked for when it is cited."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from accounts.refusals import Invalid
from evidence import headings
from evidence.cases import OF_NOTE, proceedings
from evidence.forms.choices import Choice, CitesField, finding_choices, lines_field, place_choices, reference
from evidence.initials import plain_initials
from evidence.kinds import EXTENT, INDIVIDUAL, LEADERS, NOTHING_TO_ADD, PART_HELP, SUMMARY_PARTS, Kind
from evidence.models import Revision
from evidence.queries.scope import CONSULTATION
from evidence.rules import TEXT_LIMIT
from framework.versions import FrameworkVersion
from govuk.forms import DateField, OnceForm, TextField, TimeField
from govuk.widgets import Checkboxes, Radios, Select
from information.references import LONGEST

NO_PROCEEDING = "From the case, or not known yet"
LATE = "Why it comes after fieldwork, or from a day of a pause"


class DocumentForm(OnceForm):
    """What every document has: where it belongs, what it finds, and after fieldwork why it comes late."""

    mark_optional = False

    place = forms.ChoiceField(label="Area and heading", required=False, widget=Select())
    finding = forms.ChoiceField(
        label="What it points to",
        required=False,
        widget=Radios(inline=True, small=True),
        choices=finding_choices("Not yet clear"),
    )
    lines = lines_field()
    late_reason = forms.CharField(
        label=LATE, required=False, max_length=300, help_text="Asked for before this can be cited."
    )

    def __init__(
        self, *args: Any, framework: FrameworkVersion, late: bool = False, lines: Sequence[Choice] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]
        if not lines:
            del self.fields["lines"]
        self.fields["place"].choices = place_choices(framework, "Not decided yet")  # type: ignore[attr-defined]
        if not late:
            del self.fields["late_reason"]

    def fields_of_revision(self) -> dict[str, Any]:
        """The entries in the names that the revision has for them."""
        given = {name: self.cleaned_data[name] for name in self.cleaned_data if name in self.own_fields}
        area, heading = headings.parse(self.cleaned_data["place"])
        return given | {"area": area, "heading": heading}

    def facts(self) -> dict[str, Any]:
        """What is said beside the words, in the names of evidence/cases.py."""
        return {}

    own_fields: ClassVar[Sequence[str]] = ("finding", "late_reason")


class NoteForm(DocumentForm):
    """A note on one screen; date and time come filled in, and anything but the text may wait."""

    own_fields = ("finding", "late_reason", "source", "observed_on", "observed_at")
    field_order: Sequence[str] = (
        "source",
        "meeting",
        "material",
        "case",
        "proceeding",
        "observed_on",
        "observed_at",
        "place",
        "text",
        "initials",
        "awaited",
        "finding",
        "supervised",
        "source_kind",
        "voice",
        "lines",
        "late_reason",
    )

    case = forms.CharField(
        label="Reference of the case",
        required=False,
        max_length=LONGEST,
        help_text="Where it is about one child’s case. As in the sample, such as PR-01. Never a name.",
    )
    proceeding = forms.ChoiceField(
        label="Proceeding, where no sampled case says it",
        required=False,
        widget=Select,
        help_text="Without one, and outside the headings for leaders, the note stays unassigned and covers nothing.",
    )
    initials = forms.CharField(
        label="Initials of the child, where it is about one",
        required=False,
        max_length=40,
        help_text="At most four letters, such as E.R. Never a name.",
    )
    awaited = forms.BooleanField(
        label="The reference of the case is not known yet: to be added before this is cited", required=False
    )
    supervised = forms.ChoiceField(
        label="If it is a supervision record: whose", required=False, widget=Select, help_text="By role, never by name."
    )
    source = forms.CharField(
        label="Source",
        required=False,
        max_length=200,
        help_text="Who or what it comes from, by role and never by name: interview with a family court adviser.",
    )
    source_kind = forms.ChoiceField(label="Kind of source", required=False, widget=Select())
    voice = forms.ChoiceField(
        label="Voice of children and families in it",
        required=False,
        widget=Select(),
        help_text="Left open where it carries none.",
    )
    meeting = forms.ChoiceField(
        label="Meeting that it comes from",
        required=False,
        widget=Select(),
        help_text="What is open about the meeting is settled before this is cited.",
    )
    material = forms.ChoiceField(
        label="Additional information that it comes from",
        required=False,
        widget=Select(),
        help_text="What Cafcass offered and the lead accepted.",
    )
    observed_on = DateField(label="Date", required=False)
    observed_at = TimeField(label="Time", required=False)
    text = TextField(
        label="What you saw, heard or read",
        rows=10,
        max_length=TEXT_LIMIT,
        count=False,
        help_text="Case references or initials in place of names.",
        error_messages={"required": "Enter what you saw, heard or read"},
    )

    def __init__(
        self,
        *args: Any,
        framework: FrameworkVersion,
        meetings: Sequence[Choice] = (),
        materials: Sequence[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, framework=framework, **kwargs)
        lists, fields = framework.files.evidence, self.fields
        roles = [(each.code, each.label) for each in framework.case_evaluation.roles]
        fields["supervised"].choices = [("", "Not a supervision record"), *roles]  # type: ignore[attr-defined]
        fields["proceeding"].choices = coded(proceedings(framework), NO_PROCEEDING)  # type: ignore[attr-defined]
        fields["source_kind"].choices = coded(lists.source_kinds, "Not said yet")  # type: ignore[attr-defined]
        fields["voice"].choices = coded(lists.voice_sources, "None")  # type: ignore[attr-defined]
        self.fields["material"].choices = [("", "Not from additional information"), *materials]  # type: ignore[attr-defined]
        if not materials:
            del self.fields["material"]
        self.fields["meeting"].choices = [("", "Not from a meeting"), *meetings]  # type: ignore[attr-defined]
        if not meetings:
            del self.fields["meeting"]

    def clean_initials(self) -> str:
        try:
            return plain_initials(self.cleaned_data["initials"])
        except Invalid as error:
            raise forms.ValidationError(error.message) from error

    def clean_case(self) -> str:
        return reference(self.cleaned_data["case"])

    def parts(self) -> dict[str, str]:
        return {"text": self.cleaned_data["text"]}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OF_NOTE if self.cleaned_data.get(name)}


def coded(items: Sequence[Any], nothing: str) -> list[Choice]:
    return [("", nothing), *[(each.code, each.label) for each in items]]


def part_field(part: str) -> TextField:
    # The help is the framework's three-part form; a missing part is a warning and no error (EVID-13).
    rows = 4 if part in SUMMARY_PARTS else 2
    return TextField(rows=rows, max_length=TEXT_LIMIT, count=False, required=False, help_text=PART_HELP[part])


class SummaryForm(DocumentForm):
    """An individual or a shared evaluative summary in three parts, and what it rests on."""

    field_order = (
        *("place", "statement", "extent", "evidence", "difference", "leaders", "nothing"),
        *("finding", "covers", "cites", "example", "lines", "late_reason"),
    )

    statement = part_field("statement")
    evidence = part_field("evidence")
    difference = part_field("difference")
    extent = part_field(EXTENT)
    leaders = part_field(LEADERS)
    nothing = forms.MultipleChoiceField(
        label="Leaders",
        required=False,
        choices=[("yes", "Nothing to add about leaders")],
        widget=Checkboxes(small=True),
    )
    covers = forms.MultipleChoiceField(
        label="What it covers besides its area",
        required=False,
        widget=Checkboxes(small=True),
    )
    example = forms.MultipleChoiceField(
        label="For the report",
        required=False,
        choices=[("yes", "An example of outstanding practice")],
        widget=Checkboxes(small=True),
        help_text="Listed for the report. It grades no case.",
    )
    cites = CitesField()

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        framework: FrameworkVersion,
        offered: Sequence[Choice],
        scope: Sequence[Choice] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, framework=framework, **kwargs)
        self.kind = kind
        for part, label in kind.part_labels(framework).items():
            self.fields[part].label = label
        if LEADERS not in kind.prompts:
            del self.fields["leaders"], self.fields["nothing"]
        self.fields["covers"].choices = scope  # type: ignore[attr-defined]
        if any(not code.startswith(CONSULTATION) for code, _ in scope):
            self.fields["covers"].help_text = "An agreed summary covers each part before the findings are agreed."
        if not scope:
            del self.fields["covers"]
        cites: Any = self.fields["cites"]
        cites.label = "Your notes that it rests on" if kind is INDIVIDUAL else "Individual summaries that it takes in"
        cites.offer(offered)
        if not offered and "cites" not in self.data:
            del self.fields["cites"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        texts = [cleaned.get(part) for part in SUMMARY_PARTS]
        if not self.errors and not any(texts):
            self.add_error("statement", "Enter the summary, at least in one of its three parts")
        return cleaned

    def parts(self) -> dict[str, str]:
        said = dict(self.cleaned_data)
        if said.get("nothing") and not said[LEADERS].strip():
            said[LEADERS] = NOTHING_TO_ADD
        answered = [prompt for prompt in self.kind.prompts if said[prompt].strip()]
        return {part: said[part] for part in (*SUMMARY_PARTS, *answered)}


class Merging(forms.Form):
    """The second of the two versions that are made one."""

    merged = forms.IntegerField(widget=forms.HiddenInput)


class MergeForm(Merging, SummaryForm):
    field_order = SummaryForm.field_order


class NoteMergeForm(Merging, NoteForm):
    field_order = NoteForm.field_order


class CommentForm(OnceForm):
    text = TextField(
        label="Your comment",
        rows=4,
        max_length=TEXT_LIMIT,
        count=False,
        error_messages={"required": "Enter your comment"},
    )


class WithdrawalForm(OnceForm):
    reason = TextField(
        label="Why it is withdrawn",
        rows=3,
        max_length=TEXT_LIMIT,
        count=False,
        error_messages={"required": "Enter why this is withdrawn"},
    )


def initial_of(revision: Revision) -> dict[str, Any]:
    """What a form of this revision opens with; needs its words."""
    names = ("source", "observed_on", "observed_at", "finding", "late_reason")
    place = f"{revision.area}/{revision.heading}" if revision.heading else revision.area
    return {name: getattr(revision, name) for name in names} | {"place": place} | revision.facts | revision.words.parts
