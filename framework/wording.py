"""Checks of wording that need no database: where a text uses one of the four grade words (AEM-12)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True)
class GradeWord:
    """One use of a grade's word: the word as it stands, and the whole sentence around it."""

    word: str
    sentence: str


def grade_words(text: str, labels: Iterable[str]) -> tuple[GradeWord, ...]:
    """Every use, in order. `labels` are the grades' names; of a long one its short form counts too.

    Only whole words: "goodness" and "inadequately" are none. Lines may break anywhere inside a phrase.
    """
    pattern = _pattern(labels)
    return tuple(
        GradeWord(" ".join(found[0].split()), " ".join(sentence.split()))
        for sentence in _sentences(text)
        for found in pattern.finditer(sentence)
    )


def _sentences(text: str) -> Iterator[str]:
    """Sentences; a line break ends one only where a paragraph ends."""
    for paragraph in re.split(r"\n\s*\n", text):
        yield from SENTENCE.findall(" ".join(paragraph.split()))


def _pattern(labels: Iterable[str]) -> re.Pattern[str]:
    phrases = {phrase for label in labels for phrase in (label, re.sub(r" to be \w+$", "", label))}
    longest_first = sorted(phrases, key=len, reverse=True)
    # "Requires improvement" is also written "require", "required" and "requiring improvement".
    written = [r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first]
    written = [re.sub(r"(?i)^requires", "requir(?:es?|ed|ing)", phrase) for phrase in written]
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)
