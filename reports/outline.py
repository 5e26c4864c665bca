"""A content laid out for reading, on paper and on a page: days as days, texts as paragraphs or entries. Pure."""

from datetime import date
from typing import Any


def outline_of(content: dict[str, Any]) -> dict[str, Any]:
    """The content with days as days (`version_of` is the framework's) and `paragraphs` for every text."""
    return {
        **content,
        "began_on": _day(content["began_on"]),
        "ended_on": _day(content["ended_on"]),
        "version_of": _day(content["framework"]["version"]),
        "summary": [{**box, "paragraphs": paragraphs(box["text"])} for box in content["summary"]],
        "sections": [
            {**section, "paragraphs": entries(section["text"]) if section["listed"] else paragraphs(section["text"])}
            for section in content["sections"]
            if section["text"].strip()
        ],
    }


def paragraphs(text: str) -> list[str]:
    """Each line that holds something is a paragraph."""
    return [stripped for line in text.splitlines() if (stripped := line.strip())]


def entries(text: str) -> list[str]:
    """The entries of a list: one a line, without a dash or bullet in front."""
    return [bare for line in paragraphs(text) if (bare := line.lstrip("-•*–").strip())]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
