"""Cafcass's own pages: what was sent, what they say of it, and nothing internal."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Role, Thing, Verb
from accounts.queries import holders
from files.serving import send
from inspections.workflow import State
from reports import actions, queries
from reports.forms import CommentForm, ComplaintForm, ConfirmForm, ShareForm
from reports.rules import spoken
from reports.views.fetching import ReportFormPage, address, inspection_of, may, sending_here
from reports.wording import described

PAGE = 30


def cafcass_draft(request: HttpRequest) -> HttpResponse:
    """The draft as sent, the window of comments, and what can be done in it."""
    return render(request, "reports/cafcass/draft.html", _sent(request, "draft", Thing.DRAFT_SENT))


def cafcass_final(request: HttpRequest) -> HttpResponse:
    """The final version under embargo, with the answers to Cafcass's comments (CLEAR-08, CLEAR-12)."""
    context = _sent(request, "final", Thing.FINAL_SENT)
    decided = queries.decision(context["sent"].report)
    planned = decided.due_on if decided else context["sent"].publication_planned
    embargo = f"Under embargo until it is published. Publication is planned for {spoken(planned)}."
    return render(request, "reports/cafcass/final.html", {**context, "embargo": embargo})


def _sent(request: HttpRequest, kind: str, thing: Thing) -> dict[str, Any]:
    sent = sending_here(request, kind)
    inspection = inspection_of(request)
    return {
        "sent": sent,
        "decides": may(request, thing, Verb.DECIDE),
        "shares": sent.report.shares.filter(kind=kind).select_related("person"),
        "nothing_to_say": queries.said_nothing(sent.report),
        "said_something": sent.report.comments.exists() or sent.report.complaints.exists(),
        "final_sent": inspection.has_reached(State.FINAL_SENT),
        "published": inspection.state == State.PUBLISHED,
        "graded": inspection.graded,
    }


def cafcass_draft_file(request: HttpRequest) -> HttpResponse:
    return send(sending_here(request, "draft").file, filename="draft.pdf")


def cafcass_final_file(request: HttpRequest) -> HttpResponse:
    return send(sending_here(request, "final").file, filename="final.pdf")


def cafcass_childrens_summary(request: HttpRequest) -> HttpResponse:
    """The summary for children as it went out with the final version; Cafcass decides how to share it (CHILD-03)."""
    return render(request, "reports/cafcass/childrens_summary.html", {"sent": sending_here(request, "final")})


class CafcassPage(ReportFormPage):
    then = "cafcass_draft"


class CafcassComments(CafcassPage):
    """Everything that Cafcass has said of the draft, and a form for more."""

    form_class = CommentForm
    template_name = "reports/cafcass/comments.html"
    success = "Your comment is received."
    then = "cafcass_comments"

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": self.report.framework}

    def context(self) -> dict[str, Any]:
        page = Paginator(queries.comments(self.report), PAGE).get_page(self.request.GET.get("page"))
        sent = inspection_of(self.request).has_reached(State.FINAL_SENT)
        return {
            "page": page,
            "rows": described(page.object_list, self.report.framework),
            "draft": sending_here(self.request, "draft"),
            # The answers go out with the final version, and to those it went to.
            "answers_shown": sent and may(self.request, Thing.FINAL_SENT, Verb.READ),
            "closed": sent,
        }

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.comment(
            self.report,
            about=given["about"],
            paragraph=given["paragraph"],
            text=given["text"],
            by=self.by,
        )
        return self.next()


class NothingToSayCreate(CafcassPage):
    form_class = ConfirmForm
    template_name = "reports/cafcass/nothing_to_say_create.html"
    success = "You have confirmed that Cafcass has no comments and no complaint."

    def perform(self, form: Any) -> str:
        actions.say_nothing(self.report, by=self.by)
        return self.next()


class ComplaintCreate(CafcassPage):
    form_class = ComplaintForm
    template_name = "reports/cafcass/complaint_create.html"
    success = "Your complaint is received."
    then = "complaint_create"

    def context(self) -> dict[str, Any]:
        complaints = self.report.complaints.select_related("by")
        page = Paginator(complaints, PAGE).get_page(self.request.GET.get("page"))
        draft = sending_here(self.request, "draft")
        return {
            "page": page,
            "draft": draft,
            "late": queries.window_is_closed(draft),
            "cancel": address(self.request, "cafcass_draft"),
        }

    def perform(self, form: Any) -> str:
        actions.complain(self.report, text=form.cleaned_data["text"], by=self.by)
        return self.next()


class DraftShare(CafcassPage):
    """The chief executive names who else at Cafcass receives it."""

    form_class = ShareForm
    template_name = "reports/cafcass/share.html"
    success = "They can read it now."
    kind = "draft"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": holders(Role.LINK_PERSON)}

    def context(self) -> dict[str, Any]:
        shares = self.report.shares.filter(kind=self.kind).select_related("person")
        return {"kind": self.kind, "shares": shares, "cancel": self.next()}

    def perform(self, form: Any) -> str:
        chosen = form.cleaned_data["person"]
        person = next(each for each in holders(Role.LINK_PERSON) if str(each.pk) == chosen)
        actions.share(self.report, self.kind, person, by=self.by)
        return self.next()


class FinalShare(DraftShare):
    kind = "final"
    then = "cafcass_final"
