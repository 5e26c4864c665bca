"""The check of a child-level list: one table of rules, every fault by row, column and reason. Pure.

A reason never repeats what stands in a cell: faults are shown and downloaded, and cells name children.
"""

from information.listing.checking import check, is_list, read
from information.listing.columns import fields_for
from information.listing.days import as_day
from information.listing.shapes import HEAD_BYTES, LIST_ENDINGS, MOST_BYTES, PACKED, Checked, Fault, Lines, Unreadable

__all__ = [
    "HEAD_BYTES",
    "LIST_ENDINGS",
    "MOST_BYTES",
    "PACKED",
    "Checked",
    "Fault",
    "Lines",
    "Unreadable",
    "as_day",
    "check",
    "fields_for",
    "is_list",
    "read",
]
