"""The way through the QA manager and, for a report, the director: each clears one content (CLEAR-01, CLEAR-02)."""

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.refusals import Invalid, Stale
from reports import rules
from reports.actions.drafting import step, taken
from reports.content import content_of, missing_from, sha256_of
from reports.models import Report, Review
from reports.partners import flagged


@transaction.atomic
def submit(report: Report, *, version: int | None, by: Person) -> Report:
    """Hands the text to the QA manager. Raises NotAllowed, naming everything that is missing."""
    report = taken(report)
    check_version(report.version, version)
    rules.may_submit(report, missing_from(content_of(report), report), by)
    step(report, "submit", by=by)
    return report


@transaction.atomic
def review(
    report: Report,
    *,
    outcome: str,
    note: str = "",
    version: int | None,
    seen: str | None = None,
    partners_read: bool = False,
    by: Person,
) -> Review:
    """Clears or returns the text as it stands: a return with a note, a clearing of a complete text. Raises Stale.

    `seen` is the hash of the content that was shown: grades, title and dates change it without a new version.
    `partners_read`: the QA manager read each sentence that might judge a partner, and none does (PART-04).
    """
    report = taken(report)
    stage = rules.may_review(report, by)
    check_version(report.version, version)
    if outcome == "returned" and not note.strip():
        raise Invalid("note", "Say what the lead inspector should change.")
    content = content_of(report)
    if seen is not None and seen != sha256_of(content):
        raise Stale
    missing = missing_from(content, report)
    if outcome == "cleared" and missing:
        raise Invalid("outcome", "This cannot be cleared: " + " ".join(missing))
    if outcome == "cleared" and stage == "qa_manager" and not partners_read and flagged(content, report.framework):
        raise Invalid("partners_read", "Read each of these sentences and say that none judges a partner.", "PART-04")
    made = Review.objects.create(
        report=report, step=stage, outcome=outcome, note=note, content_sha256=sha256_of(content), by=by
    )
    step(report, _step_name(report, stage, outcome), by=by)
    return made


def _step_name(report: Report, stage: str, outcome: str) -> str:
    if outcome == "returned":
        return "return"
    if stage == "director":
        return "approve"
    return "pass_to_director" if report.document == "report" else "clear"
