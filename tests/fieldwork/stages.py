"""A diary brought to a stage through the product's own actions: a team of five pairs, sites, the plan put in."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from accounts import clock
from accounts.models import Person
from fieldwork import actions
from fieldwork.models import DiaryEntry
from fieldwork.rules.entries import Wanted
from inspections import actions as inspecting
from inspections.actions.pairs import Arrangement
from inspections.models import Inspection, Pair, Site, TeamMember
from tests.cast import HMI, Cast, Member, make_person
from tests.inspections import stages
from tests.remembered import remembered

MON, TUE, WED, THU, FRI = (date(2024, 2, day) for day in range(5, 10))
ANALYSIS_WED = date(2024, 1, 31)
SITES = 7
PAIRS = "ABCDE"
People = list[tuple[Person, ...]]


@remembered
def teamed(cast: Cast) -> Inspection:
    """Announced, with Pair A of the cast, Pair B beside it, and a site for each."""
    inspection = stages.planned(cast)
    stages.join(cast, inspection, cast.second_deputy, "deputy")
    with clock.moved_to(stages.PLANNED_AT):
        pair = pair_up(inspection, "Pair B", cast.second_deputy, cast.second_team_inspector, by=cast.lead)
        site(inspection, "A1", "Northtown office", inspection.pairs.get(name="Pair A"))
        site(inspection, "B1", "Southport office", pair)
        site(inspection, "HQ", "National office", None, headquarters=True)
    cast.chief_executive  # noqa: B018  (somebody has to be told)
    with clock.moved_to(stages.RECORDED_AT):
        inspecting.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)
    return stages.fresh(inspection)


@remembered
def five_pairs(cast: Cast) -> Inspection:
    """Eleven inspectors in five pairs, a lead, and seven sites, as in the inspection of 2024."""
    inspection = stages.plan(cast)
    for letter, (deputy, other) in zip(PAIRS, people_of_five_pairs(), strict=True):
        stages.join(cast, inspection, deputy, "deputy")
        stages.join(cast, inspection, other, "team")
        with clock.moved_to(stages.PLANNED_AT):
            pair_up(inspection, f"Pair {letter}", deputy, other, by=cast.lead)
    with clock.moved_to(stages.PLANNED_AT):
        inspecting.add_member(inspection, cast.qa_manager, "qa_manager", by=cast.scheduler)
        for place, letter in places():
            site(inspection, place, f"Office {place}", inspection.pairs.get(name=f"Pair {letter}"))
    cast.chief_executive  # noqa: B018
    with clock.moved_to(stages.RECORDED_AT):
        inspecting.announce(inspection, called_at=stages.CALLED_AT, told_whom="chief_executive", by=cast.lead)
    return stages.fresh(inspection)


def people_of_five_pairs() -> People:
    """Five deputies with a team inspector each; nobody of them is on an inspection yet."""
    names = [(f"Deputy{number} Example", f"Inspector{number} Example") for number in range(1, len(PAIRS) + 1)]
    return [tuple(make_person(Member(name, grade=HMI), name.split()[0].lower()) for name in pair) for pair in names]


def places() -> list[tuple[str, str]]:
    """Each site's code and the letter of the pair that works there."""
    return [(f"{PAIRS[number % 5]}{number // 5 + 1}", PAIRS[number % 5]) for number in range(SITES)]


def pair_up(inspection: Inspection, name: str, *people: Person, by: Person) -> Pair:
    seats = [member(inspection, person) for person in people]
    return inspecting.confirm_pair(inspecting.make_pair(inspection, Arrangement(name, seats), by=by), by=by)


def site(inspection: Inspection, code: str, name: str, pair: Pair | None, **more: Any) -> Site:
    """A row of the table: the pages and actions of sites are another room's."""
    return Site.objects.create(inspection=inspection, code=code, name=name, pair=pair, **more)


def member(inspection: Inspection, person: Person) -> TeamMember:
    return inspection.members.get(person=person, until=None)


def members(inspection: Inspection, *people: Person) -> list[int]:
    return [member(inspection, person).pk for person in people]


def wanted(
    inspection: Inspection,
    *people: Person,
    kind: str = "interview",
    title: str = "Interview with FCA 12",
    day: date = TUE,
    at: str = "10:00-11:00",
    site: str = "",
    **more: Any,
) -> Wanted:
    starts, ends = (time.fromisoformat(each) for each in at.split("-"))
    place = Site.objects.get(inspection=inspection, code=site) if site else None
    return Wanted(kind, title, day, starts, ends, members(inspection, *people), site=place, **more)


def add(inspection: Inspection, *people: Person, by: Person, **more: Any) -> DiaryEntry:
    with clock.moved_to(stages.RECORDED_AT):
        return actions.add_entry(inspection, wanted(inspection, *people, **more), by=by)


def typed(entry: Wanted, **more: Any) -> dict[str, Any]:
    """What a browser posts for it on the entry's form."""
    when = {f"day_{part}": str(getattr(entry.day, part)) for part in ("day", "month", "year")}
    found: dict[str, Any] = {
        "kind": entry.kind,
        "title": entry.title,
        "starts": f"{entry.starts:%H:%M}",
        "ends": f"{entry.ends:%H:%M}",
        "who": list(entry.members),
        "site": entry.site.pk if entry.site else "",
        "with_whom": entry.with_whom,
    }
    if entry.with_manager:
        found["with_manager"] = "on"
    return when | found | more


def texts(found: Sequence[Any]) -> str:
    return " | ".join(f"{flag.rule} {flag.text}" for flag in found)
