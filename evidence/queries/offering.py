"""What a summary may rest on, as choices of its form."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from accounts.models import Person
from evidence import headings, rules
from evidence.kinds import CASE, KINDS, NOTE, Kind
from evidence.models import Citation, Document, Revision
from evidence.models.names import kept_back
from evidence.queries.documents import beginning, citable_by, shown
from evidence.queries.kept_back import lacks, unless_kept_back
from evidence.queries.lines import Line, LineRevision
from evidence.queries.meetings import open_of
from evidence.queries.reading import shortened
from framework.versions import FrameworkVersion
from inspections.models import Inspection

# As many tick boxes as somebody reads through. What nothing rests on yet comes first, and where there is more a writer
# has one area and heading shown at a time.
MOST = 60


@dataclass
class Offer:
    """The choices, those chosen already, those not finished that cannot be chosen, and whether some were left out.

    `place` is the one that the choices are narrowed to, None for all of them.
    """

    place: headings.Place | None = None
    choices: list[tuple[str, str]] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    unfinished: list[tuple[Line, str, list[str]]] = field(default_factory=list)
    left_out: bool = False


def offer(
    person: Person,
    inspection: Inspection,
    kind: Kind,
    version: FrameworkVersion,
    *,
    document: Document | None = None,
    place: str = "",
    ticked: Collection[int] = (),
) -> Offer:
    """For an individual summary its owner's notes and cases, for a shared one everybody's individual summaries.

    `place` is a code as addresses carry it; one that the framework does not have narrows nothing. What the document
    rests on already and what is `ticked` (numbers of revisions) stays on offer, wherever it belongs.
    """
    found = Offer(next((each for each in headings.every(version) if each.code == place), None))
    cited_kinds = [KINDS[each] for each in kind.cites]
    heads = citable_by(person, inspection, kind)
    if found.place:
        heads = heads.filter(area=found.place.area, heading=found.place.heading)
    rows = shown(heads[: MOST + 1], *cited_kinds, reader=person)
    found.left_out = len(rows) > MOST
    unsettled = open_of([head.document_id for head in rows[:MOST] if head.from_meeting])
    for head in rows[:MOST]:
        settling = unsettled.get(head.document_id)
        _sort_in(found, head, KINDS[head.kind], version, list(settling.words) if settling else [])
    _keep(found, person, inspection, cited_kinds, document, ticked)
    return found


def _sort_in(found: Offer, head: Line, kind: Kind, version: FrameworkVersion, unsettled: list[str]) -> None:
    revision = head.revision
    missing = rules.to_finish(revision, kind, version, head.citations)
    missing += [] if head.alone else ["one version in place of two"]
    missing += lacks(head)
    missing += unsettled
    if missing:
        found.unfinished.append((head, shortened(head.excerpt), missing))
    else:
        found.choices.append((str(revision.pk), _words(head, revision, kind, version)))


def _words(head: Line, revision: LineRevision, kind: Kind, version: FrameworkVersion) -> str:
    by = f"Case {revision.source}" if kind is CASE else revision.source if kind is NOTE else head.owner_name
    place = headings.label(version, revision.area, revision.heading)
    return f"{by} · {place}: {shortened(revision.excerpt)}"


def _keep(
    found: Offer,
    person: Person,
    inspection: Inspection,
    kinds: Sequence[Kind],
    document: Document | None,
    ticked: Collection[int],
) -> None:
    """What is chosen stays on offer, also where it has changed since or is not among those shown. One query.

    Whatever number was sent as chosen, words that are kept back are shown to their writer alone (EVID-23).
    """
    if document is None and not ticked:
        return
    of_latest = {"by_revision__document": document, "by_revision__head__latest": True}
    cited = Exists(Citation.objects.filter(cited=OuterRef("pk"), **of_latest)) if document else Value(False)
    codes = [each.code for each in kinds]
    rows = Revision.objects.filter(inspection=inspection, document__kind__in=codes).annotate(chosen=cited)
    rows = rows.filter(Q(chosen=True) | Q(pk__in=ticked)).select_related("head")
    words = unless_kept_back(beginning("words__parts", *kinds), kept_back() & ~Q(document__owner=person))
    kept: list[Any] = list(rows.annotate(excerpt=words).order_by("id"))
    found.chosen = [each.pk for each in kept if each.chosen]
    shown_already = {code for code, _ in found.choices}
    more = [each for each in kept if str(each.pk) not in shown_already]
    found.choices = [(str(each.pk), f"{shortened(each.excerpt)} ({_why(each)})") for each in more] + found.choices


def _why(revision: Revision) -> str:
    standing = hasattr(revision, "head") and revision.head.alone
    return "chosen" if standing else "as it stood when it was chosen"
