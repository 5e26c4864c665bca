"""Reminders: once a stage, in working days, to whoever owes it; and mail that did not arrive is seen."""

from collections.abc import Callable
from datetime import date
from html import unescape
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from desk import due as desk_due
from desk import failed_mail, reminding
from desk.models import Bounce, Reminder, ReminderDay
from files.jobs import tick
from files.mail import queue_mail
from files.models import OutgoingMail
from inspections.models import Inspection
from tests.cast import Cast
from tests.fieldwork.people import SETTLED, hold, plan
from tests.inspections import stages

As = Callable[..., Client]
# The draft of the inspection of 2024 is due on Friday 1 March.
THURSDAY, FRIDAY, MONDAY = date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 4)


def run(day: date, hour: int = 8) -> int:
    with clock.moved_to(clock.at(day, hour)):
        return reminding.remind_daily()


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(subject=reminding.SUBJECT).order_by("made_at"))


@pytest.fixture
def ended(cast: Cast) -> Inspection:
    return stages.fieldwork_ended(cast)


@pytest.fixture
def owing(monkeypatch: pytest.MonkeyPatch) -> list[Due]:
    """What is due is only what the test puts here."""
    owed: list[Due] = []
    monkeypatch.setattr(desk_due, "providers", lambda: (lambda day: owed,))
    return owed


def owed(person: Person, day: date, **more: Any) -> Due:
    return Due("thing-1", person, day, "Do the thing", "/help/", **more)


def test_the_lead_is_mailed_the_draft_tomorrow_today_and_overdue_once_each(cast: Cast, ended: Inspection) -> None:
    assert run(date(2024, 2, 28)) == 0
    assert [run(THURSDAY), run(FRIDAY), run(MONDAY), run(date(2024, 3, 5))] == [1, 1, 1, 0]
    assert [mail.to for mail in mails()] == [cast.lead.email] * 3
    bodies = [mail.body for mail in mails()]
    assert "Due by the next working day\n- Send the draft (1 March 2024)" in bodies[0]
    assert "Due today\n- Send the draft" in bodies[1]
    assert "Overdue\n- Send the draft" in bodies[2]
    assert {mail.inspection for mail in mails()} == {ended.ref}


def test_it_runs_once_a_working_day_from_seven_in_london(cast: Cast, ended: Inspection) -> None:
    assert run(FRIDAY, hour=6) == 0
    assert run(date(2024, 3, 2)) == 0
    assert not ReminderDay.objects.exists()
    assert [run(FRIDAY), run(FRIDAY), run(FRIDAY, 15)] == [1, 0, 0]
    # A clock that is set back a day and on again sends nothing twice.
    run(THURSDAY)
    assert [run(FRIDAY), Reminder.objects.filter(stage="today").count()] == [0, 1]


def test_the_tick_carries_it(cast: Cast, ended: Inspection) -> None:
    with clock.moved_to(clock.at(FRIDAY, 8)):
        assert [name for name in tick() if "remind" in name] == []
        tick()
    assert len(mails()) == 1


def test_on_a_friday_what_is_due_on_monday_is_next(cast: Cast, owing: list[Due]) -> None:
    owing.append(owed(cast.deputy, MONDAY))
    assert run(THURSDAY) == 0
    assert run(FRIDAY) == 1
    assert Reminder.objects.get().stage == "tomorrow"


def test_over_a_bank_holiday_too(cast: Cast, owing: list[Due]) -> None:
    """Good Friday and Easter Monday 2024 lie between."""
    owing.append(owed(cast.deputy, date(2024, 4, 2)))
    assert run(date(2024, 3, 28)) == 1
    assert run(date(2024, 3, 29)) == 0
    assert Reminder.objects.get().stage == "tomorrow"


def test_one_mail_a_person_and_a_date_that_moved_is_said_again(cast: Cast, owing: list[Due]) -> None:
    owing += [owed(cast.deputy, FRIDAY), Due("other", cast.deputy, FRIDAY, "Do another", "/help/")]
    owing.append(owed(cast.lead, FRIDAY))
    assert run(FRIDAY) == 2
    owing[:] = [owed(cast.deputy, MONDAY)]
    assert run(MONDAY) == 1


@pytest.mark.rule("SELF-02", part="a suggestion is never called overdue, on the page or by mail")
def test_a_suggestion_is_never_overdue(cast: Cast, as_: As, owing: list[Due]) -> None:
    owing.append(owed(cast.chief_executive, THURSDAY, suggestion=True))
    assert run(MONDAY) == 1
    assert run(date(2024, 3, 5)) == 0
    assert "verdue" not in mails()[0].body
    assert reminding.SUGGESTED in mails()[0].body
    with clock.moved_to(clock.at(MONDAY, 9)):
        page = unescape(as_(cast.chief_executive).get("/").content.decode())
    assert "Do the thing" in page
    assert "verdue" not in page


def test_a_room_that_fails_spoils_no_others(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(day: date) -> list[Due]:
        raise RuntimeError(day)

    monkeypatch.setattr(desk_due, "providers", lambda: (broken, lambda day: [owed(cast.deputy, FRIDAY)]))
    assert run(FRIDAY) == 1


def test_somebody_suspended_is_mailed_nothing(cast: Cast, owing: list[Due]) -> None:
    owing.append(owed(cast.suspended, FRIDAY))
    assert run(FRIDAY) == 0


def test_home_shows_the_same_list_to_whoever_owes_it(cast: Cast, as_: As, ended: Inspection) -> None:
    with clock.moved_to(clock.at(MONDAY, 9)):
        page = unescape(as_(cast.lead).get("/").content.decode())
        other = unescape(as_(cast.deputy).get("/").content.decode())
    assert "Send the draft" in page
    assert "Overdue" in page
    assert "Send the draft" not in other


def test_a_meeting_with_something_open_is_owed_by_its_inspector_without_a_word_of_it(cast: Cast) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(clock.at(date(2024, 2, 7), 12)):
        meeting = plan(inspection, cast.deputy, kind="child", purpose="Secret words")
        hold(meeting, cast.deputy, **SETTLED | {"understanding": ""}, gap_reason="Typed later")
    run(date(2024, 2, 8))
    mail = OutgoingMail.objects.get(to=cast.deputy.email, subject=reminding.SUBJECT)
    assert "Settle what is open about a meeting (8 February 2024)" in mail.body
    for secret in ("Secret", "PRV-01", "hild", inspection.title):
        assert secret not in mail.body


def sent(cast: Cast, inspection: Inspection | None, to: str = "") -> OutgoingMail:
    ref = inspection.ref if inspection else ""
    mail = queue_mail(to=to or cast.deputy.email, subject="A mail", body="Words", inspection=ref, by=cast.lead)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="sending")
    OutgoingMail.objects.filter(pk=mail.pk).update(state="sent", sent_at=clock.now())
    return mail


def test_a_mail_that_came_back_is_seen_by_administrator_and_lead(cast: Cast, as_: As, ended: Inspection) -> None:
    with clock.moved_to(clock.at(FRIDAY, 9)):
        mail = sent(cast, ended)
        administrator, lead = as_(cast.administrator), as_(cast.lead)
        assert "did not arrive" not in administrator.get("/").content.decode()
        form = {"op": str(uuid4()), "named": f"<{mail.pk}@ofsted.example>", "why": "Mailbox full"}
        assert administrator.post("/failed-mail/", form).status_code == 302
        assert "Mailbox full" in administrator.get("/failed-mail/").content.decode()
        assert "1 mail did not arrive" in administrator.get("/").content.decode()
        assert f'href="/inspections/{ended.ref}/failed-mail/"' in lead.get("/").content.decode()
        assert cast.deputy.email in lead.get(f"/inspections/{ended.ref}/failed-mail/").content.decode()
        assert "did not arrive" not in as_(cast.deputy).get("/").content.decode()
    again = administrator.post("/failed-mail/", form | {"op": str(uuid4())})
    assert "marked already" in again.content.decode()
    for change in (lambda: Bounce.objects.update(why=""), lambda: Bounce.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_reminder_that_failed_is_seen_by_the_lead_of_its_inspection_only(
    cast: Cast, as_: As, owing: list[Due], ended: Inspection
) -> None:
    other = stages.plan(cast, title="Another inspection", lead=cast.other_lead)
    owing.append(owed(cast.deputy, FRIDAY, inspection=ended.ref))
    owing.append(Due("more", cast.deputy, FRIDAY, "Do more", "/help/", inspection=other.ref))
    run(FRIDAY)
    OutgoingMail.objects.filter(subject=reminding.SUBJECT).update(state="failed", error="The server did not take it.")
    with clock.moved_to(clock.at(FRIDAY, 9)):
        page = as_(cast.lead).get("/").content.decode()
        assert f"/inspections/{ended.ref}/failed-mail/" in page
        assert f"/inspections/{other.ref}/failed-mail/" not in page
        assert "The server did not take it." in as_(cast.administrator).get("/failed-mail/").content.decode()


def test_a_mail_to_the_complaint_handler_is_not_the_leads_to_see(cast: Cast, as_: As, ended: Inspection) -> None:
    mail = sent(cast, ended, to=cast.complaint_handler.email)
    failed_mail.mark_bounced(str(mail.pk), by=cast.administrator)
    assert "arrived" in as_(cast.lead).get(f"/inspections/{ended.ref}/failed-mail/").content.decode()
    assert cast.complaint_handler.email in as_(cast.administrator).get("/failed-mail/").content.decode()


def test_the_command_marks_by_message_id_and_by_address(cast: Cast) -> None:
    first, second = sent(cast, None), sent(cast, None)
    out = StringIO()
    call_command("mail_bounced", cast.deputy.email, why="No such box", stdout=out)
    assert str(second.pk) in out.getvalue()
    call_command("mail_bounced", f"<{first.pk}@example.org>", stdout=out)
    assert Bounce.objects.count() == 2
    with pytest.raises(CommandError, match="No sent mail"):
        call_command("mail_bounced", "nobody@example.org")


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_failed_mail_asks_as_many_questions_for_one_as_for_thirty(
    cast: Cast, as_: As, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        failed_mail.mark_bounced(str(sent(cast, None, to=f"p{number}@example.org").pk), by=cast.administrator)
    client = as_(cast.administrator)
    with django_assert_num_queries(6):  # session, person, clock, posts, count, page
        client.get("/failed-mail/")
