"""Reminders: what is due on the next working day, today and overdue, once each, to the person who owes it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from desk import reminders
from desk.models import Reminder, ReminderRun, StandingDue
from files.jobs import tick
from files.models import OutgoingMail
from inspections import actions
from reports import actions as report_actions
from scheduling.queries import calendar
from scheduling.queries import day as day_of
from tests.cast import Cast
from tests.inspections import stages
from tests.reports import stages as reporting

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def at(month: int, number: int, hour: int = 8) -> datetime:
    return clock.at(date(2024, month, number), hour)


def mails_at(moment: datetime) -> list[OutgoingMail]:
    """What the reminders of that moment wrote."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    with clock.moved_to(moment):
        reminders.remind()
    return list(OutgoingMail.objects.exclude(pk__in=before))


def to(person: Person, mails: list[OutgoingMail]) -> str:
    return "\n".join(mail.body for mail in mails if mail.to == person.email)


def test_the_lead_is_told_the_day_before_on_the_day_and_once_when_overdue(cast: Cast) -> None:
    report = reporting.cleared(cast)
    assert day_of(report.inspection.timeline, "draft") == date(2024, 3, 1)
    title = report.inspection.timeline.dates.get(code="draft").title
    said = {number: to(cast.lead, mails_at(at(2, number))) for number in (27, 28)}
    assert title not in said[27] + said[28]
    eve = to(cast.lead, mails_at(at(2, 29)))
    assert "Due on the next working day, Friday 1 March 2024: Draft report" in eve
    assert "Due today, Friday 1 March 2024: Draft report" in to(cast.lead, mails_at(at(3, 1)))
    assert "Overdue, Friday 1 March 2024: Draft report" in to(cast.lead, mails_at(at(3, 4)))
    assert mails_at(at(3, 5)) == []
    assert cast.team_inspector.email not in OutgoingMail.objects.values_list("to", flat=True)


def test_a_day_is_reminded_of_once_however_often_the_worker_ticks(cast: Cast) -> None:
    reporting.cleared(cast)
    assert mails_at(at(2, 29))
    assert mails_at(at(2, 29, 9)) == []
    # The clock steps back an hour, then a day.
    assert mails_at(at(2, 29, 7)) == []
    assert mails_at(at(2, 28, 12)) == []
    assert ReminderRun.objects.count() == 1


def test_nothing_goes_out_before_the_morning_or_on_a_day_of_rest(cast: Cast) -> None:
    reporting.cleared(cast)
    for moment in (at(2, 29, 6), at(3, 2), at(3, 3), clock.at(date(2024, 3, 29), 9)):
        assert mails_at(moment) == []
    assert not ReminderRun.objects.exists()


def test_a_date_that_moves_is_told_anew(cast: Cast) -> None:
    report = reporting.cleared(cast)
    mails_at(at(2, 29))
    with clock.moved_to(at(2, 29, 12)):
        actions.change_date(
            report.inspection, "draft", date(2024, 3, 4), reason="Two cases more to check.", version=None, by=cast.lead
        )
    assert to(cast.lead, mails_at(at(3, 1))).count("Due on the next working day, Monday 4 March 2024") == 1


def test_cafcass_is_reminded_of_nothing_before_the_call(cast: Cast) -> None:
    """N0: the data is due on Wednesday 24 January; the call is on Monday 22."""
    cast.chief_executive, cast.link_person  # noqa: B018
    inspection = stages.planned(cast)
    with clock.moved_to(at(1, 23)):
        owed = reminders.owed(date(2024, 1, 23))
    assert {each.due.person for each in owed} == {cast.lead}
    with clock.moved_to(stages.RECORDED_AT):
        actions.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)
    told = to(cast.link_person, mails_at(at(1, 23)))
    assert "Planned next, Wednesday 24 January 2024: Cafcass's data due" in told
    assert f"/cafcass/{inspection.ref}/" in told


def test_what_is_only_suggested_is_never_overdue(cast: Cast) -> None:
    due = Due("x", cast.lead, date(2024, 3, 1), "Self-evaluation", "/", suggestion=True)
    days = calendar()
    assert [reminders.stage_of(due, date(2024, 3, day), days) for day in (1, 4, 5)] == ["today", "", ""]
    late = Due("x", cast.lead, date(2024, 3, 1), "Letter", "/")
    assert reminders.stage_of(late, date(2024, 3, 4), days) == "overdue"


def test_what_falls_on_a_weekend_or_holiday_is_said_on_the_working_day_before(cast: Cast) -> None:
    """Easter 2024: Thursday 28 March is the last working day before Tuesday 2 April."""
    days = calendar()
    for day in (date(2024, 3, 29), date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 2)):
        due = Due("x", cast.lead, day, "Letter", "/")
        assert reminders.stage_of(due, date(2024, 3, 28), days) == "tomorrow"
        assert reminders.stage_of(due, date(2024, 3, 27), days) == ""


def test_one_address_that_no_mail_can_go_to_keeps_no_other_mail_back(cast: Cast) -> None:
    reporting.cleared(cast)
    other = stages.plan(cast, week=date(2024, 3, 18), at=stages.PLANNED_AT, title="Another", lead=cast.other_lead)
    day = day_of(other.timeline, "notification")
    assert day
    Person.objects.filter(pk=cast.other_lead.pk).update(email="nobody at all")
    with clock.moved_to(clock.at(date(2024, 3, 4), 8)):
        reminders.remind()
    assert OutgoingMail.objects.filter(to=cast.lead.email, subject__contains="due").exists()


def test_the_home_page_lists_the_same(cast: Cast, as_: As) -> None:
    reporting.cleared(cast)
    with clock.moved_to(at(3, 1)):
        reminders.refresh()
        page = as_(cast.lead).get("/").content.decode()
        assert "What is due" in page
        assert "Due today" in page
        assert "What is due" not in as_(cast.team_inspector).get("/").content.decode()


def test_the_list_of_the_home_page_follows_what_is_done(cast: Cast, as_: As) -> None:
    report = reporting.cleared(cast)
    with clock.moved_to(at(3, 1)):
        reminders.refresh()
        line = StandingDue.objects.get(person=cast.lead, key__startswith="draft")
        reminders.refresh()
        assert StandingDue.objects.get(person=cast.lead, key__startswith="draft") == line
    reporting.draft_sent(cast, report)
    with clock.moved_to(at(3, 1, 12)):
        reminders.refresh()
    assert not StandingDue.objects.filter(person=cast.lead, key__startswith="draft").exists()


def test_the_worker_reminds_at_its_tick(cast: Cast) -> None:
    reporting.cleared(cast)
    with clock.moved_to(at(2, 29)):
        assert tick() == []
    assert Reminder.objects.filter(person=cast.lead, stage="tomorrow").exists()


@pytest.mark.parametrize("state", ["failed", "bounced"])
def test_a_mail_that_did_not_arrive_is_shown_to_the_administrator_and_the_lead(cast: Cast, as_: As, state: str) -> None:
    from files import mail, mail_trouble

    inspection = stages.announced(cast)
    sent = mail.queue_mail(
        to="away@cafcass.example", subject="Whimbrel", body="x", inspection=inspection.ref, by=cast.lead
    )
    with clock.moved_to(stages.ON_SITE_AT):
        assert "Whimbrel" not in as_(cast.lead).get("/").content.decode()
        if state == "failed":
            OutgoingMail.objects.filter(pk=sent.pk).update(state="failed", error="No such address.")
        else:
            OutgoingMail.objects.filter(pk=sent.pk).update(state="sent")
            mail_trouble.note(sent, "bounced", text="Mailbox full", by=None)
        for person, shown in (
            (cast.lead, True),
            (cast.administrator, True),
            (cast.other_lead, False),
            (cast.deputy, False),
            (cast.chief_executive, False),
        ):
            assert ("Whimbrel" in as_(person).get("/").content.decode()) is shown, person
        mail_trouble.note(sent, "seen_to", text="Told by phone", by=cast.administrator)
        assert "Whimbrel" not in as_(cast.lead).get("/").content.decode()


def test_a_mail_about_a_complaint_is_not_the_leads_to_see(cast: Cast, as_: As) -> None:
    from files import mail

    inspection = stages.announced(cast)
    sent = mail.queue_mail(
        to=cast.complaint_handler.email, subject="Whimbrel", body="x", inspection=inspection.ref, by=None
    )
    OutgoingMail.objects.filter(pk=sent.pk).update(state="failed", error="No such address.")
    with clock.moved_to(stages.ON_SITE_AT):
        assert "Whimbrel" not in as_(cast.lead).get("/").content.decode()
        assert "Whimbrel" in as_(cast.administrator).get("/").content.decode()


def test_a_report_that_waits_for_a_review_is_owed_by_who_reviews_it(cast: Cast) -> None:
    report, director = reporting.drafted(cast), cast.director

    def waits(person: Person | None = None) -> list[Due]:
        return [each.due for each in reminders.owed(clock.today(), person) if each.due.key.startswith("review-")]

    with clock.moved_to(reporting.CLEARED_AT):
        assert waits() == []
        report_actions.submit(report, version=None, by=cast.lead)
        assert [each.person for each in waits()] == [cast.qa_manager]
        assert waits()[0].page == reverse("report", args=[report.inspection.ref])
        assert waits(cast.lead) == []
        report_actions.review(reporting.fresh(report), outcome="cleared", version=None, by=cast.qa_manager)
        assert [each.person for each in waits()] == [director]


def test_somebody_suspended_is_told_of_nothing(cast: Cast) -> None:
    report = reporting.drafted(cast)
    with clock.moved_to(reporting.CLEARED_AT):
        report_actions.submit(report, version=None, by=cast.lead)
        assert any(each.due.person == cast.qa_manager for each in reminders.owed(clock.today()))
        Person.objects.filter(pk=cast.qa_manager.pk).update(suspended_at=clock.now())
        assert not any(each.due.person == cast.qa_manager for each in reminders.owed(clock.today()))
