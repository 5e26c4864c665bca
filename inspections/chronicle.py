"""The history of one inspection from the record: who did what, and why, as far as the reader may see the object."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps
from django.db.models import QuerySet

from accounts.access import Role, Thing, verbs_for
from accounts.models import Event, Person
from govuk.words import short_day
from inspections.models import Inspection
from inspections.workflow import LABELS

# Whose history belongs to which thing, where the model's own name does not say so.
THINGS: dict[str, Thing] = {
    "inspections.Inspection": Thing.PLAN,
    "inspections.LateCall": Thing.PLAN,
    "inspections.SeasonPermission": Thing.PLAN,
    "inspections.AugustAgreement": Thing.PLAN,
    "inspections.PlannedFrom": Thing.INSPECTION_DECISION,
    "scheduling.Timeline": Thing.PLAN,
    "inspections.TeamMember": Thing.TEAM,
    "inspections.Pair": Thing.TEAM,
    "inspections.Announcement": Thing.ANNOUNCEMENT,
    "inspections.ActingRole": Thing.TEAM,
    "inspections.DeferralRequest": Thing.INTERRUPTION,
    "inspections.DeferralDecision": Thing.INTERRUPTION,
    "inspections.Pause": Thing.INTERRUPTION,
    "inspections.Hold": Thing.INTERRUPTION,
    "inspections.EarlyEnd": Thing.INTERRUPTION,
    "inspections.Site": Thing.SITE,
    "inspections.SiteTravel": Thing.SITE,
    "inspections.Adjustment": Thing.ADJUSTMENT,
}

# What the code calls otherwise than people do.
OBJECTS = {"timeline": "timetable", "job": "work done in the background"}
WORDS = {role.value: role.label for role in Role} | {state.value: words for state, (words, _) in LABELS.items()}


def belongs_to(label: str, thing: Thing) -> None:
    """Called by a room's AppConfig: events of that model ("reports.ReportDraft") show to whoever may read the thing."""
    THINGS[label] = thing


def thing_of(label: str) -> Thing | None:
    """The thing that an object is, by announcement or by its name; None for what this page does not show."""
    return THINGS[label] if label in THINGS else _thing_named(label)


@cache
def _thing_named(label: str) -> Thing | None:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in label.partition(".")[2])
    return next((thing for thing in Thing if thing.value == name.strip("_")), None)


def history_of(person: Person, inspection: Inspection, roles: frozenset[Role]) -> QuerySet[Event]:
    """Every event whose object the reader may see, latest first. What nobody announced stays out."""
    readable = [label for label in _labels() if _readable(label, person, inspection, roles)]
    events = Event.objects.filter(inspection=inspection.ref, object_label__in=readable)
    return events.select_related("reason").order_by("-id")


def _labels() -> list[str]:
    return [model._meta.label for model in apps.get_models()]


def _readable(label: str, person: Person, inspection: Inspection, roles: frozenset[Role]) -> bool:
    thing = thing_of(label)
    return thing is not None and bool(verbs_for(roles, thing, person, inspection))


@dataclass(frozen=True)
class Line:
    """One event in words: what was done to what, from what to what."""

    event: Event
    what: str
    before: str
    after: str


def spoken(event: Event) -> Line:
    return Line(event, f"{_said(event.verb)} ({_object(event)})", _said(event.before), _said(event.after))


def _object(event: Event) -> str:
    name = str(apps.get_model(event.object_label)._meta.verbose_name)
    return OBJECTS.get(name, name)


def _said(code: str) -> str:
    """A role or state by its label, everything else as it was recorded."""
    try:
        return short_day(date.fromisoformat(code))
    except ValueError:
        return WORDS.get(code) or code.replace("_", " ")
