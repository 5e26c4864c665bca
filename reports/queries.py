"""Reads that more than one caller needs."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts import clock
from accounts.models import Person, Post
from files.models import Job, StoredFile
from inspections.models import Inspection
from inspections.workflow import State
from reports.models import (
    CafcassComment,
    ChildrensSummaryText,
    CommentResponse,
    Complaint,
    PublicationDecision,
    Rendering,
    Report,
    Review,
    SectionText,
    Sending,
)
from reports.rendering_keys import job_key


def report_of(inspection: Inspection) -> Report | None:
    """The outcome document of an inspection, or None before the lead has begun it. The given inspection hangs on it."""
    report = Report.objects.filter(inspection=inspection).first()
    if report:
        report.inspection = inspection
    return report


def standing_texts(report: Report) -> dict[str, SectionText]:
    """The latest text of each section, by its code."""
    later = SectionText.objects.filter(report=report, section=OuterRef("section"), pk__gt=OuterRef("pk"))
    latest = report.texts.filter(~Exists(later)).select_related("author")
    return {text.section: text for text in latest}


def childrens_summary(report: Report) -> ChildrensSummaryText | None:
    """The summary for children as it stands."""
    return report.childrens_summary_texts.select_related("author").last()


def cleared_by(report: Report, step: str, sha256: str) -> Review | None:
    """The last review of that step, if it cleared exactly this content."""
    last = report.reviews.filter(step=step).last()
    return last if last and last.outcome == "cleared" and last.content_sha256 == sha256 else None


def sending(report: Report, kind: str) -> Sending | None:
    return report.sendings.filter(kind=kind).select_related("file", "by", "childrens_summary").first()


def file_of(rendering: Rendering) -> StoredFile | None:
    """The finished PDF, or None while a worker has it."""
    job = job_of(rendering)
    return job.result if job else None


def job_of(rendering: Rendering) -> Job | None:
    """The job that makes or made the PDF: the finished or running one before one that failed."""
    jobs = Job.objects.filter(key=job_key(rendering.key)).select_related("result")
    return jobs.exclude(state=Job.State.FAILED).last() or jobs.last()


def rendering_for(report: Report, key: str) -> Rendering | None:
    return report.renderings.filter(key=key).first()


def comments(report: Report) -> QuerySet[CafcassComment]:
    """Cafcass's comments, oldest first, with who wrote them and every answer."""
    answers = Prefetch("responses", CommentResponse.objects.select_related("by"))
    return report.comments.select_related("by").prefetch_related(answers)


def unanswered(report: Report) -> list[CafcassComment]:
    """The comments, sent in time, that have no answer yet (CLEAR-08); a late one the lead may leave (CLEAR-05)."""
    return list(report.comments.filter(late=False, responses=None))


def open_hold(report: Report) -> bool:
    """True while a complaint made in the window is being considered (CLEAR-14)."""
    return Complaint.objects.filter(report=report, in_window=True, state="open").exists()


def on_hold(inspection: Inspection) -> bool:
    return Complaint.objects.filter(report__inspection=inspection, in_window=True, state="open").exists()


def decision(report: Report) -> PublicationDecision | None:
    """The decision that stands."""
    return report.publication_decisions.select_related("by").last()


def due_for_publication(today: date) -> list[Report]:
    """Reports under embargo whose standing decision has come due."""
    waiting = Report.objects.filter(inspection__state=State.FINAL_SENT).select_related("inspection__timeline")
    return [report for report in waiting if (last := decision(report)) and last.due_on <= today]


def window_is_closed(draft: Sending) -> bool:
    """True from the first moment after 23:59 in England of the window's last day (CLEAR-05)."""
    return draft.window_closes is not None and clock.today() > draft.window_closes


def holders(post: str) -> list[Person]:
    """The people who hold a standing post now and can sign in."""
    held = Post.objects.held().filter(post=post, person__suspended_at=None).select_related("person")
    return [each.person for each in held.order_by("person__name", "person_id")]
