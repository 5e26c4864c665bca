"""Reads of serious concerns."""

from accounts.refusals import NotHere
from evidence.models import SeriousConcern
from inspections.models import Inspection


def concerns_of(inspection: Inspection) -> list[SeriousConcern]:
    """Oldest first. One query."""
    return list(SeriousConcern.objects.filter(inspection=inspection).select_related("owner"))


def concern_of(inspection: Inspection, pk: int) -> SeriousConcern:
    """With its steps. Raises NotHere."""
    rows = SeriousConcern.objects.filter(inspection=inspection, pk=pk).select_related("owner")
    found = rows.prefetch_related("steps__by").first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found
