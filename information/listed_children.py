"""The rows of a child-level list as candidates: reference and groups, and nothing else of a row. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from accounts.refusals import Invalid
from framework.versions import FrameworkVersion
from framework.versions.shapes.information import Field
from framework.versions.shapes.sample import Sample
from information.listing import Lines
from information.listing.cells import Cells, cells_of
from information.listing.columns import columns_of
from information.listing.spread import NOT_KNOWN, NOT_RECOGNISED, spread
from information.proposing import Candidate
from information.references import plain_reference

UNSAID = (NOT_KNOWN, NOT_RECOGNISED)


def candidates(
    lines: Lines, fields: Sequence[Field], pinned: FrameworkVersion, on: date
) -> tuple[list[Candidate], int]:
    """Each reference once, and how many rows were passed over. `on`: the day for which ages and lengths are counted."""
    columns = columns_of(lines.header, fields)
    words = pinned.files.sample
    found: dict[str, Candidate] = {}
    for row in lines.rows:
        cells = cells_of(row[1], columns)
        try:
            reference = plain_reference("/".join(filter(None, (cells.get("case_id"), cells.get("child_id")))))
        except Invalid:
            continue
        groups = dict(_groups(words, {label: group for label, ((group, _),) in spread([row], columns, on)}))
        found.setdefault(reference, Candidate(reference, groups, _proceeding(words, cells)))
    return list(found.values()), len(lines.rows) - len(found)


def _groups(words: Sample, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for of in words.dimensions:
        group = said.get(of.listed, NOT_KNOWN)
        if not of.values and group not in UNSAID:
            yield of.code, group
        for each in of.values:
            if group in each.listed:
                yield of.code, each.code


def _proceeding(words: Sample, cells: Cells) -> str:
    """The one proceeding whose words stand in the row; "" for none or more than one."""
    for code in ("lead_application", "case_type"):
        text = cells.get(code, "").lower()
        fitting = [each.code for each in words.listed_proceedings if any(word in text for word in each.words)]
        if len(fitting) == 1:
            return fitting[0]
    return ""
