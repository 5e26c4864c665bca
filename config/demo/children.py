"""A list of 600 invented children for the demo, the same at every run; a few cells are wrong on purpose."""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from framework.versions.shapes.information import Field

CHILDREN = 600
SEED = 20240122
WRONG_EVERY = 150
FIRST = ("Robin", "Wren", "Merle", "Linnet", "Phoebe", "Jay", "Martin", "Starling", "Brambling", "Avocet")
LAST = ("Invented", "Fictional", "Madeup", "Example", "Sample", "Imagined", "Pretend", "Notional")
ETHNICITIES = ("White British",) * 6 + ("Asian", "Black", "Mixed White and Asian", "Other", "Not known")
CASES = {"Private": ("s7", "safeguarding letter only", "r16.4"), "Public": ("s31", "s25")}


def csv_of(fields: Sequence[Field], closed_before: date) -> bytes:
    """Cases closed in the two weeks before that day."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(each.label for each in fields)
    writer.writerows([row[each.code] for each in fields] for row in _rows(closed_before))
    return made.getvalue().encode()


def _rows(closed_before: date) -> Iterator[dict[str, str]]:
    dice = random.Random(SEED)
    for number in range(1, CHILDREN + 1):
        law = dice.choice(("Private", "Private", "Public"))
        ended = closed_before - timedelta(days=dice.randint(1, 14))
        begun = ended - timedelta(weeks=int(dice.triangular(2, 120, 24)))
        born = begun - timedelta(days=dice.randint(10, 17 * 365))
        yield {
            "case_id": f"DEMO-{number // 2:04}",
            "case_name": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
            "gender": dice.choice(("F", "M")),
            "ethnicity": dice.choice(ETHNICITIES),
            "disability": "perhaps" if number % WRONG_EVERY == 0 else dice.choice(("N",) * 9 + ("Y",)),
            "date_of_birth": born.isoformat(),
            "lead_application": "Care order" if law == "Public" else "Child arrangements",
            "law_type": law,
            "case_type": dice.choice(CASES[law]),
            "practitioner": f"Practitioner {dice.randint(1, 60)}",
            "team": f"Team {dice.randint(1, 20)}",
            "service_area": f"A{dice.randint(1, 17)}",
            "local_authority": f"Invented council {dice.randint(1, 30)}" if law == "Public" else "",
            "court": f"Invented court {dice.randint(1, 25)}",
            "file_location": "",
            "child_id": f"CHILD-{number:04}",
            "case_start_date": begun.isoformat(),
            "case_end_date": ended.isoformat(),
            "child_seen_in_person": dice.choice("YYYN"),
            "section_7_filed": "",
            "audit": dice.choice("YNNNNNNN"),
        }
