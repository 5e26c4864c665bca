"""Entries on days that are no longer the inspection's, as after a deferral or when the week has moved (DEFER-04)."""

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from fieldwork.actions.entries import planning, take_out
from fieldwork.models import DiaryEntry
from fieldwork.queries.grid import left_over
from fieldwork.rules import rights
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit


@transaction.atomic
def withdraw_left_over(inspection: Inspection, *, reason: str, by: Person) -> int:
    """Takes all of them out, each with its versions; how many they were. The lead's alone."""
    here = planning(locked(inspection))
    permit(by, here.inspection, Thing.DIARY, Verb.DECIDE)
    rights.must_be_open(here.inspection)
    require(reason.strip(), "Give a reason.")
    found = DiaryEntry.objects.filter(left_over(here.days), inspection=here.inspection).select_related("site")
    entries = list(found.select_for_update(of=("self",)))
    for entry in entries:
        take_out(entry, here, reason, by)
    record("took out diary entries", here.inspection, by=by, inspection=here.inspection.ref, after=str(len(entries)))
    return len(entries)
