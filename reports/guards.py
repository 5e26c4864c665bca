"""What this room asks before the inspection's lifecycle takes a step."""

from accounts.refusals import require
from inspections.lifecycle import guard
from inspections.models import Inspection
from reports import queries, rules
from reports.content import content_of, sha256_of
from reports.models import Report


@guard("send_draft")
def draft_is_cleared(inspection: Inspection) -> None:
    report = _report(inspection)
    rules.may_send_draft(report, sha256_of(content_of(report)))


@guard("send_final")
def final_may_go(inspection: Inspection) -> None:
    report = _report(inspection)
    rules.may_send_final(report, sha256_of(content_of(report)))


@guard("publish")
def publication_is_due(inspection: Inspection) -> None:
    rules.may_be_published_now(_report(inspection))


def _report(inspection: Inspection) -> Report:
    report = queries.report_of(inspection)
    require(report, "There is no report or letter yet.")
    assert report
    return report
