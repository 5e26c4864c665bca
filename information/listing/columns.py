"""The columns that are asked for, and how the first line of a list names them."""

import re
from collections.abc import Iterator, Sequence

from framework.versions import all_versions
from framework.versions.shapes.information import Field
from framework.versions.whole import FrameworkVersion
from information.listing.shapes import Fault
from information.listing.table import MISSING, NOT_ASKED


def fields_for(pinned: FrameworkVersion) -> tuple[tuple[Field, ...], str]:
    """The columns of a version, and the version that they come from: an older one borrows those of the next."""
    later = [each for each in all_versions() if each.in_force_from >= pinned.in_force_from]
    found = next(each for each in later if each.files.annex_a.child_level_fields)
    return found.files.annex_a.child_level_fields, found.code


def plain(name: str) -> str:
    """Letters and digits alone, so that "Case ID" and "case_id" are one name."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def names(each: Field) -> tuple[str, str]:
    return plain(each.code), plain(each.label)


def known(header: Sequence[str], fields: Sequence[Field]) -> int:
    """How many cells of a first line name a column that is asked for."""
    asked = {name for each in fields for name in names(each)}
    return sum(plain(cell) in asked for cell in header)


def columns_of(header: Sequence[str], fields: Sequence[Field]) -> dict[int, Field]:
    """By their places the columns that are asked for."""
    by_name = {name: each for each in fields for name in names(each)}
    return {place: by_name[plain(cell)] for place, cell in enumerate(header) if plain(cell) in by_name}


def faults_of_header(header: Sequence[str], columns: dict[int, Field], fields: Sequence[Field]) -> Iterator[Fault]:
    there = {each.code for each in columns.values()}
    for each in fields:
        if each.code not in there:
            yield Fault(1, each.label, MISSING)
    for place, cell in enumerate(header):
        if place not in columns and cell.strip():
            yield Fault(1, f"Column {place + 1}", NOT_ASKED)
