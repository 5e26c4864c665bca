"""Reads of self-evaluations and engagement meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.access import Role
from accounts.models import Person
from accounts.refusals import NotHere
from files.models import Job, StoredFile
from inspections.models import (
    AgendaAgreement,
    AgendaItem,
    EngagementAttendee,
    EngagementLetter,
    EngagementMeeting,
    EngagementNote,
    LetterPrint,
    SelfEvaluation,
    SelfEvaluationAnalysis,
    SelfEvaluationDelegate,
    SelfEvaluationFile,
    SelfReportedWeakness,
    TeamMember,
)
from inspections.models.self_evaluation import OPEN


def engaged(person: Any) -> Q:
    """Whether that person (an outer reference) is an analyst anywhere now, or chairs any engagement meeting."""
    analyst = TeamMember.objects.current().filter(person=person, role=Role.ANALYST)
    return Q(Exists(analyst)) | Q(Exists(EngagementMeeting.objects.filter(chair=person)))


def is_engaged(person: Person) -> bool:
    """One query."""
    return Person.objects.filter(engaged(OuterRef("pk")), pk=person.pk).exists()


def is_delegated(person: Person) -> bool:
    return SelfEvaluationDelegate.objects.filter(person=person, evaluation__state="asked").exists()


def names_attendees(person: Person) -> bool:
    return EngagementMeeting.objects.filter(delegate=person, state__in=("planned", "agenda_agreed")).exists()


def evaluation_of(year: int) -> SelfEvaluation:
    """Raises NotHere when it was not asked for."""
    found = SelfEvaluation.objects.select_related("meeting", "shared_by", "asked_by").filter(year=year).first()
    if found is None:
        raise NotHere
    return found


def open_evaluation() -> SelfEvaluation | None:
    return SelfEvaluation.objects.filter(state__in=OPEN).first()


def own_evaluation(year: int, person: Person, roles: frozenset[Role]) -> SelfEvaluation:
    """As Cafcass finds it: a contributor only what was given to them. Raises NotHere."""
    found = evaluation_of(year)
    if not roles & {Role.CHIEF_EXECUTIVE, Role.LINK_PERSON} and not found.delegates.filter(person=person).exists():
        raise NotHere
    return found


def files_of(evaluation: SelfEvaluation) -> list[SelfEvaluationFile]:
    """What stands, main documents first, with their uploads. One query."""
    rows = evaluation.files.filter(removed_at=None).select_related("upload__stored")
    return sorted(rows, key=lambda row: (row.part != "main", row.part == "appendix", row.pk))


def answers_of(evaluation: SelfEvaluation) -> dict[str, str]:
    return {row.question: row.text for row in evaluation.answers.all() if row.text.strip()}


def analysis_of(evaluation: SelfEvaluation) -> SelfEvaluationAnalysis | None:
    return SelfEvaluationAnalysis.objects.select_related("author").filter(evaluation=evaluation).first()


def weaknesses(evaluation: SelfEvaluation | None = None) -> QuerySet[SelfReportedWeakness]:
    """Those that stand, of one self-evaluation or of all: programme decisions cite them (SELF-14)."""
    found = SelfReportedWeakness.objects.filter(replaced_by=None).select_related("by", "evaluation")
    return found.filter(evaluation=evaluation) if evaluation else found


def meeting_of(year: int) -> EngagementMeeting:
    """Raises NotHere when none is planned."""
    related = ("chair", "delegate", "evaluation", "letter")
    found = EngagementMeeting.objects.select_related(*related).filter(year=year).first()
    if found is None:
        raise NotHere
    return found


def next_meeting(evaluation: SelfEvaluation) -> EngagementMeeting | None:
    """The meeting at which it is or was discussed."""
    return EngagementMeeting.objects.filter(Q(evaluation=evaluation) | Q(year=evaluation.year)).first()


def own_meeting(year: int, person: Person, roles: frozenset[Role]) -> EngagementMeeting:
    """As Cafcass finds it: a contributor only one whose attendees they name. Raises NotHere."""
    found = meeting_of(year)
    if not roles & {Role.CHIEF_EXECUTIVE, Role.LINK_PERSON} and found.delegate_id != person.pk:
        raise NotHere
    return found


def sent_letter(year: int) -> EngagementLetter:
    """As the chief executive finds it: from the sending on. Raises NotHere."""
    found = letter_of(meeting_of(year))
    if not found.sent:
        raise NotHere
    return found


def intelligence() -> QuerySet[EngagementNote]:
    """Notes of engagement meetings, latest first: programme decisions cite them (AEM-03)."""
    return EngagementNote.objects.select_related("meeting", "by").order_by("-at", "-pk")


def agenda_of(meeting: EngagementMeeting) -> list[AgendaItem]:
    return list(meeting.items.all())


def agreements_of(meeting: EngagementMeeting) -> dict[str, AgendaAgreement]:
    """The agreements that stand, by side."""
    return {row.side: row for row in meeting.agreements.filter(cleared_at=None).select_related("by")}


def attendees_of(meeting: EngagementMeeting) -> list[EngagementAttendee]:
    return list(meeting.attendees.filter(removed_at=None))


def letter_of(meeting: EngagementMeeting) -> EngagementLetter:
    """Raises NotHere before the meeting was held."""
    found = EngagementLetter.objects.select_related("meeting__chair", "sent_by", "file").filter(meeting=meeting).first()
    if found is None:
        raise NotHere
    return found


def years() -> list[tuple[int, SelfEvaluation | None, EngagementMeeting | None]]:
    """Every year of which there is anything, latest first. Two queries."""
    evaluations = {row.year: row for row in SelfEvaluation.objects.all()}
    meetings = {row.year: row for row in EngagementMeeting.objects.select_related("chair")}
    known = sorted({*evaluations, *meetings}, reverse=True)
    return [(year, evaluations.get(year), meetings.get(year)) for year in known]


@dataclass(frozen=True)
class OwnPage:
    """One line of Cafcass's front door: words, address, where it stands."""

    label: str
    href: str
    state: str
    colour: str


def own_pages(person: Person, roles: frozenset[Role]) -> Iterator[OwnPage]:
    """What Cafcass has here beside inspections, latest year first. At most three queries."""
    whole = bool(roles & {Role.CHIEF_EXECUTIVE, Role.LINK_PERSON})
    if not whole and Role.CONTRIBUTOR not in roles:
        return
    mine = SelfEvaluation.objects.all() if whole else SelfEvaluation.objects.filter(delegates__person=person)
    for row in mine.filter(state="asked") if not whole else mine:
        yield OwnPage(str(row), reverse("own_self_evaluation", args=[row.year]), *row.told_state)
    yield from _own_meetings(person, roles, whole)


def _own_meetings(person: Person, roles: frozenset[Role], whole: bool) -> Iterator[OwnPage]:
    meetings = EngagementMeeting.objects.select_related("letter")
    for row in meetings if whole else meetings.filter(delegate=person, state__in=("planned", "agenda_agreed")):
        href = reverse("own_engagement_meeting", args=[row.year])
        yield OwnPage(str(row), href, row.state_label, row.state_colour)
        if Role.CHIEF_EXECUTIVE in roles and row.state == "letter_sent":
            yield OwnPage(
                f"Letter after the meeting of {row.year}",
                reverse("own_engagement_letter", args=[row.year]),
                "Sent to you",
                "green",
            )


def file_of(printed: LetterPrint) -> StoredFile | None:
    """The finished PDF of one printing."""
    jobs = Job.objects.select_related("result").filter(kind="engagement_letter_pdf", argument=str(printed.pk))
    return next((job.result for job in jobs.exclude(result=None)), None)
