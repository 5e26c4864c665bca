"""Sites: named, changed, withdrawn, and the minutes between two."""

from dataclasses import dataclass

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Both
from inspections.lifecycle import locked
from inspections.models import Inspection, Pair, Site, SiteChoice, SiteTravel
from inspections.rules import sites as rules


@dataclass(frozen=True)
class Place:
    """What a site is to be."""

    code: str
    name: str
    address: str = ""
    headquarters: bool = False
    pair: Pair | None = None


@dataclass(frozen=True)
class Why:
    """What a choice rests on, by its code among the grounds on offer, and the reason in words (OFF-10)."""

    ground: str
    reason: str


def _choose(site: Site, act: SiteChoice.Act, why: Why, by: Person) -> None:
    """Keeps the choice with what it rests on, and records it."""
    rests_on = rules.must_rest_on(site.inspection, why.ground, why.reason)
    given = {"ground": why.ground, "rests_on": rests_on, "reason": why.reason.strip(), "by": by}
    SiteChoice.objects.create(site=site, act=act, **given)
    record(f"{act} site", site, by=by, inspection=site.inspection.ref, after=why.ground, reason=why.reason)


@transaction.atomic
def add_site(inspection: Inspection, place: Place, why: Why, *, by: Person) -> Site:
    """Raises Invalid beside the field, NotAllowed."""
    row = locked(inspection)
    rules.may_change_sites(by, row)
    rules.site_fits(row, place.code, place.pair, None)
    site = Site.objects.create(inspection=row, **vars(place))
    _choose(site, SiteChoice.Act.ADDED, why, by)
    return site


@transaction.atomic
def change_site(site: Site, place: Place, why: Why, *, version: int | None = None, by: Person) -> Site:
    """Raises Stale with both texts."""
    row = locked(site.inspection)
    stored = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    rules.may_change_site(by, stored)
    check_version(stored.version, version, lambda: _both(stored, place))
    rules.site_fits(row, place.code, place.pair, stored)
    for name, value in vars(place).items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    _choose(stored, SiteChoice.Act.CHANGED, why, by)
    return stored


def _both(stored: Site, place: Place) -> list[Both]:
    return [
        Both("Code", place.code, stored.code),
        Both("Name", place.name, stored.name),
        Both("Address", place.address, stored.address),
        Both("Pair", str(place.pair or ""), str(stored.pair or "")),
    ]


@transaction.atomic
def withdraw_site(site: Site, why: Why, *, by: Person) -> Site:
    """It stays in the history and is offered no more."""
    locked(site.inspection)
    stored = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    rules.may_change_site(by, stored)
    stored.withdrawn_at, stored.version = clock.now(), stored.version + 1
    stored.save(update_fields=["withdrawn_at", "version"])
    _choose(stored, SiteChoice.Act.WITHDRAWN, why, by)
    return stored


@transaction.atomic
def set_travel(inspection: Inspection, one: Site, other: Site, minutes: int, *, by: Person) -> SiteTravel:
    """The minutes to allow between two sites, either way (SITE-06)."""
    row = locked(inspection)
    rules.may_change_sites(by, row)
    rules.travel_fits(row, one, other, minutes)
    first, second = sorted((one, other), key=lambda site: site.pk)
    travel, _ = SiteTravel.objects.update_or_create(one=first, other=second, defaults={"minutes": minutes})
    record("set travel", travel, by=by, inspection=row.ref, after=str(minutes))
    return travel
