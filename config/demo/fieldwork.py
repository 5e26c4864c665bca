"""Sites and the fieldwork diary of the demo: put in beforehand, interviews matched, and what had happened by then."""

from datetime import date, datetime, time, timedelta
from typing import Any

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from config.demo.content import moment
from config.demo.people import People
from fieldwork import actions
from fieldwork.actions.matching import Pasted, matches
from fieldwork.actions.onsite import Arrival, Told
from fieldwork.actions.outcomes import Outcome
from fieldwork.actions.proposals import Need
from fieldwork.models import DiaryEntry
from fieldwork.queries.slots import seen, slots
from fieldwork.rules.entries import Wanted
from inspections.models import Inspection, TeamMember


def planned(inspection: Inspection, plan: dict[str, Any], at: datetime, monday: date, people: People) -> None:
    """The whole plan, at one moment: the skeleton, then the interviews that Cafcass gave times for."""
    lead = people[plan["team"]["lead"]]
    with clock.moved_to(at):
        actions.put_in_beforehand(inspection, by=lead)
        pasted = Pasted("\n".join(_line(row, monday) for row in plan["interviews"]))
        taken = [each.key for each in matches(inspection, pasted, lead) if each.pair is not None]
        actions.match_interviews(inspection, pasted, chosen=taken, by=lead)
        for row in plan.get("added", ()):
            actions.add_entry(inspection, _wanted(inspection, row, monday, people), by=lead)


def _wanted(inspection: Inspection, row: dict[str, Any], monday: date, people: People) -> Wanted:
    members = [inspection.members.current().get(person=people[key]).pk for key in row["seats"]]
    starts, ends = time.fromisoformat(row["at"]), time.fromisoformat(row["ends"])
    site = inspection.sites.get(code=row["site"]) if "site" in row else None
    more = {name: row[name] for name in ("place", "linked", "reason") if name in row}
    day = monday + timedelta(days=row["day"])
    return Wanted(row["kind"], row["title"], day, starts, ends, members, site, **more)


def _line(row: str, monday: date) -> str:
    """ "1 10:00, FCA 01, N1": the number counts days from the Monday of week 1."""
    number, _, rest = row.partition(" ")
    day = monday + timedelta(days=int(number))
    return f"{day.day} {day:%b} {rest}"


def agreed(inspection: Inspection, called: datetime, until: datetime, people: People) -> None:
    """The link person confirms what is proposed, and asks for another time of one meeting."""
    at = called + timedelta(hours=30)
    if at > until:
        return
    with clock.moved_to(at):
        actions.confirm_slots(inspection, seen=seen(slots(inspection)), by=people["link_person"])
        entry = [each.entry for each in slots(inspection) if each.entry.kind == DiaryEntry.Kind.KEEP_IN_TOUCH][-1]
        why, by = "The board meets until nine.", people["link_person"]
        actions.ask_another_time(entry, day=entry.day, starts=time(9, 30), ends=time(10), reason=why, by=by)


def happened(inspection: Inspection, plan: dict[str, Any], monday: date, until: datetime, people: People) -> None:
    """Arrivals, interviews and the first meeting, as far as they lie before `until`."""
    entries = DiaryEntry.objects.filter(inspection=inspection, kind__in=["arrival", "interview"]).select_related("pair")
    for number, entry in enumerate(entries):
        ended = clock.at(entry.day, entry.ends.hour, entry.ends.minute) + timedelta(minutes=20)
        if ended <= until:
            with clock.moved_to(ended):
                _record(entry, number, plan["not_happened"])
    _conference_held(inspection, plan, until, people)
    meeting = plan["first_meeting"]
    if (at := moment(meeting, monday)) <= until:
        with clock.moved_to(at + timedelta(hours=1)):
            not_ready = [(inspection.sites.get(code=each["site"]), each["what"]) for each in meeting["not_ready"]]
            told = Told(at, meeting["people"], meeting["place"], True, True, False, not_ready)
            actions.record_first_meeting(inspection, told, by=people[plan["team"]["lead"]])


def _conference_held(inspection: Inspection, plan: dict[str, Any], until: datetime, people: People) -> None:
    """The team conference of the notice week; `without_analyst` says why nobody analytical attended."""
    reason = plan.get("without_analyst", "")
    for entry in DiaryEntry.objects.filter(inspection=inspection, made_from__startswith="team_conference:"):
        ended = clock.at(entry.day, entry.ends.hour, entry.ends.minute) + timedelta(minutes=20)
        members = [seat.member for seat in entry.seats.select_related("member")]
        attended = [each.pk for each in members if not reason or each.role != Role.ANALYST]
        if ended <= until:
            with clock.moved_to(ended):
                told = Outcome(True, entry.starts, entry.ends, reason=reason, attended=attended)
                actions.record_outcome(entry, told, version=entry.version, by=people[plan["team"]["lead"]])


def _record(entry: DiaryEntry, number: int, not_happened: dict[str, Any]) -> None:
    by = _deputy(entry)
    if entry.kind == "arrival":
        actions.record_arrival_meeting(entry, Arrival("Assistant director", entry.starts, True), by=by)
    elif number % not_happened["every"] == 0:
        actions.record_outcome(entry, Outcome(False, reason=not_happened["reason"]), version=entry.version, by=by)
    else:
        told = Outcome(True, entry.starts, entry.ends, with_whom=entry.with_whom)
        actions.record_outcome(entry, told, version=entry.version, by=by)


def _deputy(entry: DiaryEntry) -> Person:
    seats = TeamMember.objects.filter(entry_seats__entry=entry).select_related("person")
    return next(member.person for member in seats if member.role == Role.DEPUTY)


def proposed(inspection: Inspection, row: dict[str, Any], monday: date, until: datetime, people: People) -> None:
    """One time that Cafcass proposes, and one need that somebody of the team noted."""
    if (at := moment(row["noted"], monday)) > until:
        return
    day = monday + timedelta(days=row["wanted"]["day"])
    starts = time.fromisoformat(row["wanted"]["at"])
    with clock.moved_to(at):
        need = Need(row["need"], row["with_whom"], None, day, starts, time(starts.hour + 1, starts.minute))
        actions.propose_time(inspection, need, by=people["link_person"])
        actions.note_need(inspection, Need(row["team_need"]), by=people[row["by"]])
