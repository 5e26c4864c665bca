"""A need noted by somebody of the team, a time offered by Cafcass, and the lead's decision (SITE-09, SITE-11)."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from fieldwork.actions.entries import add_entry
from fieldwork.days import days_of
from fieldwork.models import DiaryEntry, DiaryVersion, Proposal
from fieldwork.rules import entries as rules
from fieldwork.rules import rights
from fieldwork.rules.entries import Wanted
from inspections.lifecycle import locked
from inspections.models import Inspection, Site
from inspections.roles import permit


@dataclass(frozen=True)
class Need:
    """What is needed, with whom by role, and, from Cafcass always, when and where."""

    need: str
    with_whom: str = ""
    site: Site | None = None
    day: date | None = None
    starts: time | None = None
    ends: time | None = None


@transaction.atomic
def note_need(inspection: Inspection, need: Need, *, by: Person) -> Proposal:
    """By anybody of the team; a time may follow later."""
    row = locked(inspection)
    permit(by, row, Thing.DIARY_PROPOSAL, Verb.CREATE)
    return _note(row, need, by=by, from_cafcass=False)


@transaction.atomic
def propose_time(inspection: Inspection, need: Need, *, by: Person) -> Proposal:
    """By the link person or the chief executive, after the call; it is no entry until the lead accepts it."""
    row = locked(inspection)
    permit(by, row, Thing.DIARY_TOLD, Verb.CREATE)
    if need.day is None or need.starts is None or need.ends is None:
        raise Invalid("day", "Enter the day and the time that you propose.")
    return _note(row, need, by=by, from_cafcass=True)


def _note(row: Inspection, need: Need, *, by: Person, from_cafcass: bool) -> Proposal:
    rights.must_be_open(row)
    days = days_of(row)
    rules.must_be_its_site(need.site, days)
    if need.day and need.starts and need.ends:
        rules.must_end_later(need.starts, need.ends)
        meant = Wanted(DiaryEntry.Kind.INTERVIEW, need.need, need.day, need.starts, need.ends, site=need.site)
        rules.must_be_a_day(meant, days)
        rules.must_exist(need.day, need.starts, "starts")
        rules.must_exist(need.day, need.ends, "ends")
    made = Proposal.objects.create(inspection=row, noted_by=by, from_cafcass=from_cafcass, **vars(need))
    record("proposed a time" if from_cafcass else "noted a need", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def accept_proposal(proposal: Proposal, wanted: Wanted, *, by: Person) -> DiaryEntry:
    """It becomes an entry, at the time on which the lead decides. Raises Invalid as any entry does."""
    stored = _open(proposal, by)
    entry = add_entry(stored.inspection, wanted, by=by, act=DiaryVersion.Act.ACCEPTED)
    stored.entry, stored.outcome = entry, Proposal.Outcome.ACCEPTED
    _decided(stored, by)
    return entry


@transaction.atomic
def decline_proposal(proposal: Proposal, *, reason: str, by: Person) -> Proposal:
    """Whoever proposed it reads the reason."""
    stored = _open(proposal, by)
    if not reason.strip():
        raise Invalid("reason", "Give a reason: whoever proposed it reads it.")
    stored.outcome, stored.decision_reason = Proposal.Outcome.DECLINED, reason
    _decided(stored, by)
    return stored


def _open(proposal: Proposal, by: Person) -> Proposal:
    locked(proposal.inspection)
    stored = Proposal.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=proposal.pk)
    rights.may_decide(by, stored)
    return stored


def _decided(stored: Proposal, by: Person) -> None:
    stored.decided_by, stored.decided_at = by, clock.now()
    stored.save()
    record(f"{stored.outcome} proposal", stored, by=by, inspection=stored.inspection.ref, reason=stored.decision_reason)
