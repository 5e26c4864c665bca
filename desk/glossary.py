"""The glossary, read from docs/glossary.md so that there is one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
ENTRY = re.compile(r"- \*\*(?P<term>[^*]+)\*\*: (?P<meaning>.+)")


@dataclass(frozen=True)
class Section:
    """One heading of the glossary with its (term, meaning) pairs."""

    title: str
    entries: tuple[tuple[str, str], ...]


@cache
def sections(file: Path = FILE) -> tuple[Section, ...]:
    """Every section in order. Raises ValueError for a line that is neither heading nor entry."""
    return tuple(_sections(file.read_text(encoding="utf-8")))


def _sections(text: str) -> Iterator[Section]:
    for part in text.split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        yield Section(title, tuple(_entry(line) for line in body.splitlines() if line.strip()))


def _entry(line: str) -> tuple[str, str]:
    found = ENTRY.fullmatch(line)
    if found is None:
        raise ValueError(f"The glossary has a line that is no entry: {line}")
    return found["term"], found["meaning"]
