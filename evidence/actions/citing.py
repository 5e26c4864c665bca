"""What may be cited: finished evidence of the same inspection, in the one version that stands."""

from collections.abc import Collection

from django.db.models import Count

from accounts.refusals import Invalid
from evidence import rules
from evidence.kinds import INDIVIDUAL, KINDS, LEADERS, Kind
from evidence.models import Revision
from evidence.queries.documents import excerpt
from evidence.queries.kept_back import lacks
from evidence.queries.meetings import Open, open_of
from framework.versions import FrameworkVersion


def check_cites(revision: Revision, kind: Kind, cites: Collection[Revision], version: FrameworkVersion) -> None:
    """Raises Invalid beside `cites`, naming what is wrong, unless everything cited may be cited."""
    if not cites:
        return
    kept = set(_already_cited(revision))
    chosen = _with_what_decides(cites)
    unsettled = open_of([each.document_id for each in chosen]) if kind is INDIVIDUAL else {}
    for cited in chosen:
        _check_one(revision, kind, cited, version, kept)
        if cited.pk not in kept and cited.document_id in unsettled:
            refuse_unsettled(cited, unsettled[cited.document_id])


def _already_cited(revision: Revision) -> list[int]:
    """What the parents cite stays citable: a revision may not be stopped by what happened to its sources since."""
    parents = [each.pk for each in (revision.parent, revision.merged) if each]
    return list(Revision.objects.filter(cited_by__by_revision__in=parents).values_list("pk", flat=True))


def _with_what_decides(cites: Collection[Revision]) -> list[Revision]:
    chosen = Revision.objects.filter(pk__in=[each.pk for each in cites]).annotate(
        citations=Count("cites"),
        excerpt=excerpt("words__parts__statement"),
        leaders=excerpt(f"words__parts__{LEADERS}"),
    )
    return list(chosen.select_related("document__owner", "document__withdrawal", "head"))


def _check_one(revision: Revision, kind: Kind, cited: Revision, version: FrameworkVersion, kept: set[int]) -> None:
    same = cited.inspection_id == revision.inspection_id and cited.document.kind in kind.cites
    rules.refuse_unless(same, "cites", "Something that you selected is not one of this inspection's. Select again.")
    own = kind is not INDIVIDUAL or cited.document.owner_id == revision.author_id
    rules.refuse_unless(own, "cites", "An individual summary rests on your own notes and case evaluations.", "EVID-04")
    if cited.pk not in kept:
        refuse_unfinished(cited, version)


def refuse_unfinished(cited: Revision, version: FrameworkVersion) -> None:
    """Raises Invalid, saying what the document lacks, when it may not be cited (EVID-05)."""
    kind = KINDS[cited.document.kind]
    what = f"The {kind.label.lower()} by {cited.document.owner}"
    rules.refuse_unless(not rules.withdrawn(cited.document), "cites", f"{what} was withdrawn.")
    head = getattr(cited, "head", None)
    rules.refuse_unless(head is not None, "cites", f"{what} has a later version. Select that one.")
    rules.refuse_unless(bool(head and head.alone), "cites", f"{what} has two versions. They must be merged first.")
    missing = rules.to_finish(cited, kind, version, getattr(cited, "citations", 0))
    missing += lacks(head)
    if missing:
        raise Invalid("cites", f"{what} cannot be cited yet. It still needs {', '.join(missing)}.", "EVID-05")


def refuse_unsettled(cited: Revision, unsettled: Open) -> None:
    """Raises Invalid for a note of a meeting about which something is open: what, and who settles it (VOICE-02)."""
    who = f"{unsettled.settled_by}, the lead or a deputy can settle this on the page of the meeting."
    words = "; ".join(unsettled.words)
    what = f"The note by {cited.document.owner} cannot be cited yet. It comes from a meeting ({unsettled.meeting})"
    raise Invalid("cites", f"{what} about which this is still open: {words}. {who}", "VOICE-02")
