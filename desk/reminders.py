"""What is owed, to whom: shown on the home page, and mailed once a working day to the person who owes it."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from desk.models import Reminder, ReminderRun, StandingDue
from evidence.due import due as due_in_evidence
from fieldwork.due import due as due_in_fieldwork
from fieldwork.due_meetings import due as due_of_meetings
from fieldwork.due_people import due as due_of_people
from files.mail import queue_mail
from information.due import due as due_in_information
from inspections.due import due as due_in_inspections
from reports.due import due as due_in_reports
from scheduling.calendar import WorkingDays
from scheduling.queries import calendar

logger = logging.getLogger(__name__)
Provider = Callable[[date, Person | None], Iterable[Due]]
PROVIDERS: tuple[Provider, ...] = (
    due_in_inspections,
    due_in_information,
    due_in_fieldwork,
    due_of_meetings,
    due_of_people,
    due_in_evidence,
    due_in_reports,
)
TOMORROW, TODAY, OVERDUE = Reminder.Stage.TOMORROW, Reminder.Stage.TODAY, Reminder.Stage.OVERDUE
# In the order in which a mail and the home page say them.
STAGES = (OVERDUE, TODAY, TOMORROW)


@dataclass(frozen=True)
class Owed:
    """One thing owed, as it stands on a day."""

    due: Due
    stage: str
    label: str


def stage_of(due: Due, today: date, days: WorkingDays) -> str:
    """Where it stands on a working day; "" when it lies further ahead, or is a suggestion whose day has passed."""
    if due.day < today:
        return "" if due.suggestion else OVERDUE
    if due.day == today:
        return TODAY
    # What falls on a weekend is said on the Friday before, when something can still be done.
    return TOMORROW if due.day <= days.offset(today, 1) else ""


def owed(today: date, person: Person | None = None) -> list[Owed]:
    """What is overdue, due today and due on the next working day, in that order."""
    days = calendar()
    found = chain.from_iterable(provider(today, person) for provider in PROVIDERS)
    # Whoever cannot sign in is told of nothing.
    told = (each for each in found if each.person.suspended_at is None)
    staged = [Owed(each, stage, _label(stage, each)) for each in told if (stage := stage_of(each, today, days))]
    return sorted(staged, key=lambda each: (STAGES.index(Reminder.Stage(each.stage)), each.due.day, each.due.title))


def _label(stage: str, due: Due) -> str:
    if due.suggestion:
        return {TODAY: "Planned for today", TOMORROW: "Planned next"}.get(Reminder.Stage(stage), "")
    return str(Reminder.Stage(stage).label)


COLUMNS = ("key", "person_id", "day", "stage", "label", "title", "page")


def refresh() -> None:
    """At every tick: the lists of the home pages as they stand now. Lines that did not change stay as they are."""
    wanted = {_line(each) for each in owed(clock.today())}
    with transaction.atomic():
        standing = {tuple(row[1:]): row[0] for row in StandingDue.objects.values_list("pk", *COLUMNS)}
        StandingDue.objects.filter(pk__in=[pk for line, pk in standing.items() if line not in wanted]).delete()
        new = sorted(wanted - standing.keys(), key=str)
        StandingDue.objects.bulk_create(StandingDue(**dict(zip(COLUMNS, line, strict=True))) for line in new)


def _line(each: Owed) -> tuple[Any, ...]:
    due = each.due
    return (due.key, due.person.pk, due.day, str(each.stage), each.label, due.title[:400], due.page)


def remind() -> None:
    """At every tick; writes the mails of a working day once, from the morning on, whatever ticks twice or late."""
    now = clock.london(clock.now())
    today = now.date()
    if now.hour < settings.REMINDERS_FROM_HOUR or not calendar().is_working(today):
        return
    if ReminderRun.objects.filter(day__gte=today).exists():
        return
    try:
        with transaction.atomic():
            ReminderRun.objects.create(day=today)
            _remind_all(today)
    except IntegrityError:
        # Another worker was quicker; its run holds everything.
        if not ReminderRun.objects.filter(day=today).exists():
            raise


def _remind_all(today: date) -> None:
    by_person: dict[Person, list[Owed]] = defaultdict(list)
    for each in _untold(owed(today)):
        by_person[each.due.person].append(each)
    for person, owes in by_person.items():
        try:
            _mail(person, owes)
        except ValidationError:
            # One address that no mail can go to must not keep everybody else's from going.
            logger.exception("Person %s has an address that no mail can go to.", person.pk)


def _untold(owes: Sequence[Owed]) -> list[Owed]:
    """Those of which their person was not told at this stage of this day before."""
    keys = {each.due.key for each in owes}
    told = set(Reminder.objects.filter(key__in=keys).values_list("key", "stage", "day", "person_id"))
    return [each for each in owes if (each.due.key, each.stage, each.due.day, each.due.person.pk) not in told]


def _mail(person: Person, owes: list[Owed]) -> None:
    context = {"person": person, "owes": owes, "site": settings.SITE_URL}
    count = len(owes)
    mail = queue_mail(
        to=person.email,
        subject=f"Inspections of Cafcass: {count} {'thing' if count == 1 else 'things'} due",
        body=render_to_string("desk/reminder_mail.txt", context),
        # A mail that fails is shown to the lead of its inspection, where it is about one.
        inspection=_one_inspection(owes),
        by=None,
    )
    Reminder.objects.bulk_create(
        Reminder(key=each.due.key, stage=each.stage, day=each.due.day, person=person, mail=mail) for each in owes
    )


def _one_inspection(owes: list[Owed]) -> str:
    refs = {each.due.inspection for each in owes}
    return refs.pop() if len(refs) == 1 else ""
