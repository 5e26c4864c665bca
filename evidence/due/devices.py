"""What somebody owes of the evidence: to say what became of saves that are missing, and to settle held words."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from evidence.field.ledger import alarm_title
from evidence.models import HeldWords, LossAlarm
from inspections.queries import leads_of


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """An alarm is for whose device it is and for the lead; held words are for the lead. Two queries, and the leads."""
    alarms = list(LossAlarm.objects.filter(answer=None).select_related("inspection", "device__person"))
    waiting = HeldWords.objects.filter(settled=None).order_by()
    rows = list(
        waiting.values("save_of__inspection", "save_of__inspection__ref").annotate(
            saves=Count("pk"), first=Min("save_of__received_at")
        )
    )
    concerned = {alarm.inspection_id for alarm in alarms} | {row["save_of__inspection"] for row in rows}
    leads = leads_of(concerned) if concerned else {}
    for alarm in alarms:
        for who in {alarm.device.person, *leads.get(alarm.inspection_id, [])}:
            if person in (None, who):
                page = reverse("loss_answer", args=[alarm.inspection.ref, alarm.pk])
                title = f"{alarm_title(alarm)}: say what became of them"
                raised = clock.london(alarm.raised_at).date()
                yield Due(f"loss-{alarm.pk}", who, raised, title, page, alarm.inspection.ref)
    yield from _held(person, leads, rows)


def _held(person: Person | None, leads: dict[int, list[Person]], rows: Iterable[Any]) -> Iterator[Due]:
    for row in rows:
        ref, count = row["save_of__inspection__ref"], row["saves"]
        title = f"{count} {'save' if count == 1 else 'saves'} from devices held: take in or leave out"
        for who in leads.get(row["save_of__inspection"], []):
            if person in (None, who):
                first = clock.london(row["first"]).date()
                yield Due(f"held-{ref}-{first}", who, first, title, reverse("from_devices", args=[ref]), ref)
