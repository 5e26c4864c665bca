"""Reads a file, CSV or workbook, and has the one table of rules run over its rows."""

from collections.abc import Sequence
from datetime import date
from itertools import islice

from framework.versions.shapes.information import AnnexA, Field
from information.listing import separated, workbook
from information.listing.cells import faults_of_rows
from information.listing.columns import columns_of, faults_of_header, known
from information.listing.shapes import PACKED, Checked, Fault, Lines, Unreadable
from information.listing.table import MOST_FAULTS, TOO_MANY_FAULTS, rules_for


def read(content: bytes, fields: Sequence[Field], annex: AnnexA) -> Lines:
    """By what the bytes are, not by what the file is called. Raises Unreadable."""
    reader = workbook.read if content.startswith(PACKED) else separated.read
    return reader(content, fields, annex)


def is_list(content: bytes, fields: Sequence[Field]) -> bool:
    """Whether the first line names at least half of the columns that are asked for."""
    header = workbook.header if content.startswith(PACKED) else separated.header
    return 2 * known(header(content, fields), fields) >= len(fields)


def check(content: bytes, fields: Sequence[Field], annex: AnnexA, today: date) -> Checked:
    try:
        found = read(content, fields, annex)
    except Unreadable as reason:
        return Checked(refused=str(reason))
    columns = columns_of(found.header, fields)
    checked = Checked(len(found.rows), [*found.told, *faults_of_header(found.header, columns, fields)])
    checked.faults += islice(faults_of_rows(found.rows, columns, rules_for(fields), today), MOST_FAULTS)
    if len(checked.faults) >= MOST_FAULTS:
        checked.faults.append(Fault(0, "", TOO_MANY_FAULTS))
    return checked
