"""What somebody owes in a diary: a decision on a proposal, a word on what happened, an answer on a meeting time."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from fieldwork.due_slots import due as due_of_slots
from fieldwork.models import DiaryEntry, Proposal
from fieldwork.queries.proposals import decided_by
from inspections.models import Inspection
from inspections.queries import leads_of
from inspections.rules.team import INSPECTORS
from inspections.workflow import State

# What nobody records the holding of, one by one.
UNRECORDED = ("travel", "recording", "analysis", "visit")


def due(day: date, person: Person | None = None) -> Iterable[Due]:
    """Everything of every inspection in the field that is due on that day or before it; of one person or of all."""
    found = chain(_decisions(day), _records(day), due_of_slots(day))
    return (each for each in found if person is None or each.person == person)


def _decisions(day: date) -> Iterator[Due]:
    """Undecided proposals are the lead's, due on the day on which they were noted (SITE-09)."""
    found = Proposal.objects.filter(outcome="", inspection__state__in=[State.PLANNED, State.ANNOUNCED])
    waiting = list(found.select_related("inspection"))
    leads = leads_of({each.inspection_id for each in waiting}) if waiting else {}
    for each in waiting:
        by = clock.london(decided_by(each.inspection, each.noted_at)).date()
        noted = clock.london(each.noted_at).date()
        title = "Decide on a proposal for the diary"
        for lead in leads.get(each.inspection_id, ()) if noted <= day else ():
            yield _owed(f"proposal-{each.pk}", lead, min(by, noted), title, each.inspection, each)


def _owed(key: str, person: Person, day: date, title: str, inspection: Inspection, row: Proposal | DiaryEntry) -> Due:
    page = "proposal_decide" if isinstance(row, Proposal) else "entry_record"
    return Due(key, person, day, title, reverse(page, args=[inspection.ref, row.pk]), inspection.ref)


def _records(day: date) -> Iterator[Due]:
    """An entry whose day has passed is owed by the first inspector who takes part in it."""
    past = DiaryEntry.objects.filter(status=DiaryEntry.Status.PLANNED, day__lt=day, inspection__state=State.ANNOUNCED)
    found = past.exclude(kind__in=UNRECORDED).select_related("inspection").prefetch_related("seats__member__person")
    now = clock.now()
    for entry in found:
        members = [seat.member for seat in entry.seats.all()]
        owing = [each for each in members if each.role in INSPECTORS and (each.until is None or each.until > now)]
        if owing:
            title = f"Record what happened: {entry.get_kind_display().lower()}, {entry.starts:%H:%M}"
            yield _owed(f"diary-entry-{entry.pk}", owing[0].person, entry.day, title, entry.inspection, entry)
