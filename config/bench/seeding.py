"""An inspection as large as the real one: 12 people, 5,000 notes, 600 summaries by the product's own actions, and
2,000 documents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from config.bench import diary
from config.bench.documents import give_in_bulk
from config.bench.volume import further_notes
from config.demo import planning
from config.demo.content import content, moment
from config.demo.people import People, cast
from evidence.actions.agreement import agree
from evidence.actions.capture import append
from evidence.kinds import NOTHING_TO_ADD
from evidence.models import Revision
from inspections.actions.past import enter_past_outcome
from inspections.models import Inspection

NOTES, INDIVIDUAL, SHARED, DOCUMENTS = 5_000, 540, 60, 2_000
BATCH, YEARS = 500, 30
PLACES = (
    ("private", ""),
    ("public", ""),
    ("leaders", "Accountability and governance"),
    ("leaders", "Learning culture"),
    ("leaders", "Performance management"),
    ("leaders", "Workforce"),
)
FINDINGS = ("strength", "area_for_improvement")
WORDS = "The adviser's letter was on time, in proportion and centred on what the child needed to be safe. " * 6


@dataclass
class Seeded:
    """The inspection and the people who open its pages."""

    inspection: Inspection
    people: People


def seed(
    notes: int = NOTES,
    individual: int = INDIVIDUAL,
    shared: int = SHARED,
    documents: int = DOCUMENTS,
    further: int = 0,
) -> Seeded:
    """Into an empty database; takes a minute or two, since every revision joins the chain but `further` notes."""
    people, plan = cast(), content("inspection_2024")
    inspection = planning.planned("inspection", plan, plan["onsite_week"], moment(plan["planned_at"]), people)
    call = plan["announced"]
    planning.announced(inspection, moment(call), call["told_whom"], people, "lead")
    diary.fill(inspection, plan, people["lead"])
    with clock.moved_to(clock.at(date(2024, 2, 15), 12)):
        here = Seeded(inspection, people)
        _evidence(here, notes, individual, shared)
        further_notes(inspection, _writers(here), PLACES, notes, notes + further, WORDS)
        give_in_bulk(inspection, documents, giver=people["link_person"], reader=people["lead"])
        _history(people)
    # What a database in use has and one just filled has not: counts, by which it chooses its way to the rows.
    connection.cursor().execute("ANALYZE")
    return Seeded(inspection, people)


def _history(people: People) -> None:
    """The programme's thirty years: an inspection every third, a visit in each."""
    for year in range(2024 - YEARS, 2024):
        for kind in ("focused_visit", "inspection")[: 2 if year % 3 == 0 else 1]:
            grades = [{"area": "overall", "area_name": "Overall", "grade": "good"}] if kind == "inspection" else []
            enter_past_outcome(
                kind=kind,
                title=f"{kind.replace('_', ' ').capitalize()}, {year}",
                began_on=date(year, 3, 4),
                ended_on=date(year, 3, 15),
                published_on=date(year, 5, 6),
                grades=grades,
                findings=[],
                by=people["decision_maker"],
            )


def _evidence(here: Seeded, notes: int, individual: int, shared: int) -> None:
    wrote = _written(here, "note", notes, lambda number: ())
    own = _written(here, "individual_summary", individual, lambda number: wrote[number::individual][:3])
    together = _written(here, "shared_summary", shared, lambda number: own[number::shared][:4])
    for revision in together[::2]:
        agree(revision.document, opened=revision, narrow_reason="There was no time", by=here.people["lead"])


def _written(here: Seeded, kind: str, count: int, cites: Callable[[int], Sequence[Revision]]) -> list[Revision]:
    """So many documents of the kind, in batches of one transaction, by the writers of the team in turn."""
    made: list[Revision] = []
    writers = cycle(_writers(here))
    for start in range(0, count, BATCH):
        with transaction.atomic():
            numbers = range(start, min(start + BATCH, count))
            made += [_one(here, kind, number, next(writers), cites(number)) for number in numbers]
    return made


def _writers(here: Seeded) -> list[Person]:
    members = here.inspection.members.current().filter(role__in=[Role.DEPUTY, Role.TEAM]).select_related("person")
    return [member.person for member in members]


def _one(here: Seeded, kind: str, number: int, by: Person, cites: Sequence[Revision]) -> Revision:
    # Of what is cited the place is kept, so that every summary stands where its notes do.
    area, heading = (cites[0].area, cites[0].heading) if cites else PLACES[number % len(PLACES)]
    fields: dict[str, Any] = {"area": area, "heading": heading, "finding": FINDINGS[number % len(FINDINGS)]}
    if kind == "note":
        fields |= {"source": f"Case file {number}", "observed_on": date(2024, 2, 5), "observed_at": time(10, 40)}
        parts = {"text": WORDS}
    else:
        parts = dict.fromkeys(("statement", "evidence", "difference", "extent"), WORDS)
        parts |= {"leaders": NOTHING_TO_ADD} if kind == "individual_summary" else {}
    return append(here.inspection, kind=kind, op=uuid4(), by=by, fields=fields, parts=parts, cites=cites)
