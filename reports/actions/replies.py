"""What Cafcass says of the draft, and what Ofsted answers."""

from django.db import transaction

from accounts import clock
from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from reports import letters, queries, rules
from reports.actions.drafting import taken
from reports.models import CafcassComment, CommentResponse, Complaint, NothingToSay, Report
from reports.workflow import COMPLAINT
from scheduling.actions import decide_extension, open_extension


@transaction.atomic
def comment(report: Report, *, about: str, paragraph: str, text: str, by: Person) -> CafcassComment:
    """Takes a comment; one that comes after the window is kept as late (CLEAR-05, CLEAR-06)."""
    report = taken(report)
    rules.may_comment(report, by)
    if about not in {each.code for each in report.framework.reports.comment_types}:
        raise Invalid("about", "Select what the comment is about.")
    late = _is_late(report)
    made = CafcassComment.objects.create(report=report, about=about, paragraph=paragraph, text=text, late=late, by=by)
    record("commented", made, by=by, inspection=report.inspection.ref, after="late" if late else "in time")
    return made


@transaction.atomic
def answer(comment: CafcassComment, *, outcome: str, text: str, version: int | None, by: Person) -> CommentResponse:
    """Answers a comment; `version` is the id of the answer that stood when the page was opened, 0 for none."""
    report = taken(comment.report)
    rules.may_answer(report, by)
    last = comment.responses.last()
    check_version(last.pk if last else 0, version)
    if outcome not in {each.code for each in report.framework.reports.comment_responses}:
        raise Invalid("outcome", "Select whether the comment is accepted.")
    made = CommentResponse.objects.create(comment=comment, outcome=outcome, text=text, by=by)
    record("answered", made, by=by, inspection=report.inspection.ref, after=outcome)
    return made


@transaction.atomic
def say_nothing(report: Report, *, by: Person) -> NothingToSay:
    """Cafcass has no comments and no complaint: the final version need not wait for the window (CLEAR-10)."""
    report = taken(report)
    rules.may_say_nothing(report, by)
    made = NothingToSay.objects.create(report=report, by=by)
    record("confirmed nothing to say", made, by=by, inspection=report.inspection.ref)
    return made


@transaction.atomic
def complain(report: Report, *, text: str, by: Person) -> Complaint:
    """Takes a formal complaint. In time it holds the final and publication; a late one goes to the handler only."""
    report = taken(report)
    rules.may_complain(report, by)
    in_window = not _is_late(report)
    made = Complaint.objects.create(
        report=report, text=text, by=by, received_on=clock.today(), in_window=in_window, extension=None
    )
    if in_window:
        made.extension = open_extension(
            report.inspection.timeline, "complaint", clock.today(), by, inspection=report.inspection.ref
        )
        made.save(update_fields=["extension"])
    record("complained", made, by=by, inspection=report.inspection.ref, after=made.state)
    letters.tell_of_complaint(report, by=by)
    return made


@transaction.atomic
def decide_complaint(complaint: Complaint, *, decision: str, version: int | None, by: Person) -> Complaint:
    """Decides today; what is still ahead moves by the working days between receipt and decision (CLEAR-14)."""
    report = taken(complaint.report)
    complaint = Complaint.objects.get(pk=complaint.pk, report=report)
    complaint.report = report
    rules.may_decide_complaint(complaint, by)
    check_version(complaint.version, version)
    before = complaint.state
    complaint.state = COMPLAINT.target(before, "decide")
    complaint.decided_on, complaint.decision, complaint.decided_by = clock.today(), decision, by
    complaint.version += 1
    complaint.save(update_fields=["state", "decided_on", "decision", "decided_by", "version"])
    record("decided", complaint, by=by, inspection=report.inspection.ref, before=before, after=complaint.state)
    if complaint.extension:
        decide_extension(complaint.extension, clock.today(), by, inspection=report.inspection.ref)
    return complaint


def _is_late(report: Report) -> bool:
    draft = queries.sending(report, "draft")
    return draft is not None and queries.window_is_closed(draft)
