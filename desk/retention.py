"""How long what is kept stays: a period for each class of records, what is past it, and deleting that (DATA-03).

Nothing is deleted by itself, and a class without a period has no end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts import clock
from accounts.models import Event, Person
from accounts.record import record
from accounts.refusals import Invalid, NotHere, require
from desk.models import RetentionDeletion, RetentionPeriod
from evidence.actions import forgetting
from evidence.models import NoteFile
from files.destroying import destroy
from files.models import Upload
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.workflow import SETTLED

LEAP_DAY = (2, 29)
MOST_YEARS = 100


@dataclass(frozen=True)
class RecordClass:
    """`delete` is None where what is kept is append-only; `stays` says in words what a deletion leaves."""

    code: str
    label: str
    stays: str
    count: Callable[[Inspection], int] | None = None
    delete: Callable[..., int] | None = None

    @property
    def can_be_deleted(self) -> bool:
        """For pages: a template would call `delete` itself."""
        return self.delete is not None


def _files(inspection: Inspection) -> QuerySet[Upload]:
    """What Cafcass gave; files kept with notes are evidence."""
    of_notes = NoteFile.objects.filter(document__inspection=inspection).values("upload")
    return Upload.objects.filter(inspection=inspection.ref, destroyed=None).exclude(pk__in=of_notes)


def _count_files(inspection: Inspection) -> int:
    return _files(inspection).count()


def _delete_files(inspection: Inspection, *, reason: str, by: Person) -> int:
    return len([destroy(each, reason=reason, by=by) for each in _files(inspection)])


CLASSES = {
    each.code: each
    for each in (
        RecordClass(
            "evidence",
            "Evidence: the words of notes, case evaluations and summaries, files kept with notes, and exports",
            "The rows of the record stay, so that it can still be checked: who wrote when, where it belongs, source "
            "lines, answers by code, and hashes. Comments, challenges, the reasons for grades, serious concerns, team "
            "meetings and what Cafcass was told are append-only and stay as well.",
            forgetting.words_kept,
            forgetting.delete_words,
        ),
        RecordClass(
            "files",
            "Files that Cafcass gave",
            "Name, size, hash and who opened it stay.",
            _count_files,
            _delete_files,
        ),
        RecordClass(
            "reports", "Reports, letters and what was said of drafts", "This is append-only and cannot be deleted here."
        ),
        RecordClass("record", "The record of who did what", "This is append-only and cannot be deleted here."),
    )
}


def ends_on(closed_on: date, years: int) -> date:
    """The last day of the period. From 29 February it is 28 February where there is no 29th."""
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return closed_on.replace(year=closed_on.year + years, day=LEAP_DAY[1] - 1)


@dataclass(frozen=True)
class Past:
    """What is kept of one class and one activity, past its period."""

    record_class: RecordClass
    inspection: Inspection
    closed_on: date
    ended_on: date


def periods() -> dict[str, RetentionPeriod]:
    """The period of each class that holds now. One query."""
    known = RetentionPeriod.objects.select_related("by").order_by("pk")
    return {each.record_class: each for each in known if each.record_class in CLASSES}


def closed_on(inspections: QuerySet[Inspection]) -> dict[str, date]:
    """By number the day on which each was published, cancelled or closed. One query."""
    steps = Event.objects.filter(object_label=Inspection._meta.label, after__in=SETTLED)
    numbers = [str(each.pk) for each in inspections]
    known = steps.filter(object_id__in=numbers).order_by("pk").values_list("object_id", "at")
    return {number: clock.london(at).date() for number, at in known}


def past_period(today: date | None = None) -> list[Past]:
    """What is past its period on that day and not deleted, the oldest first. Four queries."""
    today = today or clock.today()
    asked = periods()
    ended = Inspection.objects.filter(state__in=SETTLED)
    days = closed_on(ended)
    gone = set(RetentionDeletion.objects.values_list("record_class", "inspection"))
    found = []
    for each in ended:
        for code, period in asked.items():
            day = days.get(str(each.pk))
            if day and period.years and (code, each.pk) not in gone and ends_on(day, period.years) < today:
                found.append(Past(CLASSES[code], each, day, ends_on(day, period.years)))
    return sorted(found, key=lambda row: (row.ended_on, row.inspection.pk, row.record_class.code))


def past_of(code: str, pk: int) -> Past:
    """Raises NotHere for what is not past its period, or was deleted, or cannot be."""
    wanted = (each for each in past_period() if each.record_class.code == code and each.inspection.pk == pk)
    found = next(wanted, None)
    if found is None or found.record_class.delete is None:
        raise NotHere
    return found


@transaction.atomic
def set_period(code: str, years: int | None, *, by: Person) -> RetentionPeriod:
    """The caller's gate let in an administrator. Raises Invalid, NotHere."""
    if code not in CLASSES:
        raise NotHere
    if years is not None and not 0 < years <= MOST_YEARS:
        raise Invalid("years", f"Enter a number of years from 1 to {MOST_YEARS}, or nothing.")
    made = RetentionPeriod.objects.create(record_class=code, years=years, by=by, at=clock.now())
    record("set retention period", made, by=by, after=f"{code}: {years or 'no end'}")
    return made


@transaction.atomic
def delete_past(past: Past, *, reason: str, by: Person) -> RetentionDeletion:
    """The caller's gate let in the national director. What stays of it is an audit line without content."""
    code, inspection = past.record_class.code, past.inspection
    locked(inspection)
    again = RetentionDeletion.objects.filter(record_class=code, inspection=inspection).exists()
    require(past.record_class.delete and not again, "This was deleted already.")
    assert past.record_class.delete
    count = past.record_class.delete(inspection, reason=reason, by=by)
    given = {"record_class": code, "inspection": inspection, "count": count, "reason": reason}
    made = RetentionDeletion.objects.create(**given, by=by, at=clock.now())
    record("deleted after its period", made, by=by, inspection=inspection.ref, after=f"{code}: {count}", reason=reason)
    return made
