"""How the children of a list are spread, as counts alone: of each value only what a known group stands for. Pure.

A cell that fits no group is counted as not recognised, so that a name in the wrong column is never kept as a group.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from framework.versions.shapes.information import Field
from information.listing.cells import Cells, cells_of
from information.listing.days import as_day

NOT_KNOWN, NOT_RECOGNISED = "Not known", "Not recognised"
# Years, from and below; weeks likewise, as Annex A asks for open cases by length.
AGES = (("Under 1", 0, 1), ("1 to 4", 1, 5), ("5 to 9", 5, 10), ("10 to 15", 10, 16), ("16 and 17", 16, 18))
LENGTHS = (
    ("Under 26 weeks", 0, 26),
    ("26 to under 52 weeks", 26, 52),
    ("52 to under 100 weeks", 52, 100),
    ("100 weeks or more", 100, 10_000),
)
UNSAID = ("", "unknown", "not known", "not stated", "not recorded", "refused", "n/k", "nk")
GENDERS = {
    "f": "Female",
    "female": "Female",
    "girl": "Female",
    "m": "Male",
    "male": "Male",
    "boy": "Male",
    "other": "Other",
    "non-binary": "Other",
    "nonbinary": "Other",
    "x": "Other",
}
YES, NO = "Yes", "No"
YES_OR_NO = {"y": YES, "yes": YES, "n": NO, "no": NO}
# The first word found decides, so that "White and Black Caribbean" under "Mixed" is mixed.
ETHNICITIES = (
    ("mixed", "Mixed"),
    ("multiple", "Mixed"),
    ("asian", "Asian"),
    ("chinese", "Asian"),
    ("black", "Black"),
    ("african", "Black"),
    ("caribbean", "Black"),
    ("white", "White"),
    ("arab", "Other"),
    ("other", "Other"),
)
LAWS = (("public", "Public law"), ("private", "Private law"))
AREA = re.compile(r"([a-z]{1,3})[ -]?([0-9]{1,2})(?![0-9a-z])")
# What stands for an area without a code is kept where this many cases share it: no child's name does.
CASES_OF_AN_AREA = 10
LONGEST_AREA = 60

Spread = list[tuple[str, list[tuple[str, int]]]]


def _exactly(groups: dict[str, str]) -> Callable[[str], str]:
    return lambda value: groups.get(value, NOT_RECOGNISED)


def _by_word(groups: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    return lambda value: next((group for word, group in groups if word in value), NOT_RECOGNISED)


# By the code of the column: what the dimension is called, and the group of a cell that says something.
GROUPS: dict[str, tuple[str, Callable[[str], str]]] = {
    "law_type": ("Law type", _by_word(LAWS)),
    "gender": ("Gender", _exactly(GENDERS)),
    "disability": ("Disability", _exactly(YES_OR_NO)),
    "ethnicity": ("Ethnicity", _by_word(ETHNICITIES)),
    "audit": ("Audited before", _exactly(YES_OR_NO)),
}
AGE, LENGTH, SERVICE_AREA, OLDER = "Age", "Length of the case", "Service area", "18 and over"
DIMENSIONS = ("Law type", AGE, "Gender", "Disability", "Ethnicity", SERVICE_AREA, LENGTH, "Audited before")


def spread(rows: Sequence[tuple[int, Sequence[str]]], columns: dict[int, Field], today: date) -> Spread:
    """(dimension, (group, how many rows)); a dimension whose column the list lacks is not there."""
    there = {each.code for each in columns.values()}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    named = _areas(rows, columns)
    for _, row in rows:
        cells = cells_of(row, columns)
        for code in GROUPS.keys() & there:
            label, group = GROUPS[code]
            counts[label][_group(cells[code].lower(), group)] += 1
        if "date_of_birth" in there:
            counts[AGE][age_band(as_day(cells["date_of_birth"]), today)] += 1
        if "case_start_date" in there:
            counts[LENGTH][_length(cells, today)] += 1
        if "service_area" in there:
            counts[SERVICE_AREA][_group(cells["service_area"].lower(), lambda value: _area(value, named))] += 1
    return [(label, _in_order(counts[label])) for label in DIMENSIONS if label in counts]


def _in_order(found: Counter[str]) -> list[tuple[str, int]]:
    """Bands as they follow one another, groups from the largest down; what nothing is known of at the end."""
    bands = [label for label, _, _ in (*AGES, *LENGTHS)] + [OLDER]
    last = {NOT_KNOWN: 1, NOT_RECOGNISED: 2}
    order = {label: place for place, label in enumerate(bands)}
    return sorted(found.items(), key=lambda each: (last.get(each[0], 0), order.get(each[0], 0), -each[1], each[0]))


def _group(value: str, group: Callable[[str], str]) -> str:
    return NOT_KNOWN if value in UNSAID else group(value)


def age_band(born: date | None, today: date) -> str:
    """In whole years on that day."""
    if born is None or born > today:
        return NOT_KNOWN
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return _band(AGES, years, OLDER)


def _length(cells: Cells, today: date) -> str:
    first = as_day(cells["case_start_date"])
    last = as_day(cells.get("case_end_date", "")) or today
    if first is None or last < first:
        return NOT_KNOWN
    return _band(LENGTHS, (last - first).days // 7, NOT_RECOGNISED)


def _band(bands: Iterable[tuple[str, int, int]], number: int, otherwise: str) -> str:
    return next((label for label, least, below in bands if least <= number < below), otherwise)


def _areas(rows: Sequence[tuple[int, Sequence[str]]], columns: dict[int, Field]) -> set[str]:
    """The words for a service area that many cases share."""
    cases: dict[str, set[str]] = defaultdict(set)
    for _, row in rows:
        cells = cells_of(row, columns)
        cases[cells.get("service_area", "").lower()].add(cells.get("case_id", ""))
    return {area for area, of_it in cases.items() if len(of_it) >= CASES_OF_AN_AREA and len(area) <= LONGEST_AREA}


def _area(value: str, named: set[str]) -> str:
    if found := AREA.match(value):
        return f"{found[1].upper()}{found[2]}"
    return value.title() if value in named else NOT_RECOGNISED
