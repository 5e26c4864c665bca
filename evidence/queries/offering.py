"""What a summary may rest on, as choices of its form."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import Person
from evidence import headings, rules
from evidence.kinds import KINDS, NOTE, Kind
from evidence.models import Citation, Document, Head, Revision
from evidence.queries.documents import citable_by, excerpt, shown
from evidence.queries.reading import shortened
from framework.versions import FrameworkVersion
from inspections.models import Inspection

# As many tick boxes as a page can bear; what nothing rests on yet comes first, so that nothing new is out of sight.
MOST = 300


@dataclass
class Offer:
    """The choices, those chosen already, those not finished that cannot be chosen, and whether some were left out."""

    choices: list[tuple[str, str]] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    unfinished: list[tuple[Head, str, list[str]]] = field(default_factory=list)
    left_out: int = 0


def offer(
    person: Person, inspection: Inspection, kind: Kind, document: Document | None, version: FrameworkVersion
) -> Offer:
    """For an individual summary its owner's notes, for a shared one everybody's individual summaries."""
    cited_kind = KINDS[kind.cites]
    found = Offer()
    for head in shown(citable_by(person, inspection, cited_kind)[: MOST + 1], cited_kind):
        _sort_in(found, head, cited_kind, version)
    _keep(found, document, version)
    return found


def _sort_in(found: Offer, head: Any, kind: Kind, version: FrameworkVersion) -> None:
    revision: Any = head.revision
    revision.excerpt = head.excerpt
    missing = rules.to_finish(revision, kind, version, head.citations)
    missing += [] if head.alone else ["one version in place of two"]
    if missing:
        found.unfinished.append((head, shortened(head.excerpt), missing))
    elif len(found.choices) == MOST:
        found.left_out = 1
    else:
        found.choices.append((str(revision.pk), _words(head, revision, kind, version)))


def _words(head: Head, revision: Any, kind: Kind, version: FrameworkVersion) -> str:
    by = revision.source if kind is NOTE else head.owner.name
    place = headings.label(version, revision.area, revision.heading)
    return f"{by} · {place}: {shortened(revision.excerpt)}"


def _keep(found: Offer, document: Document | None, version: FrameworkVersion) -> None:
    """What the document rests on already stays on offer, also where it has changed since."""
    if document is None:
        return
    cited = Citation.objects.filter(by_revision__document=document, by_revision__head__latest=True).values("cited")
    offered = {code for code, _ in found.choices}
    rows = Revision.objects.filter(pk__in=cited).select_related("document__owner")
    for revision in rows.annotate(of_note=excerpt("words__parts__text"), of_summary=excerpt("words__parts__statement")):
        found.chosen.append(revision.pk)
        if str(revision.pk) not in offered:
            text = shortened(revision.of_note or revision.of_summary)
            found.choices.insert(0, (str(revision.pk), f"{text} (as it stood when it was chosen)"))
