"""How much there is of what an inspection's overview speaks of: each room says how to count its own, in one query."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from inspections.models import Inspection

Counting = Callable[[], QuerySet[Any]]
COUNTED: dict[str, tuple[Counting, str]] = {}


def announce(name: str, rows: Counting, inspection: str = "inspection") -> None:
    """Called when a room's app starts. `rows` are counted, and `inspection` is their way to the inspection."""
    COUNTED[name] = (rows, inspection)


def counted(inspection: Inspection) -> dict[str, int]:
    """Every number by its name, asked for once for each reading of the inspection. One query."""
    if "_counted" not in inspection.__dict__:
        numbers = [_number(rows(), way) for rows, way in COUNTED.values()]
        row = Inspection.objects.filter(pk=inspection.pk).values_list(*numbers).get()
        inspection.__dict__["_counted"] = dict(zip(COUNTED, row, strict=True))
    found: dict[str, int] = inspection.__dict__["_counted"]
    return found


def _number(rows: QuerySet[Any], way: str) -> Coalesce:
    own = rows.filter(**{way: OuterRef("pk")}).order_by().values(way).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(own, output_field=IntegerField()), 0)
