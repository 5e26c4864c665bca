"""Lines of enquiry as the team reads them."""

from django.db.models import Prefetch

from accounts.refusals import NotHere
from information.models import LineOfEnquiry, SampledChild
from inspections.models import Inspection


def lines_of(inspection: Inspection) -> list[LineOfEnquiry]:
    """By theme, each with when and with whom it was told, and the children sampled for it. Three queries."""
    sampled = Prefetch("sampled", queryset=SampledChild.objects.filter(taken_out_at=None))
    return list(LineOfEnquiry.objects.filter(inspection=inspection).prefetch_related("told", sampled))


def line_of(inspection: Inspection, pk: int) -> LineOfEnquiry:
    """Raises NotHere."""
    found = LineOfEnquiry.objects.filter(inspection=inspection, pk=pk).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found
