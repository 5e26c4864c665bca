"""Goes through the record of an inspection from its first revision and finds the first row that does not hold."""

from collections.abc import Iterator
from itertools import groupby

from accounts.models import Event
from evidence import chain
from evidence.chain import Broken
from evidence.models import Citation, Revision
from inspections.models import Inspection

AT_A_TIME = 500


def first_broken(inspection: Inspection) -> Broken | None:
    """The first revision whose words, entries, citations or place in the chain were altered; None when all hold."""
    previous = chain.FIRST
    for revision, cites in with_citations(inspection):
        reason = _fault(revision, cites, previous)
        if reason:
            return Broken(revision.pk, reason)
        previous = revision.chain
    return _missing_at_the_end(inspection)


def with_citations(inspection: Inspection) -> Iterator[tuple[Revision, list[int]]]:
    """Every revision with its words and its document, in the order of the chain, and the revisions that it cites."""
    citations = Citation.objects.filter(by_revision__inspection=inspection).order_by("by_revision_id", "cited_id")
    pairs = citations.values_list("by_revision_id", "cited_id").iterator()
    cited = {number: [each for _, each in rows] for number, rows in groupby(pairs, key=lambda pair: pair[0])}
    rows = Revision.objects.filter(inspection=inspection).select_related("document", "words", "names_found__answer")
    rows = rows.order_by("id")
    for revision in rows.iterator(chunk_size=AT_A_TIME):
        yield revision, cited.get(revision.pk, [])


def _fault(revision: Revision, cites: list[int], previous: str) -> str:
    words = getattr(revision, "words", None)
    if words is None:
        return "its words are missing"
    if words.blanked_at is None and chain.words_hash(words.parts) != revision.sha256:
        return "its words are not those that were saved"
    if words.blanked_at is not None and words.parts:
        return "its words were removed, and others stand there"
    document = revision.document
    expected = chain.link(previous, revision, document.kind, document.owner_id, cites)
    return "" if expected == revision.chain else "it, its citations or a revision before it were altered"


def _missing_at_the_end(inspection: Inspection) -> Broken | None:
    """The last revisions leave no gap in the chain, but the record of who did what names every one."""
    events = Event.objects.filter(object_label=Revision._meta.label, inspection=inspection.ref)
    named = {int(number) for number in events.values_list("object_id", flat=True)}
    kept = set(Revision.objects.filter(inspection=inspection).values_list("pk", flat=True))
    gone = sorted(named - kept)
    return Broken(gone[0], "it is named in the record and is not there") if gone else None
