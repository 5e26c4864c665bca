"""Lines of enquiry: set, changed, opened on site, told to Cafcass aloud."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both, Invalid, Stale
from information.models import LineOfEnquiry, LineStep, LineTold
from information.numbers import row_numbers
from information.rules import lines as rules
from information.workflow import LINE
from inspections.lifecycle import locked
from inspections.models import Inspection

FIELDS = ("title", "theme", "priority", "source", "criteria", "how", "information_needed")
SHOWN = {"title": "Title", "theme": "Theme", "how": "How it will be followed", "information_needed": "What is needed"}


@transaction.atomic
def set_line(inspection: Inspection, *, by: Person, **given: Any) -> LineOfEnquiry:
    """A further initial line, by the lead (OFF-11)."""
    row = locked(inspection)
    rules.may_set(by, row)
    rules.must_be_known(row, given.get("criteria", ()))
    last = LineOfEnquiry.objects.filter(inspection=row).aggregate(last=Max("number"))["last"] or 0
    made = LineOfEnquiry.objects.create(inspection=row, number=last + 1, made_by=by, **given)
    record("set line of enquiry", made, by=by, inspection=row.ref, after=made.state)
    return made


@transaction.atomic
def change_line(line: LineOfEnquiry, *, version: int | None = None, by: Person, **given: Any) -> LineOfEnquiry:
    """Raises Stale with both texts."""
    row = LineOfEnquiry.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=line.pk)
    rules.may_change(by, row.inspection)
    rules.must_be_known(row.inspection, given.get("criteria", ()))
    texts = [Both(label, given.get(name, ""), getattr(row, name)) for name, label in SHOWN.items()]
    check_version(row.version, version, [each for each in texts if each.yours != each.stored])
    for name in FIELDS:
        setattr(row, name, given.get(name, getattr(row, name)))
    row.version += 1
    row.save(update_fields=[*FIELDS, "version"])
    record("changed line of enquiry", row, by=by, inspection=row.inspection.ref)
    return row


@transaction.atomic
def open_line(line: LineOfEnquiry, *, by: Person) -> LineOfEnquiry:
    """From the first day on site on."""
    held = LineOfEnquiry.objects.select_for_update(of=("self",)).select_related("inspection__timeline")
    row = held.get(pk=line.pk)
    rules.may_open(row, by)
    before, row.state = row.state, LINE.target(row.state, "open")
    row.version += 1
    row.save(update_fields=["state", "version"])
    record("opened line of enquiry", row, by=by, inspection=row.inspection.ref, before=before, after=row.state)
    return row


@transaction.atomic
def close_line(line: LineOfEnquiry, *, reason: str, version: int | None = None, by: Person) -> LineOfEnquiry:
    """The lead or a deputy decides that there is enough evidence, and says why (EVID-20)."""
    return _stepped(line, LineStep.Name.CLOSE, reason, version, by)


@transaction.atomic
def reopen_line(line: LineOfEnquiry, *, reason: str, version: int | None = None, by: Person) -> LineOfEnquiry:
    return _stepped(line, LineStep.Name.REOPEN, reason, version, by)


def _stepped(line: LineOfEnquiry, name: str, reason: str, version: int | None, by: Person) -> LineOfEnquiry:
    row = LineOfEnquiry.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=line.pk)
    rules.may_step(row, name, by)
    check_version(row.version, version)
    if not reason.strip():
        raise Invalid("reason", f"Enter why the line is {'closed' if name == 'close' else 'opened again'}.", "EVID-20")
    LineStep.objects.create(line=row, name=name, reason=reason, by=by)
    before, row.state = row.state, LINE.target(row.state, name)
    row.version += 1
    row.save(update_fields=["state", "version"])
    record(f"{name} line of enquiry", row, by=by, inspection=row.inspection.ref, before=before, after=row.state)
    return row


def shown_of(lines: Iterable[LineOfEnquiry]) -> str:
    """Which lines a page shows, as they stand now."""
    return " ".join(f"{each.pk}.{each.version}" for each in lines)


@transaction.atomic
def tell_lines(
    inspection: Inspection, *, told_at: datetime, with_whom: str, shown: str | None = None, by: Person
) -> list[LineTold]:
    """Every line that Cafcass had not been told of, told by word of mouth; nothing is sent (OFF-13).

    `shown` are those of which somebody read (`shown_of`). Raises Stale where others stand there now.
    """
    row = locked(inspection)
    lines = list(LineOfEnquiry.objects.filter(inspection=row, told=None))
    rules.may_tell(row, lines, by)
    if shown is not None and shown != shown_of(lines):
        raise Stale(texts=_others(row, shown, lines))
    if told_at > clock.now():
        raise Invalid("day", "This time has not come yet: the talk is recorded once it was held.")
    made = [LineTold.objects.create(line=line, told_at=told_at, with_whom=with_whom, by=by) for line in lines]
    for each in made:
        record("told line of enquiry", each, by=by, inspection=row.ref)
    return made


def _others(inspection: Inspection, shown: str, lines: Iterable[LineOfEnquiry]) -> list[Both]:
    """A row for each line that was not on the page, is not among them any more, or reads otherwise now."""
    before, now = set(shown.split()), {f"{each.pk}.{each.version}": each for each in lines}
    numbers = row_numbers(mark.partition(".")[0] for mark in before - now.keys())
    known = {each.pk: each for each in LineOfEnquiry.objects.filter(inspection=inspection, pk__in=numbers)}
    changed = {each.pk: each for mark, each in now.items() if mark not in before}
    rows = []
    for pk, line in sorted((known | changed).items()):
        yours = "" if pk not in known else "As it stood when you opened the page" if pk in changed else str(line)
        stored = _in_words(line) if pk in changed else "Cafcass was told of it meanwhile"
        rows.append(Both(f"Line {line.number}", yours, stored))
    return rows


def _in_words(line: LineOfEnquiry) -> str:
    told = [line.title, line.how, line.information_needed]
    return "\n".join(each for each in told if each.strip())
