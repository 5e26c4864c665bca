"""People on no list at the beginning of a sentence, in sentences frozen before the guard was changed for them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from evidence.naming import marks
from tests.evidence.test_name_guard_figures import FILE

BEGINNINGS = Path(__file__).parent / "name_guard" / "beginnings.json"
FROZEN = "3a4913932c26aaa9d471945ecfa6f8921264732fe8b55acb529bbf8eb789dd47"  # pragma: allowlist secret
FOUND = 29
# Of the people in the older sentences who are on no list.
FOUND_BEFORE, OF_THOSE = 51, 52


def written(file: Path = BEGINNINGS) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text())["sentences"]
    return found


def asked_about(text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(text) if mark.stops]


@pytest.mark.rule("EVID-23", part="people on no list are asked about at the beginning of a sentence")
def test_people_at_the_beginning_of_a_sentence_are_asked_about() -> None:
    assert hashlib.sha256(BEGINNINGS.read_bytes()).hexdigest() == FROZEN
    people = [one for one in written() if one["unlisted"]]
    missed = [one["text"] for one in people if asked_about(one["text"])[:1] != one["unlisted"]]
    assert (len(people), len(people) - len(missed)) == (30, FOUND), missed


@pytest.mark.rule("EVID-23", part="what begins a sentence with a capital and is no name stops nobody")
def test_other_words_at_the_beginning_stop_nobody() -> None:
    free = [one["text"] for one in written() if not one["unlisted"]]
    assert len(free) == 60
    assert [(text, asked_about(text)) for text in free if asked_about(text)] == []


@pytest.mark.rule("EVID-23", part="of the people on no list in the older sentences no fewer are found")
def test_people_on_no_list_in_the_older_sentences() -> None:
    people = [(one["text"], name) for one in written(FILE) for name in one["unlisted"]]
    found = [name for text, name in people if _touched(text, name)]
    assert len(people) == OF_THOSE
    assert len(found) >= FOUND_BEFORE


def _touched(text: str, name: str) -> bool:
    at = text.index(name)
    return any(mark.stops and mark.start < at + len(name) and at < mark.end for mark in marks(text))
