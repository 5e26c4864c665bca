"""Meeting times proposed to Cafcass, confirmed there or asked for anew, and settled by the lead (NOTI-15)."""

from dataclasses import replace
from datetime import date, time

from django.db import transaction

from accounts.access import Role
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, Stale
from fieldwork.actions.beforehand import put_in_beforehand
from fieldwork.actions.entries import change_entry, wanted_of
from fieldwork.days import days_of
from fieldwork.models import DiaryEntry, DiaryVersion, SlotAnswer, SlotKept
from fieldwork.queries import slots as queries
from fieldwork.rules import entries
from fieldwork.rules import slots as rules
from fieldwork.telling import tell, tell_link_person
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.queries import acting_as

Answer = SlotAnswer.Answer


@transaction.atomic
def propose_slots(inspection: Inspection, *, by: Person) -> list[DiaryEntry]:
    """Puts in a keep-in-touch meeting for each day on site and the feedback; what is there already stays."""
    rules.may_propose(by, inspection)
    return put_in_beforehand(inspection, kinds=queries.agreed_kinds(inspection), by=by)


@transaction.atomic
def confirm_slots(inspection: Inspection, *, seen: str, by: Person) -> list[SlotAnswer]:
    """Everything that waits, at the times that the page showed. Raises Stale where one moved meanwhile."""
    row = locked(inspection)
    rules.may_answer(by, row)
    found = queries.slots(row)
    if queries.seen(found) != seen:
        raise Stale
    waiting = [slot.entry for slot in queries.waiting_for_cafcass(found)]
    if not waiting:
        raise Invalid("", "Nothing waits for your answer.")
    return [_answer(entry, Answer.CONFIRMED, (entry.day, entry.starts, entry.ends), by=by) for entry in waiting]


@transaction.atomic
def ask_another_time(
    entry: DiaryEntry, *, day: date, starts: time, ends: time, reason: str = "", version: int | None = None, by: Person
) -> SlotAnswer:
    """The lead decides. Raises Invalid beside the field, Stale where the meeting moved meanwhile."""
    row = locked(entry.inspection)
    stored = DiaryEntry.objects.select_for_update(of=("self",)).select_related("inspection__timeline").get(pk=entry.pk)
    rules.may_ask_another(by, stored)
    if version is not None and stored.version != version:
        raise Stale
    if (day, starts, ends) == (stored.day, stored.starts, stored.ends):
        raise Invalid("starts", "This is the time that is proposed. Confirm it, or enter another.")
    entries.must_end_later(starts, ends)
    entries.must_be_a_day(replace(wanted_of(stored), day=day), days_of(row))
    entries.must_exist(day, starts, "starts")
    entries.must_exist(day, ends, "ends")
    made = _answer(stored, Answer.ANOTHER, (day, starts, ends), reason, by=by)
    for lead in acting_as(row, Role.LEAD):
        tell(row, lead, "Cafcass asks for another time of a meeting", "slot_list", by)
    return made


def _answer(
    entry: DiaryEntry, answer: Answer, when: tuple[date, time, time], reason: str = "", *, by: Person
) -> SlotAnswer:
    made = SlotAnswer.objects.create(
        entry=entry,
        entry_version=entry.version,
        answer=answer,
        day=when[0],
        starts=when[1],
        ends=when[2],
        reason=reason,
        by=by,
    )
    record(f"{answer} meeting time", made, by=by, inspection=entry.inspection.ref)
    return made


@transaction.atomic
def take_time(answer: SlotAnswer, *, reason: str = "", by: Person) -> DiaryEntry:
    """The meeting moves to the time that Cafcass asked for, and so it is agreed. Raises Invalid as any move does."""
    stored = _asked(answer, by)
    entry = stored.entry
    wanted = replace(wanted_of(entry), day=stored.day, starts=stored.starts, ends=stored.ends, reason=reason)
    moved = change_entry(entry, wanted, version=entry.version, by=by, act=DiaryVersion.Act.MOVED)
    tell_link_person(entry.inspection, "The time that you asked for is taken", by)
    return moved


@transaction.atomic
def keep_time(answer: SlotAnswer, *, reason: str, by: Person) -> SlotKept:
    """The time stays; Cafcass reads the reason, and confirms it or asks again."""
    stored = _asked(answer, by)
    if not reason.strip():
        raise Invalid("reason", "Give a reason: Cafcass reads it.")
    made = SlotKept.objects.create(answer=stored, reason=reason, by=by)
    record("kept meeting time", made, by=by, inspection=stored.entry.inspection.ref, reason=reason)
    tell_link_person(stored.entry.inspection, "The time of a meeting stays as it was proposed", by)
    return made


def _asked(answer: SlotAnswer, by: Person) -> SlotAnswer:
    locked(answer.entry.inspection)
    stored = SlotAnswer.objects.select_related("entry__inspection__timeline", "entry__site").get(pk=answer.pk)
    rules.may_settle(by, stored)
    return stored
