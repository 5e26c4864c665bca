"""Where a text may name a person. Written twice: here and in `static/source/field-names.js`, which a test compares."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from evidence.naming import vocabulary as known
from information.listing.names import as_seen

# Letters, each with the accents that may stand after it.
LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
WORD = re.compile(rf"{LETTERS}(?:['’-]{LETTERS})*")
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
# A text says the same words again and again.
WORDS_REMEMBERED = 10_000
LONGEST_NAME = 4
# Two words, and what may stand between them: "Mia R. de la Cruz".
LONGEST_FULL = 8
LONGEST_ROLE = 4
FULL, PART, COMMON = "full", "part", "common"
# (first, one past the last) of words that may be one name.
Run = tuple[int, int]
# What follows is a place, a school or a church.
SAINTS = frozenset({"st", "saint", "greater"})
UNSURE = known.ALSO_WORDS | known.PLACES
COMMA = ","


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


@dataclass
class Token:
    """One word: `gap` stands between it and the word before; `first` begins a sentence."""

    start: int
    end: int
    text: str
    plain: str
    gap: str
    first: bool

    @cached_property
    def possessive(self) -> bool:
        return bool(re.search(r"['’]s$|s['’]$", self.text))

    @cached_property
    def initials(self) -> bool:
        bare = POSSESSIVE.sub("", self.text)
        return len(self.plain) == 1 or (bare.isupper() and len(self.plain) <= MOST_INITIALS)

    @cached_property
    def large(self) -> bool:
        return self.text[0].isupper()

    @cached_property
    def may_name(self) -> bool:
        named = not any(self.plain in each for each in (known.NO_NAMES, known.KIN, known.HONORIFICS))
        return self.large and not self.initials and len(self.plain) > 1 and named

    @property
    def given(self) -> bool:
        """ "Lexi-Mae" by its first part."""
        return self.plain in known.GIVEN or plain(self.text.partition("-")[0]) in known.GIVEN

    @property
    def ends_as_a_word(self) -> bool:
        return self.plain.endswith(known.WORD_ENDINGS) and not self.given

    @property
    def unsure(self) -> bool:
        return _unsure(self.text)


@lru_cache(maxsize=WORDS_REMEMBERED)
def _unsure(text: str) -> bool:
    """Whether it is also a word, or a place."""
    pieces = re.split(r"['’-]", POSSESSIVE.sub("", text))
    joined = len(pieces) > 1 and not all(piece[:1].isupper() for piece in pieces)
    said = [plain(piece) for piece in pieces] if joined else []
    return any(each in UNSURE or each.removesuffix("s") in UNSURE for each in (plain(text), *said))


@lru_cache(maxsize=WORDS_REMEMBERED)
def plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", POSSESSIVE.sub("", word).casefold().translate(ALONE))
    return "".join(letter for letter in apart if letter.isalpha())


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    end = 0
    seen, where = as_seen(text)
    for hit in WORD.finditer(seen):
        gap = seen[end : hit.start()]
        first = not found or bool(ENDS.search(gap))
        if first and found and gap.strip() == "." and (found[-1].initials or found[-1].plain in known.HONORIFICS):
            first = False
        found.append(Token(where[hit.start()], where[hit.end() - 1] + 1, hit[0], plain(hit[0]), gap, first))
        end = hit.end()
    return found


def marks(text: str, listed: Mapping[tuple[int, int], str] | None = None) -> list[Mark]:
    """In order, none inside another. `listed`: places that the list of children has, each FULL, PART or COMMON."""
    words = tokens(text)
    found = [*_of_list(words, listed or {}), *_of_patterns(words, listed or {})]
    return [_without_possessive(text, each) for each in _outermost(found)]


def _without_possessive(text: str, mark: Mark) -> Mark:
    owning = re.search(r"['’]s?$", text[mark.start : mark.end])
    return replace(mark, end=mark.start + owning.start()) if owning else mark


def _outermost(found: Sequence[Mark]) -> list[Mark]:
    """Where two overlap, the one that stops, then the longer; it says the role if either does."""
    kept: list[Mark] = []
    for group in _touching(found):
        kept += _best(group)
    return sorted(kept, key=lambda each: each.start)


def _touching(found: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Groups of marks none of which touches one of another group, so that a long text costs no more a word."""
    group: list[Mark] = []
    end = -1
    for mark in sorted(found, key=lambda each: each.start):
        if group and mark.start >= end:
            yield group
            group = []
        group.append(mark)
        end = max(end, mark.end)
    yield group


def _best(group: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    # Where each of those begins, in order, and its number among them: of a thousand "Mr" in a row none asks them all.
    starts: list[int] = []
    numbers: list[int] = []
    for mark in sorted(group, key=lambda each: (not each.stops, each.start - each.end, each.start)):
        first, last = bisect_right(starts, mark.start), bisect_left(starts, mark.end)
        if first and kept[numbers[first - 1]].end > mark.start:
            first -= 1
        over = min(numbers[first:last], default=None)
        if over is None:
            starts.insert(first, mark.start)
            numbers.insert(first, len(kept))
            kept.append(mark)
        elif mark.role and not kept[over].role:
            kept[over] = replace(kept[over], role=mark.role)
    return kept


def _of_list(words: Sequence[Token], listed: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    at = {word.start: number for number, word in enumerate(words)}
    for (start, end), kind in listed.items():
        number = at.get(start)
        if number is None:
            continue
        if kind == FULL:
            within = [word for word in words[number : number + LONGEST_FULL] if word.end <= end]
            yield from _full(start, end, within)
        else:
            yield from _part(words, number, listed)


def _full(start: int, end: int, within: Sequence[Token]) -> Iterator[Mark]:
    small = not all(word.large for word in within)
    common = [word.plain in known.NO_NAMES or word.unsure for word in within]
    if not (all(common) and (small or all(word.plain in known.NO_NAMES for word in within))):
        yield Mark(start, end, "listed", stops=True)


def _part(words: Sequence[Token], number: int, listed: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    """One word of the list. A rare name stops by itself; a common one, and one that is a word besides, where what
    stands around it speaks of a person."""
    word = words[number]
    if number and words[number - 1].plain in SAINTS and _joined(words, number):
        return
    beside = _beside_listed(words, number, listed)
    sure = _speaks_of_a_person(words, number) or beside
    if word.unsure:
        if sure or _may_be_one(words, number):
            yield Mark(word.start, word.end, "listed", stops=sure)
    elif word.plain in known.NO_NAMES:
        if sure and word.large and not word.first:
            yield Mark(word.start, word.end, "listed", stops=True)
    else:
        rare = listed[word.start, word.end] != COMMON
        yield Mark(word.start, word.end, "listed", stops=sure or rare)


def _speaks_of_a_person(words: Sequence[Token], number: int) -> bool:
    word, follows = words[number], _near(words, number + 1)
    if _kin_before(words, number) and (word.large or not BETWEEN.fullmatch(word.gap)):
        return True
    before = words[number - 1].plain if number and _joined(words, number) else ""
    if before in known.STRICT_TITLES or (word.large and before in known.MET):
        return True
    if follows is None or before in ("at", "in") or (not word.large and not word.possessive):
        return False
    if follows.plain in known.FAMILY and not follows.large and not word.first:
        return number > 0 and words[number - 1].plain == "the"
    spoken = follows.plain in known.SPEECH and word.plain not in known.NO_NAMES
    return spoken or (word.possessive and follows.plain in known.OWN and word.plain not in known.NO_NAMES)


def _near(words: Sequence[Token], number: int) -> Token | None:
    """The word there, where nothing but a blank stands before it."""
    return words[number] if number < len(words) and BETWEEN.fullmatch(words[number].gap) else None


def _beside_listed(words: Sequence[Token], number: int, listed: Mapping[tuple[int, int], str]) -> bool:
    """ "Rose and May": two names of the list, not two months."""
    word = words[number]
    for step in (-2, 2):
        other, between = number + step, number + step // 2
        if not 0 <= other < len(words) or words[between].plain != "and":
            continue
        two = words[other]
        both = word.large and two.large and (two.start, two.end) in listed
        alike = any(word.plain in of_kind and two.plain in of_kind for of_kind in (known.MONTHS, known.PLACES))
        if both and not alike and words[max(number, other)].gap == words[between].gap == " ":
            return True
    return False


def _may_be_one(words: Sequence[Token], number: int) -> bool:
    """Whether a word that is also a name is perhaps the name: by its capital, or by what it does."""
    word, follows = words[number], _near(words, number + 1)
    before = words[number - 1] if number and not word.first else None
    if before is not None and before.plain in known.DETERMINERS and not word.large:
        return False
    does = follows is not None and follows.plain in known.DOES
    if word.large:
        loud = word.text.isupper() and len(word.plain) > MOST_INITIALS
        heading = word.first and number + 1 < len(words) and words[number + 1].gap in (": ", " - ", " – ")
        return (not word.first and word.plain not in known.MONTHS) or does or loud or heading
    met = before is not None and before.plain in known.MET and BETWEEN.fullmatch(word.gap) is not None
    return (met or (does and follows is not None and follows.plain not in ("be", "will"))) and len(word.plain) > 2


def _of_patterns(words: Sequence[Token], listed: Mapping[tuple[int, int], str]) -> Iterator[Mark]:
    runs = list(_runs(words, {start for start, _ in listed}))
    for begin, end in runs:
        mark = _person(words, begin, end)
        if mark:
            yield mark
    for row in _rows(words, runs):
        yield from _of_row(words, row)
    for number, word in enumerate(words[1:], start=1):
        title = words[number - 1]
        if title.plain in known.STRICT_TITLES and word.large and not word.initials and _joined(words, number):
            yield Mark(title.start, word.end, "title", stops=True)


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
            start += words[begin].ends_as_a_word
        yield start, end
        begin = end


def _goes_on(word: Token, after: Token) -> bool:
    near = BETWEEN.fullmatch(after.gap) or (word.initials and after.gap in (". ", "."))
    return bool(near) and not word.possessive and after.large and (after.may_name or len(after.plain) == 1)


def _rows(words: Sequence[Token], runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Two runs or more that follow one another with no more than a comma, a sign or an "and" between."""
    row: list[Run] = []
    for run in runs:
        if row and not _joins(words, row[-1][1], run[0]):
            if len(row) > 1:
                yield row
            row = []
        row.append(run)
    if len(row) > 1:
        yield row


def _joins(words: Sequence[Token], end: int, begin: int) -> str:
    """What stands between one run and the next, where that makes them one row."""
    if begin == end:
        sign = words[begin].gap.strip()
        return sign if sign == COMMA or sign in known.SIGNS else ""
    join = words[end]
    near = join.gap.strip() in ("", COMMA) and BETWEEN.fullmatch(words[begin].gap)
    return join.plain if begin == end + 1 and join.plain in known.JOINS and near else ""


def _of_row(words: Sequence[Token], row: Sequence[Run]) -> Iterator[Mark]:
    """Whoever stands in a row with somebody is somebody, too."""
    people = [run for run in row if not _is_place(words, *run)]
    sure = [run for run in people if words[run[0]].given and not words[run[0]].unsure]
    if not any(_joins(words, end, begin) != COMMA for (_, end), (begin, _) in pairwise(row)):
        # Commas alone also stand between what is no row: "In Harlow, Priya said".
        people = sure if len(sure) > 1 else []
    elif not sure and not _spoken_by_all(words, row[-1][1]):
        told = (_person(words, *run) for run in people)
        if not any(mark and mark.stops for mark in told):
            return
    known_ones = set(sure)
    for begin, end in people:
        if (begin, end) in known_ones or _may_stand_in_row(words[begin], beside_a_name=bool(sure)):
            yield Mark(words[begin].start, words[end - 1].end, "row", stops=True)


def _spoken_by_all(words: Sequence[Token], at: int) -> bool:
    follows = _near(words, at)
    if follows is None or follows.plain not in known.OF_ALL:
        return False
    after = _near(words, at + 1)
    return after is not None and after.plain in known.SPEECH


def _may_stand_in_row(word: Token, *, beside_a_name: bool) -> bool:
    if word.plain in known.MONTHS or word.plain in known.PLACES or (word.first and _looks_a_word(word)):
        return False
    return beside_a_name or not word.unsure


def _is_place(words: Sequence[Token], begin: int, end: int) -> bool:
    return _called_as_a_place(words, begin, end) or _known_place(words[begin:end])


def _called_as_a_place(words: Sequence[Token], begin: int, end: int) -> bool:
    """By one of its own words or by what follows it: "Example House"."""
    return any(word.plain in known.OF_PLACES for word in words[begin + 1 : end]) or _place_follows(words, end)


def _known_place(run: Sequence[Token]) -> bool:
    return all(word.plain in known.PLACES for word in run) or run[0].plain in SAINTS


def _person(words: Sequence[Token], begin: int, end: int) -> Mark | None:
    run = words[begin:end]
    if _called_as_a_place(words, begin, end):
        return None
    start, stop = run[0].start, run[-1].end
    before = _before(words, begin)
    if before and before[-1] in known.HONORIFICS:
        return Mark(words[begin - 1].start, stop, "title", stops=True)
    if _known_place(run):
        return None
    if role := _role_before(words, begin):
        return Mark(words[begin - role[1]].start, stop, "staff", stops=True, role=role[0])
    if after := _role_after(words, end):
        return Mark(start, after[1], "staff", stops=True, role=after[0])
    if _kin_before(words, begin) or _family_after(words, end, before):
        return Mark(start, stop, "family", stops=True)
    return _by_what_is_around(words, begin, end, before)


def _family_after(words: Sequence[Token], at: int, before: Sequence[str]) -> bool:
    """ "the Example family"."""
    follows = _near(words, at)
    return follows is not None and follows.plain == "family" and not follows.large and before[-1:] == ["the"]


def _by_what_is_around(words: Sequence[Token], begin: int, end: int, before: Sequence[str]) -> Mark | None:
    run = words[begin:end]
    start, stop = run[0].start, run[-1].end
    follows = words[end] if end < len(words) else None
    near = _near(words, end)
    spoken = near is not None and near.plain in known.SPEECH
    owning = follows is not None and run[-1].possessive and follows.plain in known.OWN
    first = run[0]
    acts = first.first and first.given and near is not None and near.plain in known.AFTER_GIVEN
    several = len([word for word in run if len(word.plain) > 1]) > 1
    if several:
        met = not first.first and (_met(before) or before[-1:] in (["says"], ["said"]))
        called = first.given and not first.unsure and run[-1].may_name
        return Mark(start, stop, "pair", stops=spoken or owning or met or acts or called)
    if before and before[-1] in known.MET and not first.unsure and not first.first:
        return Mark(start, stop, "met", stops=True)
    if (spoken or owning or acts) and not first.unsure:
        looks_a_word = first.first and _looks_a_word(first)
        return Mark(start, stop, "speaker", stops=not first.first or first.given) if not looks_a_word else None
    return None


def _looks_a_word(word: Token) -> bool:
    """Of the first of a sentence: "Supervisors said", "Monthly reports"."""
    return (word.plain.endswith("s") or word.ends_as_a_word) and not word.possessive and not word.given


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
    before, more = _before(words, at), 0
    if before[-1:] in (["is"], ["was"]):
        before = before[:-1]
        more = 1
    if not before and at > 0 and words[at].gap.strip() == "," and not words[at].first:
        before = [*_before(words, at - 1), words[at - 1].plain]
    for many in range(len(before), 0, -1):
        role = known.ROLES.get(" ".join(before[-many:]))
        if role:
            return role, many + more
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
