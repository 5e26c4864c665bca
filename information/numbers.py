"""Numbers of rows as a browser sends them back."""

from collections.abc import Iterable

MOST_DIGITS = 18


def row_numbers(words: Iterable[str]) -> set[int]:
    """Of these words those that may be the number of a row: a browser can send anything, and the database not all."""
    return {int(each) for each in words if each.isdecimal() and len(each) <= MOST_DIGITS}
