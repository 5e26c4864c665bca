"""Reads a list in CSV: UTF-8 (with a mark or without), UTF-16 with a mark, or Windows' own letters; four delimiters."""

import codecs
import csv
import io
import re
from collections.abc import Sequence

from framework.versions.shapes.information import AnnexA, Field
from information.listing.columns import known
from information.listing.shapes import HEAD_BYTES, Fault, Lines, Unreadable
from information.listing.table import DELIMITERS, EMPTY, NO_COLUMNS, NOT_UTF_8, QUOTES, too_many_rows


def read(content: bytes, fields: Sequence[Field], annex: AnnexA) -> Lines:
    """Raises Unreadable."""
    text, told = _decoded(content)
    first = _first(text)
    if not first:
        raise Unreadable(EMPTY)
    delimiter = _delimiter(first, fields)
    if not known(first.split(delimiter), fields):
        raise Unreadable(NO_COLUMNS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(reader, start=1):
            if any(cell.strip() for cell in row):
                lines.append((number, row))
            if len(lines) > annex.child_level_most_rows + 1:
                raise Unreadable(too_many_rows(annex))
    except csv.Error as error:
        raise Unreadable(QUOTES) from error
    return Lines(lines, told)


def header(content: bytes, fields: Sequence[Field]) -> list[str]:
    """The first line as it is read as a list, whatever the file is."""
    first = _first(_decoded(content[:HEAD_BYTES])[0])
    return [cell.strip('" ') for cell in first.split(_delimiter(first, fields))]


def _first(text: str) -> str:
    return next((line for line in re.split(r"\r\n|\r|\n", text) if line.strip()), "")


def _delimiter(first: str, fields: Sequence[Field]) -> str:
    return max(DELIMITERS, key=lambda each: known(first.split(each), fields))


def _decoded(content: bytes) -> tuple[str, list[Fault]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), [Fault(0, "", NOT_UTF_8)]
