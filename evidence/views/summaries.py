"""Pages of individual and shared evaluative summaries."""

from functools import cached_property
from typing import Any

from accounts.pages import FormPage
from evidence import headings, rules
from evidence.actions import agreement
from evidence.actions.findings import say_covers
from evidence.forms import MergeForm, SummaryForm
from evidence.forms.agreeing import AgreeForm
from evidence.forms.choices import CitesField
from evidence.kinds import INDIVIDUAL, SHARED
from evidence.models import Document
from evidence.queries.offering import Offer, offer
from evidence.queries.reading import Reading
from evidence.queries.scope import covers_of, sayable
from evidence.queries.support import says_extent
from evidence.views import documents


class Offering(documents.OfInspection):
    """A form that offers what the summary may rest on, and lists what is not finished yet."""

    @cached_property
    def offer(self) -> Offer:
        asked, document = self.request.GET.get("place", ""), getattr(self, "document", None)
        given = {"document": document, "place": asked, "ticked": self.ticked()}
        return offer(self.request.user, self.inspection, self.kind, self.framework, **given)

    def ticked(self) -> list[int]:
        """What was sent as chosen; what is no number is the form's to refuse."""
        sent, known = self.request.POST.getlist("cites"), CitesField()
        return [int(each) for each in sent if known.valid_value(each)]

    def form_kwargs(self) -> dict[str, Any]:
        more: dict[str, Any] = super().form_kwargs()  # type: ignore[misc]
        return more | {"kind": self.kind, "offered": self.offer.choices, "scope": self.scope}

    @cached_property
    def scope(self) -> list[tuple[str, str]]:
        """What a shared summary may cover of a visit, and of Cafcass's own consultation with children."""
        return [(each.code, each.label) for each in sayable(self.inspection)] if self.kind is SHARED else []

    def sort(self, document: Document, form: Any) -> None:
        super().sort(document, form)  # type: ignore[misc]
        if "covers" in form.fields:
            say_covers(document, form.cleaned_data["covers"], by=self.request.user)

    def sorted(self) -> dict[str, Any]:
        more: dict[str, Any] = super().sorted()  # type: ignore[misc]
        return more | ({"covers": covers_of(self.document)} if self.scope else {})  # type: ignore[attr-defined]

    def initial(self) -> dict[str, Any]:
        place = {"place": self.offer.place.code} if self.offer.place else {}
        return place | super().initial() | {"cites": self.offer.chosen}  # type: ignore[misc]

    def context(self) -> dict[str, Any]:
        more = {"offer": self.offer, "places": headings.every(self.framework)}
        return super().context() | more  # type: ignore[misc]


class IndividualSummaryList(documents.ListPage):
    kind = INDIVIDUAL


class IndividualSummaryDetail(documents.DetailPage):
    kind = INDIVIDUAL


class IndividualSummaryCreate(Offering, documents.CreatePage):
    kind = INDIVIDUAL
    form_class = SummaryForm
    template_name = "evidence/individual_summary_create.html"
    success = "The individual summary is saved."


class IndividualSummaryEdit(Offering, documents.EditPage):
    kind = INDIVIDUAL
    form_class = SummaryForm
    template_name = "evidence/individual_summary_edit.html"
    success = "The individual summary is saved."


class IndividualSummaryMerge(Offering, documents.MergePage):
    kind = INDIVIDUAL
    form_class = MergeForm
    template_name = "evidence/individual_summary_merge.html"
    success = "The two versions are one."


class IndividualSummaryComment(documents.CommentPage):
    kind = INDIVIDUAL


class IndividualSummaryWithdrawal(documents.WithdrawPage):
    kind = INDIVIDUAL


class SharedSummaryList(documents.ListPage):
    kind = SHARED


class SharedSummaryDetail(documents.DetailPage):
    kind = SHARED

    def more(self, reading: Reading) -> dict[str, Any]:
        """What it covers of a visit, and of Cafcass's own consultation with children."""
        codes = covers_of(self.document)
        known = {each.code: each.label for each in sayable(self.inspection)} if codes else {}
        return {"covers": [known[code] for code in codes if code in known]}


class SharedSummaryCreate(Offering, documents.CreatePage):
    kind = SHARED
    form_class = SummaryForm
    template_name = "evidence/shared_summary_create.html"
    success = "The shared summary is saved."


class SharedSummaryEdit(Offering, documents.EditPage):
    kind = SHARED
    form_class = SummaryForm
    template_name = "evidence/shared_summary_edit.html"
    success = "The shared summary is saved."


class SharedSummaryMerge(Offering, documents.MergePage):
    kind = SHARED
    form_class = MergeForm
    template_name = "evidence/shared_summary_merge.html"
    success = "The two versions are one."


class SharedSummaryComment(documents.CommentPage):
    kind = SHARED


class SharedSummaryWithdrawal(documents.WithdrawPage):
    kind = SHARED


class SharedSummaryAgreement(documents.OfDocument, FormPage):
    """The hidden version is the revision that the reader had before them."""

    kind = SHARED
    form_class = AgreeForm
    template_name = "evidence/shared_summary_agreement.html"
    success = "The shared summary is agreed."

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.document, self.kind, self.framework, self.request.roles, self.request.user)

    def initial(self) -> dict[str, Any]:
        return {"version": self.reading.latest.pk}

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": self.framework, "narrow": self.reading.support.narrow if self.reading.support else []}

    def context(self) -> dict[str, Any]:
        given = {"document": self.document, "kind": self.kind, "reading": self.reading, "missing": self.missing}
        return given | {"versions": len(self.reading.heads), "back": self.document_address()}

    @property
    def missing(self) -> list[str]:
        """What it lacks before it can be agreed, so that nobody is asked for a reason in vain (EVID-12, EVID-16)."""
        extent = [] if says_extent(self.reading.latest) else ["how far the practice extends"]
        return self.reading.missing + extent

    def perform(self, form: Any) -> str:
        opened = self.document.revisions.filter(pk=form.cleaned_data["version"]).first()
        rules.refuse_unless(opened is not None, "", "Open the summary again, and agree it from there.")
        assert opened
        agreement.agree(self.document, opened=opened, narrow_reason=form.reason(), by=self.by)
        return self.document_address()
