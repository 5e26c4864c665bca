"""Where a text may name a person. Written twice: here and in `static/source/field-names.js`, which a test compares."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.naming import vocabulary as known

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
BETWEEN = re.compile(r"[ \t\u00a0]+")
# Between a name and what is said of whoever has it: "Jane Smith, FCA", "Jane Smith (the FCA".
BESIDE = re.compile(r"[ \t\u00a0]*[,(–-][ \t\u00a0]*")
# Letters that no accent can be taken from.
ALONE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
ENDS = re.compile(r"[.!?:;\n\r•]")
ARTICLES = frozenset({"the", "a", "an", "my", "our", "their", "her", "his", "is", "was"})
# As many letters in capitals are initials, and stand in evidence for a name (EVID-24).
MOST_INITIALS = 4
LONGEST_NAME = 4
LONGEST_ROLE = 4
FULL, PART = "full", "part"


@dataclass(frozen=True)
class Mark:
    """A place that may be a name; `stops` where the author is asked about it when the text is shared.

    `role` describes whoever is named by what they do, "" where that is not known.
    """

    start: int
    end: int
    why: str
    stops: bool
    role: str = ""


@dataclass(frozen=True)
class Token:
    """One word: `gap` stands between it and the word before; `first` begins a sentence."""

    start: int
    end: int
    text: str
    plain: str
    gap: str
    first: bool

    @property
    def possessive(self) -> bool:
        return bool(re.search(r"['’]s$|s['’]$", self.text))

    @property
    def initials(self) -> bool:
        bare = POSSESSIVE.sub("", self.text)
        return len(self.plain) == 1 or (bare.isupper() and len(self.plain) <= MOST_INITIALS)

    @property
    def large(self) -> bool:
        return self.text[0].isupper()

    @property
    def may_name(self) -> bool:
        return self.large and not self.initials and len(self.plain) > 1 and self.plain not in known.NO_NAMES


def plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word).casefold().translate(ALONE))
    return "".join(letter for letter in apart if letter.isalpha())


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    end = 0
    for hit in WORD.finditer(text):
        gap = text[end : hit.start()]
        first = not found or bool(ENDS.search(gap))
        if first and found and gap.strip() == "." and (found[-1].initials or found[-1].plain in known.HONORIFICS):
            first = False
        found.append(Token(hit.start(), hit.end(), hit[0], plain(hit[0]), gap, first))
        end = hit.end()
    return found


def marks(text: str, listed: Mapping[tuple[int, int], str] | None = None) -> list[Mark]:
    """In order, none inside another. `listed`: places that the list of children has, each FULL or PART."""
    words = tokens(text)
    found = [*_of_list(words, listed or {}), *_of_patterns(words, listed or {})]
    return [_without_possessive(text, each) for each in _outermost(found)]


def _without_possessive(text: str, mark: Mark) -> Mark:
    owning = re.search(r"['’]s?$", text[mark.start : mark.end])
    return replace(mark, end=mark.start + owning.start()) if owning else mark


def _outermost(found: Sequence[Mark]) -> list[Mark]:
    """Where two overlap, the one that stops, then the longer; it says the role if either does."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda each: (not each.stops, each.start - each.end, each.start)):
        over = next((each for each in kept if mark.start < each.end and each.start < mark.end), None)
        if over is None:
            kept.append(mark)
        elif mark.role and not over.role:
            kept[kept.index(over)] = replace(over, role=mark.role)
    return sorted(kept, key=lambda each: each.start)


def _of_list(words: Sequence[Token], listed: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    at = {word.start: number for number, word in enumerate(words)}
    for (start, end), kind in listed.items():
        number = at.get(start)
        if number is None:
            continue
        if kind == FULL:
            within = [word for word in words[number:] if word.end <= end]
            yield from _full(start, end, within)
        else:
            yield from _part(words, number, listed)


def _full(start: int, end: int, within: Sequence[Token]) -> Iterator[Mark]:
    small = not all(word.large for word in within)
    common = [word.plain in known.NO_NAMES | known.ALSO_WORDS | known.PLACES for word in within]
    if not (all(common) and (small or all(word.plain in known.NO_NAMES for word in within))):
        yield Mark(start, end, "listed", stops=True)


def _part(words: Sequence[Token], number: int, listed: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    """One word of the list, which says little by itself: it stops where what stands around it speaks of a person."""
    word = words[number]
    if word.plain in known.NO_NAMES or not word.large:
        return
    unsure = word.plain in known.ALSO_WORDS | known.PLACES
    follows = words[number + 1] if number + 1 < len(words) else None
    spoken = follows is not None and BETWEEN.fullmatch(follows.gap) is not None and follows.plain in known.SPEECH
    owning = follows is not None and word.possessive and follows.plain in known.OWN
    if unsure and word.first and not (spoken or owning):
        return
    yield Mark(word.start, word.end, "listed", stops=spoken or owning)


def _of_patterns(words: Sequence[Token], listed: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    for begin, end in _runs(words, {start for start, _ in listed}):
        mark = _person(words, begin, end)
        if mark:
            yield mark


def _runs(words: Sequence[Token], listed: set[int]) -> Iterator[tuple[int, int]]:
    """(first, one past the last) of words that follow one another and may be one name."""
    begin = 0
    while begin < len(words):
        if not words[begin].may_name:
            begin += 1
            continue
        end = begin + 1
        while end < len(words) and end - begin < LONGEST_NAME and _goes_on(words[end - 1], words[end]):
            end += 1
        # An initial at the end belongs to it ("Sarah J"); a word at the start of a sentence may not ("Seen Jane").
        start = begin
        if end - begin > 1 and words[begin].first and words[begin].start not in listed:
            start += words[begin].plain.endswith(known.WORD_ENDINGS)
        yield start, end
        begin = end


def _goes_on(word: Token, after: Token) -> bool:
    near = BETWEEN.fullmatch(after.gap) or (word.initials and after.gap in (". ", "."))
    return bool(near) and not word.possessive and after.large and (after.may_name or len(after.plain) == 1)


def _person(words: Sequence[Token], begin: int, end: int) -> Mark | None:
    run = words[begin:end]
    if any(word.plain in known.OF_PLACES for word in run[1:]) or _place_follows(words, end):
        return None
    start, stop = run[0].start, run[-1].end
    before = _before(words, begin)
    if before and before[-1] in known.HONORIFICS:
        return Mark(words[begin - 1].start, stop, "title", stops=True)
    if all(word.plain in known.PLACES for word in run):
        return None
    if role := _role_before(words, begin):
        return Mark(words[begin - role[1]].start, stop, "staff", stops=True, role=role[0])
    if after := _role_after(words, end):
        return Mark(start, after[1], "staff", stops=True, role=after[0])
    if _kin_before(words, begin):
        return Mark(start, stop, "family", stops=True)
    return _by_what_is_around(words, begin, end, before)


def _by_what_is_around(words: Sequence[Token], begin: int, end: int, before: Sequence[str]) -> Mark | None:
    run = words[begin:end]
    start, stop = run[0].start, run[-1].end
    follows = words[end] if end < len(words) else None
    spoken = follows is not None and BETWEEN.fullmatch(follows.gap) is not None and follows.plain in known.SPEECH
    owning = follows is not None and run[-1].possessive and follows.plain in known.OWN
    several = len([word for word in run if len(word.plain) > 1]) > 1
    if several:
        met = not run[0].first and _met(before)
        return Mark(start, stop, "pair", stops=spoken or owning or met)
    unsure = run[0].plain in known.ALSO_WORDS | known.PLACES
    if (spoken or owning) and not unsure:
        looks_a_word = run[0].first and (run[0].plain.endswith(("s", *known.WORD_ENDINGS)) and not run[0].possessive)
        return Mark(start, stop, "speaker", stops=not run[0].first) if not looks_a_word else None
    return None


def _met(before: Sequence[str]) -> bool:
    talked = len(before) > 1 and before[-1] in known.TALKED_WITH and before[-2] in known.TALK
    return talked or bool(before and before[-1] in known.MET)


def _before(words: Sequence[Token], at: int) -> list[str]:
    """The plain words of the same sentence right before, at most LONGEST_ROLE, the nearest last."""
    found: list[str] = []
    while at > 0 and len(found) < LONGEST_ROLE and _joined(words, at):
        at -= 1
        found.append(words[at].plain)
    return found[::-1]


def _joined(words: Sequence[Token], at: int) -> bool:
    gap = words[at].gap
    return bool(BETWEEN.fullmatch(gap)) or (gap == ". " and words[at - 1].plain in known.HONORIFICS)


def _place_follows(words: Sequence[Token], at: int) -> bool:
    if at >= len(words) or not BETWEEN.fullmatch(words[at].gap) or words[at - 1].possessive:
        return False
    return words[at].large and words[at].plain in known.OF_PLACES


def _role_before(words: Sequence[Token], at: int) -> tuple[str, int] | None:
    """(role, how many words say it) where a role stands right before, or before a comma."""
    before = _before(words, at)
    if not before and at > 0 and words[at].gap.strip() == "," and not words[at].first:
        before = [*_before(words, at - 1), words[at - 1].plain]
    for many in range(len(before), 0, -1):
        role = known.ROLES.get(" ".join(before[-many:]))
        if role:
            return role, many
    return None


def _role_after(words: Sequence[Token], at: int) -> tuple[str, int] | None:
    """(role, where it ends) where a role follows a comma or a bracket."""
    if at >= len(words) or not BESIDE.fullmatch(words[at].gap):
        return None
    at += words[at].plain in ARTICLES
    for many in range(LONGEST_ROLE, 0, -1):
        told = words[at : at + many]
        if len(told) == many and all(BETWEEN.fullmatch(word.gap) for word in told[1:]):
            role = known.ROLES.get(" ".join(word.plain for word in told))
            if role:
                return role, told[-1].end
    return None


def _kin_before(words: Sequence[Token], at: int) -> bool:
    """ "mum Sarah", "her brother, Tom", "a girl called Ann", "his sister is Beth"."""
    word = words[at]
    if at == 0 or word.first:
        return False
    near = BETWEEN.fullmatch(word.gap)
    last = words[at - 1]
    if last.plain in known.KIN and not last.possessive and (near or word.gap.strip() in (",", "(", "–")):
        return True
    if not near or last.plain not in known.CALLED:
        return False
    return any(each in known.KIN or each in ("who", "person", "man", "woman") for each in _before(words, at)[:-1])
