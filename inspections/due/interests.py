"""Declared interests that wait for a decision: the lead's to take, about the lead's own the scheduler's (GEN-05)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts import clock
from accounts.access import Role
from accounts.due import Due
from accounts.models import Person
from accounts.queries import holders
from inspections.confirmation import one_line
from inspections.models import Inspection, InterestDeclaration, TeamMember
from inspections.queries import leads_of
from inspections.workflow import SETTLED


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Everybody's, or one person's. One query while nothing waits, three otherwise."""
    waiting = list(_waiting())
    leads = leads_of({row.member.inspection for row in waiting}) if waiting else {}
    schedulers = holders(Role.SCHEDULER) if any(row.member.role == Role.LEAD for row in waiting) else []
    for row in waiting:
        inspection = row.member.inspection
        deciders = schedulers if row.member.role == Role.LEAD else leads.get(inspection.pk, [])
        for who in deciders:
            if who != row.member.person and (person is None or who == person):
                yield _due(row, inspection, who)


def _waiting() -> Iterator[InterestDeclaration]:
    """The newest word of each who has a role now, where it names an interest that nobody has decided about."""
    newest = InterestDeclaration.objects.filter(member=OuterRef("member")).order_by("-id").values("pk")[:1]
    found = InterestDeclaration.objects.filter(pk=Subquery(newest), none=False, decision=None)
    found = found.filter(member__in=TeamMember.objects.current()).exclude(member__inspection__state__in=SETTLED)
    return found.select_related("member__person", "member__inspection").iterator()


def _due(row: InterestDeclaration, inspection: Inspection, who: Person) -> Due:
    return Due(
        key=f"interest-{row.pk}",
        person=who,
        day=clock.london(row.at).date(),
        title=f"Decide about a declared interest ({one_line(inspection.title)})",
        page=reverse("interest_list", args=[inspection.ref]),
        inspection=inspection.ref,
    )
