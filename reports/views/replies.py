"""What Ofsted does with Cafcass's comments and complaints."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Thing, Verb
from accounts.refusals import NotHere
from reports import actions, queries, rules
from reports.forms import AnswerForm, ComplaintDecisionForm
from reports.models import CafcassComment, Complaint
from reports.views.fetching import ReportFormPage, may, reader_of, report_here
from reports.wording import described

PAGE = 30


def comments(request: HttpRequest) -> HttpResponse:
    """Every comment with its answer, or without one yet."""
    report = report_here(request)
    page = Paginator(queries.comments(report), PAGE).get_page(request.GET.get("page"))
    context = {
        "report": report,
        "page": page,
        "rows": described(page.object_list, report.framework),
        "may_answer": may(request, Thing.COMMENT_ANSWER, Verb.EDIT),
    }
    return render(request, "reports/comments.html", context)


class AnswerCreate(ReportFormPage):
    form_class = AnswerForm
    template_name = "reports/answer_create.html"
    success = "The answer is saved."
    then = "comments"

    @property
    def comment(self) -> CafcassComment:
        found = queries.comments(self.report).filter(pk=self.kwargs["comment"]).first()
        if found is None:
            raise NotHere
        return found

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": self.report.framework}

    def initial(self) -> dict[str, Any]:
        last = self.comment.responses.last()
        return {"outcome": last.outcome, "text": last.text, "version": last.pk} if last else {"version": 0}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "row": described([self.comment], self.report.framework)[0]}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.answer(
            self.comment,
            outcome=given["outcome"],
            text=given["text"],
            version=given["version"],
            by=self.by,
        )
        return self.next()


def complaints(request: HttpRequest) -> HttpResponse:
    """For the complaint handler and the director: nobody of the inspection reads a complaint here."""
    report = report_here(request)
    rules.may_read_complaints(report, reader_of(request))
    rows = report.complaints.select_related("by", "decided_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    may_decide = may(request, Thing.COMPLAINT_DECISION, Verb.DECIDE)
    return render(request, "reports/complaints.html", {"report": report, "page": page, "may_decide": may_decide})


class ComplaintDecide(ReportFormPage):
    form_class = ComplaintDecisionForm
    template_name = "reports/complaint_decide.html"
    success = "The complaint is decided."
    then = "complaints"

    @property
    def complaint(self) -> Complaint:
        rules.may_read_complaints(self.report, self.by)
        found = self.report.complaints.select_related("by").filter(pk=self.kwargs["complaint"]).first()
        if found is None:
            raise NotHere
        return found

    def initial(self) -> dict[str, Any]:
        return {"version": self.complaint.version}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "complaint": self.complaint}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.decide_complaint(
            self.complaint,
            decision=given["decision"],
            version=given["version"],
            by=self.by,
        )
        return self.next()
