"""Names as keyed hashes: two texts can be found to hold the same name, and no name can be read back. Pure.

A "full" name is two words of one cell, in either order; a "part" is one word of it, which says little by itself.
"""

import hmac
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise, permutations, product

FULL, PART, COMMON = "full", "part", "common"
POSSESSIVE = re.compile(r"['’]s?$")
# Letters, each with the accents that may stand after it.
LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
WORD = re.compile(rf"{LETTERS}(?:['’-]{LETTERS})*")
# In so many case names of one list a name says little of whom it means.
COMMON_FROM = 10
# A shorter word with an s at its end is hardly a family.
MOST_OF_SHORT = 4
# One letter is an initial, and so are two capitals; both may stand in evidence (EVID-24). "Jo" and "Li" are names.
SHORTEST = 2
# Characters that nobody sees, and that come along where a text is pasted: soft hyphens, blanks of no width, directions.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
# What stands between two words of one name in a text: "Example, Mia", "Mia R. Example", "Mia de la Cruz".
WITHIN = re.compile(r"[\s,]*(?:(?:[A-Z]\.?|de|la|le|van|der|den|von|al|el|bin|di|du)[\s]+)*")
# Letters that no accent can be taken from.
ALONE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# A text says the same words again and again.
WORDS_REMEMBERED = 10_000
# Of a cell that lists a whole family, so that it does not become a thousand pairs.
MOST_WORDS_OF_A_CELL = 8
# What names of cases are made of besides names of people.
NO_NAMES = frozenset({
    "and", "the", "for", "other", "others", "case", "cases", "family", "families", "child", "children", "baby",
    "unborn", "versus", "mother", "father", "adoption", "council", "borough", "county", "city", "local", "authority",
    "not", "known", "unknown", "test", "re", "vs", "mr", "mrs", "ms", "dr", "or", "of", "to", "in", "on", "at", "by",
    "is", "it", "he", "we", "as", "an", "am", "be", "do", "go", "if", "me", "my", "no", "ok", "so", "up", "us",
})  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A place in a text where one kind of name may stand, and the hash that tells."""

    start: int
    end: int
    kind: str
    digest: str
    common: bool = False


@dataclass(frozen=True)
class Hasher:
    """`scope` keeps the names of one inspection apart from those of every other."""

    key: str
    scope: str

    def digest(self, kind: str, *words: str) -> str:
        told = "\0".join((self.scope, kind, *words))
        return hmac.digest(self.key.encode(), told.encode(), "sha256").hex()

    def of_cell(self, cell: str) -> Iterator[tuple[str, str]]:
        """(kind, hash) of every name in one cell of a list."""
        words = [each for _, _, word in names_in(as_seen(cell)[0]) for each in spellings(word)][:MOST_WORDS_OF_A_CELL]
        yield from ((PART, self.digest(PART, word)) for word in words)
        yield from ((FULL, self.digest(FULL, *pair)) for pair in permutations(dict.fromkeys(words), 2))

    def of_text(self, text: str, *, loosely: bool = False) -> Iterator[Named]:
        """Every place of a text that could be a name: two words that follow one another, one that begins large.

        Loosely: one that begins small too, and a family's ("the Examples").
        """
        seen, where = as_seen(text)
        for each in self._of_seen(seen, loosely):
            yield each if seen == text else replace(each, start=where[each.start], end=where[each.end - 1] + 1)

    def _of_seen(self, text: str, loosely: bool) -> Iterator[Named]:
        # A text says the same words again and again.
        digest = cache(self.digest)
        found = [each for each in names_in(text) if not _initials(text[each[0] : each[1]])]
        for (start, after, one), (before, end, two) in pairwise(found):
            if WITHIN.fullmatch(text[after:before]):
                for pair in product(spellings(one), spellings(two)):
                    yield Named(start, end, FULL, digest(FULL, *pair))
        for start, end, word in found:
            said = spellings(word)
            yield from (Named(start, end, FULL, digest(FULL, *pair)) for pair in pairwise(said[1:]))
            if loosely and len(said[0]) > MOST_OF_SHORT and said[0].endswith("s"):
                said = (*said, said[0][:-1])
            if loosely or text[start].isupper():
                yield from (Named(start, end, PART, digest(PART, each)) for each in said)


def as_seen(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is read, and where each of its characters stands in the text as it was written."""
    if not UNSEEN.search(text):
        return text, range(len(text))
    where = [at for at, letter in enumerate(text) if not UNSEEN.match(letter)]
    return "".join(text[at] for at in where), where


def _initials(word: str) -> bool:
    return len(word) < 3 and (word.isupper() or not word[0].isupper())


def names_in(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the word as it stands but for a possessive) of what may be a name."""
    for found in WORD.finditer(text):
        word = plain(found[0])
        if len(word) >= SHORTEST and word not in NO_NAMES:
            yield found.start(), found.end(), found[0]


@lru_cache(maxsize=WORDS_REMEMBERED)
def spellings(word: str) -> tuple[str, ...]:
    """The word in small letters without accents; where it has hyphens or apostrophes, its pieces after it."""
    pieces = [plain(piece) for piece in re.split(r"['’-]", POSSESSIVE.sub("", word))]
    if NO_NAMES.intersection(pieces):
        return (plain(word),)
    return (plain(word), *(piece for piece in pieces if len(piece) >= SHORTEST)) if len(pieces) > 1 else (plain(word),)


@lru_cache(maxsize=WORDS_REMEMBERED)
def plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word).casefold().translate(ALONE))
    return "".join(letter for letter in apart if letter.isalpha())


def of_cells(hasher: Hasher, cells: Iterable[str]) -> dict[tuple[str, str], bool]:
    """(kind, hash) of every name, and whether it is a common one on this list."""
    found = Counter(each for cell in set(cells) for each in set(hasher.of_cell(cell)))
    return {each: many >= COMMON_FROM for each, many in found.items()}
