"""The analysis: its draft, what was issued, who has not read it, and what the engagement gives it to begin with."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Subquery

from accounts import clock
from accounts.models import Person
from framework.versions import version
from framework.versions.shapes.information import CheckItem
from information.models import Analysis, AnalysisIssue, AnalysisRead, AnalysisSettled, PrioritiesAgreed
from information.queries.reading import inspectors
from inspections.models import EngagementNote, Inspection, SelfEvaluationAnalysis
from inspections.wording import spoken
from scheduling import queries as timelines


def contents(inspection: Inspection) -> tuple[CheckItem, ...]:
    return version(inspection.framework_version).files.preparation.pia_contents


def draft_of(inspection: Inspection) -> Analysis | None:
    return Analysis.objects.filter(inspection=inspection).select_related("author").first()


def engagement_text() -> str:
    """The latest analysis of a self-evaluation and the latest notes of an engagement meeting; "" for none (OFF-07)."""
    parts = []
    analysis = SelfEvaluationAnalysis.objects.select_related("evaluation").order_by("evaluation__year").last()
    if analysis:
        parts.append(f"{analysis.evaluation}: {analysis.grip} {analysis.suitability}")
    note = EngagementNote.objects.select_related("meeting").order_by("meeting__date", "id").last()
    if note:
        held = note.meeting.held_on or note.meeting.date
        parts.append(f"Engagement meeting of {spoken(held)}: {note.text}")
    return "\n\n".join(parts)


@dataclass(frozen=True)
class Issued:
    """An issued version with its matters in order and who has said that they read it."""

    issue: AnalysisIssue
    sections: list[tuple[str, str]]
    changed: list[str]
    readers: list[Person]
    missing: list[Person]


def issues_of(inspection: Inspection) -> list[Issued]:
    """Latest first. Three queries."""
    labels = {item.code: item.label for item in contents(inspection)}
    reads = AnalysisRead.objects.filter(issue__inspection=inspection).select_related("person")
    by_issue: dict[int, list[Person]] = {}
    for each in reads:
        by_issue.setdefault(each.issue_id, []).append(each.person)
    team = inspectors(inspection)
    found = AnalysisIssue.objects.filter(inspection=inspection).select_related("by").order_by("-number")
    return [_issued(each, labels, by_issue.get(each.pk, []), team) for each in found]


def _issued(issue: AnalysisIssue, labels: dict[str, str], readers: list[Person], team: list[Person]) -> Issued:
    sections = [(label, issue.sections.get(code) or "None held.") for code, label in labels.items()]
    changed = [labels.get(code, code) for code in issue.changed]
    return Issued(issue, sections, changed, readers, [each for each in team if each not in readers])


@dataclass(frozen=True)
class Arrival:
    """The version that stood on the day of first arrival, and which inspectors had no word on it, nor a later one."""

    issue: AnalysisIssue
    unsettled: list[Person]
    settled: list[AnalysisSettled]


def on_arrival(inspection: Inspection) -> Arrival | None:
    """From the first day on site of an inspection on; on visits there is only the notice (OFF-18). Four queries."""
    first = timelines.day(inspection.timeline, "onsite_first")
    if not inspection.graded or first is None or clock.today() < first:
        return None
    end = clock.at(first + timedelta(days=1))
    issue = AnalysisIssue.objects.filter(inspection=inspection, at__lt=end).order_by("number").last()
    if issue is None:
        return None
    later = AnalysisRead.objects.filter(issue__inspection=inspection, issue__number__gte=issue.number)
    done = set(later.values_list("person_id", flat=True))
    settled = list(AnalysisSettled.objects.filter(issue=issue).select_related("person", "by"))
    done |= {each.person_id for each in settled}
    return Arrival(issue, [each for each in inspectors(inspection) if each.pk not in done], settled)


def current_issue(inspection: Inspection) -> AnalysisIssue | None:
    return AnalysisIssue.objects.filter(inspection=inspection).order_by("number").last()


def agreed_priorities(inspection: Inspection) -> PrioritiesAgreed | None:
    return PrioritiesAgreed.objects.filter(inspection=inspection).select_related("by").order_by("id").last()


def agreed_as_written(inspection: Inspection) -> bool:
    """The same of an inspection. One query."""
    agreed = PrioritiesAgreed.objects.filter(inspection=inspection).order_by("-id").values("text")[:1]
    drafts = Analysis.objects.filter(inspection=inspection).annotate(agreed=Subquery(agreed))
    return any(each.strip() and each == text for each, text in drafts.values_list("priorities", "agreed")[:1])


def priorities_stand(draft: Analysis | None, agreed: PrioritiesAgreed | None) -> bool:
    """Whether what is written now is what the lead agreed."""
    return bool(draft and agreed and draft.priorities.strip() and draft.priorities == agreed.text)
