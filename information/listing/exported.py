"""The table of rules as the page carries it for the browser."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from framework.versions.shapes.information import AnnexA, Field
from information.listing import table
from information.listing.columns import names
from information.listing.table import DELIMITERS, KEY, rules_for, too_many_rows


def as_json(fields: Sequence[Field], annex: AnnexA, today: date) -> dict[str, Any]:
    """Everything that static/source/list-check.js needs to find the same faults before a list is sent."""
    return {
        "columns": [{"code": each.code, "label": each.label, "names": names(each)} for each in fields],
        "rules": [asdict(rule) for rule in rules_for(fields)],
        "key": KEY,
        "delimiters": DELIMITERS,
        "today": today.isoformat(),
        "most": {"rows": annex.child_level_most_rows, "faults": table.MOST_FAULTS, "cell": table.LONGEST_CELL},
        "said": {
            "empty": table.EMPTY,
            "no_columns": table.NO_COLUMNS,
            "quotes": table.QUOTES,
            "not_utf_8": table.NOT_UTF_8,
            "missing": table.MISSING,
            "not_asked": table.NOT_ASKED,
            "repeated": table.REPEATED,
            "too_many_rows": too_many_rows(annex),
            "too_many_faults": table.TOO_MANY_FAULTS,
        },
    }
