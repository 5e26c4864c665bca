"""The demo's programme: a decision behind each activity, and a programme concern that ended in one."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts import clock
from config.demo.content import content
from config.demo.people import People
from inspections import actions, intelligence
from inspections.actions.programme import Wording
from inspections.intelligence import Offer
from inspections.models import ProgrammeConcern, ProgrammeDecision


def decided(key: str, at: datetime, people: People) -> ProgrammeDecision:
    """What programme.yaml says under that key, decided at that moment."""
    row = content("programme")[key]
    concern = _logged(row, at, people)
    with clock.moved_to(at):
        uses = [offer for offer in intelligence.offered() if offer.kind in row["uses"]]
        items = uses + [_item(item, at) for item in row["items"]]
        return actions.decide(Wording(**row["decision"]), items, concern=concern, by=people["decision_maker"])


def before(key: str, monday: date) -> datetime:
    """The moment of a decision whose days are counted back from that Monday."""
    return clock.at(monday - timedelta(days=content("programme")[key]["days_before"]), 14, 20)


def _logged(row: dict[str, Any], at: datetime, people: People) -> ProgrammeConcern | None:
    if "concern" not in row:
        return None
    told = dict(row["concern"])
    logged = at - timedelta(days=told.pop("days_before") - row["days_before"])
    with clock.moved_to(logged):
        return actions.log_concern(**told, raised_on=clock.today(), by=people["scheduler"])


def _item(row: dict[str, Any], at: datetime) -> Offer:
    day = row["day"] if "day" in row else clock.london(at).date() - timedelta(days=row["day_before"])
    return Offer("", row["kind"], row["source"], day, row["summary"])
