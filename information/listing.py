"""The check of a child-level list: one table of rules, every fault by row, column and reason. Pure.

A reason never repeats what stands in a cell: faults are shown and downloaded, and cells name children.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from framework.versions import all_versions
from framework.versions.shapes.information import AnnexA, Field
from framework.versions.whole import FrameworkVersion

DELIMITERS = (",", ";", "\t", "|")
YES_NO = "Y/N"
DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
FORMULA = ("=", "+", "-", "@", "\t")
MOST_FAULTS = 20_000
PUBLIC, LAW = "public", "law_type"


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, or in the whole row or file (column "", row 0)."""

    row: int
    column: str
    reason: str


@dataclass
class Checked:
    """What a list holds and what is wrong with it. `refused` says why it cannot be read at all."""

    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    refused: str = ""


def fields_for(pinned: FrameworkVersion) -> tuple[tuple[Field, ...], str]:
    """The columns of a version, and the version that they come from: an older one borrows those of the next."""
    later = [each for each in all_versions() if each.in_force_from >= pinned.in_force_from]
    found = next(each for each in later if each.files.annex_a.child_level_fields)
    return found.files.annex_a.child_level_fields, found.code


def check(content: bytes, fields: Sequence[Field], annex: AnnexA, today: date) -> Checked:
    """Reads CSV in UTF-8 (with a mark or without) or Windows' own letters, with commas, semicolons, tabs or bars."""
    text, told = _decoded(content)
    lines = text.splitlines()
    if not lines or not lines[0].strip():
        return Checked(refused="The list is empty: its first line names the columns.")
    delimiter = max(DELIMITERS, key=lambda each: _known(lines[0].split(each), fields))
    if not _known(lines[0].split(delimiter), fields):
        return Checked(refused="The first line names none of the columns that are asked for.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header, *rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        return Checked(refused="The list cannot be read: a quotation mark stands alone or is not closed.")
    if len(rows) > annex.child_level_most_rows:
        return Checked(len(rows), refused=f"The list has more than {annex.child_level_most_rows:,} rows.")
    columns = _columns(header, fields)
    checked = Checked(len(rows), [*told, *_of_header(header, columns, fields)])
    checked.faults += islice(_of_rows(rows, columns, today), MOST_FAULTS)
    if len(checked.faults) >= MOST_FAULTS:
        checked.faults.append(Fault(0, "", "There are more problems than can be shown. Mend these first."))
    return checked


def _decoded(content: bytes) -> tuple[str, list[Fault]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        reason = "The file is not in UTF-8: letters with accents may be wrong. Save it as “CSV UTF-8”."
        return content.decode("cp1252", "replace"), [Fault(0, "", reason)]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _names(each: Field) -> set[str]:
    return {_plain(each.code), _plain(each.label)}


def _known(header: Sequence[str], fields: Sequence[Field]) -> int:
    names = {name for each in fields for name in _names(each)}
    return sum(_plain(cell) in names for cell in header)


def _columns(header: Sequence[str], fields: Sequence[Field]) -> dict[int, Field]:
    by_name = {name: each for each in fields for name in _names(each)}
    return {place: by_name[_plain(cell)] for place, cell in enumerate(header) if _plain(cell) in by_name}


def _of_header(header: Sequence[str], columns: dict[int, Field], fields: Sequence[Field]) -> Iterator[Fault]:
    there = {each.code for each in columns.values()}
    for each in fields:
        if each.code not in there:
            yield Fault(1, each.label, "This column is missing.")
    for place, cell in enumerate(header):
        if place not in columns and cell.strip():
            yield Fault(1, f"Column {place + 1}", "This column is not asked for, and nothing of it is used.")


def _of_rows(rows: Sequence[Sequence[str]], columns: dict[int, Field], today: date) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, start=2):
        cells = {each.code: row[place].strip() if place < len(row) else "" for place, each in columns.items()}
        for each in columns.values():
            if reason := fault_of(each, cells, today):
                yield Fault(number, each.label, reason)
        key = (cells.get("case_id", ""), cells.get("child_id", "") or cells.get("case_name", ""))
        if all(key) and key in seen:
            yield Fault(number, "", "This row repeats an earlier one: the same case and child.")
        seen.add(key)
        if reason := _in_order(cells):
            yield Fault(number, "Case end date", reason)


def fault_of(each: Field, cells: dict[str, str], today: date) -> str:
    """The first rule that a cell breaks, "" for none."""
    value = cells[each.code]
    if value.startswith(FORMULA):
        return "It begins like a formula. Put the value itself."
    if not value:
        return "It is empty." if _needed(each, cells) else ""
    return next((reason for rule in RULES if (reason := rule(each, value, today))), "")


def _needed(each: Field, cells: dict[str, str]) -> bool:
    """What is asked for only at times is needed only then: a local authority in public law."""
    if not each.when:
        return not each.code.startswith(("case_end", "section_7"))
    return PUBLIC in each.when and PUBLIC in cells.get(LAW, "").casefold()


def _yes_or_no(each: Field, value: str, today: date) -> str:
    wanted = each.values == YES_NO
    return "It must be Y or N." if wanted and value.casefold() not in ("y", "n", "yes", "no") else ""


def _law(each: Field, value: str, today: date) -> str:
    known = any(word in value.casefold() for word in (PUBLIC, "private"))
    return "" if each.code != LAW or known else "It must be public or private."


def _a_day(each: Field, value: str, today: date) -> str:
    if "date" not in each.code:
        return ""
    day = as_day(value)
    if day is None:
        return "It is no date. Write 2024-04-03 or 3/4/2024, the day first."
    return "This day has not come yet." if day > today and each.code != "case_end_date" else ""


RULES: tuple[Callable[[Field, str, date], str], ...] = (_yes_or_no, _law, _a_day)


def as_day(value: str) -> date | None:
    """ "2024-04-03", or "3/4/2024" with the day first; None for anything else."""
    try:
        if found := DAY_FIRST.fullmatch(value):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(value)
    except ValueError:
        return None


def _in_order(cells: dict[str, str]) -> str:
    first, last = as_day(cells.get("case_start_date", "")), as_day(cells.get("case_end_date", ""))
    return "It lies before the case start date." if first and last and last < first else ""
