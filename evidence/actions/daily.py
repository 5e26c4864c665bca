"""The daily team meeting and the daily look through the record (EVID-09, EVID-19)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from evidence.models import RecordReview, TeamMeeting, TeamMeetingAttendee
from evidence.queries.daily import could_attend
from evidence.rules import refuse_unless
from information.queries.notification import known_on
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit
from inspections.workflow import State


@transaction.atomic
def record_meeting(
    inspection: Inspection,
    *,
    day: date,
    attendees: Collection[Person],
    tell_cafcass: str = "",
    tomorrow: str = "",
    by: Person,
) -> TeamMeeting:
    """By the lead or a deputy, once it was held. Raises NotAllowed, Invalid."""
    row = locked(inspection)
    permit(by, row, Thing.TEAM_MEETING, Verb.CREATE)
    require(row.has_reached(State.ANNOUNCED) and row.state != State.CANCELLED, "There is no fieldwork to talk about.")
    refuse_unless(day <= clock.today(), "day", "This day has not come yet: the meeting is recorded once it was held.")
    refuse_unless(known_on(row, day), "day", "Cafcass had not been called yet on this day.")
    refuse_unless(bool(attendees), "attendees", "Select who was there.", "EVID-09")
    known = {each.pk for each in could_attend(row)}
    refuse_unless({each.pk for each in attendees} <= known, "attendees", "Select people of this team.")
    made = TeamMeeting.objects.create(inspection=row, day=day, tell_cafcass=tell_cafcass, tomorrow=tomorrow, by=by)
    TeamMeetingAttendee.objects.bulk_create(TeamMeetingAttendee(meeting=made, person=each) for each in attendees)
    record("record team meeting", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def say_reviewed(inspection: Inspection, *, gaps: str = "", by: Person) -> RecordReview:
    """Of today; a second word of a day adds to the first."""
    row = locked(inspection)
    permit(by, row, Thing.TEAM_MEETING, Verb.EDIT_OWN)
    require(row.has_reached(State.ANNOUNCED) and row.state != State.CANCELLED, "There is no record to review yet.")
    made = RecordReview.objects.create(inspection=row, person=by, day=clock.today(), gaps=gaps)
    record("review the record", made, by=by, inspection=row.ref)
    return made
