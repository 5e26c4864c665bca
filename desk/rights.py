"""The log of what people ask about their own data: received, kind, answered (DATA-02)."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from accounts import clock
from accounts.models import Person
from accounts.record import record
from accounts.refusals import Invalid, require
from desk.models import RightsAnswer, RightsRequest


@transaction.atomic
def log_request(*, received_on: date, kind: str, about: str, by: Person) -> RightsRequest:
    """Raises Invalid for a day that has not come."""
    _has_come("received_on", received_on)
    made = RightsRequest.objects.create(received_on=received_on, kind=kind, about=about, by=by, at=clock.now())
    record("logged rights request", made, by=by, after=kind)
    return made


@transaction.atomic
def log_answer(request: RightsRequest, *, answered_on: date, text: str, by: Person) -> RightsAnswer:
    """Once. Raises Invalid, NotAllowed."""
    row = RightsRequest.objects.select_for_update().get(pk=request.pk)
    require(not RightsAnswer.objects.filter(request=row).exists(), "This was answered already.")
    _has_come("answered_on", answered_on)
    if answered_on < row.received_on:
        raise Invalid("answered_on", "The answer comes after the request.")
    made = RightsAnswer.objects.create(request=row, answered_on=answered_on, text=text, by=by, at=clock.now())
    record("answered rights request", made, by=by)
    return made


def _has_come(field: str, day: date) -> None:
    if day > clock.today():
        raise Invalid(field, "This day has not come yet.")


def open_requests() -> QuerySet[RightsRequest]:
    """Those without an answer, the oldest first."""
    return RightsRequest.objects.filter(answer=None).select_related("by")


def answered_requests() -> QuerySet[RightsRequest]:
    """The others, the latest answer first."""
    found = RightsRequest.objects.exclude(answer=None).select_related("by", "answer__by")
    return found.order_by("-answer__answered_on", "-pk")
