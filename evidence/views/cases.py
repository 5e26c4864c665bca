"""Pages of case evaluations: one child's case on one page, and what all of them add up to."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages

from accounts.pages import FormPage
from evidence import ratings, rules
from evidence.actions import closing
from evidence.actions.capture import append
from evidence.forms.cases import CaseForm, CaseMergeForm, ClosingForm, initial_of_case
from evidence.kinds import CASE
from evidence.models import Revision
from evidence.queries import cases as queries
from evidence.queries.sampled import in_care, of_reference
from evidence.queries.sampled import standing as sampled
from evidence.views import documents
from information.models import FurtherRequest, SampledChild
from information.queries.further import on_case
from information.queries.sample import Row, row_of
from information.rules.sample import oldest_practice


def in_words(child: SampledChild) -> Row:
    """What the sample knows of the child; the days of practice stand on the child's own page."""
    return row_of(child.inspection, child, with_practices=False)


class CaseList(documents.ListPage):
    kind = CASE

    def more(self) -> dict[str, Any]:
        found = queries.overview(self.inspection)
        laws = list(sampled(self.inspection).values_list("law_type", "reference"))
        evaluated = {each.reference for each in found.cases}
        waiting = [reference for _, reference in laws if reference not in evaluated]
        counted = [(law, queries.counted(law, self.framework)) for law in found.laws]
        lengths = queries.lengths(found, self.framework)
        in_sample = {code: sum(law == code for law, _ in laws) for code in queries.LAWS}
        shown = {"evaluated": found, "counted": counted, "lengths": lengths, "waiting": waiting, "in_sample": in_sample}
        return shown | {"has_lengths": any(n for _, n, _ in lengths)}


class CaseDetail(documents.DetailPage):
    kind = CASE

    def more(self, reading: Any) -> dict[str, Any]:
        if reading.versions[reading.heads.index(reading.latest)].kept_back:
            # Its source is kept back with its words (EVID-23).
            return {"kept_back": True}
        child = of_reference(self.inspection, reading.latest.source)
        return {
            "row": row_of(self.inspection, child, with_practices=False) if child else None,
            "reference": reading.latest.source,
        }


class OfCase(documents.CapturePage):
    """A form that knows the child, if the sample has it: whose prompts are asked, and from when practice counts."""

    kind = CASE
    form_class = CaseForm

    @cached_property
    def child(self) -> SampledChild | None:
        reference = self.request.POST.get("reference") or self.reference()
        return of_reference(self.inspection, reference.strip().upper())

    def reference(self) -> str:
        raise NotImplementedError

    def form_kwargs(self) -> dict[str, Any]:
        law = self.child.law_type if self.child else ""
        care = self.child is None or in_care(self.framework, self.child)
        more = {"law": law, "in_care": care, "oldest": oldest_practice(self.inspection)}
        return super().form_kwargs() | more

    def context(self) -> dict[str, Any]:
        return super().context() | {"row": in_words(self.child) if self.child else None}

    def save(self, form: Any, **more: Any) -> Revision:
        parts = form.parts()
        revision = append(
            self.inspection,
            kind=self.kind.code,
            op=form.cleaned_data["op"],
            by=self.request.user,
            parts=parts,
            fields=form.fields_of_revision(),
            facts=form.facts(),
            **more,
        )
        self.warn(parts)
        return revision

    def warn(self, parts: dict[str, str]) -> None:
        found = ratings.ratings(self.framework, parts.values())
        if found:
            said = ", ".join(f"“{each}”" for each in found)
            messages.warning(self.request, f"A single case is not graded. This reads as if it were: {said}.")


class CaseCreate(OfCase, documents.CreatePage):
    template_name = "evidence/case_evaluation_create.html"
    success = "The case evaluation is saved."

    def reference(self) -> str:
        """Of the child that the address names."""
        return str(self.request.GET.get("case", ""))

    def initial(self) -> dict[str, Any]:
        child = self.child
        if child is None:
            return super().initial()
        audited = {"audited": "yes", "not_audited": "no"}.get(child.characteristics.get("audited", ""), "")
        return super().initial() | {"reference": child.reference, "audited": audited}

    def context(self) -> dict[str, Any]:
        reference = self.child.reference if self.child else ""
        before = queries.evaluations(self.inspection, reference) if reference else []
        return super().context() | {"before": before}


class CaseEdit(OfCase, documents.EditPage):
    template_name = "evidence/case_evaluation_edit.html"
    success = "The case evaluation is saved."

    def reference(self) -> str:
        return self.latest().source

    def initial(self) -> dict[str, Any]:
        latest = self.latest()
        return initial_of_case(latest) | {"version": latest.pk}


class CaseMerge(OfCase, documents.MergePage):
    form_class = CaseMergeForm
    template_name = "evidence/case_evaluation_merge.html"
    success = "The two versions are one."

    def reference(self) -> str:
        return self.versions()[0].source

    def initial(self) -> dict[str, Any]:
        latest, other = self.versions()
        return initial_of_case(latest) | {"version": latest.pk, "merged": other.pk}


class CaseComment(documents.CommentPage):
    kind = CASE


class CaseWithdrawal(documents.WithdrawPage):
    kind = CASE


class CaseClosing(documents.OfDocument, FormPage):
    """One button; the hidden version is the revision that the reader had before them."""

    kind = CASE
    form_class = ClosingForm
    template_name = "evidence/case_evaluation_closing.html"
    success = "The case evaluation is closed."

    def form(self, data: Any = None, files: Any = None) -> forms.BaseForm:
        rules.may_close(self.request.user, self.document)
        return super().form(data, files)

    def head(self) -> Revision:
        return self.document.revisions.get(head__latest=True)

    @cached_property
    def requests(self) -> list[FurtherRequest]:
        return on_case(self.inspection, self.head().source)

    def form_kwargs(self) -> dict[str, Any]:
        asked = {"waiting": any(each.is_open for each in self.requests)}
        return asked | {"answered": any(each.awaits_view for each in self.requests)}

    def initial(self) -> dict[str, Any]:
        return {"version": self.head().pk}

    def context(self) -> dict[str, Any]:
        missing = closing.to_close(self.head(), self.inspection)
        said = {"missing": missing, "requests": self.requests, "back": self.document_address()}
        return {"document": self.document, "kind": self.kind} | said

    def perform(self, form: Any) -> str:
        opened = self.document.revisions.filter(pk=form.cleaned_data["version"]).first()
        rules.refuse_unless(opened is not None, "", "Open the evaluation again, and close it from there.")
        said = {name: form.cleaned_data[name] for name in ("open_reason", "view_after") if name in form.fields}
        closing.close(self.document, opened=opened, **said, by=self.request.user)  # type: ignore[arg-type]
        return self.document_address()
