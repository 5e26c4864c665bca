"""The places of an inspection and the way between them (OFF-10, TEAM-03, SITE-06)."""

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from inspections.grounds import grounds
from inspections.models import Inspection, Pair, Site
from inspections.roles import permit
from inspections.workflow import SETTLED

LONGEST_WAY = 600


def may_change_sites(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.SITE, Verb.EDIT, "Only the lead inspector adds, changes or withdraws sites.")
    sentence = f"This is {inspection.state_label.lower()}, so its sites can no longer be changed."
    require(inspection.state not in SETTLED, sentence)


def may_change_site(by: Person, site: Site) -> None:
    may_change_sites(by, site.inspection)
    require(site.withdrawn_at is None, "This site was withdrawn.")


def site_fits(inspection: Inspection, code: str, pair: Pair | None, site: Site | None) -> None:
    standing = inspection.sites.filter(withdrawn_at=None)
    others = standing.exclude(pk=site.pk) if site else standing
    # In whichever case: a pasted list of interviews names a site by its code.
    if others.filter(code__iexact=code).exists():
        raise Invalid("code", f"There is a site called {code} already.")
    if pair and (pair.inspection_id != inspection.pk or pair.dissolved_at is not None):
        raise Invalid("pair", "Select a pair of this inspection.")


def must_rest_on(inspection: Inspection, ground: str, reason: str) -> str:
    """The words of what the choice rests on. Raises Invalid where it rests on nothing, or has no reason (OFF-10)."""
    found = next((each.label for each in grounds(inspection) if each.code == ground), None)
    if found is None:
        raise Invalid("ground", "Select what it rests on: the analysis, data or a line of enquiry.", "OFF-10")
    if not reason.strip():
        raise Invalid("reason", "Enter the reason.", "OFF-10")
    return found


def travel_fits(inspection: Inspection, one: Site, other: Site, minutes: int) -> None:
    for field, site in (("one", one), ("other", other)):
        if site.inspection_id != inspection.pk or site.withdrawn_at is not None:
            raise Invalid(field, "Select a site of this inspection.")
    if one.pk == other.pk:
        raise Invalid("other", "Select two different sites.")
    if not 0 < minutes <= LONGEST_WAY:
        raise Invalid("minutes", f"Enter the minutes, from 1 to {LONGEST_WAY}.")
