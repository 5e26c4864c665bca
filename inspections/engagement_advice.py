"""Advice on a self-evaluation and an agenda: nothing is refused or called late (SELF-03…13, AEM-07, AEM-09)."""

from collections.abc import Iterable
from datetime import date

from accounts import clock
from framework.versions import FrameworkVersion
from inspections.letter_content import same_day_later
from inspections.models import AgendaItem, EngagementAttendee, EngagementMeeting, SelfEvaluation, SelfEvaluationFile
from scheduling.queries import calendar


def timing(evaluation: SelfEvaluation, meeting: EngagementMeeting | None) -> str:
    """How many working days there are between sharing and meeting, and what to think of that (SELF-04)."""
    if evaluation.shared_at is None or meeting is None or meeting.state == "declined":
        return ""
    shared, met = clock.london(evaluation.shared_at).date(), meeting.held_on or meeting.date
    days, settings = calendar().between(shared, met), evaluation.framework.settings
    if shared > met:
        return "Shared after the meeting."
    said = f"{days} working day{'' if days == 1 else 's'} between sharing and the meeting"
    if days < settings.self_evaluation_min_working_days_before_aem:
        return f"Only {days} working day{'' if days == 1 else 's'} for analysis before the meeting."
    if same_day_later(shared, settings.self_evaluation_max_months_before_aem) < met:
        return f"{said}: it may be out of date."
    return f"{said}."


def whereabouts(evaluation: SelfEvaluation) -> str:
    """What is said while nothing is shared: the month is a suggestion, whatever the day (SELF-03)."""
    if evaluation.state != "asked" or not evaluation.expected_month:
        return ""
    return f"Thought of for about {evaluation.expected_month:%B %Y}. There is no deadline."


def answered(evaluation: SelfEvaluation, answers: dict[str, str]) -> str:
    """ "2 of 3 questions answered – … missing" (SELF-05)."""
    questions = evaluation.framework.files.engagement.self_evaluation.questions
    missing = [question.text.rstrip("?") for question in questions if question.code not in answers]
    said = f"{len(questions) - len(missing)} of {len(questions)} questions answered"
    if not missing:
        return f"{said}."
    return f"{said} – missing from the boxes: {'; '.join(missing)}. The files may hold them all the same."


def sources(evaluation: SelfEvaluation, files: Iterable[SelfEvaluationFile]) -> tuple[str, list[tuple[str, bool]]]:
    """ "3 of 5 suggested sources", and each with whether a file is of it (SELF-13)."""
    suggested = evaluation.framework.files.engagement.self_evaluation.suggested_sources
    covered = {code for file in files for code in file.sources}
    rows = [(each.label, each.code in covered) for each in suggested]
    return f"{sum(is_there for _, is_there in rows)} of {len(rows)} suggested sources", rows


def documents(files: list[SelfEvaluationFile], answers: dict[str, str], framework: FrameworkVersion) -> list[str]:
    """About main documents, appendices and length (SELF-09, SELF-10)."""
    settings, said = framework.settings, []
    if files and not any(file.part == "main" for file in files) and len(files) > 1:
        said.append("Say which is the main document.")
    appendices = sum(file.part == "appendix" for file in files)
    if appendices > settings.self_evaluation_appendices_advice:
        said.append(f"There are {appendices} appendices: a self-evaluation should stand by itself.")
    said += [long for file in files if (long := long_file(file, settings.self_evaluation_page_advice))]
    words = sum(len(text.split()) for text in answers.values())
    if words > settings.self_evaluation_page_advice * settings.self_evaluation_words_a_page:
        said.append(f"Long texts are unlikely to help ({words:,} words).")
    return said


def long_file(file: SelfEvaluationFile, limit: int) -> str:
    pages = file.upload.pages or 0
    return f"Long documents are unlikely to help ({pages} pages: “{file.upload.name}”)." if pages > limit else ""


def agenda(meeting: EngagementMeeting, items: list[AgendaItem]) -> list[str]:
    """Time on the agenda against the length of the meeting (AEM-09)."""
    standing = [item for item in items if not item.removed]
    over = sum(item.minutes for item in standing) - meeting.minutes
    said = [f"The agenda is {over} minutes longer than the meeting."] if over > 0 else []
    return said + [f"“{item.label}” has no minutes." for item in standing if not item.minutes]


def without_reason(attendees: Iterable[EngagementAttendee]) -> list[str]:
    """Who has no reason to attend yet (AEM-07)."""
    return [attendee.name for attendee in attendees if not attendee.reason.strip()]


def last_day_of(month: date) -> date:
    """The last day of the month that begins on this day."""
    return date.fromordinal(same_day_later(month, 1).toordinal() - 1)
