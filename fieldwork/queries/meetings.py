"""Meetings as pages show them: each with what is open, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import Person
from fieldwork.gaps import Gap, gaps
from fieldwork.models.meeting import FAMILY, GuidanceGiven, Meeting, RiskTalk
from fieldwork.workflow import HELD
from framework.versions import FrameworkVersion, version
from inspections.models import Inspection

COLOURS = {"planned": "grey", "confirmed": "blue", "held": "green", "declined": "yellow", "did_not_happen": "yellow"}
AGREED_BY = {
    "person": "The person themselves",
    "parent": "A parent or carer for them",
    "other": "Somebody else with responsibility",
}
OTHER = "other"
NO_GUIDANCE = "Cafcass has not been given the guidance on preparing people. Give it before the first meeting."


def with_open_things(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With inspector, site and the talks about risks. Two queries."""
    talks = Prefetch("risk_talks", RiskTalk.objects.order_by("id"))
    return meetings.select_related("inspector", "site", "inspection", "line").prefetch_related(talks)


def open_gaps(meeting: Meeting) -> tuple[Gap, ...]:
    """What is open of a meeting read by `with_open_things`; no query."""
    talks = list(meeting.risk_talks.all())
    return gaps(meeting, talks[-1] if talks else None)


def listed(inspection: Inspection, wanted: dict[str, Any]) -> QuerySet[Meeting]:
    """The inspection's meetings by day; narrowed by kind, state and whose."""
    columns = {"kind": "kind", "state": "state", "whose": "inspector_id"}
    chosen = {column: wanted[name] for name, column in columns.items() if wanted.get(name)}
    return with_open_things(Meeting.objects.filter(inspection=inspection, **chosen))


@dataclass(frozen=True)
class Row:
    """One meeting as a list or page shows it."""

    meeting: Meeting
    gaps: tuple[Gap, ...]

    @property
    def colour(self) -> str:
        return COLOURS[self.meeting.state]

    @property
    def words(self) -> list[str]:
        return [gap.words for gap in self.gaps]


def rows(meetings: Iterable[Meeting]) -> list[Row]:
    return [Row(each, open_gaps(each)) for each in meetings]


def needs_guidance(inspection: Inspection) -> bool:
    """No version of the guidance was given yet (VOICE-05)."""
    return not GuidanceGiven.objects.filter(inspection=inspection).exists()


@dataclass(frozen=True)
class Partner:
    """One type of partner, and what was and will be talked with it."""

    code: str
    label: str
    held: tuple[Meeting, ...]
    planned: tuple[Meeting, ...]


def partners(inspection: Inspection) -> list[Partner]:
    """Every type of partner of the framework, those not yet contacted included (INSP-06). One query."""
    found = list(Meeting.objects.filter(inspection=inspection, kind=Meeting.Kind.PARTNER).select_related("inspector"))
    types = version(inspection.framework_version).meetings.partner_types
    every = [_partner(each.code, each.label, found) for each in types]
    # Nobody has to contact "another partner".
    return [each for each, kind in zip(every, types, strict=True) if kind.code != OTHER or each.held or each.planned]


def _partner(code: str, label: str, found: list[Meeting]) -> Partner:
    of_type = [each for each in found if each.organisation == code]
    held = tuple(each for each in of_type if each.state == HELD)
    planned = tuple(each for each in of_type if each.state in ("planned", "confirmed"))
    return Partner(code, label, held, planned)


class Words:
    """The framework's words for the codes of one meeting."""

    def __init__(self, meeting: Meeting, framework: FrameworkVersion) -> None:
        self.meeting, self.lists = meeting, framework.meetings

    @cached_property
    def role(self) -> str:
        return label((*self.lists.practitioner_roles, *self.lists.partner_roles), self.meeting.role)

    @cached_property
    def what(self) -> str:
        """What tells it from another of its kind: organisation and area, or role and setting; a case reference."""
        setting = label(self.lists.observation_settings, self.meeting.setting)
        organisation = label(self.lists.partner_types, self.meeting.organisation)
        parts = (organisation, self.role, setting, self.meeting.area, self.meeting.case_ref)
        return ", ".join(part for part in parts if part)

    @property
    def way(self) -> str:
        return label(self.lists.ways, self.meeting.way)

    @property
    def topics(self) -> list[str]:
        return [label(self.lists.topics, code) for code in self.meeting.topics]

    @property
    def agreement(self) -> str:
        if not self.meeting.agreed_by:
            return ""
        who = AGREED_BY.get(self.meeting.agreed_by, self.meeting.agreed_by)
        way = label(self.lists.ways, self.meeting.agreed_way).lower()
        asker = label(self.lists.agreement_askers, self.meeting.obtained_by).lower()
        day = f", {self.meeting.agreed_on:%-d %B %Y}" if self.meeting.agreed_on else ""
        return f"{who}, {way}{day}; obtained by {asker}"

    @property
    def understanding(self) -> str:
        if not self.meeting.understanding:
            return ""
        way = label(self.lists.ways, self.meeting.understanding_way).lower()
        by = label(self.lists.agreement_askers, self.meeting.understanding_by).lower()
        more = ", ".join(part for part in (way, f"by {by}" if by else "") if part)
        return f"{self.meeting.get_understanding_display()}{': ' if more else ''}{more}"


def advice(meeting: Meeting, framework: FrameworkVersion) -> str:
    """After a talk that touched none of what it usually should (VOICE-04): a sentence, and nothing more."""
    advised = [each for each in framework.meetings.topics if each.kind == meeting.kind and each.advised]
    if not advised or any(each.code in meeting.topics for each in advised):
        return ""
    named = " or ".join(each.label[0].lower() + each.label[1:] for each in advised)
    return f"If it came to it, say at least one of these: {named}."


def label(items: Iterable[Any], code: str) -> str:
    """The words for a code; the code itself where a later framework no longer has it."""
    return next((str(each.label) for each in items if each.code == code), code)


def choosable(inspection: Inspection, person: Person) -> list[Meeting]:
    """The meetings that a note may come from, the person's own first: those that are or may be held."""
    found = Meeting.objects.filter(inspection=inspection, state__in=["planned", "confirmed", "held"])
    return sorted(found, key=lambda each: each.inspector_id != person.pk)


def family_planned(inspection: Inspection) -> bool:
    return Meeting.objects.filter(inspection=inspection, kind__in=FAMILY).exists()
