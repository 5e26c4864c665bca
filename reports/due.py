"""A review that waits: the QA manager's, then the national director's (CLEAR-01, CLEAR-02)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from accounts.queries import holders
from framework.versions import version
from inspections.models import TeamMember
from reports.models import Report
from scheduling.queries import calendar

WAITING = {"with_qa_manager": Role.QA_MANAGER, "with_director": Role.DIRECTOR}


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Counted from the last change of the text. Three queries, and one where the national director is waited for."""
    found = Report.objects.filter(state__in=WAITING).select_related("inspection").annotate(changed=Max("texts__at"))
    waiting = [report for report in found if report.changed]
    days = calendar() if waiting else None
    managers = _managers([report.inspection_id for report in waiting])
    for report in waiting:
        within = version(report.inspection.framework_version).settings.review_working_days
        by = days.offset(clock.london(report.changed).date(), within) if days else day
        people = managers.get(report.inspection_id, []) if report.state == "with_qa_manager" else holders(Role.DIRECTOR)
        for who in people:
            if person in (None, who):
                yield _owed(report, who, by)


def _managers(inspections: list[int]) -> dict[int, list[Person]]:
    held = TeamMember.objects.current().filter(inspection__in=inspections, role=Role.QA_MANAGER)
    found: dict[int, list[Person]] = {}
    for member in held.select_related("person"):
        found.setdefault(member.inspection_id, []).append(member.person)
    return found


def _owed(report: Report, who: Person, by: date) -> Due:
    title = f"Review the {report.get_document_display().lower()}, which waits for you"
    page = reverse("report", args=[report.inspection.ref])
    return Due(f"review-{report.pk}-{report.version}", who, by, title, page, report.inspection.ref)
