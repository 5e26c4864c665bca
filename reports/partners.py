"""Sentences that might judge a court, a judge or a local authority, for the QA manager to read (PART-04). Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from framework.versions import FrameworkVersion

ENDS = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Flagged:
    """One sentence, and the section that it stands in."""

    section: str
    sentence: str


def flagged(content: dict[str, Any], framework: FrameworkVersion) -> list[Flagged]:
    """Every sentence of the document that names a partner beside a word that judges."""
    words = framework.reports.partner_sentences
    partner, judging = _any_of(words.partners), _any_of(words.judging)
    said = [(box["question"], box["text"]) for box in content["summary"]]
    said += [(section["label"], section["text"]) for section in content["sections"]]
    return [
        Flagged(label, sentence.strip())
        for label, text in said
        for sentence in ENDS.split(text)
        if partner.search(sentence) and judging.search(sentence)
    ]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
