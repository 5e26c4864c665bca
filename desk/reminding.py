"""The daily job: in the morning of a working day everybody who owes something is mailed it, once a stage."""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import Person
from desk.due import OVERDUE, TODAY, TOMORROW, Owed, gather
from desk.models import Reminder, ReminderDay
from files.mail import queue_mail
from scheduling.calendar import NoHolidayData
from scheduling.queries import calendar

# Before people begin, and not in the night.
FIRST_HOUR = 7
SUBJECT = "What is due in your inspections"
HEADINGS = {OVERDUE: "Overdue", TODAY: "Due today", TOMORROW: "Due by the next working day"}
SUGGESTED = "Suggested, without a deadline"


def remind_daily() -> int:
    """Called at every tick; does its work once a working day, from seven in the morning in London. Says how many."""
    today, now = clock.today(), clock.london(clock.now())
    if now.hour < FIRST_HOUR or ReminderDay.objects.filter(day=today).exists() or not _is_working():
        return 0
    owed = gather(today)
    try:
        with transaction.atomic():
            # The unique day stops the second of two workers here, before it has written anything.
            ReminderDay.objects.create(day=today, at=clock.now())
            return _mail_all(owed)
    except IntegrityError:
        return 0


def _is_working() -> bool:
    try:
        return calendar().is_working(clock.today())
    except NoHolidayData:
        return False


def _mail_all(owed: Sequence[Owed]) -> int:
    new = [each for each in owed if not _known(each)]
    by_person: dict[Person, list[Owed]] = defaultdict(list)
    for each in new:
        by_person[each.due.person].append(each)
    for person, theirs in by_person.items():
        _mail(person, theirs)
    return len(by_person)


def _known(each: Owed) -> bool:
    due = each.due
    return Reminder.objects.filter(key=due.key, stage=each.stage, due_on=due.day, person=due.person).exists()


def _mail(person: Person, owed: Sequence[Owed]) -> None:
    inspections = {each.due.inspection for each in owed}
    only = inspections.pop() if len(inspections) == 1 else ""
    mail = queue_mail(to=person.email, subject=SUBJECT, body=body(person, owed), inspection=only, by=None)
    Reminder.objects.bulk_create(
        Reminder(
            key=each.due.key,
            stage=each.stage,
            due_on=each.due.day,
            person=person,
            inspection=each.due.inspection,
            mail=mail,
        )
        for each in owed
    )


def body(person: Person, owed: Sequence[Owed]) -> str:
    """Titles, days and addresses: no child and no finding is named (the titles see to that)."""
    parts = [f"{person.name},"]
    for stage, heading in HEADINGS.items():
        lines = [_line(each) for each in owed if each.stage == stage and not each.due.suggestion]
        parts += [f"{heading}\n" + "\n".join(lines)] if lines else []
    suggested = [_line(each) for each in owed if each.due.suggestion]
    parts += [f"{SUGGESTED}\n" + "\n".join(suggested)] if suggested else []
    home = settings.SITE_URL.rstrip("/")
    return "\n\n".join([*parts, f"The whole list: {home}/\nYou are reminded of each thing once a stage."])


def _line(each: Owed) -> str:
    address = settings.SITE_URL.rstrip("/") + each.due.page
    return f"- {each.due.title} ({each.due.day:%-d %B %Y})\n  {address}"
