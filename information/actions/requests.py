"""The request of Annex A as a whole: made with the call, closed by the lead; titles that the folder lacks (OFF-08)."""

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid
from accounts.rules import may
from framework.versions import version
from information.models import AnnexItem, AnnexRequest, AnnexTitle
from information.queries.requests import asked_in, items_asked
from information.rules import annex as rules
from inspections.models import Inspection


def taken(request: AnnexRequest) -> AnnexRequest:
    """The row, locked: everything that is done to its items waits in line here."""
    held = AnnexRequest.objects.select_for_update(of=("self",)).select_related("inspection__timeline")
    return held.get(pk=request.pk)


def open_request(inspection: Inspection, by: Person | None) -> None:
    """Follows the announcement, in its transaction: a copy of what the pinned version asks for (OFF-08)."""
    request, new = AnnexRequest.objects.get_or_create(
        inspection=inspection, defaults={"framework_version": inspection.framework_version}
    )
    known = set() if new else _asked_again(request)
    AnnexItem.objects.bulk_create(
        AnnexItem(
            request=request,
            number=each.number,
            code=each.code,
            title=each.title,
            due=each.due,
            place=place,
            child_level=each.child_level,
        )
        for place, each in enumerate(items_asked(inspection), start=1)
        if each.number not in known
    )
    record("asked for Annex A", request, by=by, inspection=inspection.ref, after=request.framework_version)


def _asked_again(request: AnnexRequest) -> set[str]:
    """The second call after a deferral (DEFER-04): what was given stays given, and the request is open anew."""
    request.framework_version, request.closed_at, request.closed_by = request.inspection.framework_version, None, None
    request.save(update_fields=["framework_version", "closed_at", "closed_by"])
    return set(request.items.values_list("number", flat=True))


@transaction.atomic
def close_request(request: AnnexRequest, *, by: Person) -> AnnexRequest:
    """From now on Cafcass offers what it has as additional information (DOC-01)."""
    row = taken(request)
    rules.may_close(row, by)
    row.closed_at, row.closed_by = clock.now(), by
    row.save(update_fields=["closed_at", "closed_by"])
    record("closed Annex A", row, by=by, inspection=row.inspection.ref)
    return row


@transaction.atomic
def enter_title(code: str, number: str, *, title: str, by: Person) -> AnnexTitle:
    """Of an item whose title the version's folder lacks. Requests that were sent without it have it filled in once."""
    may(by, Thing.ANNEX_TITLE, Verb.EDIT)
    if number not in {each.number for each in asked_in(version(code)) if not each.known}:
        raise Invalid("title", "The framework itself has the title of this item.")
    made = AnnexTitle.objects.create(framework_version=code, number=number, title=title, by=by)
    AnnexItem.objects.filter(request__framework_version=code, number=number, title="").update(title=title)
    record("entered title", made, by=by, after=number)
    return made
