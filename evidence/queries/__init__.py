"""Reads of this room that more than one caller, or a room above, needs."""

from evidence.queries.coverage import Counts, counts
from evidence.queries.documents import agreed_summaries, summary_label
from evidence.queries.findings import findings_agreed
from evidence.queries.judgement import grades_for_report, judgement_of
from evidence.queries.told import unlinked as unlinked_headlines

__all__ = [
    "Counts",
    "agreed_summaries",
    "counts",
    "findings_agreed",
    "grades_for_report",
    "judgement_of",
    "summary_label",
    "unlinked_headlines",
]
