"""Reads that more than one caller needs."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts import clock
from files.models import Job, StoredFile
from files.queries import job_of_key
from inspections.models import Inspection
from inspections.workflow import State
from reports.models import (
    CafcassComment,
    ChildrensSummaryText,
    CommentResponse,
    Complaint,
    NothingToSay,
    PublicationDecision,
    Rendering,
    Report,
    Review,
    SectionMark,
    SectionText,
    Sending,
)
from reports.rendering_keys import job_key
from reports.workflow import COMPLAINT

HOLDING = Q(in_window=True, state=COMPLAINT.initial)


def _of_report(rows: QuerySet[Any]) -> Exists:
    return Exists(rows.filter(report=OuterRef("pk")))


def _cleared(step: str) -> Subquery:
    """The hash of the step's last review where that cleared, else ""."""
    last = Review.objects.filter(report=OuterRef("pk"), step=step).order_by("-id")
    hash_if_cleared = Case(When(outcome="cleared", then="content_sha256"), default=Value(""))
    return Subquery(last.annotate(standing=hash_if_cleared).values("standing")[:1])


_KNOWN: dict[str, Any] = {
    "on_hold": _of_report(Complaint.objects.filter(HOLDING)),
    "has_summary": _of_report(ChildrensSummaryText.objects.all()),
    "nothing_said": _of_report(NothingToSay.objects.all()),
    "answers_wanted": _of_report(CafcassComment.objects.filter(late=False, responses=None)),
    "cleared_qa_manager": _cleared("qa_manager"),
    "cleared_director": _cleared("director"),
}


def report_of(inspection: Inspection) -> Report | None:
    """The outcome document of an inspection, or None before the lead has begun it. One query.

    It carries what the rules ask most, as it stands now (`known`); an action takes the bare row and asks anew.
    """
    report = Report.objects.filter(inspection=inspection).select_related("made_by").annotate(**_KNOWN).first()
    if report:
        report.inspection = inspection
        report.known = {name: getattr(report, name) for name in _KNOWN}
    return report


def standing_texts(report: Report) -> dict[str, SectionText]:
    """The latest text of each section, by its code."""
    later = SectionText.objects.filter(report=report, section=OuterRef("section"), pk__gt=OuterRef("pk"))
    latest = report.texts.filter(~Exists(later)).select_related("author")
    return {text.section: text for text in latest}


def unlinked(report: Report) -> list[str]:
    """The sections, by code, that say something, rest on no shared summary and are no mere context (EVID-11).

    The first page sums up what the sections say. One query.
    """
    later = SectionText.objects.filter(report=report, section=OuterRef("section"), pk__gt=OuterRef("pk"))
    marks = SectionMark.objects.filter(report=report, section=OuterRef("section")).order_by("-id").values("context")
    bare = (
        report.texts.filter(~Exists(later), cites=None)
        .exclude(text="")
        .annotate(is_context=Coalesce(Subquery(marks[:1]), Value(False)))
    )
    return list(bare.filter(is_context=False).values_list("section", flat=True))


def is_context(report: Report, section: str) -> bool:
    mark = report.marks.filter(section=section).last()
    return mark is not None and mark.context


def childrens_summary(report: Report) -> ChildrensSummaryText | None:
    """The summary for children as it stands."""
    return report.childrens_summary_texts.select_related("author").last()


def cleared_by(report: Report, step: str, sha256: str) -> bool:
    """Whether the last review of that step cleared exactly this content."""
    return bool(sha256) and cleared_content(report, step) == sha256


def cleared_content(report: Report, step: str) -> str:
    """The hash of the content that the step cleared last; "" when nothing stands cleared."""
    if f"cleared_{step}" in report.known:
        return report.known[f"cleared_{step}"] or ""
    last = report.reviews.filter(step=step).last()
    return last.content_sha256 if last and last.outcome == "cleared" else ""


def sending(report: Report, kind: str) -> Sending | None:
    return report.sendings.filter(kind=kind).select_related("file", "by", "childrens_summary").first()


def file_of(rendering: Rendering) -> StoredFile | None:
    """The finished PDF, or None while a worker has it."""
    job = job_for(rendering.key)
    return job.result if job else None


def job_for(key: str) -> Job | None:
    """The job that makes or made the PDF of that key: one that failed only where there is no other."""
    return job_of_key(job_key(key))


def rendering_for(report: Report, key: str) -> Rendering | None:
    return report.renderings.filter(key=key).first()


def comments(report: Report) -> QuerySet[CafcassComment]:
    """Cafcass's comments, oldest first, with who wrote them, every answer, and their `number` among this report's."""
    answers = Prefetch("responses", CommentResponse.objects.select_related("by"))
    before = CafcassComment.objects.filter(report=OuterRef("report"), pk__lte=OuterRef("pk")).order_by()
    number = Subquery(before.values("report").annotate(count=Count("pk")).values("count"))
    return report.comments.select_related("by").prefetch_related(answers).annotate(number=number)


def unanswered(report: Report) -> list[CafcassComment]:
    """The comments, sent in time, that have no answer yet (CLEAR-08); a late one the lead may leave (CLEAR-05)."""
    if report.known.get("answers_wanted") is False:
        return []
    return list(report.comments.filter(late=False, responses=None))


def open_hold(report: Report) -> bool:
    """True while a complaint made in the window is being considered (CLEAR-14)."""
    known = report.known.get("on_hold")
    return Complaint.objects.filter(HOLDING, report=report).exists() if known is None else known


def has_childrens_summary(report: Report) -> bool:
    known = report.known.get("has_summary")
    return report.childrens_summary_texts.exists() if known is None else known


def said_nothing(report: Report) -> bool:
    """Whether Cafcass confirmed that it has no comments and no complaint."""
    known = report.known.get("nothing_said")
    return NothingToSay.objects.filter(report=report).exists() if known is None else known


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
