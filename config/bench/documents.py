"""Many files of Annex A at once, past the actions: for lists that must stay quick however much Cafcass gives."""

from typing import Any

from accounts.models import Person
from files.models import StoredFile, Upload
from information.models import AnnexFile, AnnexItem, AnnexReading, AnnexRequest
from inspections.models import Inspection

AT_ONCE = 500


def give_in_bulk(inspection: Inspection, count: int, *, giver: Person, reader: Person) -> None:
    """Spread over the items, one share in the tray, each opened once by the reader. There are no bytes behind them."""
    request = AnnexRequest.objects.get(inspection=inspection)
    places: list[Any] = [*request.items.order_by("place"), None]
    start = Upload.objects.count()
    named = {"sha256": "4" * 64, "size": 4, "inspection": inspection.ref, "made_by": giver}
    keys = [f"{start + at:048x}" for at in range(count)]
    names = [f"{key[-6:]} figures.csv" for key in keys]
    stored = (
        StoredFile(key=key, name=name, content_type="text/csv", **named) for key, name in zip(keys, names, strict=True)
    )
    kept = StoredFile.objects.bulk_create(stored, batch_size=AT_ONCE)
    received = (Upload(key=each.key, name=each.name, state="available", stored=each, **named) for each in kept)
    uploads = Upload.objects.bulk_create(received, batch_size=AT_ONCE)
    given = (
        AnnexFile(request=request, item=places[at % len(places)], upload=each, name=each.name)
        for at, each in enumerate(uploads)
    )
    files = AnnexFile.objects.bulk_create(given, batch_size=AT_ONCE)
    AnnexItem.objects.filter(request=request).update(state="given")
    AnnexReading.objects.bulk_create((AnnexReading(file=each, person=reader) for each in files), batch_size=AT_ONCE)
