"""What really happened: times, place, with whom by role; or that it did not, and why (SITE-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid
from fieldwork import versions
from fieldwork.models import DiaryEntry, DiaryVersion
from fieldwork.queries.people import Team, names, team_of, who_of
from fieldwork.rules import attendance, rights
from fieldwork.rules import entries as rules
from inspections.lifecycle import locked

Status = DiaryEntry.Status


@dataclass(frozen=True)
class Outcome:
    """`happened`, and then when, where and with whom; or the reason why not."""

    happened: bool
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    with_whom: str = ""
    reason: str = ""
    # Of a team meeting, the members by number.
    attended: Sequence[int] = ()


@transaction.atomic
def record_outcome(entry: DiaryEntry, outcome: Outcome, *, version: int | None, by: Person) -> DiaryEntry:
    """Raises NotAllowed for somebody else's entry, Invalid beside what is missing. A record is corrected by another."""
    row = locked(entry.inspection)
    team = team_of(row)
    stored = DiaryEntry.objects.select_for_update(of=("self",)).select_related("inspection", "site").get(pk=entry.pk)
    rights.may_record(by, stored, team)
    before = versions.standing(stored, team, who_of(stored))
    check_version(stored.version, version, lambda: _both(outcome, stored, team), versions.last_changed_by(stored))
    must_be_told(stored, outcome)
    attendance.must_be_complete(stored, outcome.happened, outcome.attended, outcome.reason, team)
    apply(stored, outcome, by)
    after = versions.standing(stored, team, who_of(stored))
    versions.keep(stored, DiaryVersion.Act.RECORDED, before, after, reason=outcome.reason, by=by)
    record("recorded what happened", stored, by=by, inspection=row.ref, after=stored.status, reason=outcome.reason)
    return stored


def _both(outcome: Outcome, stored: DiaryEntry, team: Team) -> list[Both]:
    yours = DiaryEntry()
    apply_words(yours, outcome)
    told = Both("What happened", versions.happened(yours), versions.happened(stored))
    took_part = Both("Who took part", names(team, yours.attended), names(team, stored.attended))
    return [told, took_part] if stored.kind == DiaryEntry.Kind.TEAM_MEETING else [told]


def must_be_told(entry: DiaryEntry, outcome: Outcome) -> None:
    if clock.today() < entry.day:
        raise Invalid("happened", "This day has not come yet.")
    if not outcome.happened:
        if not outcome.reason.strip():
            raise Invalid("reason", "Say why it did not happen.")
        return
    if outcome.starts is None:
        raise Invalid("starts", "Enter when it began.")
    if outcome.ends is not None:
        rules.must_end_later(outcome.starts, outcome.ends)


def apply(entry: DiaryEntry, outcome: Outcome, by: Person) -> None:
    apply_words(entry, outcome)
    entry.status = Status.HELD if outcome.happened else Status.DID_NOT_HAPPEN
    entry.recorded_by, entry.recorded_at = by, clock.now()
    entry.version += 1
    entry.save()


def apply_words(entry: DiaryEntry, outcome: Outcome) -> None:
    told = outcome if outcome.happened else Outcome(happened=False)
    entry.actual_starts, entry.actual_ends = told.starts, told.ends
    entry.actual_place, entry.actual_with, entry.attended = told.place, told.with_whom, list(told.attended)
    entry.outcome_reason = outcome.reason
