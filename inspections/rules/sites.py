"""The places of an inspection and the way between them (TEAM-03, SITE-06)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from inspections.models import Inspection, Pair, Site
from inspections.roles import permit
from inspections.workflow import SETTLED

LONGEST_WAY = 600


def may_change_sites(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SITE, Verb.EDIT)
    sentence = f"This is {inspection.state_label.lower()}, so its sites can no longer be changed."
    require(inspection.state not in SETTLED, sentence)


def may_change_site(by: Person, site: Site) -> None:
    may_change_sites(by, site.inspection)
    require(site.withdrawn_at is None, "This site was withdrawn.")


def site_fits(inspection: Inspection, code: str, pair: Pair | None, site: Site | None) -> None:
    standing = inspection.sites.filter(withdrawn_at=None)
    others = standing.exclude(pk=site.pk) if site else standing
    if others.filter(code=code).exists():
        raise Invalid("code", f"There is a site called {code} already.")
    if pair and (pair.inspection_id != inspection.pk or pair.dissolved_at is not None):
        raise Invalid("pair", "Select a pair of this inspection.")


def travel_fits(inspection: Inspection, one: Site, other: Site, minutes: int) -> None:
    for field, site in (("one", one), ("other", other)):
        if site.inspection_id != inspection.pk or site.withdrawn_at is not None:
            raise Invalid(field, "Select a site of this inspection.")
    if one.pk == other.pk:
        raise Invalid("other", "Select two different sites.")
    if not 0 < minutes <= LONGEST_WAY:
        raise Invalid("minutes", f"Enter the minutes, from 1 to {LONGEST_WAY}.")
