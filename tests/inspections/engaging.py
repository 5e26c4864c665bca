"""Self-evaluations, engagement meetings and letters brought to a stage through the product's own actions."""

from datetime import date, datetime
from typing import Any
from unittest import mock

from django.core.files.base import ContentFile

from accounts import clock
from accounts.models import Person
from files import uploads
from files.jobs import run_queued
from inspections import engagement_queries as queries
from inspections.actions import engagement as meetings
from inspections.actions import engagement_letter as letters
from inspections.actions import self_evaluation as evaluations
from inspections.actions.analysis import analyse, record_weakness
from inspections.models import EngagementLetter, EngagementMeeting, SelfEvaluation, SelfEvaluationFile
from tests.cast import Cast

TEXT = b"We looked at our letters to the court and at what children told us."
MEETING_ON = date(2026, 3, 12)
ASKED_AT = clock.at(date(2026, 1, 12), 10)
SHARED_AT = clock.at(date(2026, 2, 10), 11)


def asked(cast: Cast, at: datetime = ASKED_AT, expected_month: date | None = None) -> SelfEvaluation:
    """Asked for by the chair, with everybody there who is told."""
    assert cast.chief_executive
    assert cast.link_person
    with clock.moved_to(at):
        return evaluations.ask_for_self_evaluation(expected_month=expected_month, by=cast.engagement_chair)


def with_file(
    evaluation: SelfEvaluation, by: Person, content: bytes = TEXT, name: str = "ours.txt", **tags: Any
) -> SelfEvaluationFile:
    """One file sent, with its job still to be done."""
    with uploads.arriving([ContentFile(content, name=name)]) as arrived:
        return evaluations.add_file(evaluation, arrived[0], by=by, **tags)


def shared(cast: Cast, at: datetime = SHARED_AT, asked_at: datetime = ASKED_AT) -> SelfEvaluation:
    evaluation = asked(cast, asked_at)
    with clock.moved_to(at):
        with_file(evaluation, cast.link_person, part="main")
        run_queued()
        return evaluations.share(evaluation, by=cast.chief_executive)


def analysed(cast: Cast, evaluation: SelfEvaluation) -> SelfEvaluation:
    """With a view, a question, a no to the themes, and two weaknesses."""
    analyse(
        evaluation,
        grip="They know their figures.",
        suitability="What they do fits.",
        questions="How are managers told?",
        themes="no",
        by=cast.engagement_chair,
    )
    for text, credible in (("Late letters to the court", True), ("Supervision is missed", False)):
        record_weakness(evaluation, text=text, credible_plan=credible, reason="Seen.", by=cast.engagement_chair)
    return SelfEvaluation.objects.get(pk=evaluation.pk)


def planned(cast: Cast, day: date = MEETING_ON, at: datetime = ASKED_AT, **more: Any) -> EngagementMeeting:
    assert cast.chief_executive
    given = {"date": day, "chair": cast.engagement_chair, "minutes": 120, "place": "Riverside House (invented)", **more}
    with clock.moved_to(at):
        return meetings.plan_meeting(**given, by=cast.engagement_chair)


def agreed(cast: Cast, meeting: EngagementMeeting, at: datetime) -> EngagementMeeting:
    with clock.moved_to(at):
        for by in (cast.engagement_chair, cast.chief_executive):
            meetings.agree_agenda(meeting, version=None, by=by)
    return fresh(meeting)


def peopled(cast: Cast, meeting: EngagementMeeting) -> None:
    meetings.add_attendee(meeting, side="ofsted", name="Enid Example", reason="Chairs it", by=cast.engagement_chair)
    meetings.add_attendee(
        meeting, side="cafcass", name="Casey Specimen", job="Chief executive", reason="Leads", by=cast.chief_executive
    )


def held(cast: Cast, meeting: EngagementMeeting, on: date | None = None) -> EngagementMeeting:
    """With everybody there and every item covered but for the last, of which nothing is said."""
    day = on or meeting.date
    with clock.moved_to(clock.at(day, 17)):
        if not queries.attendees_of(meeting):
            with clock.moved_to(clock.at(day, 9)):
                peopled(cast, meeting)
        items = queries.agenda_of(meeting)
        meetings.hold_meeting(
            meeting,
            held_on=day,
            came=[attendee.pk for attendee in queries.attendees_of(meeting)],
            covered=[item.pk for item in items],
            accounts={item.pk: f"We talked about it ({number})." for number, item in enumerate(items, 1)},
            next_timing="February and March of next year",
            by=cast.engagement_chair,
        )
    return fresh(meeting)


def letter_of(meeting: EngagementMeeting) -> EngagementLetter:
    return queries.letter_of(meeting)


def finished(cast: Cast, letter: EngagementLetter, **texts: str) -> EngagementLetter:
    """With every section filled, and the PDF made from a stand-in of the typesetter."""
    wanted = {"AEML-5": "None agreed."} | {code.replace("_", "-"): text for code, text in texts.items()}
    letters.write_letter(letter, wanted, version=None, by=cast.engagement_chair)
    with mock.patch("files.pdf.render", return_value=b"%PDF-1.7 a letter"):
        letters.ask_for_letter_pdf(letter, by=cast.engagement_chair)
        run_queued()
    return EngagementLetter.objects.select_related("meeting__chair").get(pk=letter.pk)


def sent(cast: Cast, meeting: EngagementMeeting, at: datetime) -> EngagementLetter:
    with clock.moved_to(at):
        return letters.send_letter(finished(cast, letter_of(meeting)), by=cast.engagement_chair)


def fresh(meeting: EngagementMeeting) -> EngagementMeeting:
    return queries.meeting_of(meeting.year)


def two_years(cast: Cast) -> dict[str, Any]:
    """2023 up to the letter sent; 2024 asked for and planned, a contributor helping. Gives ids for addresses."""
    evaluation = shared(cast, clock.at(date(2023, 9, 11), 10), clock.at(date(2023, 7, 3), 10))
    with clock.moved_to(clock.at(date(2023, 9, 18), 10)):
        analysed(cast, evaluation)
    meeting = planned(cast, date(2023, 10, 12), clock.at(date(2023, 9, 4), 10))
    agreed(cast, meeting, clock.at(date(2023, 10, 2), 10))
    meeting = held(cast, meeting)
    with clock.moved_to(clock.at(date(2023, 10, 13), 10)):
        meetings.note_of_meeting(meeting, text="Workforce turnover is rising.", by=cast.engagement_chair)
    letter = sent(cast, meeting, clock.at(date(2023, 11, 1), 10))
    now = clock.at(date(2024, 1, 5), 10)
    later = asked(cast, now)
    coming = planned(cast, date(2024, 11, 14), now)
    with clock.moved_to(now):
        evaluations.delegate(later, cast.contributor, by=cast.chief_executive)
        meetings.name_delegate(coming, cast.contributor, by=cast.chief_executive)
        file = with_file(later, cast.link_person)
        run_queued()
        peopled(cast, coming)
    ids: dict[str, Any] = {"year": 2023, "file": evaluation.files.get().pk, "printed": letter.prints.get().pk}
    ids["attendee"] = coming.attendees.get(side="ofsted").pk
    ids["own_engagement_attendee_remove.attendee"] = coming.attendees.get(side="cafcass").pk
    ids["engagement_attendee_remove.year"] = 2024
    for name in (
        "",
        "_file",
        "_file_create",
        "_file_tag",
        "_file_remove",
        "_answers",
        "_share",
        "_decline",
        "_delegate",
    ):
        ids |= {f"own_self_evaluation{name}.year": 2024, f"own_self_evaluation{name}.file": file.pk}
    for name in ("meeting", "agreement", "attendee_create", "attendee_remove", "delegate", "decline"):
        ids[f"own_engagement_{name}.year"] = 2024
    return ids
