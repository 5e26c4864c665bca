"""The words by which text is found, the same for what is kept and for what is asked, on every database. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Longer ones are no words; two that differ only later are one.
LONGEST = 60
# A database's index of one text holds less than a megabyte; a text of 300,000 characters with no word twice has more.
MOST_BYTES = 900_000
# Before a word of the source, so that the source can be asked for by itself. No part of any word.
OF_SOURCE = "="

_RUN = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Without capitals and accents."""
    spread = unicodedata.normalize("NFKD", text).casefold()
    return spread if spread.isascii() else "".join(each for each in spread if not unicodedata.combining(each))


def words(text: str) -> Iterator[str]:
    """Every word; what dots or hyphens hold together also as one, so that PR-104 is found as "PR-104" and "104"."""
    for chunk in plain(text).split():
        runs = _RUN.findall(chunk)
        yield from (run[:LONGEST] for run in runs)
        if len(runs) > 1:
            yield "".join(runs)[:LONGEST]


def body(texts: Iterable[str], source: str = "") -> str:
    """What is kept of texts and their source: each word once, in order, with a space between."""
    found = dict.fromkeys(each for text in [source, *texts] for each in words(text))
    found |= dict.fromkeys(OF_SOURCE + each for each in words(source))
    kept, size = [], 0
    for each in found:
        size += len(each.encode()) + 1
        if size > MOST_BYTES:
            break
        kept.append(each)
    return " ".join(sorted(kept))


def wanted(asked: str) -> list[str]:
    """The beginnings of words that a question asks for: what is held together counts as one word."""
    joined = ("".join(_RUN.findall(chunk))[:LONGEST] for chunk in plain(asked).split())
    return [each for each in dict.fromkeys(joined) if each]


def hit(text: str, beginnings: Iterable[str]) -> tuple[int, int] | None:
    """Where the first word stands that begins so: (from, to) in the text; None for nowhere."""
    sought = tuple(beginnings)
    if not sought:
        return None
    places = _places(sought).finditer(text) if text.isascii() else re.finditer(r"\S+", text)
    return next((place.span() for place in places if _begins(place.group(), sought)), None)


@lru_cache(maxsize=64)
def _places(sought: tuple[str, ...]) -> "re.Pattern[str]":
    """What lies between spaces, where one of these may begin in it, dots and hyphens among its letters or not.

    For text without accents alone; for any other each place has to be looked at.
    """
    begun = "|".join(r"[^a-z0-9\s]*".join(map(re.escape, each)) for each in sought)
    return re.compile(rf"(?<!\S)(?=\S*?(?:{begun}))\S+", re.IGNORECASE | re.ASCII)


def _begins(chunk: str, sought: tuple[str, ...]) -> bool:
    if chunk.isascii() and chunk.isalnum():
        return chunk.lower().startswith(sought)
    return any(each.startswith(sought) for each in words(chunk))
