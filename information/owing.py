"""What an inspector owes the analysis, at the top of every page of the inspection; it stops nothing (OFF-18)."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from information.models import AnalysisIssue, AnalysisRead
from inspections import banners
from inspections.banners import Banner, Owed
from inspections.models import Inspection
from inspections.rules.team import INSPECTORS
from inspections.workflow import State


def announce_all() -> None:
    """Called once when the app starts."""
    banners.announce_owed(READING)


def _expressions() -> dict[str, Any]:
    """The version that stands, and the latest that the member said they read."""
    issues = AnalysisIssue.objects.filter(inspection=OuterRef("inspection")).order_by("-number")
    reads = AnalysisRead.objects.filter(person=OuterRef("person"), issue__inspection=OuterRef("inspection"))
    read = reads.order_by("-issue__number").values("issue__number")
    return {"analysis_stands": Subquery(issues.values("number")[:1]), "analysis_read": Subquery(read[:1])}


def _banner(row: dict[str, Any], inspection: Inspection) -> Banner | None:
    stands, read = row.get("analysis_stands"), row.get("analysis_read") or 0
    if not stands or read >= stands or row["role"] not in INSPECTORS or inspection.state != State.ANNOUNCED:
        return None
    said = f"Read what changed in version {stands}" if read else f"You have not read version {stands}"
    return Banner(f"{said} of the pre-inspection analysis.", "Read it", reverse("pia", args=[inspection.ref]))


READING = Owed(_expressions, _banner)
