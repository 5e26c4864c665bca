"""Reads a list from an Excel workbook: the one sheet that holds it, as text. No formula is worked out.

What it claims to unpack to is asked first (`files.checking` refused macros, bombs and passwords before). A first pass
counts the elements of each part, because openpyxl holds a whole row in memory, and refuses entities, which it would
unfold.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.parsers import expat

from openpyxl import load_workbook

from framework.versions.shapes.information import AnnexA, Field
from information.listing.columns import known
from information.listing.shapes import Fault, Lines, Unreadable
from information.listing.table import EMPTY, too_many_rows

MOST_OF_SHEETS_BYTES = 100 * 1024 * 1024
MOST_OF_THE_REST_BYTES = 20 * 1024 * 1024
MOST_SHEETS = 20
MOST_COLUMNS = 100
# Counted with the empty ones, which a workbook may hold by the hundred thousand.
MOST_LINES = 60_000
# Within one row, or whatever stands where rows stand; a row of a hundred cells has about three hundred.
MOST_ELEMENTS = 50_000
DEPTH_OF_ROWS = 3
HEADER_WITHIN_LINES = 50

DAMAGED = "The workbook is damaged: it cannot be opened. Save it again, or send the list as CSV."
TOO_LARGE = (
    "The workbook would unpack to far more than a list needs. Send the sheet with the list by itself, or as CSV."
)
NO_SHEET = (
    "No sheet’s first line names the columns that are asked for. Put their names in the first line of the sheet "
    "that holds the list."
)
SEVERAL = "More than one sheet holds a list. Send a workbook that holds one."
FURTHER_SHEETS = "The workbook has further sheets, and nothing of them is used. Take them out before you send it."
FAR_BELOW = "The sheet goes on for tens of thousands of empty lines. Delete what stands below the list."


def read(content: bytes, fields: Sequence[Field], annex: AnnexA) -> Lines:
    """Raises Unreadable."""
    try:
        _must_be_small(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content, fields, annex)
    except Unreadable:
        raise
    # A workbook that somebody has built by hand makes its reader fail in any way at all.
    except Exception as error:
        raise Unreadable(DAMAGED) from error


def header(content: bytes, fields: Sequence[Field]) -> list[str]:
    """The first line of the sheet that names the most columns asked for; empty for what is no such workbook."""
    try:
        _must_be_small(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            found = [_first_line(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
        finally:
            book.close()
    except Exception:
        return []
    return max(found, key=lambda line: known(line, fields), default=[])


def _must_be_small(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        of_sheets = sum(each.file_size for each in parts if _of_a_sheet(each))
        if (
            of_sheets > MOST_OF_SHEETS_BYTES
            or sum(each.file_size for each in parts) - of_sheets > MOST_OF_THE_REST_BYTES
        ):
            raise Unreadable(TOO_LARGE)
        for each in parts:
            # Pictures and the like are never read.
            if each.filename.lower().endswith((".xml", ".rels")):
                with packed.open(each) as opened:
                    _look_through(opened, MOST_ELEMENTS if _of_a_sheet(each) else MOST_OF_THE_REST_BYTES)


def _of_a_sheet(part: zipfile.ZipInfo) -> bool:
    return "sheets/" in part.filename.lower()


def _look_through(opened: IO[bytes], most: int) -> None:
    """Raises Unreadable for a row, or a stretch without rows, of more elements than `most`, and for declarations."""
    depth = since_a_row = 0

    def begins(*_: Any) -> None:
        nonlocal depth, since_a_row
        depth += 1
        since_a_row = 0 if depth == DEPTH_OF_ROWS else since_a_row + 1
        if since_a_row > most:
            raise Unreadable(TOO_LARGE)

    def ends(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declares(*_: Any) -> None:
        raise Unreadable(DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begins, ends, declares
    parser.ParseFile(opened)


def _read(content: bytes, fields: Sequence[Field], annex: AnnexA) -> Lines:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        sheets = book.worksheets[:MOST_SHEETS]
        holding = [sheet for sheet in sheets if known(_first_line(sheet), fields)]
        if not holding:
            raise Unreadable(NO_SHEET if any(_first_line(sheet) for sheet in sheets) else EMPTY)
        if len(holding) > 1:
            raise Unreadable(SEVERAL)
        lines = list(_filled(holding[0], annex))
        # An empty sheet that the program adds by itself is no reason to say anything.
        further = [sheet for sheet in book.worksheets if sheet is not holding[0] and _first_line(sheet)]
    finally:
        book.close()
    return Lines(lines, [Fault(0, "", FURTHER_SHEETS)] if further else [])


def _lines(sheet: Any, most: int) -> Iterator[tuple[int, list[str]]]:
    # What the sheet says of its own size is not believed.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=most, values_only=True)
    return ((number, [_text(value) for value in row]) for number, row in enumerate(rows, start=1))


def _first_line(sheet: Any) -> list[str]:
    return next((row for _, row in _lines(sheet, HEADER_WITHIN_LINES) if any(cell.strip() for cell in row)), [])


def _filled(sheet: Any, annex: AnnexA) -> Iterator[tuple[int, list[str]]]:
    filled = 0
    for number, row in _lines(sheet, MOST_LINES + 1):
        if any(row) and any(cell.strip() for cell in row):
            filled += 1
            if filled > annex.child_level_most_rows + 1:
                raise Unreadable(too_many_rows(annex))
            yield number, row
        if number > MOST_LINES:
            raise Unreadable(FAR_BELOW)


def _text(value: Any) -> str:
    """As it would stand in CSV. A formula that is no text of its own is a "=", which the table refuses."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int | float) else "="
