"""The demo's evaluations of children's cases, and the supervision records that were read with them."""

from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts import clock
from config.demo.content import content, moment
from config.demo.recording import Recording
from evidence.actions.capture import append
from evidence.actions.closing import close
from evidence.kinds import CASE, CASE_PARTS
from information.actions.sample import add_child
from information.models import SampledChild
from scheduling import queries as timelines


def evaluated(recording: Recording, name: str, monday: date) -> None:
    """Everything of that name that had happened; only children who are in the sample by then."""
    said, inspection = content("casework")[name], recording.inspection
    first = min(moment(row["at"], monday) for row in said["evaluations"])
    if first > recording.until:
        return
    with clock.moved_to(first - timedelta(hours=6)):
        for row in said["children"]:
            add_child(inspection, **row, by=recording.people["lead"])
    known = set(SampledChild.objects.filter(inspection=inspection).values_list("reference", flat=True))
    for row in said["evaluations"]:
        if row["reference"] in known and moment(row["at"], monday) <= recording.until:
            _evaluation(recording, row, monday)


def _evaluation(recording: Recording, row: dict[str, Any], monday: date) -> None:
    inspection, by = recording.inspection, recording.people[row["by"]]
    parts = {part: row.get(part, "") for part in CASE_PARTS}
    op = uuid5(NAMESPACE_URL, f"{inspection.ref}/case/{row['reference']}")
    with clock.moved_to(moment(row["at"], monday)):
        given: dict[str, Any] = {"op": op, "by": by, "parts": parts, "fields": {"source": row["reference"]}}
        made = append(inspection, kind=CASE.code, facts=_facts(recording, row), **given)
        if row.get("closed"):
            close(made.document, opened=made, by=by)


def _facts(recording: Recording, row: dict[str, Any]) -> dict[str, Any]:
    called = timelines.day(recording.inspection.timeline, "notification")
    assert called
    before = {name: called - timedelta(days=n) for name, n in zip(("from", "to"), row["practice"], strict=True)}
    facts = row["facts"] | {f"practice_{name}": day.isoformat() for name, day in before.items()}
    if "letter" in row:
        facts["answers"] = facts["answers"] | {"letter_date": (called - timedelta(days=row["letter"])).isoformat()}
    return facts
