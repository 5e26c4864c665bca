"""One table of cases for both checks of a child-level list in CSV: the server's, and the browser's."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from information.listing import table
from tests.information.lists import ANNEX, LABELS, listed

Told = list[tuple[int, str, str]]
GOOD_LIST = listed({}, {"child_id": "K2"})
NO_DATE = "It is no date. Write 2024-04-03 or 3/4/2024, the day first."
FORMULA = "It begins like a formula. Put the value itself."
NOT_NEEDED = ("Local authority", "File location", "Case end date", "Section 7 filed")
BROKEN = "It is an error of the spreadsheet. Put the value itself."


@dataclass(frozen=True)
class Case:
    """A file, and what both must say of it."""

    content: bytes
    rows: int = 0
    told: Told = field(default_factory=list)
    refused: str = ""


def cell(column: str, value: str, label: str, reason: str, **others: str) -> Case:
    """The second row has one wrong cell."""
    return Case(listed({}, {"child_id": "K2", column: value} | others), 2, [(3, label, reason)])


CASES: dict[str, Case] = {
    "good": Case(GOOD_LIST, 2),
    "byte-order mark": Case(b"\xef\xbb\xbf" + GOOD_LIST, 2),
    "semicolons": Case(listed({}, delimiter=";"), 1),
    "tabs": Case(listed({}, delimiter="\t"), 1),
    "bars": Case(listed({}, delimiter="|"), 1),
    "a delimiter of no table": Case(listed({}, delimiter="^"), refused=table.NO_COLUMNS),
    "unicode text of a spreadsheet": Case(listed({}, {"child_id": "K2"}, delimiter="\t").decode().encode("utf-16"), 2),
    "the other half first": Case(b"\xfe\xff" + GOOD_LIST.decode().encode("utf-16-be"), 2),
    "half a letter": Case(GOOD_LIST.decode().encode("utf-16") + b"x", 2, [(3, "Audit", "It must be Y or N.")]),
    "windows line ends": Case(GOOD_LIST.replace(b"\n", b"\r\n") + b"\r\n", 2),
    "old line ends": Case(GOOD_LIST.replace(b"\n", b"\r"), 2),
    "empty lines": Case(
        b"\n \n" + listed({}, {"gender": ""}).replace(b"\n", b"\n\n", 1),
        2,
        [(6, "Gender", "It is empty."), (6, "", table.REPEATED)],
    ),
    "windows letters": Case(listed({"court": "Caf\u00e9"}).decode().encode("cp1252"), 1, [(0, "", table.NOT_UTF_8)]),
    "a broken letter": Case(GOOD_LIST + b"\xff", 2, [(0, "", table.NOT_UTF_8), (3, "Audit", "It must be Y or N.")]),
    "codes as names": Case(listed({}, header=[label.upper().replace(" ", "_") for label in LABELS]), 1),
    "quoted commas and lines": Case(listed({"case_name": 'One, "two"\nthree', "court": ' "a" '}), 1),
    "quote in a cell": Case(listed({}).replace(b"Care", b'Ca"re'), 1),
    "quote alone": Case(listed({}) + b'\n"C2', refused=table.QUOTES),
    "after a quote": Case(listed({}).replace(b"Care", b'"Ca"re'), refused=table.QUOTES),
    "a cell without end": Case(listed({"court": "x" * 131_073}), refused=table.QUOTES),
    "nothing": Case(b"", refused=table.EMPTY),
    "blank": Case(b"\xef\xbb\xbf \r\n\t", refused=table.EMPTY),
    "another table": Case(b"one,two\n1,2", refused=table.NO_COLUMNS),
    "only the names": Case(listed(), 0),
    "a day first": Case(listed({"date_of_birth": "3/4/2024"}, {"child_id": "K2", "date_of_birth": "03.04.2024"}), 2),
    "a year first": Case(listed({"date_of_birth": "2024-04-03"}), 1),
    "a month of 31": cell("date_of_birth", "4/31/2015", "Date of birth", NO_DATE),
    "no leap year": cell("date_of_birth", "29/2/2015", "Date of birth", NO_DATE),
    "a leap year": Case(listed({"date_of_birth": "29/2/2016"}), 1),
    "a year of two": cell("date_of_birth", "3/4/15", "Date of birth", NO_DATE),
    "day and time": cell("date_of_birth", "2015-04-03 00:00", "Date of birth", NO_DATE),
    "no dashes": cell("date_of_birth", "20150403", "Date of birth", NO_DATE),
    "the year nought": cell("date_of_birth", "0000-01-01", "Date of birth", NO_DATE),
    "figures of another script": cell(
        "date_of_birth", "\u0663/\u0664/\u0662\u0660\u0662\u0664", "Date of birth", NO_DATE
    ),
    "today": Case(listed({"case_start_date": "2026-02-24", "case_end_date": "24/2/2026"}), 1),
    "tomorrow": cell("date_of_birth", "2026-02-25", "Date of birth", "This day has not come yet."),
    "an end to come": Case(listed({"case_end_date": "2026-12-01"}), 1),
    "before it began": cell("case_end_date", "2024-04-02", "Case end date", "It lies before the case start date."),
    "on the day it began": Case(listed({"case_end_date": "2024-04-03"}), 1),
    "no end": Case(listed({"case_end_date": "", "section_7_filed": "", "file_location": ""}), 1),
    "formula": cell("court", "=1+1", "Court", FORMULA),
    "formula by at": cell("case_name", " @SUM(1)", "Case name", FORMULA),
    "formula in an empty place": cell("file_location", "-2+3", "File location", FORMULA),
    "error of a spreadsheet": cell("court", "#Ref!", "Court", BROKEN),
    "neither yes nor no": cell("disability", "perhaps", "Disability", "It must be Y or N."),
    "yes in full": Case(listed({"disability": "YES", "audit": "no"}), 1),
    "a law of another kind": cell("law_type", "criminal", "Law type", "It must be public or private."),
    "public without a council": cell("local_authority", "", "Local authority", "It is empty.", law_type="PUBLIC law"),
    "private without a council": Case(listed({"law_type": "Private", "local_authority": ""}), 1),
    "only a space of another kind": cell("gender", "\u00a0\u2003", "Gender", "It is empty."),
    "no mark in the middle": Case(listed({"gender": "\ufeff"}), 1),
    "the same child twice": Case(listed({}, {}), 2, [(3, "", table.REPEATED)]),
    "one child in two cases": Case(listed({}, {"case_id": "C2"}), 2),
    "no number of a child": Case(
        listed({"child_id": ""}, {"child_id": ""}),
        2,
        [(2, "Child ID", "It is empty."), (3, "Child ID", "It is empty."), (3, "", table.REPEATED)],
    ),
    "a short row": Case(
        listed({}) + b"\nC2,Case two,F",
        2,
        [(3, label, "It is empty.") for label in LABELS[3:] if label not in NOT_NEEDED],
    ),
    "a long row": Case(listed({}) + b",more,and more", 1),
    "a column that is missing": Case(
        listed({}, header=["Nickname", *LABELS[1:]]),
        1,
        [(1, "Case ID", table.MISSING), (1, "Column 1", table.NOT_ASKED)],
    ),
    "a column without a name": Case(listed({}, header=[*LABELS[:-1], " "]), 1, [(1, "Audit", table.MISSING)]),
    "a column twice": Case(
        listed({"gender": ""}, header=["Gender" if label == "Team" else label for label in LABELS]),
        1,
        [(1, "Team", table.MISSING)],
    ),
    "a name that every object has": Case(
        listed({"law_type": "public", "team": "constructor"}, header=[*LABELS[:-1], "__proto__"]),
        1,
        [(1, "Audit", table.MISSING), (1, "Column 21", table.NOT_ASKED)],
    ),
    "as many rows as there may be": Case(
        b"Case ID\n" + b"C1\n" * 30_000, 30_000, [(1, label, table.MISSING) for label in LABELS[1:]]
    ),
    "one row more": Case(b"Case ID\n" + b"C1\n" * 30_001, refused=table.too_many_rows(ANNEX)),
    "fifty thousand rows": Case(b"Case ID\n" + b"C1\n" * 50_000, refused=table.too_many_rows(ANNEX)),
}


def mutated(count: int, seed: int = 7) -> Iterator[bytes]:
    """Lists that chance has damaged: whatever one check makes of them, so must the other."""
    dice = random.Random(seed)
    alphabet = [
        b",",
        b";",
        b'"',
        b'""',
        b"\n",
        b"\r",
        b"\t",
        b" ",
        b"=",
        b"Y",
        b"\xc3\xa9",
        b"\xe9",
        b"31/2/2024",
        b"'",
    ]
    for _ in range(count):
        content = listed(*({"child_id": f"K{dice.randint(1, 3)}"} for _ in range(3)), delimiter=dice.choice(",;\t|"))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(content))
            content = content[:at] + dice.choice(alphabet) + content[at + dice.choice((0, 0, 1, 5)) :]
        yield content
