"""Sending the draft and the final version to Cafcass: a person's act, with a finished file of the cleared content."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from accounts.refusals import NotAllowed
from files.models import StoredFile
from inspections.lifecycle import advance
from inspections.roles import permit
from reports import dates, letters, queries, rules
from reports.actions.drafting import taken
from reports.content import Content, content_of, sha256_of
from reports.models import Report, Sending, Share
from reports.rendering_keys import rendering_key
from scheduling.actions import record_actual


@transaction.atomic
def send_draft(report: Report, *, by: Person) -> Sending:
    """Sends the draft with its window of comments, counted from the real sending (CLEAR-05). Raises NotAllowed."""
    report = taken(report)
    permit(by, report.inspection, Thing.DRAFT, Verb.EDIT, "Only the lead inspector sends the draft.")
    advance(report.inspection, "send_draft", by=by)
    content = content_of(report)
    file = finished_file(report, "draft", content, None)
    record_actual(report.inspection.timeline, "draft", clock.today(), by, inspection=report.inspection.ref)
    opens, closes = dates.comment_window(report.inspection.timeline)
    return _send(report, "draft", content, file, by, window_opens=opens, window_closes=closes)


@transaction.atomic
def send_final(report: Report, *, by: Person) -> Sending:
    """Sends the final version under embargo and, at the same moment, the summary for children (CLEAR-10, CHILD-03)."""
    report = taken(report)
    permit(by, report.inspection, Thing.DRAFT, Verb.EDIT, "Only the lead inspector sends the final version.")
    advance(report.inspection, "send_final", by=by)
    content = content_of(report)
    planned = dates.publication_if_sent(report.inspection.timeline, clock.today())
    file = finished_file(report, "final", content, planned)
    record_actual(report.inspection.timeline, "final", clock.today(), by, inspection=report.inspection.ref)
    summary = queries.childrens_summary(report) if report.inspection.graded else None
    return _send(report, "final", content, file, by, publication_planned=planned, childrens_summary=summary)


@transaction.atomic
def share(report: Report, kind: str, person: Person, *, by: Person) -> Share:
    """The chief executive puts a link person on the distribution of the draft or of the final version."""
    report = taken(report)
    rules.may_share(report, kind, person, by)
    made, new = Share.objects.get_or_create(report=report, kind=kind, person=person, defaults={"by": by})
    if new:
        record("shared", made, by=by, inspection=report.inspection.ref, after=kind)
        letters.tell_of_share(report, kind, person, by=by)
    return made


def finished_file(report: Report, stage: str, content: Content, embargo_until: date | None) -> StoredFile:
    """The PDF of exactly this content. Raises NotAllowed while there is none."""
    key = rendering_key(report.pk, stage, sha256_of(content), embargo_until)
    rendering = queries.rendering_for(report, key)
    file = queries.file_of(rendering) if rendering else None
    if file is None:
        raise NotAllowed(
            "There is no finished PDF of this text with today's dates yet.", "the lead inspector, by having it made"
        )
    return file


def _send(report: Report, kind: str, content: Content, file: StoredFile, by: Person, **promised: Any) -> Sending:
    sent = Sending.objects.create(
        report=report, kind=kind, content=content, content_sha256=sha256_of(content), file=file, by=by, **promised
    )
    record("sent", sent, by=by, inspection=report.inspection.ref, after=kind)
    letters.tell_of_sending(report, sent, by=by)
    return sent
