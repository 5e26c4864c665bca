"""The table of rules: one line a rule of a column. The browser has it as JSON and runs it by the same kinds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framework.versions.shapes.information import AnnexA, Field

DELIMITERS = (",", ";", "\t", "|")
YES_NO = "Y/N"
MOST_FAULTS = 20_000
LONGEST_CELL = 131_072
PUBLIC, PRIVATE, LAW = "public", "private", "law_type"
OPTIONAL = ("case_end", "section_7")
BEGIN, END = "case_start_date", "case_end_date"
SPREADSHEET_ERRORS = ("#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!")
# Two rows with the same case and child are one too many; where a list has no child's number, its name stands for it.
KEY = (("case_id",), ("child_id", "case_name"))

MISSING = "This column is missing."
NOT_ASKED = "This column is not asked for, and nothing of it is used."
REPEATED = "This row repeats an earlier one: the same case and child."
TOO_MANY_FAULTS = "There are more problems than can be shown. Mend these first."
EMPTY = "The list is empty: its first line names the columns."
NO_COLUMNS = (
    "The first line names none of the columns that are asked for. Put their names there, separated by commas, "
    "semicolons, tabs or bars."
)
QUOTES = "The list cannot be read: a quotation mark stands alone or is not closed."
NOT_UTF_8 = "The file is not in UTF-8: letters with accents may be wrong. Save it as “CSV UTF-8”."


@dataclass(frozen=True)
class Rule:
    """`kind` names how it is asked (cells.py, list-check.js): of the cell, with `words`, or beside column `other`."""

    column: str
    kind: str
    reason: str
    words: tuple[str, ...] = ()
    other: str = ""


def rules_for(fields: Sequence[Field]) -> list[Rule]:
    """In the order in which they are asked: of one cell only the first that is broken is told."""
    codes = {each.code for each in fields}
    return [rule for each in fields for rule in _of_column(each, codes)]


def _of_column(each: Field, codes: set[str]) -> Iterator[Rule]:
    yield Rule(each.code, "begins_otherwise", "It begins like a formula. Put the value itself.", ("=", "+", "-", "@"))
    yield Rule(each.code, "none_of", "It is an error of the spreadsheet. Put the value itself.", SPREADSHEET_ERRORS)
    if not each.when and not each.code.startswith(OPTIONAL):
        yield Rule(each.code, "filled", "It is empty.")
    elif PUBLIC in each.when:
        yield Rule(each.code, "filled_where", "It is empty.", (PUBLIC,), LAW)
    if each.values == YES_NO:
        yield Rule(each.code, "one_of", "It must be Y or N.", ("y", "n", "yes", "no"))
    if each.code == LAW:
        yield Rule(each.code, "holds_one_of", "It must be public or private.", (PUBLIC, PRIVATE))
    if "date" in each.code:
        yield Rule(each.code, "day", "It is no date. Write 2024-04-03 or 3/4/2024, the day first.")
        if each.code != END:
            yield Rule(each.code, "come_already", "This day has not come yet.")
        elif BEGIN in codes:
            yield Rule(each.code, "not_before", "It lies before the case start date.", other=BEGIN)


def too_many_rows(annex: AnnexA) -> str:
    asked = annex.child_level_cases
    return f"The list has more than {annex.child_level_most_rows:,} rows. What is asked for: {asked}."
