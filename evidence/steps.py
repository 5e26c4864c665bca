"""What this room adds to the task list of an inspection."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.access import Thing
from accounts.models import Person
from evidence.queries import counts, findings_agreed, judgement_of
from evidence.queries.coverage import Counts
from inspections import tasklist
from inspections.models import Inspection
from inspections.tasklist import TaskRow


def announce_all() -> None:
    tasklist.announce(evidence_steps)
    tasklist.announce(judgement_step)


def _href(name: str, inspection: Inspection) -> str:
    return reverse(name, kwargs={"ref": inspection.ref})


def evidence_steps(person: Person, inspection: Inspection) -> Iterable[TaskRow]:
    """Notes and summaries with how many there are: never how many there should be (EVID-18). One query."""
    found = counts(inspection)
    evaluated = f"{found.cases_closed} closed, {found.case_evaluations - found.cases_closed} open"
    shared = f"{found.shared_agreed} agreed, {found.shared_open} open"
    steps = [
        ("Record evidence", "note_list", Thing.NOTE, str(found.notes)),
        ("Evaluate children’s cases", "case_evaluation_list", Thing.CASE_EVALUATION, evaluated),
        (
            "Write individual summaries",
            "individual_summary_list",
            Thing.INDIVIDUAL_SUMMARY,
            str(found.individual_summaries),
        ),
        ("Agree shared summaries", "shared_summary_list", Thing.SHARED_SUMMARY, shared),
    ]
    for order, (title, name, thing, status) in enumerate(steps, start=30):
        yield TaskRow(title, _href(name, inspection), thing, status, order=order)
    if found.challenges:
        yield _challenges(inspection, found)


def _challenges(inspection: Inspection, found: Counts) -> TaskRow:
    """Challenges that wait for the team; recommendations among them wait for the lead (QA-02)."""
    hint = f"{found.recommended} to accept or decline by the lead inspector" if found.recommended else ""
    href, status = _href("quality", inspection), f"{found.challenges} open"
    return TaskRow("Answer the QA manager", href, Thing.CHALLENGE, status, "yellow", hint, order=38)


def judgement_step(person: Person, inspection: Inspection) -> Iterable[TaskRow]:
    """Where the judgements stand, on a full inspection (JUDG-14), or the findings of a visit. One query."""
    if inspection.graded:
        judgement = judgement_of(inspection)
        agreed = judgement is not None and judgement.agreed_at is not None
        status, colour = (
            ("Agreed", "") if agreed else ("Not agreed yet", "grey") if judgement else ("Not started", "grey")
        )
        href = _href("judgement_detail", inspection)
        yield TaskRow("Agree the judgements", href, Thing.JUDGEMENT, status, colour, order=40)
    else:
        status, colour = ("Agreed", "") if findings_agreed(inspection) else ("Not agreed yet", "grey")
        yield TaskRow("Agree the findings", _href("findings", inspection), Thing.FINDINGS, status, colour, order=40)
