"""What this room offers for a choice of site to rest on: the analysis that was issued, and each line (OFF-10)."""

from collections.abc import Iterator

from information.models import AnalysisIssue, LineOfEnquiry
from information.workflow import CLOSED
from inspections import grounds
from inspections.grounds import Ground
from inspections.models import Inspection


def announce_all() -> None:
    """Called once when the app starts."""
    grounds.announce(to_rest_on)


def to_rest_on(inspection: Inspection) -> Iterator[Ground]:
    """The version that stands, and the lines that are not closed. Two queries."""
    issue = AnalysisIssue.objects.filter(inspection=inspection).order_by("-number").first()
    if issue:
        yield Ground(f"pia-{issue.number}", f"Pre-inspection analysis, version {issue.number}")
    for line in LineOfEnquiry.objects.filter(inspection=inspection).exclude(state=CLOSED):
        yield Ground(f"line-{line.pk}", f"Line of enquiry {line}")
