"""Reads of the day of the call and of the preparation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts import clock
from framework.versions import version
from framework.versions.shapes.information import CheckItem
from information.models import CallSheet, PreparationMark, WellbeingContact
from inspections.models import Announcement, Inspection


def sheet_of(inspection: Inspection) -> CallSheet | None:
    """The version that stands."""
    return sheets(inspection).last()


def sheets(inspection: Inspection) -> QuerySet[CallSheet]:
    """Every version, the first one first."""
    return CallSheet.objects.filter(inspection=inspection).select_related("by").order_by("number")


def announcement_of(inspection: Inspection) -> Announcement | None:
    """The call that counts: after a deferral there is a second one."""
    return Announcement.objects.select_related("recorded_by").filter(inspection=inspection).order_by("id").last()


def known_on(inspection: Inspection, day: date) -> bool:
    """Whether Cafcass had been called by that day, if only before a deferral."""
    first = Announcement.objects.filter(inspection=inspection).order_by("id").first()
    return first is not None and day >= clock.london(first.called_at).date()


@dataclass(frozen=True)
class Matter:
    """One matter of the checklist with what was said of it last."""

    item: CheckItem
    mark: PreparationMark | None

    @property
    def done(self) -> bool:
        return self.mark is not None and self.mark.done


def matters(inspection: Inspection) -> list[Matter]:
    """All of the version's, in order. One query."""
    rows = PreparationMark.objects.filter(inspection=inspection).select_related("by").order_by("id")
    latest = {row.code: row for row in rows}
    checklist = version(inspection.framework_version).files.preparation.preparation_checklist
    return [Matter(item, latest.get(item.code)) for item in checklist]


def open_matters(inspection: Inspection) -> list[CheckItem]:
    return [each.item for each in matters(inspection) if not each.done]


def contact_of(inspection: Inspection) -> WellbeingContact | None:
    return WellbeingContact.objects.filter(inspection=inspection).order_by("id").last()
