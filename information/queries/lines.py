"""Lines of enquiry as the team reads them."""

from accounts.refusals import NotHere
from information.models import LineOfEnquiry
from inspections.models import Inspection


def lines_of(inspection: Inspection) -> list[LineOfEnquiry]:
    """By theme, each with when and with whom it was told. Two queries."""
    return list(LineOfEnquiry.objects.filter(inspection=inspection).prefetch_related("told"))


def line_of(inspection: Inspection, pk: int) -> LineOfEnquiry:
    """Raises NotHere."""
    found = LineOfEnquiry.objects.filter(inspection=inspection, pk=pk).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found
