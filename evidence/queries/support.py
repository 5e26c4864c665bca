"""What a shared summary rests on in the end: the evidence under its individual ones, by source and by inspector."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from accounts.prepared import Given, Prepared
from evidence.kinds import EXTENT, INDIVIDUAL, KINDS
from evidence.models import Citation, NoteMeeting, Revision, RevisionText, SourceSaid
from evidence.queries.sorting import kinds_by_code, sources_of
from framework.versions import FrameworkVersion, version

# Of how many inspectors and sources a shared summary usually is (EVID-10).
SEVERAL = 2
NOT_TRIANGULATED = "Not yet triangulated"


@dataclass
class Support:
    """`kinds` by code of the framework, "" for not said; `sources` tells one source from another."""

    framework: FrameworkVersion
    kinds: Counter[str] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)

    @property
    def narrow(self) -> list[str]:
        """Of what it has one alone, in words; nothing where several sources and several inspectors stand under it."""
        few = {"one source": len(self.sources) < SEVERAL, "one inspector": len(self.people) < SEVERAL}
        return [words for words, holds in few.items() if holds]

    @property
    def read_only(self) -> bool:
        """It was read and nobody was asked or watched: not yet triangulated (ENG-01)."""
        known = kinds_by_code(self.framework)
        return bool(self.kinds) and all(code in known and known[code].reading for code in self.kinds)

    @property
    def told(self) -> list[tuple[str, int]]:
        known = kinds_by_code(self.framework)
        found = [(each.label, self.kinds[code]) for code, each in known.items() if self.kinds[code]]
        unsaid = sum(count for code, count in self.kinds.items() if code not in known)
        return [*found, ("Kind not said", unsaid)] if unsaid else found


def support_of(revision: Revision) -> Support:
    """Of a shared or an individual summary. One query."""
    under = _UNDER_INDIVIDUAL if revision.document.kind == INDIVIDUAL.code else _UNDER_SHARED
    found = Support(version(revision.inspection.framework_version))
    # Each piece of evidence once, however many summaries take it in.
    for row in {row["of"]: row for row in under.rows(revision=revision.pk)}.values():
        _add(found, row)
    return found


def _last(model: Any, path: str) -> Coalesce:
    rows = model.objects.filter(document=OuterRef("cited__document")).order_by("-id").values(path)[:1]
    return Coalesce(Subquery(rows), Value(""))


def _evidence(under: Any) -> Any:
    rows = under.annotate(
        of=F("cited__document_id"),
        kind=F("cited__document__kind"),
        owner=F("cited__document__owner_id"),
        words=F("cited__source"),
        said=_last(SourceSaid, "kind"),
        met=_last(NoteMeeting, "meeting__kind"),
        named=KeyTextTransform("sources", "cited__facts"),
    )
    return rows.values("of", "kind", "owner", "words", "said", "met", "named").distinct().order_by()


_REVISION = Given("revision", BigIntegerField())
_UNDER_SHARED = Prepared(lambda: _evidence(Citation.objects.filter(by_revision__cited_by__by_revision=_REVISION)))
_UNDER_INDIVIDUAL = Prepared(lambda: _evidence(Citation.objects.filter(by_revision=_REVISION)))


def _add(found: Support, row: dict[str, Any]) -> None:
    codes = sources_of(found.framework, row["kind"], row["said"], row["met"], row["named"])
    found.kinds.update(codes)
    code = codes[0] if row["said"] or len(codes) == 1 else KINDS[row["kind"]].usual_source
    # Two files are two sources of one kind; where nobody described them, the kind is all there is to tell by.
    found.sources.add(f"{code}: {' '.join(row['words'].lower().split())}")
    found.people.add(row["owner"])


def says_extent(revision: Revision) -> bool:
    """Its own words say how far it extends, or those of every individual summary that it takes in (EVID-12)."""
    answer = KeyTextTransform(EXTENT, "parts")
    own = RevisionText.objects.filter(revision=revision).annotate(extent=answer).values_list("extent", flat=True)
    taken = RevisionText.objects.filter(revision__cited_by__by_revision=revision).annotate(extent=answer)
    under = list(taken.values_list("extent", flat=True))
    return any(_said(each) for each in own) or (bool(under) and all(_said(each) for each in under))


def _said(words: str | None) -> bool:
    return bool((words or "").strip())
