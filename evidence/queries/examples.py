"""Summaries read across the record: examples of outstanding practice, and what practice says about leaders."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from evidence import headings
from evidence.kinds import INDIVIDUAL, KINDS, LEADERS, NOTHING_TO_ADD, SHARED, Kind
from evidence.models import Head, OutstandingExample
from evidence.models.judgement import PRACTICE
from evidence.queries.documents import excerpt, standing
from evidence.queries.kept_back import of_heads
from evidence.queries.reading import shortened
from framework.versions import FrameworkVersion
from inspections.models import Inspection


@dataclass(frozen=True)
class Said:
    """One summary on such a page. `stem` and `pk` are those of its own page."""

    stem: str
    pk: UUID
    owner: str
    place: str
    text: str


def examples(inspection: Inspection, framework: FrameworkVersion, area: str = "") -> list[Said]:
    """Of one area or of all, the shared ones first (EVID-22). Two queries."""
    return [said for kind in (SHARED, INDIVIDUAL) for said in _of_kind(inspection, kind, framework, area)]


def _of_kind(inspection: Inspection, kind: Kind, framework: FrameworkVersion, area: str) -> list[Said]:
    named = OutstandingExample.objects.standing().filter(document=OuterRef("document"))
    heads = standing(inspection, kind).filter(Exists(named))
    heads = heads.filter(area=area) if area else heads
    words = of_heads(excerpt(f"revision__words__parts__{kind.main_part}"))
    rows = heads.annotate(words=words, owner_name=F("owner__name"))
    return [_said(row, framework, shortened(row["words"])) for row in _values(rows)]


def about_leaders(inspection: Inspection) -> QuerySet[Head]:
    """What individual summaries of practice say about leaders, newest first (EVID-14): rows to count, see `told`."""
    answer = Cast(KeyTextTransform(LEADERS, "revision__words__parts"), TextField())
    heads = standing(inspection, INDIVIDUAL).filter(area__in=PRACTICE).annotate(answer=answer)
    said = heads.exclude(answer=None).exclude(answer=NOTHING_TO_ADD)
    return said.annotate(words=of_heads(F("answer")), owner_name=F("owner__name"))


def told(rows: Any, framework: FrameworkVersion) -> list[Said]:
    return [_said(row, framework, row["words"]) for row in _values(rows)]


def _values(rows: Any) -> Any:
    return rows.values("kind", "document_id", "owner_name", "area", "heading", "words")


def _said(row: dict[str, Any], framework: FrameworkVersion, text: str) -> Said:
    place = headings.label(framework, row["area"], row["heading"])
    return Said(KINDS[row["kind"]].stem, row["document_id"], row["owner_name"], place, text)
