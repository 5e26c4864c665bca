"""Pages on which the report or letter comes into being."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb
from accounts.pages import FormPage
from accounts.refusals import NotHere
from evidence.models import Revision
from evidence.queries import agreed_summaries, summary_label
from evidence.queries.examples import examples
from reports import actions, queries, rules, sections
from reports.actions.drafting import newest
from reports.content import content_of, grades_of
from reports.forms import ChildrensSummaryForm, FirstPageForm, ReportForm, SectionForm
from reports.outline import outline_of
from reports.sections import Part
from reports.status import status_of
from reports.views.fetching import ReportFormPage, address, inspection_of, may, reader_of, report_here


def report(request: HttpRequest) -> HttpResponse:
    """How far the document is and what comes next; before it is begun, when it can be."""
    found = queries.report_of(inspection_of(request))
    if found is None:
        return render(request, "reports/report_none.html", {"before": rules.before_drafting(inspection_of(request))})
    writes = may(request, Thing.DRAFT, Verb.EDIT)
    return render(request, "reports/report.html", status_of(found, request.roles, writes))  # type: ignore[attr-defined]


def report_read(request: HttpRequest) -> HttpResponse:
    """The whole text as it stands, for whoever reviews it."""
    found = report_here(request)
    return render(request, "reports/report_read.html", {"report": found, "outline": outline_of(content_of(found))})


class ReportCreate(FormPage):
    form_class = ReportForm
    template_name = "reports/report_create.html"
    success = "The draft is begun."

    def initial(self) -> dict[str, Any]:
        return {"document": sections.document_of(inspection_of(self.request))}

    def context(self) -> dict[str, Any]:
        return {
            "document": sections.document_of(inspection_of(self.request)),
            "cancel": address(self.request, "report"),
        }

    def perform(self, form: Any) -> str:
        actions.create_report(
            inspection_of(self.request), document=form.cleaned_data["document"], by=reader_of(self.request)
        )
        return address(self.request, "report")


class WritingPage(ReportFormPage):
    """A page on which the text is written: it says no before anything is typed, not after."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_edit(self.report, self.by)
        return super().get(request, *args, **kwargs)


class SectionEdit(WritingPage):
    form_class = SectionForm
    template_name = "reports/section_edit.html"
    success = "The section is saved."

    @property
    def part(self) -> Part:
        found = [
            part for part in sections.parts_of(self.report) if part.code == self.kwargs["code"] and not part.question
        ]
        if not found:
            raise NotHere
        return found[0]

    def form_kwargs(self) -> dict[str, Any]:
        return {"part": self.part, "summaries": [(str(each.pk), summary_label(each)) for each in self.summaries()]}

    def summaries(self) -> list[Revision]:
        """Those of the section's own area; every agreed one for a section about all of them."""
        return list(agreed_summaries(inspection_of(self.request), self.part.area or None))

    def initial(self) -> dict[str, Any]:
        standing = queries.standing_texts(self.report).get(self.part.code)
        mark = {"context": ["yes"] if queries.is_context(self.report, self.part.code) else []}
        if standing is None:
            return mark | {"text": "", "version": 0}
        cites = [str(pk) for pk in standing.cites.values_list("cited_id", flat=True)]
        return mark | {"text": standing.text, "cites": cites, "version": standing.pk}

    def context(self) -> dict[str, Any]:
        strengths = examples(self.report.inspection, self.report.framework, self.part.area)
        return {**super().context(), "part": self.part, "strengths": strengths}

    def perform(self, form: Any) -> str:
        chosen = set(form.cleaned_data.get("cites", []))
        cites = [each for each in self.summaries() if str(each.pk) in chosen]
        texts = {self.part.code: form.cleaned_data["text"]}
        actions.save_texts(self.report, texts, version=form.cleaned_data["version"], cites=cites, by=self.by)
        actions.mark_section(self.report, self.part.code, bool(form.cleaned_data["context"]), by=self.by)
        return self.next()


class FirstPageEdit(WritingPage):
    """The four boxes; the grades above them come from the agreed judgements and have no field (REP-06, REP-07)."""

    form_class = FirstPageForm
    template_name = "reports/first_page_edit.html"
    success = "The first page is saved."

    @property
    def questions(self) -> list[Part]:
        found = [part for part in sections.parts_of(self.report) if part.question]
        if not found:
            raise NotHere
        return found

    def form_kwargs(self) -> dict[str, Any]:
        return {"questions": self.questions}

    def initial(self) -> dict[str, Any]:
        standing = queries.standing_texts(self.report)
        codes = [part.code for part in self.questions]
        texts = {code: standing[code].text for code in codes if code in standing}
        return {**texts, "version": newest(standing, codes)}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "grades": grades_of(self.report.inspection)}

    def perform(self, form: Any) -> str:
        texts = {part.code: form.cleaned_data[part.code] for part in self.questions}
        actions.save_texts(self.report, texts, version=form.cleaned_data["version"], by=self.by)
        return self.next()


class ChildrensSummary(ReportFormPage):
    """Read by the team, written by the lead. A visit has none (REP-02)."""

    form_class = ChildrensSummaryForm
    template_name = "reports/childrens_summary.html"
    success = "The summary for children is saved."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not inspection_of(request).graded:
            raise NotHere
        return super().get(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        standing = queries.childrens_summary(self.report)
        return {"text": standing.text if standing else "", "version": standing.pk if standing else 0}

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "standing": queries.childrens_summary(self.report),
            "may_edit": may(self.request, Thing.CHILDRENS_SUMMARY, Verb.EDIT),
        }

    def perform(self, form: Any) -> str:
        actions.save_childrens_summary(
            self.report,
            form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            by=self.by,
        )
        return self.next()
