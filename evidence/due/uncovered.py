"""What the lead owes findings or judgements that stand agreed, once something under them stands agreed no more."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from evidence.kinds import SHARED
from evidence.models import Judgement, Revision, VisitFindings, Withdrawal
from evidence.queries.gaps import uncovered
from evidence.queries.judgement import resting_on_nothing
from inspections.models import Inspection
from inspections.queries import leads_of
from inspections.workflow import SETTLED

TITLE = "Something under the agreed {} stands agreed no more: see what is not covered"


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """Until it is covered again, its gap accepted, or they are reopened (EVID-17, EVID-11).

    Two queries, and eight at most for each inspection that is agreed and not over.
    """
    for findings in VisitFindings.objects.filter(agreed_at__isnull=False).exclude(**_OVER).select_related("inspection"):
        if _gaps(findings.inspection):
            yield from _owed(findings.inspection, "findings", findings.agreed_at, person)
    for judgement in Judgement.objects.filter(agreed_at__isnull=False).exclude(**_OVER).select_related("inspection"):
        if _gaps(judgement.inspection) or resting_on_nothing(judgement):
            yield from _owed(judgement.inspection, "judgements", judgement.agreed_at, person)


_OVER = {"inspection__state__in": SETTLED}


def _gaps(inspection: Inspection) -> bool:
    return any(not each.accepted for each in uncovered(inspection))


def _owed(inspection: Inspection, what: str, agreed_at: datetime | None, person: Person | None) -> Iterator[Due]:
    since = clock.london(_changed(inspection, agreed_at)).date()
    page = reverse("findings" if what == "findings" else "judgement_detail", args=[inspection.ref])
    for who in leads_of([inspection]).get(inspection.pk, ()):
        if person in (None, who):
            yield Due(f"uncovered-{inspection.ref}-{since}", who, since, TITLE.format(what), page, inspection.ref)


def _changed(inspection: Inspection, agreed_at: datetime | None) -> datetime:
    """When a shared summary was last withdrawn or changed since they were agreed."""
    gone = Withdrawal.objects.filter(document__inspection=inspection, document__kind=SHARED.code, at__gte=agreed_at)
    new = Revision.objects.filter(inspection=inspection, document__kind=SHARED.code, received_at__gte=agreed_at)
    found = [*gone.values_list("at", flat=True), *new.values_list("received_at", flat=True)]
    return max(found) if found else agreed_at or clock.now()
