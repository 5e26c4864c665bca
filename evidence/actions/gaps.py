"""The lead says why something is not covered, and the QA manager accepts that or not (EVID-17)."""

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import require
from evidence.headings import Place
from evidence.models import CoverageGap, CoverageGapAccepted
from evidence.queries.gaps import uncovered
from evidence.rules import refuse_unless
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit


@transaction.atomic
def explain_gap(inspection: Inspection, place: Place, *, reason: str, by: Person) -> CoverageGap:
    """Raises NotAllowed, and Invalid where it is covered or without a reason."""
    row = locked(inspection)
    permit(by, row, Thing.COVERAGE, Verb.EDIT, "Only the lead inspector says why something is not covered.")
    bare = place in [each.place for each in uncovered(row)]
    refuse_unless(bare, "place", "An agreed shared summary covers this now.", "EVID-17")
    refuse_unless(bool(reason.strip()), "reason", "Enter why it is not covered.", "EVID-17")
    made = CoverageGap.objects.create(inspection=row, area=place.area, heading=place.heading, reason=reason, by=by)
    record("explain gap in coverage", made, by=by, inspection=row.ref)
    return made


@transaction.atomic
def accept_gap(gap: CoverageGap, *, by: Person) -> CoverageGapAccepted:
    """The QA manager alone."""
    row = locked(gap.inspection)
    permit(by, row, Thing.COVERAGE, Verb.DECIDE, "Only the quality assurance manager accepts this.")
    require(not CoverageGapAccepted.objects.filter(gap=gap).exists(), "This was accepted already.")
    made = CoverageGapAccepted.objects.create(gap=gap, by=by)
    record("accept gap in coverage", gap, by=by, inspection=row.ref)
    return made
