"""Handing the text in, and clearing or returning it."""

from typing import Any

from django.utils.functional import cached_property

from reports import actions
from reports.content import Content, content_of, missing_from, sha256_of
from reports.forms import ConfirmForm, ReviewForm
from reports.outline import outline_of
from reports.partners import Flagged, flagged
from reports.views.fetching import ReportFormPage


class SubmissionCreate(ReportFormPage):
    form_class = ConfirmForm
    template_name = "reports/submission_create.html"
    success = "The text is with the QA manager."

    def initial(self) -> dict[str, Any]:
        return {"version": self.report.version}

    def context(self) -> dict[str, Any]:
        content = content_of(self.report)
        found = {"missing": missing_from(content, self.report), "flagged": flagged(content, self.report.framework)}
        return super().context() | found

    def perform(self, form: Any) -> str:
        actions.submit(self.report, version=form.cleaned_data["version"], by=self.by)
        return self.next()


class ReviewCreate(ReportFormPage):
    """The whole text and the decision on it, on one page: what is cleared is what was shown."""

    form_class = ReviewForm
    template_name = "reports/review_create.html"
    success = "Your review is saved."
    # The page that comes back shows the text as it is now, and the next decision is about that one.
    reopens = ("version", "op", "seen")

    @cached_property
    def content(self) -> Content:
        return content_of(self.report)

    @cached_property
    def flagged(self) -> list[Flagged]:
        """What the QA manager reads for any judgement on a partner; the director reads what they have cleared."""
        with_qa = self.report.state == "with_qa_manager"
        return flagged(self.content, self.report.framework) if with_qa else []

    def form_kwargs(self) -> dict[str, Any]:
        return {"flagged": bool(self.flagged)}

    def initial(self) -> dict[str, Any]:
        return {"version": self.report.version, "seen": sha256_of(self.content)}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "outline": outline_of(self.content), "flagged": self.flagged}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.review(
            self.report,
            outcome=given["outcome"],
            note=given["note"],
            version=given["version"],
            seen=given["seen"],
            partners_read=bool(given.get("partners_read")),
            by=self.by,
        )
        return self.next()
