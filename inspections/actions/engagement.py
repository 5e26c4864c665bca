"""The engagement meeting: planned, agreed, held or declined, with who comes and what Ofsted notes (AEM-01…09)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from framework.versions import in_force
from inspections import engagement_queries as queries
from inspections.actions.engagement_letter import begin_letter
from inspections.actions.self_evaluation import step as step_evaluation
from inspections.models import (
    AgendaAgreement,
    AgendaItem,
    EngagementAttendee,
    EngagementMeeting,
    EngagementNote,
    SelfEvaluation,
)
from inspections.rules import engagement as rules
from inspections.workflow import ENGAGEMENT_MEETING, SELF_EVALUATION


def taken(meeting: EngagementMeeting) -> EngagementMeeting:
    return EngagementMeeting.objects.select_for_update().get(pk=meeting.pk)


def step(row: EngagementMeeting, name: str, *, by: Person, reason: str = "") -> None:
    before, row.state = row.state, ENGAGEMENT_MEETING.target(row.state, name)
    row.version += 1
    row.save()
    record(f"{name} engagement meeting", row, by=by, before=before, after=row.state, reason=reason)


@transaction.atomic
def plan_meeting(*, date: date, chair: Person, place: str = "", minutes: int, by: Person) -> EngagementMeeting:
    """Plans the meeting of that day's year with the framework's agenda, the time shared out evenly (AEM-01, AEM-04)."""
    rules.may_plan(chair, date, by)
    framework = in_force(clock.today())
    made = EngagementMeeting.objects.create(
        year=date.year,
        framework_version=framework.code,
        evaluation=SelfEvaluation.objects.filter(year=date.year).first(),
        date=date,
        place=place,
        minutes=minutes,
        chair=chair,
        made_by=by,
    )
    agenda = framework.files.engagement.annual_engagement_meeting.agenda
    each = minutes // len(agenda)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=made, code=item.code, label=item.label, minutes=each) for item in agenda
    )
    record("planned engagement meeting", made, by=by, after=made.state)
    return made


@transaction.atomic
def change_meeting(meeting: EngagementMeeting, *, version: int | None, by: Person, **given: Any) -> EngagementMeeting:
    """Another day, place, length or chair; what was agreed is agreed anew (AEM-08)."""
    row = taken(meeting)
    rules.may_change(row, by)
    check_version(row.version, version)
    rules.must_be_of_ofsted(given["chair"])
    if given["date"].year != row.year:
        raise Invalid("date", f"This is the meeting of {row.year}: plan another year's by itself.")
    for name, value in given.items():
        setattr(row, name, value)
    changed(row, by)
    return row


def changed(row: EngagementMeeting, by: Person) -> None:
    """Saves a change of what both sides agree on, and so clears what they agreed."""
    row.agreements.filter(cleared_at=None).update(cleared_at=clock.now())
    if row.state == "agenda_agreed":
        step(row, "edit", by=by)
        return
    row.version += 1
    row.save()
    record("changed engagement meeting", row, by=by)


@transaction.atomic
def agree_agenda(meeting: EngagementMeeting, *, version: int | None, by: Person) -> AgendaAgreement:
    """One side agrees the agenda as it was shown. Raises Stale when it changed meanwhile."""
    row = taken(meeting)
    side = rules.may_agree(row, by)
    check_version(row.version, version)
    made, new = AgendaAgreement.objects.get_or_create(meeting=row, side=side, cleared_at=None, defaults={"by": by})
    if new:
        record("agreed agenda", made, by=by, after=side)
    if len(queries.agreements_of(row)) == 2 and row.state == "planned":
        step(row, "agree", by=by)
    return made


@transaction.atomic
def add_attendee(
    meeting: EngagementMeeting, *, side: str, name: str, job: str = "", reason: str = "", by: Person
) -> EngagementAttendee:
    rules.may_name_attendees(taken(meeting), side, by)
    made = EngagementAttendee.objects.create(meeting=meeting, side=side, name=name, job=job, reason=reason, by=by)
    record("added attendee", made, by=by, after=side)
    return made


@transaction.atomic
def remove_attendee(attendee: EngagementAttendee, *, by: Person) -> None:
    rules.may_name_attendees(taken(attendee.meeting), attendee.side, by)
    if attendee.removed_at is None:
        attendee.removed_at = clock.now()
        attendee.save(update_fields=["removed_at"])
        record("removed attendee", attendee, by=by, after=attendee.side)


@transaction.atomic
def name_delegate(meeting: EngagementMeeting, person: Person | None, *, by: Person) -> EngagementMeeting:
    """The chief executive has somebody else say who comes from Cafcass, or nobody any more."""
    row = taken(meeting)
    rules.may_name_delegate(row, person, by)
    row.delegate = person
    row.save(update_fields=["delegate"])
    record("named delegate", row, by=by, after=str(person.pk) if person else "")
    return row


@transaction.atomic
def decline_meeting(meeting: EngagementMeeting, *, by: Person) -> EngagementMeeting:
    """Not meeting this year: nothing is late because of it, and no letter is asked for (SELF-02)."""
    row = taken(meeting)
    rules.may_decline(row, by)
    if row.to_come:
        step(row, "decline", by=by)
    return row


@transaction.atomic
def reconsider_meeting(meeting: EngagementMeeting, *, by: Person) -> EngagementMeeting:
    row = taken(meeting)
    rules.may_decline(row, by)
    if row.state == "declined":
        step(row, "reconsider", by=by)
    return row


@transaction.atomic
def hold_meeting(
    meeting: EngagementMeeting,
    *,
    held_on: date,
    came: list[int],
    covered: list[int],
    accounts: dict[int, str],
    next_timing: str = "",
    version: int | None = None,
    by: Person,
) -> EngagementMeeting:
    """Records that it was held: who came, what was covered and said; begins the letter (AEM-01, AEM-04, AEM-10).

    Whose agreement of the agenda was missing stays on the record (AEM-08).
    """
    row = taken(meeting)
    rules.may_hold(row, held_on, len(came), by)
    check_version(row.version, version)
    row.held_on, row.next_timing, row.not_agreed = held_on, next_timing, missing_agreement(row, held_on)
    step(row, "hold", by=by)
    for attendee in queries.attendees_of(row):
        attendee.came = attendee.pk in came
        attendee.save(update_fields=["came"])
    for item in queries.agenda_of(row):
        item.covered, item.account = item.pk in covered, accounts.get(item.pk, "")
        item.save(update_fields=["covered", "account"])
    _discussed(row, by)
    begin_letter(row, by=by)
    return row


def missing_agreement(row: EngagementMeeting, held_on: date) -> str:
    agreed = {side for side, each in queries.agreements_of(row).items() if clock.london(each.at).date() < held_on}
    missing = [words for side, words in rules.SIDE_WORDS.items() if side not in agreed]
    return f"The agenda was not agreed by {' and '.join(missing)} in advance." if missing else ""


def _discussed(row: EngagementMeeting, by: Person) -> None:
    evaluation = row.evaluation or SelfEvaluation.objects.filter(year=row.year).first()
    if evaluation and SELF_EVALUATION.allows(evaluation.state, "discuss"):
        step_evaluation(evaluation, "discuss", by=by)
    if evaluation and not row.evaluation_id:
        row.evaluation = evaluation
        row.save(update_fields=["evaluation"])


@transaction.atomic
def note_of_meeting(meeting: EngagementMeeting, *, text: str, by: Person) -> EngagementNote:
    """What Ofsted takes from it for later planning; never shown to Cafcass (AEM-03)."""
    rules.may_note(taken(meeting), by)
    made = EngagementNote.objects.create(meeting=meeting, text=text, by=by)
    record("noted of engagement meeting", made, by=by)
    return made
