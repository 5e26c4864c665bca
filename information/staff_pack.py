"""What the pack for Cafcass's staff says, as a PDF that the worker makes (NOTI-19)."""

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse

from framework.versions import version
from framework.versions.shapes.information import PackPart
from information.models import StaffPack, StaffPackTaken
from inspections.models import Inspection

JOB_KIND = "staff_pack_pdf"
STYLESHEETS = ("report.css",)
# The name of the page of the privacy notice, which a room above announces (DATA-02).
PRIVACY: list[str] = []


def announce_privacy(name: str) -> None:
    """Called once when the app starts."""
    PRIVACY[:] = [name]


def privacy_address() -> str:
    return settings.SITE_URL.rstrip("/") + reverse(PRIVACY[0])


def parts(inspection: Inspection) -> tuple[PackPart, ...]:
    return version(inspection.framework_version).files.preparation.staff_pack


def latest(inspection: Inspection) -> StaffPack | None:
    """The pack that stands. One query."""
    packs = StaffPack.objects.filter(inspection=inspection).select_related("job__result", "by")
    return packs.order_by("-id").first()


def packs_of(inspection: Inspection) -> list[StaffPack]:
    """Every one that was provided, the latest first, with who took it. Two queries."""
    packs = StaffPack.objects.filter(inspection=inspection).select_related("job__result", "by")
    taken = StaffPackTaken.objects.select_related("by")
    return list(packs.prefetch_related(Prefetch("taken", taken)).order_by("-id"))


def html_of(inspection: Inspection, day: str) -> str:
    context = {"inspection": inspection, "parts": parts(inspection), "privacy": privacy_address(), "day": day}
    return render_to_string("information/print/staff_pack.html", context)
