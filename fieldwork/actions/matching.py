"""Accepts the interviews that were matched: all of them, or those that were ticked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid
from fieldwork.actions.entries import Planning, planning, write
from fieldwork.flags import HOUR
from fieldwork.matching import Match, match, read
from fieldwork.models import DiaryEntry, DiaryVersion
from fieldwork.queries import entries as reading
from fieldwork.queries.elsewhere import beside
from fieldwork.queries.people import pairs_led, present, seat_of
from fieldwork.rules import entries as rules
from fieldwork.rules import rights
from fieldwork.rules.entries import Wanted
from inspections.lifecycle import locked
from inspections.models import Inspection, Site
from inspections.roles import permit


@dataclass(frozen=True)
class Pasted:
    """What was pasted, and the day for lines that name none."""

    lines: str
    day: date | None = None


def matches(inspection: Inspection, pasted: Pasted, by: Person) -> list[Match]:
    """The preview: nothing is saved."""
    return _matches(planning(inspection), pasted, by)


def _matches(here: Planning, pasted: Pasted, by: Person) -> list[Match]:
    sites = list(Site.objects.filter(inspection=here.inspection, withdrawn_at=None))
    codes = {site.code.casefold(): site.pk for site in sites} | {site.name.casefold(): site.pk for site in sites}
    days = sorted(day for days in here.days.by_line.values() for day in days)
    lines = read(pasted.lines, pasted.day, days, codes)
    held = reading.slots(reading.rows(here.inspection, here.team))
    # Without their own numbers, which a line's may be too.
    held += (
        [each._replace(id=0) for each in beside(here.inspection, here.team, days[0], days[-1]).slots()] if days else []
    )
    flagged = reading.days_for_flags(here.days, here.team)
    home = {site.pk: site.pair_id for site in sites if site.pair_id is not None}
    return match(lines, _pairs(here, by), held, flagged, here.days.settings, home)


def _pairs(here: Planning, by: Person) -> dict[int, frozenset[int]]:
    """Every pair for the lead, those that they lead for a deputy."""
    own = seat_of(here.team, by)
    led = pairs_led(here.team, own) if own and not own.leads else None
    held: dict[int, set[int]] = {}
    for seated in present(here.team):
        if seated.pair_id is not None and (led is None or seated.pair_id in led):
            held.setdefault(seated.pair_id, set()).add(seated.id)
    return {pair: frozenset(who) for pair, who in held.items()}


@transaction.atomic
def match_interviews(inspection: Inspection, pasted: Pasted, *, chosen: Collection[str], by: Person) -> frozenset[str]:
    """Adds the chosen lines to the diary as they are matched now. Returns the keys of those that it took."""
    here = planning(locked(inspection))
    permit(by, here.inspection, Thing.DIARY, Verb.CREATE)
    rights.must_be_open(here.inspection)
    found = [each for each in _matches(here, pasted, by) if each.key in chosen and each.pair is not None]
    if not found:
        raise Invalid("", "None of these lines can be put into the diary.")
    sites = Site.objects.in_bulk([each.line.site for each in found])
    pairs = _pairs(here, by)
    for each in found:
        wanted = _wanted(each, sites, pairs)
        rules.must_fit(wanted, here.days, here.team)
        write(here, wanted, by=by, act=DiaryVersion.Act.MATCHED)
    return frozenset(each.key for each in found)


def _wanted(each: Match, sites: dict[int, Site], pairs: dict[int, frozenset[int]]) -> Wanted:
    line = each.line
    assert line.day is not None
    assert line.starts is not None
    assert line.site is not None
    assert each.pair is not None
    return Wanted(
        DiaryEntry.Kind.INTERVIEW,
        f"Interview: {line.practitioner}"[:160],
        line.day,
        line.starts,
        time(*divmod(each.ends, HOUR)),
        sorted(pairs[each.pair]),
        site=sites[line.site],
        with_whom=line.practitioner[:160],
        # Cafcass gave these words itself.
        cafcass_title=line.practitioner[:160],
    )
