"""The self-evaluation and engagement meeting: last year's up to the letter; this year's read, a meeting to come."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from accounts import clock
from config.demo.content import content
from config.demo.people import People
from files import uploads
from files.jobs import run_queued
from inspections import engagement_queries as queries
from inspections.actions import engagement as meetings
from inspections.actions import engagement_letter as letters
from inspections.actions import self_evaluation as evaluations
from inspections.actions.analysis import analyse, record_weakness
from inspections.models import EngagementMeeting, SelfEvaluation
from scheduling.queries import calendar


class Weeks:
    """Moments by weeks from a Monday, kept in one calendar year so that asking, sharing and meeting belong together."""

    def __init__(self, monday: date, year: int) -> None:
        self.monday, self.year = monday, year

    def day(self, weeks: int) -> date:
        wanted = self.monday + timedelta(weeks=weeks, days=2)
        within = min(max(wanted, date(self.year, 1, 5)), date(self.year, 12, 15))
        return calendar().on_or_before(within)

    def moment(self, weeks: int, hour: int = 10) -> datetime:
        return clock.at(self.day(weeks), hour)


def engaged(monday: date, until: datetime, people: People) -> None:
    """Last year's whole, then as much of this year's as has happened by the demo's moment."""
    said = content("engagement")
    last = Weeks(monday, monday.year - 1)
    times = said["last_year"]
    _shared(last, times, said, people)
    meeting = _planned(last, times, said, people)
    with clock.moved_to(last.moment(times["agreed_weeks"])):
        for who in ("lead", "chief_executive"):
            meetings.agree_agenda(meeting, version=None, by=people[who])
    _held(meeting, last, times, said, people)
    this, times = Weeks(monday, monday.year), said["this_year"]
    if this.moment(times["asked_weeks"]) < until:
        _this_year(this, times, said, until, people)


def _this_year(weeks: Weeks, times: dict[str, int], said: dict[str, Any], until: datetime, people: People) -> None:
    evaluation = _shared(weeks, times, said, people)
    with clock.moved_to(min(weeks.moment(times["analysed_weeks"]), until)):
        analyse(evaluation, **said["analysis"], by=people["lead"])
        for row in said["weaknesses"]:
            record_weakness(evaluation, **row, by=people["lead"])
    if clock.at(weeks.day(times["meeting_weeks"]), 0) > until:
        _planned(weeks, times, said, people)


def _shared(weeks: Weeks, times: dict[str, int], said: dict[str, Any], people: People) -> SelfEvaluation:
    with clock.moved_to(weeks.moment(times["asked_weeks"], 9)):
        evaluation = evaluations.ask_for_self_evaluation(
            expected_month=weeks.day(times["shared_weeks"]), by=people["scheduler"]
        )
    by = people["link_person"]
    with clock.moved_to(weeks.moment(times["shared_weeks"], 11)):
        file = ContentFile(said["file"].encode(), name=f"self-evaluation-{weeks.year}.txt")
        with uploads.arriving([file]) as arrived:
            evaluations.add_file(evaluation, arrived[0], part="main", sources=["SES-1", "SES-3", "SES-5"], by=by)
        evaluations.answer_questions(evaluation, said["answers"], version=None, by=by)
        run_queued()
        return evaluations.share(evaluation, by=people["chief_executive"])


def _planned(weeks: Weeks, times: dict[str, int], said: dict[str, Any], people: People) -> EngagementMeeting:
    with clock.moved_to(weeks.moment(times["planned_weeks"], 15)):
        day = weeks.day(times["meeting_weeks"])
        meeting = meetings.plan_meeting(
            date=day, chair=people["lead"], place=said["place"], minutes=120, by=people["scheduler"]
        )
        for row in said["attendees"]:
            by = people["lead" if row["side"] == "ofsted" else "chief_executive"]
            meetings.add_attendee(meeting, **row, by=by)
    return meeting


def _held(
    meeting: EngagementMeeting, weeks: Weeks, times: dict[str, int], said: dict[str, Any], people: People
) -> None:
    chair, day = people["lead"], weeks.day(times["meeting_weeks"])
    with clock.moved_to(weeks.moment(times["meeting_weeks"], 16)):
        items = queries.agenda_of(meeting)
        meetings.hold_meeting(
            meeting,
            held_on=day,
            came=[attendee.pk for attendee in queries.attendees_of(meeting)],
            covered=[item.pk for item in items],
            accounts={item.pk: said["accounts"][item.code] for item in items},
            by=chair,
        )
        meetings.note_of_meeting(meeting, text=said["note"], by=chair)
    with clock.moved_to(weeks.moment(times["letter_weeks"], 14)):
        letter = queries.letter_of(meeting)
        letters.write_letter(letter, {"AEML-5": said["next_steps"]}, version=None, by=chair)
        letters.ask_for_letter_pdf(letter, by=chair)
        run_queued()
        letters.send_letter(letter, by=chair)
