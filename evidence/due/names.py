"""What a writer owes where a list of children came later: to say whether a text shared before names somebody."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from accounts import clock
from accounts.due import Due
from accounts.models import Person
from evidence.models import Head
from inspections.workflow import SETTLED


def due(day: date, person: Person | None = None) -> Iterator[Due]:
    """One for each writer and inspection, from the first of it on (EVID-23). One query."""
    heads = Head.objects.filter(names_open=True, withdrawn=False, revision__names_found__since__isnull=False)
    heads = heads.exclude(inspection__state__in=SETTLED)
    if person:
        heads = heads.filter(owner=person)
    rows = (
        heads.order_by()
        .values("owner", "inspection__ref")
        .annotate(texts=Count("pk"), first=Min("revision__names_found__since"))
    )
    found = list(rows)
    people = {person.pk: person} if person else Person.objects.in_bulk({row["owner"] for row in found})
    for row in found:
        ref, first = row["inspection__ref"], clock.london(row["first"]).date()
        texts = "1 text" if row["texts"] == 1 else f"{row['texts']} texts"
        title = f"Names found since in {texts} of yours: say what they are"
        page = reverse("names_since", args=[ref])
        yield Due(f"names-since-{ref}-{first}", people[row["owner"]], first, title, page, ref)
