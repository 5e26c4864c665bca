"""Names that stand in a row, in sentences frozen before the guard was changed for them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from evidence.naming import marks

IN_A_ROW = Path(__file__).parent / "name_guard" / "in_a_row.json"
FROZEN = "e554759b09cfcf8851243beaeae5643e3f28c67222746924e94201ff152503de"  # pragma: allowlist secret
# Of 14 before.
FOUND, OF_THOSE = 93, 100
# Charities that are called by a word and are said to have said something; two before, too.
FREE, STOPPED = 60, 2


def written() -> list[dict[str, Any]]:
    content = IN_A_ROW.read_bytes()
    assert hashlib.sha256(content).hexdigest() == FROZEN
    found: list[dict[str, Any]] = json.loads(content)["sentences"]
    return found


def asked_about(text: str, names: list[str]) -> list[str]:
    """Those of the names, in their order in the text, that its author is asked about."""
    stops, found, at = [mark for mark in marks(text) if mark.stops], [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        if any(mark.start < at and start < mark.end for mark in stops):
            found.append(name)
    return found


@pytest.mark.rule("EVID-23", part="people on no list who are named in a row are asked about")
def test_people_in_a_row_are_asked_about() -> None:
    missed = {one["text"]: names for one in written() if (names := _missed(one))}
    every = sum(len(one["unlisted"]) for one in written())
    assert every == OF_THOSE
    assert every - sum(map(len, missed.values())) >= FOUND, missed


def _missed(one: dict[str, Any]) -> list[str]:
    found = asked_about(one["text"], one["unlisted"])
    return [name for name in one["unlisted"] if name not in found]


@pytest.mark.rule("EVID-23", part="places, charities, documents and months in a row stop nobody")
def test_other_capitals_in_a_row_stop_nobody() -> None:
    free = [one["text"] for one in written() if not one["unlisted"]]
    assert len(free) == FREE
    stopped = [text for text in free if any(mark.stops for mark in marks(text))]
    assert len(stopped) <= STOPPED, stopped


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann, Ben and Cas all said that they were seen.", ["Ann", "Ben", "Cas"]),
        ("In Harlow, Priya told us about it.", ["Priya"]),
        ("Barnet, Enfield and Harrow all said no.", []),
        ("Handover from Bilal & Zuri to the duty team.", ["Bilal", "Zuri"]),
    ],
)
@pytest.mark.rule("EVID-23", part="a row is told by what stands between its names")
def test_what_makes_a_row(text: str, wanted: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in marks(text) if mark.stops] == wanted
