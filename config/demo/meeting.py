"""The demo's meetings with people: some settled, one with something open, partners, guidance."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts import clock
from config.demo.content import content
from config.demo.people import People
from evidence.actions.capture import append
from evidence.actions.meetings import say_meeting
from fieldwork.actions import meetings as actions
from fieldwork.actions import upset
from fieldwork.models import Meeting
from inspections.models import Inspection

WHEN = ("day", "at", "ends")
ACTS = ("by", "card", "talk", "held", "note", "logged")


def meet(inspection: Inspection, monday: date, until: datetime, people: People) -> None:
    """Everything of the content that had happened by `until`, and what was planned by then."""
    told = content("meetings")
    with clock.moved_to(clock.at(monday - timedelta(days=10), 15)):
        for code in told["guidance"]:
            given = clock.today()
            actions.give_guidance(inspection, code=code, day=given, by=people["lead"])
    for row in told["meetings"]:
        _meeting(inspection, row, monday, until, people)
    _upset(inspection, told["upset"], monday, until, people)


def _meeting(inspection: Inspection, row: dict[str, Any], monday: date, until: datetime, people: People) -> None:
    by, day = people[row["by"]], monday + timedelta(days=row["day"])
    starts, ends = time.fromisoformat(row["at"]), time.fromisoformat(row["ends"])
    given = {name: value for name, value in row.items() if name not in (*WHEN, *ACTS)}
    with clock.moved_to(clock.at(monday - timedelta(days=3), 11)):
        wanted = given | {"day": day, "starts": starts, "ends": ends, "inspector": by}
        meeting = actions.plan_meeting(inspection, wanted, by=by)
        asked = clock.today()
        if "logged" in row:
            actions.log_agreed(meeting, note=row["logged"], by=by)
        if "talk" in row:
            actions.talk_over_risks(meeting, row["talk"] | {"day": asked, "role": "fca"}, by=by)
        if "card" in row:
            agreed = {"agreed_on": asked} if "agreed_by" in row["card"] else {}
            actions.fill_card(meeting, row["card"] | agreed, version=None, by=by)
    after = clock.at(day, ends.hour, ends.minute) + timedelta(minutes=15)
    if "held" in row and after <= until:
        with clock.moved_to(after):
            held = actions.hold_meeting(meeting, row["held"] | {"day": day}, by=by)
            if "note" in row:
                _note(held, row["note"], by)


def _upset(inspection: Inspection, row: dict[str, Any], monday: date, until: datetime, people: People) -> None:
    """Somebody who was upset, whose contact was told and for whom advice was taken; the lead has not closed it."""
    seen_at = clock.at(monday + timedelta(days=row["day"]), *(int(part) for part in row["at"].split(":")))
    after, by = seen_at + timedelta(minutes=40), people[row["by"]]
    if after > until:
        return
    with clock.moved_to(after):
        said = {name: row[name] for name in ("role", "seen", "adjustment", "outcome")}
        made = upset.record_upset(inspection, **said, seen_at=seen_at, by=by)
        upset.told(made, when=after, text=row["told"], by=by)
        upset.advised(made, advice_from="duty_manager", when=after, text=row["advice"], by=by)


def _note(meeting: Meeting, row: dict[str, Any], by: Any) -> None:
    revision = append(
        meeting.inspection,
        kind="note",
        op=uuid5(NAMESPACE_URL, f"{meeting.inspection.ref}/meeting/{meeting.pk}"),
        by=by,
        parts={"text": row["text"]},
        fields={
            "area": row["area"],
            "source": row["source"],
            "observed_on": meeting.day,
            "observed_at": meeting.starts,
        },
        facts={"proceeding": row["proceeding"]},
    )
    say_meeting(revision.document, meeting, by=by)
