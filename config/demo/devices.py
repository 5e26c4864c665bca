"""The demo's tablet: a note that arrived, one that is held for its clock, and an alarm about two that are missing."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts import clock
from config.demo.content import content
from config.demo.people import People
from evidence.field import ledger
from evidence.field.reading import read
from evidence.field.receiving import receive
from inspections.models import Inspection


def sent(inspection: Inspection, monday: date, until: datetime, people: People) -> None:
    """What the content says of tablets, as far as it had happened by `until`."""
    told = content("devices")
    device = uuid5(NAMESPACE_URL, f"{inspection.ref}/tablet")
    for number, row in enumerate(told["saves"], start=1):
        at = _moment(row, monday)
        if at <= until:
            with clock.moved_to(at):
                save = _save(inspection, row, device, number, monday)
                receive(read(UUID(save["op"]), json.dumps(save).encode()), by=people[row["by"]])
    row = told["alarm"]
    if _moment(row, monday) <= until:
        with clock.moved_to(_moment(row, monday)):
            since = _moment(told["saves"][-1], monday)
            ledger.report(device, ledger.Said(row["last_seq"], 0, since), by=people[row["by"]])


def _moment(row: dict[str, Any], monday: date) -> datetime:
    at = time.fromisoformat(row["at"])
    return clock.at(monday + timedelta(days=row["day"]), at.hour, at.minute)


def _save(inspection: Inspection, row: dict[str, Any], device: UUID, number: int, monday: date) -> dict[str, Any]:
    ids = {name: str(uuid5(device, f"{name}/{number}")) for name in ("op", "doc")}
    day = monday + timedelta(days=row["day"])
    body = {name: row[name] for name in ("source", "place", "text")}
    return ids | {
        "parent": None,
        "kind": "note",
        "inspection": inspection.ref,
        "device": str(device),
        "seq": number,
        "captured_at": clock.now().isoformat(),
        "clock_offset_ms": row.get("offset_ms", 0),
        "schema": 1,
        "body": body | {"observed_on": day.isoformat(), "observed_at": row["seen"]},
    }
