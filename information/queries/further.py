"""Further requests and offers as each side finds them; what they cost Cafcass, counted and aged (OFF-16)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts import clock
from accounts.access import Role
from accounts.models import Person
from accounts.refusals import NotHere
from framework.versions import version
from information.models import AdditionalOffer, FurtherRequest, RequestFile
from information.rules import further as rules
from information.workflow import ACCEPTED, DECLINED, SENT
from inspections.models import Inspection
from inspections.roles import roles_on


@dataclass(frozen=True)
class Burden:
    """How many requests were sent, how many are open, and for how many days the oldest of them is."""

    asked: int
    open: int
    oldest: int


def requests_of(inspection: Inspection) -> list[FurtherRequest]:
    """All of them, as the team reads them. Three queries."""
    found = FurtherRequest.objects.filter(inspection=inspection).select_related("proposed_by", "decided_by", "line")
    return list(found.prefetch_related("replies__files__upload", "replies__by"))


def told_requests(inspection: Inspection) -> list[FurtherRequest]:
    """What Cafcass knows of: those that the lead agreed, and nothing of the others."""
    return [each for each in requests_of(inspection) if each.state in rules.TOLD]


def burden(requests: list[FurtherRequest]) -> Burden:
    sent = [each for each in requests if each.state in rules.TOLD]
    waiting = [each for each in sent if each.state == SENT]
    ages = [(clock.today() - clock.london(each.decided_at).date()).days for each in waiting if each.decided_at]
    return Burden(len(sent), len(waiting), max(ages, default=0))


def request_of(inspection: Inspection, pk: int, *, told: bool = False) -> FurtherRequest:
    """Raises NotHere; for Cafcass (`told`) also for one that was not sent."""
    found = next((each for each in requests_of(inspection) if each.pk == pk), None)
    if found is None or (told and found.state not in rules.TOLD):
        raise NotHere
    found.inspection = inspection
    return found


def on_case(inspection: Inspection, reference: str) -> list[FurtherRequest]:
    """What was asked about one child's case and not declined. One query."""
    asked = FurtherRequest.objects.filter(inspection=inspection, kind=FurtherRequest.Kind.CHILD)
    return list(asked.filter(case_ref__iexact=reference).exclude(state=DECLINED)) if reference else []


def child_reasons(inspection: Inspection) -> list[tuple[str, str]]:
    reasons = version(inspection.framework_version).files.preparation.child_request_reasons
    return [(each.code, each.label) for each in reasons]


def reply_file(inspection: Inspection, pk: int) -> RequestFile:
    """Raises NotHere for one that the checks did not let through."""
    of_it = RequestFile.objects.filter(reply__request__inspection=inspection, pk=pk)
    found = of_it.select_related("upload__stored").first()
    if found is None or found.upload.stored is None:
        raise NotHere
    return found


def offers_of(inspection: Inspection) -> QuerySet[AdditionalOffer]:
    found = AdditionalOffer.objects.filter(inspection=inspection)
    return found.select_related("upload__stored", "by", "decided_by")


def offers_seen(inspection: Inspection, person: Person) -> QuerySet[AdditionalOffer]:
    """The lead sees every one, the team what was accepted (DOC-01)."""
    if Role.LEAD in roles_on(person, inspection):
        return offers_of(inspection)
    return offers_of(inspection).filter(state=ACCEPTED)


def offer_seen(inspection: Inspection, pk: int, person: Person) -> AdditionalOffer:
    """Raises NotHere."""
    found = offers_seen(inspection, person).filter(pk=pk).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found
