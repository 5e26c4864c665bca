"""The record of who did what. Append-only by database trigger; names its object by label and id, without content."""

from django.db import models

from accounts.models import Event, EventReason, Person

WORKER = "The system"


def record(
    verb: str,
    obj: models.Model,
    *,
    by: Person | None,
    inspection: str = "",
    before: str = "",
    after: str = "",
    reason: str = "",
) -> Event:
    """Appends one event in the caller's transaction. `by=None` is the worker's clock; `inspection` is its ref."""
    event = Event.objects.create(
        person_id_text=str(by.pk) if by else "",
        person_name=by.name if by else WORKER,
        verb=verb,
        object_label=obj._meta.label,
        object_id=str(obj.pk),
        inspection=inspection,
        before=before,
        after=after,
    )
    if reason:
        EventReason.objects.create(event=event, text=reason)
    return event


def history(obj: models.Model) -> models.QuerySet[Event]:
    """Everything recorded of one object, oldest first, with the reasons given."""
    return Event.objects.filter(object_label=obj._meta.label, object_id=str(obj.pk)).select_related("reason")
