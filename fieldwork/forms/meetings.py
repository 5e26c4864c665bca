"""Forms of meetings with people. Nothing but what tells one meeting from another is compulsory."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from accounts import clock
from accounts.models import Person
from fieldwork.models import Meeting, RiskTalk
from fieldwork.models.entry import DiaryEntry, EntrySeat
from fieldwork.queries.meetings import AGREED_BY
from framework.versions import version
from framework.versions.shapes.meetings import Topic
from govuk import words
from govuk.forms import DateField, GovukForm, OnceForm, TextField, TimeField
from govuk.widgets import Checkboxes, Radios, Select
from information.models import LineOfEnquiry
from inspections.models import Inspection, Site, TeamMember
from inspections.rules.team import INSPECTORS

NAMES = "By role and case reference. Never write a name, an address or anything that tells who a child is."
LONGEST = 300
Choice = tuple[str, str]


def choices(items: Iterable[Any], empty: str = "") -> list[Choice]:
    found = [(each.code, each.label) for each in items]
    return [("", empty), *found] if empty else found


class EntryField(forms.ModelChoiceField):
    """An entry by its time first: a diary has many of the same title."""

    def label_from_instance(self, entry: Any) -> str:
        where = entry.site.code if entry.site else entry.place
        told = f"{words.short_day(entry.day)}, {entry.starts:%H:%M} to {entry.ends:%H:%M}: {entry.title}"
        return f"{told} ({where})" if where else told


class MeetingForm(OnceForm):
    """Who is met, why, when and where."""

    mark_optional = False
    fieldsets: ClassVar = (
        ("Who", ("kind", "inspector", "purpose", "case_ref")),
        ("For a practitioner, a partner or an observation", ("role", "organisation", "area", "setting", "family")),
        ("For a member of staff", ("manager", "manager_ground")),
        ("What it is about", ("line", "no_other_way")),
        ("When and where", ("day", "starts", "ends", "way", "site", "place", "entry")),
    )

    kind = forms.ChoiceField(
        label="Who is met",
        choices=Meeting.Kind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Select who is met"},
    )
    inspector = forms.ModelChoiceField(
        Person.objects.none(), label="Inspector", error_messages={"required": "Select the inspector who holds it"}
    )
    purpose = forms.CharField(label="What it is for", required=False, max_length=LONGEST, help_text=NAMES)
    case_ref = forms.CharField(label="Case reference", required=False, max_length=40)
    role = forms.ChoiceField(label="Role", required=False, widget=Select())
    organisation = forms.ChoiceField(label="Type of organisation", required=False, widget=Select())
    area = forms.CharField(label="Area", required=False, max_length=78)
    setting = forms.ChoiceField(label="Where practice is observed", required=False, widget=Select())
    family = forms.MultipleChoiceField(
        label="At the observation",
        required=False,
        choices=[("yes", "Somebody of a family is present")],
        widget=Checkboxes(small=True),
    )
    manager = forms.MultipleChoiceField(
        label="Line manager",
        required=False,
        choices=[("yes", "Their line manager is there")],
        widget=Checkboxes(small=True),
        help_text="People usually talk alone and in confidence.",
    )
    manager_ground = forms.ChoiceField(
        label="Who asked for the line manager",
        required=False,
        choices=[("", "Nobody"), *DiaryEntry.Ground.choices],
        widget=Select(),
    )
    line = forms.ModelChoiceField(
        LineOfEnquiry.objects.none(), label="Line of enquiry", required=False, empty_label="None"
    )
    no_other_way = forms.CharField(
        label="For a group: why there is no other way to cross-check",
        required=False,
        max_length=LONGEST,
        help_text="Only the lead inspector asks for a group, for a line that arises from a sampled case.",
    )
    day = DateField(label="Day")
    starts = TimeField(label="From", required=False)
    ends = TimeField(label="Until", required=False)
    way = forms.ChoiceField(label="How", required=False, widget=Select())
    site = forms.ModelChoiceField(Site.objects.none(), label="Site", required=False, empty_label="No site")
    place = forms.CharField(
        label="Place",
        required=False,
        max_length=160,
        help_text="Where it is not at a site. No home address: it is in Cafcass's own records.",
    )
    entry = EntryField(
        DiaryEntry.objects.none(), label="Entry in the diary", required=False, empty_label="Not from the diary"
    )

    def __init__(self, *args: Any, inspection: Inspection, own: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = version(inspection.framework_version).meetings
        offered = {
            "role": choices([*lists.practitioner_roles, *lists.partner_roles], "Not said"),
            "organisation": choices(lists.partner_types, "No organisation"),
            "setting": choices(lists.observation_settings, "Not an observation"),
            "way": choices(lists.ways, "Not decided"),
        }
        fields: Any = self.fields
        for name, options in offered.items():
            fields[name].choices = options
        held = TeamMember.objects.current().filter(inspection=inspection, role__in=INSPECTORS)
        fields["inspector"].queryset = Person.objects.filter(inspection_roles__in=held).order_by("name")
        fields["site"].queryset = inspection.sites.filter(withdrawn_at=None)
        fields["entry"].queryset = _entries(inspection, own, self.initial.get("entry"))
        fields["line"].queryset = LineOfEnquiry.objects.filter(inspection=inspection).order_by("number")
        for name in ("site", "entry", "line"):
            if not fields[name].queryset.exists():
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        aside = ("op", "version", "family", "manager")
        known = {name: value for name, value in self.cleaned_data.items() if name not in aside}
        ticks = {"family_present": "family", "with_manager": "manager"}
        return known | {name: bool(self.cleaned_data.get(field)) for name, field in ticks.items()}


def _entries(inspection: Inspection, own: Person | None, linked: int | None) -> Any:
    """What may be a meeting with somebody, in order of time; of one person's entries only, where one is named."""
    kinds = version(inspection.framework_version).settings.diary.meeting_kinds
    talks = Q(status="planned", kind__in=kinds)
    if own:
        talks &= Q(pk__in=EntrySeat.objects.filter(member__person=own).values("entry"))
    found = inspection.entries.filter(talks | Q(pk=linked)).select_related("site")
    return found.order_by("day", "starts", "id")


class CardForm(OnceForm):
    """The card "before we talk": four taps; what stands under each comes filled in with what is usual."""

    mark_optional = False
    # The four taps, each with what may be said more exactly.
    taps: ClassVar[dict[str, tuple[str, ...]]] = {
        "agreement": ("agreed_by", "agreed_way", "agreed_on", "obtained_by", "obtained_reason"),
        "understanding": ("understanding_way", "understanding_by"),
        "support": ("support_need", "support_agency", "support_arranged"),
        "proceedings": ("proceedings_care",),
    }
    answers: ClassVar[list[Choice]] = [("agreed", "They agreed"), ("refused", "They did not agree")]

    agreement = forms.ChoiceField(label="Did they agree to it?", required=False, widget=Radios)
    agreed_by = forms.ChoiceField(
        label="Who agreed", required=False, choices=[("", "Not said"), *AGREED_BY.items()], widget=Select()
    )
    agreed_way = forms.ChoiceField(label="How they agreed", required=False, widget=Select())
    agreed_on = DateField(label="When they agreed", required=False)
    obtained_by = forms.ChoiceField(label="Who asked them", required=False, widget=Select())
    obtained_reason = forms.CharField(
        label="If an inspector asked, why", required=False, max_length=LONGEST, help_text="Local Cafcass staff ask."
    )
    understanding = forms.ChoiceField(
        label="Do they understand what taking part means?",
        required=False,
        widget=Radios,
        choices=[*Meeting.Understanding.choices, ("", "Not yet")],
    )
    understanding_way = forms.ChoiceField(label="How it was made sure", required=False, widget=Select())
    understanding_by = forms.ChoiceField(label="By whom", required=False, widget=Select())
    support = forms.ChoiceField(
        label="Is help with communicating needed?",
        required=False,
        widget=Radios,
        choices=[*Meeting.Needed.choices, ("", "Not known yet")],
    )
    support_need = forms.CharField(label="What is needed", required=False, max_length=LONGEST)
    support_agency = forms.CharField(label="Agency that provides it", required=False, max_length=160)
    support_arranged = forms.CharField(label="What is arranged", required=False, max_length=LONGEST)
    proceedings = forms.ChoiceField(
        label="Are court proceedings live?",
        required=False,
        widget=Radios,
        choices=[*Meeting.Proceedings.choices, ("", "Not known yet")],
    )
    proceedings_care = forms.CharField(
        label="How an effect on them is avoided", required=False, max_length=LONGEST, help_text=NAMES
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = version(inspection.framework_version).meetings
        fields: Any = self.fields
        fields["agreement"].choices = [*self.answers, ("", "Not asked yet")]
        for name in ("agreed_way", "understanding_way"):
            fields[name].choices = choices(lists.ways, "Not said")
        for name in ("obtained_by", "understanding_by"):
            fields[name].choices = choices(lists.agreement_askers, "Not said")

    def blocks(self) -> list[dict[str, Any]]:
        """Each tap with what stands under it, open where there is something to say or to put right."""
        return [self._block(tap, under) for tap, under in self.taps.items()]

    def _block(self, tap: str, under: tuple[str, ...]) -> dict[str, Any]:
        wrong = any(name in self.errors for name in under) if self.is_bound else False
        needed = self[tap].value() == "yes"
        return {"tap": self[tap], "under": [self[name] for name in under], "open": wrong or needed}

    def given(self) -> dict[str, Any]:
        """What the taps say: what was not tapped takes what stands under it away."""
        said = self.cleaned_data
        found = {name: said[name] for under in self.taps.values() for name in under}
        found |= {name: said[name] for name in ("understanding", "support", "proceedings")}
        found["refused"] = said["agreement"] == "refused"
        if said["agreement"] != "agreed":
            found |= {name: None if name == "agreed_on" else "" for name in self.taps["agreement"]}
        elif not found["agreed_by"]:
            found["agreed_by"] = "person"
        if not said["understanding"]:
            found |= {"understanding_way": "", "understanding_by": ""}
        return found


class HoldForm(CardForm):
    """It was held: the card once more, what happened, and a quick reason for what is still open."""

    answers: ClassVar[list[Choice]] = [("agreed", "They agreed")]

    day = DateField(label="Day on which it was held")
    starts = TimeField(label="From", required=False)
    ends = TimeField(label="Until", required=False)
    what_happened = TextField(label="What happened", rows=6, max_length=20_000, count=False, required=False)
    topics = forms.MultipleChoiceField(
        label="What was talked about", required=False, widget=Checkboxes(small=True), help_text="Only what it came to."
    )
    supporter = forms.CharField(
        label="Somebody who was there for support, by role",
        required=False,
        max_length=120,
        help_text="At the person's own wish. For example, colleague.",
    )
    instead = forms.MultipleChoiceField(
        label="If somebody else came",
        required=False,
        choices=[("yes", "Their deputy was talked with instead")],
        widget=Checkboxes(small=True),
    )
    experience = TextField(
        label="What they experience of Cafcass", rows=4, max_length=20_000, count=False, required=False
    )
    system_view = TextField(
        label="How they see the local family justice system",
        rows=4,
        max_length=20_000,
        count=False,
        required=False,
        help_text="Nothing here judges a court, a judge or a local authority.",
    )
    gap_reason = forms.ChoiceField(label="If something is still open, why", required=False, widget=Radios(small=True))
    other_reason = forms.CharField(label="Another reason", required=False, max_length=LONGEST)

    def __init__(self, *args: Any, inspection: Inspection, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, inspection=inspection, **kwargs)
        self.fields["what_happened"].help_text = NAMES
        reasons = version(inspection.framework_version).meetings.quick_reasons
        self.fields["gap_reason"].choices = choices(reasons)  # type: ignore[attr-defined]
        self.family = family = meeting.with_family
        self._of_kind(meeting, inspection)
        if not family:
            for name in (*self.taps, *(each for under in self.taps.values() for each in under)):
                del self.fields[name]
            del self.fields["gap_reason"], self.fields["other_reason"]

    def _of_kind(self, meeting: Meeting, inspection: Inspection) -> None:
        """Only what is asked of a meeting of this kind."""
        offered = topics_of(meeting, inspection)
        self.fields["topics"].choices = choices(offered)  # type: ignore[attr-defined]
        staff, partner = meeting.kind == Meeting.Kind.PRACTITIONER, meeting.kind == Meeting.Kind.PARTNER
        asked = {"topics": bool(offered), "supporter": staff or self.family, "instead": staff or partner}
        for name, holds in (asked | dict.fromkeys(("experience", "system_view"), partner)).items():
            if not holds:
                del self.fields[name]

    @property
    def of_kind(self) -> list[Any]:
        """The fields that stand before what happened, as the page shows them."""
        names = ("topics", "supporter", "instead", "experience", "system_view")
        return [self[name] for name in names if name in self.fields]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        found = {name: said[name] for name in ("day", "starts", "ends", "what_happened")}
        known = ("topics", "supporter", "experience", "system_view")
        found |= {name: said[name] for name in known if name in self.fields}
        if "instead" in self.fields:
            found["deputising"] = bool(said["instead"])
        if not self.family:
            return found
        quick: Any = self.fields["gap_reason"]
        reason = said["other_reason"] or dict(quick.choices).get(said["gap_reason"], "")
        return super().given() | found | {"gap_reason": reason}


class RiskForm(OnceForm):
    day = DateField(label="Day of the talk")
    role = forms.ChoiceField(label="With whom", widget=Select(), error_messages={"required": "Select with whom"})
    risks = TextField(
        label="Risks and ethical questions",
        rows=4,
        max_length=5_000,
        count=False,
        help_text=NAMES,
        error_messages={"required": "Enter what was talked over"},
    )
    outcome = forms.ChoiceField(
        label="What came out of it",
        choices=RiskTalk.Outcome.choices,
        widget=Radios,
        error_messages={"required": "Select what came out of it"},
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = version(inspection.framework_version).meetings
        roles = [each for each in lists.agreement_askers if not each.asks_reason]
        self.fields["role"].choices = choices(roles)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("day", "role", "risks", "outcome")}


class LogAgreedForm(OnceForm):
    note = forms.CharField(
        label="How and when the lead agreed",
        max_length=LONGEST,
        help_text="For example, by phone 10.40.",
        error_messages={"required": "Enter how and when the lead agreed"},
    )


class DeclineForm(OnceForm):
    reason = forms.CharField(
        label="What they said of it", required=False, max_length=LONGEST, help_text="They need give no reason."
    )


class CancelForm(OnceForm):
    reason = forms.CharField(
        label="Why it did not happen",
        max_length=LONGEST,
        help_text=NAMES,
        error_messages={"required": "Enter why it did not happen"},
    )


class GuidanceForm(OnceForm):
    code = forms.ChoiceField(
        label="Version that was given", widget=Radios, error_messages={"required": "Select the version"}
    )
    day = DateField(label="Day on which it was given")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = version(inspection.framework_version).meetings
        self.fields["code"].choices = choices(lists.guidance)  # type: ignore[attr-defined]


class MeetingFilter(GovukForm):
    """What the list is narrowed by; anything unknown narrows nothing."""

    mark_optional = False
    kind = forms.ChoiceField(
        label="Who is met", required=False, choices=[("", "Everybody"), *Meeting.Kind.choices], widget=Select()
    )
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), *Meeting.State.choices], widget=Select()
    )


def topics_of(meeting: Meeting, inspection: Inspection) -> list[Topic]:
    """What a talk with this person is likely to be about (ENG-03, VOICE-04)."""
    every = version(inspection.framework_version).meetings.topics
    return [each for each in every if each.kind == meeting.kind and (not each.roles or meeting.role in each.roles)]


def usual_card(meeting: Meeting) -> dict[str, Any]:
    """The card as it stands; what was never said stands as it usually is, so that a tap is enough."""
    names = [name for under in CardForm.taps.values() for name in under] + ["understanding", "support", "proceedings"]
    found = {name: getattr(meeting, name) for name in names}
    if not meeting.agreed_by:
        usual = {"agreed_by": "person", "agreed_way": "in_person", "obtained_by": "fca", "agreed_on": clock.today()}
        found |= usual
    if not meeting.understanding:
        found |= {"understanding_way": "in_person", "understanding_by": "fca"}
    return found | {"agreement": "agreed" if meeting.agreed_by else ""}
