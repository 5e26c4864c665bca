"""Everything that Cafcass gave, document by document: what it is, who looked through it, and which audits count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts import clock
from accounts.refusals import NotHere
from files.models import Upload
from files.workflow import AVAILABLE
from framework.versions import FrameworkVersion, version
from framework.versions.shapes.information import DocumentCategory
from information.models import AdditionalOffer, AnnexFile, DocumentReview, DocumentSorting, RequestFile
from information.queries.notification import announcement_of
from information.workflow import ACCEPTED
from inspections.models import Inspection
from scheduling.spans import months_after

# The pages of files, in the order in which documents are listed.
PAGES = ("annex_file", "further_request_file", "offer_file")


class Source(NamedTuple):
    """Where a document came from, in words; `page` and `pk` lead to its file; the code of its item of Annex A."""

    upload: int
    name: str
    words: str
    page: str
    pk: int
    item: str = ""


@dataclass(frozen=True)
class GivenDocument:
    """One document; `since` is the first day on which an audit counts (INSP-07)."""

    source: Source
    category: DocumentCategory | None
    sorting: DocumentSorting | None
    reviews: list[DocumentReview]
    since: date | None

    @property
    def upload(self) -> Upload:
        """One query: a list of thousands needs none of them."""
        return Upload.objects.get(pk=self.source.upload)

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def reviewed(self) -> bool:
        return bool(self.reviews)

    @property
    def audited_on(self) -> date | None:
        return self.sorting.audited_on if self.sorting and self.category and self.category.dated else None

    @property
    def lacks_date(self) -> bool:
        return self.category is not None and self.category.dated and self.audited_on is None

    @property
    def recent(self) -> bool | None:
        """Whether the audit is of the months before the call; None where nobody has said its date."""
        return self.audited_on >= self.since if self.audited_on and self.since else None


def categories(inspection: Inspection) -> list[DocumentCategory]:
    """Those of this kind of activity, in the framework's order."""
    known = version(inspection.framework_version).files.preparation.document_categories
    return [each for each in known if not each.kinds or inspection.kind in each.kinds]


def counted_from(called: date, pinned: FrameworkVersion) -> date:
    """The first day on which an audit counts: so many calendar months before the call, that day included (INSP-07)."""
    return months_after(called, -pinned.files.preparation.audits_looked_back_months)


def _since(inspection: Inspection) -> date | None:
    """Of the call that stands. One query."""
    call = announcement_of(inspection)
    pinned = version(inspection.framework_version)
    return counted_from(clock.london(call.called_at).date(), pinned) if call else None


def documents_of(inspection: Inspection) -> list[GivenDocument]:
    """Sound documents, the list of children apart, by category; those of none come last. Four queries."""
    return _read(inspection, _since(inspection))


def _read(inspection: Inspection, since: date | None = None) -> list[GivenDocument]:
    """The same in three queries, where nobody asks which audits count."""
    known = categories(inspection)
    order = {each.code: number for number, each in enumerate(known)}
    of_item = {item: each for each in reversed(known) for item in each.annex_items}
    sortings, reviews = _said(DocumentSorting, inspection), _said(DocumentReview, inspection)
    found = []
    for source in _sources(inspection):
        sorting = sortings[source.upload][-1] if source.upload in sortings else None
        # What somebody said, or else what the item of Annex A says.
        category = known[order[sorting.category]] if sorting and sorting.category in order else None
        category = of_item.get(source.item) if sorting is None else category
        found.append(GivenDocument(source, category, sorting, reviews.get(source.upload, []), since))
    return sorted(found, key=lambda each: order[each.category.code] if each.category else len(order))


def _said(model: Any, inspection: Inspection) -> dict[int, list[Any]]:
    """By upload what was said of it, the first word first. One query."""
    said: dict[int, list[Any]] = {}
    for each in model.objects.filter(inspection=inspection).select_related("by"):
        said.setdefault(each.upload_id, []).append(each)
    return said


def _sources(inspection: Inspection) -> Iterator[Source]:
    """Of Annex A by item, then replies and offers. One query."""
    files = AnnexFile.objects.filter(request__inspection=inspection, item__child_level=False, sealed_at=None)
    replies = RequestFile.objects.filter(reply__request__inspection=inspection)
    offers = AdditionalOffer.objects.filter(inspection=inspection, state=ACCEPTED)
    given = _columns(files, "name", "item__number", "item__code", 0, F("item__place"))
    request = Cast("reply__request__number", TextField())
    asked = _columns(replies, "upload__name", request, Value(""), 1, Value(0))
    offered = _columns(offers, "upload__name", Value(""), Value(""), 2, Value(0))
    for kind, _, pk, upload, name, number, code in sorted(given.union(asked, offered, all=True)):
        words = (f"Item {number}", f"Information request {number}", "Additional information")[kind]
        yield Source(upload, name, words, PAGES[kind], pk, code)


def _columns(rows: QuerySet[Any], name: str, number: Any, code: Any, kind: int, place: Any) -> QuerySet[Any]:
    told: dict[str, Any] = {"its_name": Cast(name, TextField()), "its_number": Cast(number, TextField())}
    told |= {"its_code": Cast(code, TextField()), "its_kind": Value(kind), "its_place": place}
    columns = ("its_kind", "its_place", "pk", "upload_id", "its_name", "its_number", "its_code")
    return rows.filter(upload__state=AVAILABLE).order_by().annotate(**told).values_list(*columns)


def document_of(inspection: Inspection, upload: int) -> GivenDocument:
    """Raises NotHere for what is no document of this inspection, or not for the team."""
    found = next((each for each in _read(inspection) if each.source.upload == upload), None)
    if found is None:
        raise NotHere
    return found


def open_documents(inspection: Inspection) -> Iterator[str]:
    """What the page of readiness points out: by category what nobody looked through, and audits without a date."""
    documents = _read(inspection)
    for category in categories(inspection):
        own = [each for each in documents if each.category == category]
        if unread := [each.name for each in own if not each.reviewed]:
            yield f"{category.label}: {len(unread)} of {len(own)} not looked through: {', '.join(unread)}."
        if undated := [each.name for each in own if each.lacks_date]:
            yield f"{category.label}: no date of the audit is said of {', '.join(undated)}."
