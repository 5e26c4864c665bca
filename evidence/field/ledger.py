"""What a device says of itself with every sync, and the alarm about saves that neither came nor wait there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.actions import end_sessions
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from evidence import rules
from evidence.field import keys
from evidence.field.holding import WRITERS
from evidence.models import FieldDevice, FieldSave, LossAlarm, LossAnswer
from files.mail import queue_mail
from inspections.lifecycle import locked
from inspections.models import Inspection, TeamMember
from inspections.queries import acting_as
from inspections.roles import roles_on
from inspections.workflow import SETTLED

# A tablet with unsent saves that is not heard of for so long lies in a drawer, or its store is gone.
SILENT_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Said:
    """The counters of a device; `earlier` are devices that the same browser remembers having been.

    `pending` are numbers that wait on it, `begun` what is being written, some of it with a number of its own.
    """

    last_seq: int
    pending: int
    oldest_pending: datetime | None
    begun: int = 0
    earlier: tuple[UUID, ...] = ()
    # By earlier device the number of its last save, as far as the page remembers it.
    numbers: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """The alarms that stand, whether the device went back in time and has to take a new id, or has to forget all."""

    alarms: list[LossAlarm]
    renew: bool
    forget: bool


def report(device: UUID, said: Said, *, by: Person) -> Answer:
    """Keeps the report. Raises PermissionError for a device of somebody else, or a person who never wrote evidence."""
    if not TeamMember.objects.filter(person=by, role__in=WRITERS).exists():
        raise PermissionError
    with transaction.atomic():
        row, _ = FieldDevice.objects.select_for_update().get_or_create(pk=device, defaults={"person": by})
        if row.person_id != by.pk:
            raise PermissionError
        _look_for_earlier(row, said)
        back = said.last_seq < row.last_seq
        if back:
            _raise_if_missing(row, pending=0)
        else:
            row.last_seq, row.pending = said.last_seq, said.pending
            _raise_if_missing(row, pending=said.pending)
            row.oldest_pending = said.oldest_pending
        row.reported_at = clock.now()
        over = row.key_destroyed_at is not None or keys.outlived(row)
        if over and not row.pending and not said.begun:
            keys.destroy_for_good(row)
        row.save()
        # What still waits on a device goes first, also where its key is gone: it was lost, and somebody found it.
        # What is begun it finishes when it hears of this, and forgets the rest.
        return Answer(list(standing(by)), back, over and said.pending <= said.begun)


def _look_for_earlier(row: FieldDevice, said: Said) -> None:
    """A store that was emptied comes back under a new id; what it was before is asked once, with nothing in it now."""
    if row.earlier_id is not None:
        return
    gone = FieldDevice.objects.select_for_update().filter(pk__in=list(said.earlier), person=row.person)
    for each in gone.exclude(pk=row.pk):
        row.earlier = each
        each.last_seq = max(each.last_seq, said.numbers.get(each.pk, 0))
        _raise_if_missing(each, pending=0)
        each.pending = 0
        each.save()


def missing(device: FieldDevice, pending: int) -> int:
    """Every save has its number from 1 on: what neither came nor waits on the device is missing."""
    came = FieldSave.objects.filter(device=device, seq__range=(1, device.last_seq)).values("seq").distinct().count()
    return max(0, device.last_seq - came - pending)


def _raise_if_missing(device: FieldDevice, pending: int) -> None:
    new = missing(device, pending) - device.alarmed
    if new > 0:
        device.alarmed += new
        _alarm(device, LossAlarm.Kind.LOST, new)


def lose(device: FieldDevice, inspection: Inspection, *, how: str, by: Person) -> FieldDevice:
    """Whose device it is, or the lead, says that it is lost: its key is destroyed, and what it did not send is missing.

    The same is said of whatever the same tablet was before, whose key may be the one that opens it. Every session of
    its person ends, because nobody knows which one the device holds. Raises NotAllowed and Invalid.
    """
    with transaction.atomic():
        row = locked(inspection)
        rows = {each.pk: each for each in tablet_of(device)}
        lost = rows[device.pk]
        lead = row.state not in SETTLED and Role.LEAD in roles_on(by, row) and _wrote_on(lost.person, row)
        require(lead or lost.person_id == by.pk, "Only the lead inspector or whose tablet it is says that it is lost.")
        require(lost.lost_at is None, "Somebody has said this already.")
        rules.refuse_unless(bool(how.strip()), "how", "Enter where and when it was lost, as far as it is known.")
        for each in rows.values():
            if each.lost_at is None:
                _lost(each, by)
                record("said lost", each, by=by, inspection=row.ref, reason=how)
        end_sessions(lost.person, by=by)
        return lost


def _lost(device: FieldDevice, by: Person) -> None:
    device.lost_at = clock.now()
    if device.key_destroyed_at is None:
        keys.destroy(device, by=by)
    _raise_if_missing(device, pending=0)
    device.save()


def tablet_of(device: FieldDevice) -> list[FieldDevice]:
    """Every row of the same tablet, held until the transaction ends: what it was before, and what became of it."""
    rows = FieldDevice.objects.select_for_update(of=("self",)).filter(person=device.person_id).order_by("pk")
    return next(each for each in tablets(rows.select_related("person")) if device in each)


def tablets(rows: Iterable[FieldDevice]) -> list[list[FieldDevice]]:
    """Rows by tablet. A store that was emptied, or put back to an earlier day, is another device on the same one."""
    found = {each.pk: [each] for each in rows}
    for each in [one for same in [*found.values()] for one in same]:
        before = found.get(each.earlier_id) if each.earlier_id else None
        if before and before is not found[each.pk]:
            before += found[each.pk]
            found |= dict.fromkeys([one.pk for one in before], before)
    return list({id(each): each for each in found.values()}.values())


def _wrote_on(person: Person, inspection: Inspection) -> bool:
    return TeamMember.objects.filter(inspection=inspection, person=person, role__in=WRITERS).exists()


def _alarm(device: FieldDevice, kind: LossAlarm.Kind, saves: int) -> None:
    for inspection in _inspections_of(device):
        alarm_on(inspection, device, kind, saves, since=device.oldest_pending, until=device.reported_at)


def alarm_on(
    inspection: Inspection, device: FieldDevice, kind: LossAlarm.Kind, saves: int, **when: datetime | None
) -> LossAlarm:
    """On this inspection: whose device it is and the lead are told at once."""
    alarm = LossAlarm.objects.create(kind=kind, device=device, inspection=inspection, saves=saves, **when)
    record("alarm about saves", alarm, by=None, inspection=inspection.ref, after=kind)
    for who in {device.person, *acting_as(inspection, Role.LEAD)}:
        _tell(who, alarm)
    return alarm


def _tell(who: Person, alarm: LossAlarm) -> None:
    address = settings.SITE_URL + reverse("loss_answer", args=[alarm.inspection.ref, alarm.pk])
    queue_mail(
        to=who.email,
        subject=f"Saves on a tablet {alarm.get_kind_display()}",
        body=f"{alarm_title(alarm)}.\n\nSay what became of them: {address}\n",
        inspection=alarm.inspection.ref,
        by=None,
    )


def alarm_title(alarm: LossAlarm) -> str:
    """In words that may go by mail."""
    saves = "1 save" if alarm.saves == 1 else f"{alarm.saves} saves"
    return f"{saves} of {alarm.device.person} {alarm.get_kind_display()}"


def _inspections_of(device: FieldDevice) -> QuerySet[Inspection]:
    """Where its saves went, and where its person writes now; where neither is open any more, wherever they wrote."""
    wrote = Inspection.objects.filter(members__person=device.person, members__role__in=WRITERS)
    now = TeamMember.objects.current().filter(person=device.person, role__in=WRITERS).values("inspection")
    sent = FieldSave.objects.filter(device=device).values("inspection")
    concerned = (wrote.filter(pk__in=now) | wrote.filter(pk__in=sent)).exclude(state__in=keys.FINISHED)
    return (concerned if concerned.exists() else wrote).distinct()


def standing(person: Person) -> QuerySet[LossAlarm]:
    """Alarms about this person's devices that nobody has answered."""
    found = LossAlarm.objects.filter(device__person=person, answer=None)
    return found.select_related("device__person", "inspection")


def look_for_silence() -> None:
    """At every tick: devices that said they hold unsent saves and were not heard of for long. Alarmed about once."""
    before = clock.now() - SILENT_AFTER
    for device in FieldDevice.objects.filter(pending__gt=0, reported_at__lt=before).select_related("person"):
        with transaction.atomic():
            row = FieldDevice.objects.select_for_update().get(pk=device.pk)
            known = row.alarms.filter(kind=LossAlarm.Kind.SILENT, raised_at__gte=row.reported_at).exists()
            waiting = missing(row, pending=0) - row.alarmed
            if waiting > 0 and not known:
                _alarm(row, LossAlarm.Kind.SILENT, waiting)


def look_for_vanished() -> None:
    """Every night: what a device counted as sent is here still, whether or not the device is heard of again."""
    for device in FieldDevice.objects.filter(last_seq__gt=0).select_related("person"):
        with transaction.atomic():
            row = FieldDevice.objects.select_for_update().get(pk=device.pk)
            _raise_if_missing(row, pending=row.pending)
            row.save(update_fields=["alarmed"])


def answer(alarm: LossAlarm, *, text: str, by: Person) -> LossAnswer:
    """Whose device it is, or the lead, says what became of the saves. Raises NotAllowed and Invalid."""
    with transaction.atomic():
        inspection = locked(alarm.inspection)
        lead = Role.LEAD in roles_on(by, inspection)
        require(lead or alarm.device.person_id == by.pk, "Only the lead inspector or whose device it is answers this.")
        require(not LossAnswer.objects.filter(alarm=alarm).exists(), "Somebody has answered this already.")
        rules.refuse_unless(bool(text.strip()), "text", "Enter what became of the saves.")
        row = LossAnswer.objects.create(alarm=alarm, text=text, by=by)
        record("answered alarm about saves", row, by=by, inspection=inspection.ref)
        return row
