"""What this room adds to the pages of an inspection: places, steps of the task list, and links on Cafcass's page."""

from collections.abc import Iterable, Iterator

from django.urls import reverse

from accounts.access import Thing
from accounts.models import Person
from inspections import navigation, outside, tasklist
from inspections.models import Inspection
from inspections.navigation import Part, Place
from inspections.outside import Link
from inspections.tasklist import LATER, TaskRow
from inspections.workflow import State
from reports import queries
from reports.models import Report

PLACES = (
    Place("Report", "report", Thing.DRAFT, Part.REPORT, 10),
    Place("Comments on the draft", "comments", Thing.COMMENT_ANSWER, Part.REPORT, 20),
    Place("Complaints", "complaints", Thing.COMPLAINT_DECISION, Part.REPORT, 30),
    Place("Publication", "publication", Thing.PUBLICATION, Part.REPORT, 40),
)
LINKS = (
    Link("The draft", "cafcass_draft", Thing.DRAFT_SENT, 50, "Read it, and see what you can do until when."),
    Link("Comments on the draft", "cafcass_comments", Thing.COMMENT, 60),
    Link("Formal complaint", "complaint_create", Thing.COMPLAINT, 70),
    Link("The final version", "cafcass_final", Thing.FINAL_SENT, 80),
    Link(
        "Summary for children",
        "cafcass_childrens_summary",
        Thing.CHILDRENS_SUMMARY_SENT,
        81,
        applies=lambda inspection: inspection.graded,
    ),
)
DONE = ("Completed", "")


def announce_all() -> None:
    """Called once when the app starts."""
    for place in PLACES:
        navigation.announce(place)
    for link in LINKS:
        outside.announce(link)
    tasklist.announce(report_steps)


def report_steps(person: Person, inspection: Inspection) -> Iterable[TaskRow]:
    """From the draft to publication."""
    report = Report.objects.filter(inspection=inspection).first()
    state = (report.state_label, report.state_colour) if report else _not_begun(inspection)
    yield TaskRow("Write and clear the report", _href("report", inspection), Thing.DRAFT, *state, order=50)
    yield from _sending_steps(inspection, cleared=bool(report and report.state == "cleared"))
    if report and inspection.state == State.DRAFT_SENT:
        yield _answering_step(report, inspection)


def _answering_step(report: Report, inspection: Inspection) -> TaskRow:
    """What still keeps the final version back (CLEAR-08). One more query, while the draft is with Cafcass."""
    waiting = len(queries.unanswered(report))
    standing = (f"{waiting} to answer", "blue") if waiting else ("None to answer", "")
    return TaskRow("Answer the comments", _href("comments", inspection), Thing.COMMENT_ANSWER, *standing, order=60)


def _not_begun(inspection: Inspection) -> tuple[str, str]:
    return ("Not started", "grey") if inspection.has_reached(State.FIELDWORK_ENDED) else LATER


def _sending_steps(inspection: Inspection, *, cleared: bool) -> Iterator[TaskRow]:
    # The report's own page leads on to each sending, for those who may do it.
    steps = (
        ("Send the draft", "report", Thing.DRAFT, State.DRAFT_SENT, cleared),
        ("Send the final version", "report", Thing.FINAL, State.FINAL_SENT, inspection.has_reached(State.DRAFT_SENT)),
        ("Publish", "publication", Thing.PUBLICATION, State.PUBLISHED, inspection.has_reached(State.FINAL_SENT)),
    )
    for order, (title, page, thing, done_at, may_begin) in enumerate(steps, start=60):
        waiting = ("To do", "blue") if may_begin else LATER
        standing = DONE if inspection.has_reached(done_at) else waiting
        yield TaskRow(title, _href(page, inspection), thing, *standing, order=order)


def _href(name: str, inspection: Inspection) -> str:
    return reverse(name, kwargs={"ref": inspection.ref})
