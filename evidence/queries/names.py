"""What the name guard finds in the parts of a text, and the questions that it puts to whoever wrote them."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accounts.models import Person
from evidence.models import Document, Head, NoName, Revision
from evidence.naming import Mark, marks
from evidence.naming.finding import COMMON, PART
from fieldwork.models import DiaryEntry
from information.queries.listing import hasher_of, names_of_children
from inspections.models import Inspection, Site

SOURCE = "source"
SAID = "said to name nobody"
BETWEEN_PARTS = "\n\n"
# Of the sentence around a place.
AROUND = 60
MOST_INITIALS = 4
ARTICLES = ("the", "a", "an", "my", "our", "their", "her", "his", "another", "each", "this", "that")

Place = tuple[str, int, int]


def texts_of(parts: Mapping[str, str], source: str) -> dict[str, str]:
    return {name: text for name, text in {**parts, SOURCE: source}.items() if text}


def found_in(inspection: Inspection, texts: Mapping[str, str]) -> dict[str, list[Mark]]:
    """By part: every place that may be a name. Two queries, or one and one for each five hundred words."""
    whole = BETWEEN_PARTS.join(texts.values())
    told = names_of_children(inspection, whole, loosely=True)
    listed = {(place.start, place.end): COMMON if place.common and place.kind == PART else place.kind for place in told}
    found: dict[str, list[Mark]] = {}
    own: list[str] | None = None
    begin = 0
    for name, text in texts.items():
        end = begin + len(text)
        here = {(s - begin, e - begin): kind for (s, e), kind in listed.items() if begin <= s and e <= end}
        found[name] = marks(text, here)
        if any(mark.stops for mark in found[name]):
            own = _own_words(inspection) if own is None else own
            found[name] = marks(_without(own, text, here), here)
        begin = end + len(BETWEEN_PARTS)
    return found


def _own_words(inspection: Inspection) -> list[str]:
    """What the product itself writes into the source of a note: names of the inspection's sites, and kinds of entries.

    One query.
    """
    sites = Site.objects.filter(inspection=inspection).values_list("name", flat=True)
    return sorted({*sites, *(f"{label}," for label in DiaryEntry.Kind.labels)}, key=len, reverse=True)


def _without(own: Iterable[str], text: str, listed: Iterable[tuple[int, int]]) -> str:
    """The text with room in the place of these words, but where a name of the list stands in them."""
    for words in filter(str.strip, own):
        for found in re.finditer(rf"\b{re.escape(words)}", text, re.IGNORECASE):
            if not any(start < found.end() and found.start() < end for start, end in listed):
                text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return text


def stopping(revision: Revision, parts: Mapping[str, str]) -> list[tuple[str, Mark]]:
    """Those that the writer is asked about: not what somebody said before to name nobody."""
    return stopping_in(revision.inspection, texts_of(parts, revision.source), revision.document)


def stopping_in(
    inspection: Inspection, texts: Mapping[str, str], document: Document | None = None
) -> list[tuple[str, Mark]]:
    """The same of any texts by name. Two queries, and one for each five hundred words."""
    found = found_in(inspection, texts)
    asked = [(name, mark) for name, of_part in found.items() for mark in of_part if mark.stops]
    if not asked:
        return []
    digests = {digest_of(inspection, texts[name][mark.start : mark.end]) for name, mark in asked}
    known = _said_before(inspection, document, digests)
    return [
        (name, mark) for name, mark in asked if digest_of(inspection, texts[name][mark.start : mark.end]) not in known
    ]


def digest_of(inspection: Inspection, words: str) -> str:
    """The words as they stand but for capitals and breaks, under the key of the guard."""
    return hasher_of(inspection).digest(SAID, " ".join(words.casefold().split()))


def _said_before(inspection: Inspection, document: Document | None, digests: Iterable[str]) -> set[str]:
    rows = NoName.objects.filter(inspection=inspection, digest__in=sorted(digests))
    of_all, of_this = rows.filter(document=None), rows.filter(document=document.pk) if document else rows.none()
    return set((of_all | of_this).values_list("digest", flat=True))


@dataclass(frozen=True)
class Question:
    """One name as it is written, every place where it stands, and what might stand there instead."""

    words: str
    why: str
    suggestion: str
    around: tuple[str, str, str]
    places: list[Place] = field(default_factory=list)

    @property
    def listed(self) -> bool:
        return self.why == "listed"


# Nobody is asked about names in words that are gone; their source, which stays, is kept back as before.
_NOT_DELETED = {"revision__words__blanked_at": None}


def found_since(inspection: Inspection, person: Person) -> list[Head]:
    """The person's texts that the team had read before a list of children found somebody in them. One query."""
    heads = Head.objects.filter(inspection=inspection, owner=person, names_open=True, withdrawn=False)
    heads = heads.filter(revision__names_found__since__isnull=False, **_NOT_DELETED).select_related("revision__words")
    return list(heads.select_related("revision__names_found").order_by("revision_id"))


def asking_head(document: Document) -> Head | None:
    """The latest version about which a question is open."""
    heads = Head.objects.filter(document=document, names_open=True, **_NOT_DELETED)
    return heads.select_related("revision__words", "revision__names_found").order_by("-revision_id").first()


def places_digest(revision: Revision) -> str:
    """Of the places that are asked about now: it differs once a later list asks about others."""
    return hashlib.sha256(json.dumps(revision.names_found.places).encode()).hexdigest()


def questions(revision: Revision) -> list[Question]:
    """Needs the revision's words and what was found in it. No query of its own."""
    texts = texts_of(revision.words.parts, revision.source)
    found: dict[str, Question] = {}
    for name, start, end, why, role in revision.names_found.places:
        text = texts.get(name, "")
        words = text[start:end]
        begin, stop = _around(text, start, end)
        before, after = text[begin:start], text[end:stop]
        before, after = f"… {before}" if begin else before, f"{after} …" if stop < len(text) else after
        around = (before, words, after)
        question = Question(words, why, _instead(words, role, before), around)
        found.setdefault(words, question).places.append((name, start, end))
    return list(found.values())


def excerpts(revision: Revision) -> list[list[tuple[str, bool]]]:
    """What stands around each name, as `pieces`: once where two stand close together, with both. No query."""
    texts = texts_of(revision.words.parts, revision.source)
    places = [(name, start, end) for name, start, end, *_ in revision.names_found.places]
    spans: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in sorted(question.places[0] for question in questions(revision)):
        known, (begin, stop) = spans.setdefault(name, []), _around(texts.get(name, ""), start, end)
        if known and begin <= known[-1][1]:
            known[-1] = (known[-1][0], max(stop, known[-1][1]))
        else:
            known.append((begin, stop))
    return [_cut(texts.get(name, ""), span, places, name) for name, known in spans.items() for span in known]


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where a place is shown: whole words, AROUND characters before and after it."""
    begin, stop = max(0, start - AROUND), min(len(text), end + AROUND)
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    if stop < len(text):
        stop = max(text.rfind(" ", end, stop), end)
    return begin, stop


def _cut(text: str, span: tuple[int, int], places: Iterable[Place], part: str) -> list[tuple[str, bool]]:
    begin, stop = span
    within = [(s - begin, e - begin) for name, s, e in places if name == part and begin <= s and e <= stop]
    before, after = "… " if begin else "", " …" if stop < len(text) else ""
    return [(before, False), *pieces(text[begin:stop], within), (after, False)]


def _instead(words: str, role: str, before: str) -> str:
    if not role:
        initials = [f"{word[0]}." for word in words.replace("-", " ").split() if word[0].isupper()]
        return "".join(initials[:MOST_INITIALS])
    last = before.split()[-1].casefold() if before.split() else ""
    article = "" if last in ARTICLES else "an " if role[0] in "aeiou" else "a "
    return f"{article}{role}"


def pieces(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text cut at the places: (piece, whether it may be a name)."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(places):
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*found, (text[at:], False)]
