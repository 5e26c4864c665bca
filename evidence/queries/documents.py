"""Reads of notes and summaries: lists without their long texts, one document with everything of it."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf, Substr

from accounts.models import Person
from accounts.prepared import Given, Prepared
from evidence.kinds import CASE, INDIVIDUAL, KINDS, LEADERS, NOTE, SHARED, Kind
from evidence.models import (
    Challenge,
    Citation,
    Covers,
    Document,
    Head,
    NoteMeeting,
    OnLine,
    OutstandingExample,
    Revision,
)
from evidence.models.judgement import PRACTICE
from evidence.models.names import kept_back
from evidence.queries.children import with_child
from evidence.queries.kept_back import NOT_YET, of_heads, unless_kept_back
from evidence.queries.lines import OF_HEAD, OF_REVISION, Line, LineRevision
from evidence.queries.material import with_material
from evidence.queries.paper import with_paper
from evidence.queries.sampled import unassigned
from inspections.models import Inspection

# Two lines of a list on a desktop; the long text itself is never read for a list.
EXCERPT = 160

# What a document's history says of each save.
SHOWN_OF_REVISION = (
    *(*OF_REVISION, "document_id", "inspection_id", "parent_id", "merged_id", "sha256", "author__name"),
    *("head__revision_id", "head__latest", "head__alone", "head__agreed", "head__withdrawn", "head__names_open"),
    "head__reference_awaited",
    *("agreement__revision_id", "agreement__at", "agreement__narrow_reason", "agreement__by__name"),
    *("names_found__places", "names_found__answer__shared", "names_found__answer__decisions"),
    *("names_found__answer__at", "names_found__answer__by__name"),
    *("closing__revision_id", "closing__at", "closing__by__name", "closing__open_reason"),
)
ENDS = {
    "citing": F("by_revision__document_id"),
    "citing_owner": F("by_revision__document__owner__name"),
    "citing_latest": F("by_revision__head__latest"),
    "cited_document": F("cited__document_id"),
    "cited_kind": F("cited__document__kind"),
    "cited_owner": F("cited__document__owner__name"),
    "cited_stands": F("cited__head__id"),
}

# Whatever the kind, a name that its writer is asked about.
UNFINISHED_NAMES = Q(names_open=True)
UNFINISHED_SUMMARY = ~Q(kind__in=(NOTE.code, CASE.code)) & (
    Q(revision__area="")
    | Q(kind=INDIVIDUAL.code, revision__area__in=PRACTICE, revision__words__parts__leaders__isnull=True)
)
UNFINISHED_NOTE = Q(kind=NOTE.code) & (
    Q(revision__source="")
    | Q(revision__observed_on=None)
    | Q(revision__observed_at=None)
    | Q(revision__odd_time=True)
    | Q(revision__area="")
    | Q(revision__after_fieldwork=True, revision__late_reason="")
    | Q(revision__in_pause=True, revision__late_reason="")
    | Q(reference_awaited=True)
)
UNFINISHED_CASE = Q(kind=CASE.code) & (
    Q(revision__facts__complete=False) | Q(revision__after_fieldwork=True, revision__late_reason="")
)


def excerpt(path: str) -> Substr:
    """The beginning of the words at a path such as "revision__words__parts__text"."""
    column, _, key = path.rpartition("__")
    return Substr(Cast(KeyTextTransform(key, column), TextField()), 1, EXCERPT)


def beginning(path: str, *kinds: Kind) -> Any:
    """The same of the first of the parts at the path that stand for these kinds in lists, and that has words."""
    found: list[Any] = [excerpt(f"{path}__{part}") for kind in kinds for part in kind.leading]
    return Coalesce(*(NullIf(each, Value("")) for each in found[:-1]), found[-1]) if len(found) > 1 else found[0]


def listed(inspection: Inspection, kind: Kind) -> QuerySet[Head]:
    """The latest version of each document of the kind, newest first: rows to narrow and to count, see `shown`."""
    return Head.objects.filter(inspection=inspection, kind=kind.code, latest=True).order_by("-revision_id")


def standing(inspection: Inspection, kind: Kind) -> QuerySet[Head]:
    """Those of them that nobody withdrew."""
    return listed(inspection, kind).filter(withdrawn=False)


def filtered(heads: QuerySet[Head], wanted: dict[str, Any]) -> QuerySet[Head]:
    """Narrowed by what a reader asked for: whose (person id), area, heading, finding, line (id), to_finish (bool)."""
    columns = {"whose": "owner_id", "area": "area", "heading": "heading", "finding": "finding"}
    chosen = {column: wanted[name] for name, column in columns.items() if wanted.get(name)}
    heads = heads.filter(**chosen)
    if wanted.get("line"):
        on = OnLine.objects.standing().filter(line=wanted["line"], document=OuterRef("document"))
        heads = heads.filter(Exists(on))
    unfinished = UNFINISHED_NAMES | UNFINISHED_NOTE | UNFINISHED_CASE | UNFINISHED_SUMMARY
    return heads.filter(unfinished) if wanted.get("to_finish") else heads


def shown(heads: QuerySet[Head], *kinds: Kind, reader: Person | None = None) -> list[Line]:
    """The rows of one page, with owner, revision, number of citations and the beginning of the text.

    What is kept back is read by the reader whose own it is, and stands without words for anybody else.

    Plain values: making a person, a head and a revision for every line is half of the time that a list takes.
    """
    annotated = heads.annotate(
        owner_name=F("owner__name"),
        excerpt=of_heads(beginning("revision__words__parts", *kinds), reader),
        citations=_citations(),
        # Asked with the rows, so that only notes of meetings cost a further question.
        from_meeting=_from_meeting(kinds),
        leaders=excerpt(f"revision__words__parts__{LEADERS}") if LEADERS in kinds[0].prompts else Value(""),
        basis_changed=basis_changed(kinds[0]),
    )
    rows = annotated.values_list(*OF_HEAD, *(f"revision__{name}" for name in OF_REVISION))
    return [_line(row[: len(OF_HEAD)], row[len(OF_HEAD) :]) for row in rows]


def _line(of_head: tuple[Any, ...], of_revision: tuple[Any, ...]) -> Line:
    head = dict(zip(OF_HEAD, of_head, strict=True))
    more = (head["revision_id"], head["excerpt"], head["leaders"])
    if head["excerpt"] == NOT_YET:
        of_revision = ("", *of_revision[1:])
    return Line._make((*of_head, LineRevision._make((*of_revision, *more))))


def _from_meeting(kinds: Collection[Kind]) -> Exists | Value:
    return Exists(NoteMeeting.objects.filter(document=OuterRef("document"))) if NOTE in kinds else Value(False)


def basis_changed(kind: Kind) -> Coalesce | Value:
    """Whether something that a summary's latest version rests on was changed or withdrawn since (EVID-11).

    For a shared summary also what its individual ones rest on: the notes.
    """
    if not kind.cites:
        return Value(False)
    rows = Citation.objects.filter(by_revision=OuterRef("revision"))
    gone: Any = Q(cited__head=None) | Q(cited__head__withdrawn=True)
    if any(KINDS[each].cites for each in kind.cites):
        under = Citation.objects.filter(by_revision=OuterRef("cited"))
        gone |= _any(under.filter(Q(cited__head=None) | Q(cited__head__withdrawn=True)))
    return _any(rows.filter(gone))


def _any(rows: QuerySet[Any]) -> Coalesce:
    """Whether there is such a row, looked for beside each line of a list.

    Of an EXISTS PostgreSQL makes a list of all that there are in the table, which took 20 ms with 50,000 notes.
    """
    return Coalesce(Subquery(rows.order_by().values_list(Value(True))[:1]), False, output_field=BooleanField())


def _citations() -> Coalesce:
    # A subquery, because grouping would drag the long rows of a list through a sort.
    cited = Citation.objects.filter(by_revision=OuterRef("revision")).order_by().values("by_revision")
    return Coalesce(Subquery(cited.annotate(n=Count("id")).values("n")), 0)


def citable_by(person: Person, inspection: Inspection, kind: Kind) -> QuerySet[Head]:
    """What a summary of the kind may rest on: an individual one on the writer's own evidence, a shared one on all.

    Case evaluations come before notes, because each says more; of a kind what nothing rests on yet, then the newest.
    """
    heads = Head.objects.filter(inspection=inspection, kind__in=kind.cites, latest=True, withdrawn=False)
    heads = heads.order_by("kind", "taken", "-revision_id")
    return heads.filter(owner=person) if kind == INDIVIDUAL else heads


def agreed_summaries(inspection: Inspection, area: str | None = None) -> QuerySet[Revision]:
    """The revisions of shared summaries that stand agreed: one version, not withdrawn; of one area or of all."""
    agreed = Revision.objects.filter(
        inspection=inspection,
        head__kind="shared_summary",
        head__alone=True,
        agreement__isnull=False,
        document__withdrawal=None,
    )
    agreed = agreed.select_related("document", "agreement").annotate(excerpt=excerpt("words__parts__statement"))
    return agreed.filter(area=area) if area else agreed


def summary_label(revision: Revision) -> str:
    """How a shared summary is named where it is chosen or cited: the beginning of its statement."""
    text = getattr(revision, "excerpt", None) or revision.words.parts.get("statement", "")[:EXCERPT]
    return f"{text}…" if len(text) == EXCERPT else text


def find(inspection: Inspection, kind: Kind, pk: Any) -> Document | None:
    """The document, if it is one of this inspection's and of this kind; a note with what its page asks of it."""
    return _finding(kind).first(inspection=inspection.pk, document=pk)


@cache
def _finding(kind: Kind) -> "Prepared[Document]":
    return Prepared(lambda: _found(kind))


def _found(kind: Kind) -> QuerySet[Document]:
    asked: Any = {"inspection": Given("inspection", BigIntegerField()), "pk": Given("document", UUIDField())}
    documents = Document.objects.filter(kind=kind.code, **asked)
    # Asked with the document, so that only one that was challenged costs a further question.
    challenged = Exists(Challenge.objects.filter(document=OuterRef("pk")))
    found = documents.select_related("owner", "withdrawal__by").annotate(challenged=challenged)
    if kind.cites:
        latest = Head.objects.filter(document=OuterRef("pk"), latest=True).annotate(changed=basis_changed(kind))
        example = OutstandingExample.objects.standing().filter(document=OuterRef("pk"))
        found = found.annotate(basis_changed=Exists(latest.filter(changed=True)), is_example=Exists(example))
    if kind is SHARED:
        found = found.annotate(covers_any=Exists(Covers.objects.standing().filter(document=OuterRef("pk"))))
    if kind is NOTE:
        heads = Head.objects.filter(unassigned(asked["inspection"]), document=OuterRef("pk"), latest=True)
        return with_child(with_material(with_paper(found))).annotate(unassigned=Exists(heads))
    return found


def revisions(document: Document) -> list[Revision]:
    """Oldest first, with author, head, agreement, closing; of those that stand also `parts` and `blanked`."""
    found = _REVISIONS.rows(document=document.pk)
    for each in found:
        each.document, each.inspection = document, document.inspection
    return found


def _revisions() -> QuerySet[Revision]:
    rows = Revision.objects.filter(document=Given("document", UUIDField()))
    rows = rows.select_related("author", "head", "agreement__by", "closing__by", "names_found__answer__by")
    parts = Case(When(head__isnull=False, then=F("words__parts")), output_field=JSONField())
    reason = When(head__isnull=False, then=F("words__blanked_reason"))
    blanked = Case(reason, default=Value(""), output_field=TextField())
    return rows.only(*SHOWN_OF_REVISION).annotate(parts=parts, blanked=blanked).order_by("id")


_REVISIONS = Prepared(_revisions)


def cross_links(kind: Kind, numbers: list[int]) -> list[dict[str, Any]]:
    """What revisions of these numbers cite, and what cites them: both documents with owner and beginning of the text.

    By the revisions' numbers, so that two indexes answer however much evidence there is.
    """
    links = Citation.objects.filter(Q(by_revision__in=numbers) | Q(cited__in=numbers))
    texts: dict[str, Any] = {}
    if kind.cited_by:
        words = excerpt("by_revision__words__parts__statement")
        hidden = kept_back("by_revision__") if kind.cited_by != SHARED.code else Q(pk=None)
        texts["of_citing"] = unless_kept_back(words, hidden)
    if kind.cites:
        words = beginning("cited__words__parts", *(KINDS[each] for each in kind.cites))
        texts["of_cited"] = unless_kept_back(words, kept_back("cited__"))
    rows: Any = links.values("by_revision_id", "cited_id").annotate(**ENDS, **texts)
    return list(rows)
