"""Runs the table of rules over rows. Each kind of rule stands here and in static/source/list-check.js."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from framework.versions.shapes.information import Field
from information.listing.days import as_day
from information.listing.shapes import Fault
from information.listing.table import KEY, REPEATED, Rule

Cells = dict[str, str]
Kind = Callable[[Rule, str, Cells, date], bool]


def _not_before(rule: Rule, value: str, cells: Cells, today: date) -> bool:
    first, last = as_day(cells.get(rule.other, "")), as_day(value)
    return first is None or last is None or last >= first


def _come_already(rule: Rule, value: str, cells: Cells, today: date) -> bool:
    day = as_day(value)
    return day is None or day <= today


# Whether a cell keeps the rule. An empty cell is asked of by the two kinds that ask for it to be filled, and no other.
KINDS: dict[str, Kind] = {
    "begins_otherwise": lambda rule, value, cells, today: not value.startswith(rule.words),
    "none_of": lambda rule, value, cells, today: value.lower() not in rule.words,
    "filled": lambda rule, value, cells, today: bool(value),
    "filled_where": lambda rule, value, cells, today: (
        bool(value) or not any(word in cells.get(rule.other, "").lower() for word in rule.words)
    ),
    "one_of": lambda rule, value, cells, today: value.lower() in rule.words,
    "holds_one_of": lambda rule, value, cells, today: any(word in value.lower() for word in rule.words),
    "day": lambda rule, value, cells, today: as_day(value) is not None,
    "come_already": _come_already,
    "not_before": _not_before,
}
ASK_THE_EMPTY = ("filled", "filled_where")


def cells_of(row: Sequence[str], columns: dict[int, Field]) -> Cells:
    """By the codes of the columns; a row that ends early has empty cells."""
    return {each.code: row[place].strip() if place < len(row) else "" for place, each in columns.items()}


def faults_of_rows(
    rows: Sequence[tuple[int, Sequence[str]]], columns: dict[int, Field], rules: Sequence[Rule], today: date
) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    asked = [(each, [(KINDS[r.kind], r) for r in rules if r.column == each.code]) for each in columns.values()]
    for number, row in rows:
        cells = cells_of(row, columns)
        for each, own in asked:
            if reason := _first_broken(own, cells[each.code], cells, today):
                yield Fault(number, each.label, reason)
        key = tuple(next((cells[name] for name in names if cells.get(name)), "") for names in KEY)
        if all(key) and key in seen:
            yield Fault(number, "", REPEATED)
        seen.add(key)


def _first_broken(rules: list[tuple[Kind, Rule]], value: str, cells: Cells, today: date) -> str:
    for keeps, rule in rules:
        if (value or rule.kind in ASK_THE_EMPTY) and not keeps(rule, value, cells, today):
            return rule.reason
    return ""
