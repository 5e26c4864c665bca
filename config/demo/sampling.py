"""The sample of the inspection in progress, and the team's access to Cafcass's systems."""

from datetime import datetime, timedelta
from typing import Any

from accounts import clock
from accounts.models import Person
from config.demo.content import content
from config.demo.people import People
from information.actions import sample, systems
from information.models import LineOfEnquiry, SampledChild
from information.queries.reading import inspectors
from information.queries.sample import gaps_of, sample_of
from information.queries.systems import matrix
from inspections.models import Inspection
from scheduling.spans import months_after


def sampled(inspection: Inspection, called: datetime, until: datetime, people: People) -> None:
    """Chosen and confirmed in the notice week; one child was met since."""
    said, lead = content("sample"), people["lead"]
    at = called + timedelta(hours=said["hours"])
    if at + timedelta(hours=2) > until:
        return
    with clock.moved_to(at):
        _access(inspection, said, people)
        shared = {_added(inspection, row, lead).pk: people.get(row.get("inspector", "")) for row in said["children"]}
        sample.share_out_children(inspection, shared, by=lead)
        sample.confirm_sample(inspection, acknowledged=gaps_of(inspection, sample_of(inspection)), by=lead)
        old = said["practice"]
        child = SampledChild.objects.get(inspection=inspection, reference=old["reference"])
        day = months_after(clock.today(), -old["months_before"])
        sample.note_practice(child, day=day, reason=old["reason"], by=people["team_1"])
    with clock.moved_to(until):
        met = said["met"]
        child = _added(inspection, met, people[met["by"]])
        sample.share_out_children(inspection, {child.pk: people[met["inspector"]]}, by=lead)


def _added(inspection: Inspection, row: dict[str, Any], by: Person) -> SampledChild:
    given = {name: value for name, value in row.items() if name not in ("inspector", "by")}
    if given["reason"] == "line":
        given["line"] = LineOfEnquiry.objects.filter(inspection=inspection).order_by("number").first()
    return sample.add_child(inspection, **given, by=by)


def _access(inspection: Inspection, said: dict[str, Any], people: People) -> None:
    later = {people[key] for key in said["untested"]}
    for name in said["systems"]:
        systems.name_system(inspection, name=name, by=people["lead"])
    keys = [each.key for each in matrix(inspection).to_give]
    systems.give_access(inspection, keys, by=people["link_person"])
    for person in inspectors(inspection):
        for system in matrix(inspection).systems:
            if person not in later:
                systems.try_access(system, works=True, by=person)
