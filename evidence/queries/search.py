"""Searching the record of one inspection: only what its reader may read, newest first, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import BigAutoField, BigIntegerField, QuerySet, TextField, Value
from django.urls import reverse

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person
from accounts.prepared import Given, Prepared
from evidence import fulltext, headings, words
from evidence.addresses import address_of
from evidence.kinds import KINDS
from evidence.models import DocumentComment, Headline, Rationale, Revision, SearchEntry
from evidence.queries.documents import EXCERPT
from framework.versions import FrameworkVersion
from govuk.words import short_day
from inspections.models import Inspection

Kind = SearchEntry.Kind
SAID: dict[str, Any] = {Kind.COMMENT: DocumentComment, Kind.RATIONALE: Rationale, Kind.HEADLINE: Headline}
DOCUMENTS = (Thing.NOTE, Thing.CASE_EVALUATION, Thing.INDIVIDUAL_SUMMARY, Thing.SHARED_SUMMARY)
# What has one page for all of its kind.
ON_ONE_PAGE = {Thing.JUDGEMENT: Kind.RATIONALE, Thing.KEEP_IN_TOUCH: Kind.HEADLINE}
PAGES = {Thing.JUDGEMENT: "judgement_detail", Thing.KEEP_IN_TOUCH: "keep_in_touch"}
THINGS = (*DOCUMENTS, *ON_ONE_PAGE)
# Beyond this a question is a pasted text; the first words find it as well.
MOST_WORDS = 20
MOST_SHOWN = 500
# Words that at least one in so many of the newest entries has are looked for among those first.
DENSE = 2
# So much of a long text is looked through for the place to show.
LOOKED_THROUGH = 20_000
BEFORE_HIT = 60
PER_PAGE = 30


class _Entry(NamedTuple):
    """What a line of the results says of its entry."""

    pk: int
    kind: str
    thing: str
    number: int
    document_id: UUID | None
    day: date
    area: str
    heading: str
    person__name: str


class Found(NamedTuple):
    """One line of the results. Of the text what stands before the first word found, that word, and what follows."""

    kind: str
    person: str
    title: str
    source: str
    about: str
    address: str
    before: str
    hit: str
    after: str
    withdrawn: bool


def readable(roles: frozenset[Role], person: Person, inspection: Inspection) -> list[Thing]:
    """The things of the record that this reader may read now."""
    return [thing for thing in THINGS if Verb.READ in verbs_for(roles, thing, person, inspection)]


def kinds_of(things: Iterable[Thing]) -> list[tuple[str, str]]:
    """The kinds of entry behind these things, as choices."""
    known = {str(thing) for thing in things}
    shown = [kind for kind in Kind if kind in known or kind == Kind.COMMENT]
    return [
        (kind.value, kind.label) for kind in [*shown, *(ON_ONE_PAGE[each] for each in ON_ONE_PAGE if each in known)]
    ]


def found(inspection: Inspection, things: Sequence[Thing], wanted: dict[str, Any]) -> "Answers":
    """What answers a question: q and source (texts), area, heading, whose (person id), kind, day. Nothing without one.

    Nothing outside the inspection and these things is looked at.
    """
    columns = {"area": "area", "heading": "heading", "whose": "person_id", "kind": "kind", "day": "day"}
    values = {column: wanted[name] for name, column in columns.items() if wanted.get(name)}
    beginnings = asked(wanted)
    worded = bool(wanted.get("q") or wanted.get("source"))
    if not things or (not beginnings and (worded or not values)):
        return Answers(None, {})
    form = _Form(tuple(map(str, things)), tuple(sorted(values)), bool(beginnings))
    values |= {"asked": fulltext.question(beginnings)} if beginnings else {}
    return Answers(form, values | {"inspection": inspection.pk})


class _Form(NamedTuple):
    """What makes two questions alike: all but their values."""

    things: tuple[str, ...]
    columns: tuple[str, ...]
    worded: bool

    def entries(self) -> "QuerySet[SearchEntry]":
        given: dict[str, Any] = {each: Given(each, SearchEntry._meta.get_field(each)) for each in self.columns}  # type: ignore[arg-type]
        here: Any = Given("inspection", BigIntegerField())
        entries = SearchEntry.objects.filter(inspection=here, thing__in=self.things, **given)
        return entries.filter(fulltext.Matching(Given("asked", TextField()))) if self.worded else entries


# Which way is quicker depends on how many entries have the words, so the database chooses it for each question.
@lru_cache(maxsize=256)
def _numbers(form: _Form, most: int, newest: bool = False) -> "Prepared[int]":
    """Of the `newest` those alone whose number is `first` or more."""
    first: Any = Given("first", BigAutoField())

    def numbers() -> "QuerySet[SearchEntry, int]":
        entries = form.entries().filter(pk__gte=first) if newest else form.entries()
        return entries.order_by().values_list("pk", flat=True)[:most]

    return Prepared(numbers, by_value=True)


@lru_cache(maxsize=256)
def _page(form: _Form, begin: int, end: int) -> "Prepared[_Entry]":
    return Prepared(lambda: form.entries().values_list(*_Entry._fields, named=True)[begin:end], by_value=True)


class Answers:
    """The entries that answer a question, newest first; read by pages."""

    def __init__(self, form: _Form | None, values: dict[str, Any]) -> None:
        self.form, self.values = form, values
        self.from_the_first = True

    @cached_property
    def first(self) -> "list[_Entry]":
        """The newest, as many as the first page has. One query."""
        return _page(self.form, 0, PER_PAGE).rows(**self.values) if self.form else []

    @cached_property
    def counted(self) -> int:
        """How many there are, and one more than the most for all beyond it. One query more than the first page's.

        Words that nearly all have are counted among the newest alone, and only then among all of them.
        """
        if self.form is None:
            return 0
        if self.from_the_first:
            if len(self.first) < PER_PAGE:
                return len(self.first)
            newest, last = self.first[0].pk, self.first[-1].pk
            begin = newest - DENSE * MOST_SHOWN
            if newest - last < DENSE * PER_PAGE and self._number(first=begin) > MOST_SHOWN:
                return MOST_SHOWN + 1
        return self._number()

    def _number(self, **begin: int) -> int:
        return len(_numbers(self.form, MOST_SHOWN + 1, bool(begin)).rows(**self.values, **begin)) if self.form else 0

    def __len__(self) -> int:
        return self.counted

    def __getitem__(self, part: slice) -> "list[_Entry]":
        if self.form is None or (self.from_the_first and not part.start):
            return self.first[part]
        return _page(self.form, part.start, part.stop).rows(**self.values)


def asked(wanted: dict[str, Any]) -> list[str]:
    """The beginnings of words to look for, those of the source marked so."""
    of_source = [words.OF_SOURCE + each for each in words.wanted(wanted.get("source", ""))]
    return [*words.wanted(wanted.get("q", "")), *of_source][:MOST_WORDS]


class Results(Paginator):
    """Thirty a page. Beyond five hundred nobody reads, and a count would look at every one: it is not counted."""

    @property
    def count(self) -> int:
        return min(len(self.object_list), MOST_SHOWN)

    @property
    def beyond(self) -> bool:
        return len(self.object_list) > MOST_SHOWN


def page_of(answers: Answers, number: str | None) -> "Page[_Entry]":
    """That page of the results, or the nearest that there is. One query to three."""
    answers.from_the_first = number in (None, "", "1")
    return Results(answers, PER_PAGE).get_page(number)  # type: ignore[arg-type]


def lines(
    entries: Iterable[_Entry], wanted: dict[str, Any], inspection: Inspection, framework: FrameworkVersion
) -> list[Found]:
    """One page of entries with their words; at most two queries."""
    beginnings = words.wanted(wanted.get("q", ""))
    entries = list(entries)
    texts = _texts(entries)
    return [
        _line(each, texts[each.kind, each.number], beginnings, _where(each, inspection.ref), framework)
        for each in entries
    ]


@dataclass(frozen=True)
class _Text:
    text: str
    source: str = ""
    withdrawn: bool = False


def _texts(entries: Iterable[_Entry]) -> dict[tuple[str, int], _Text]:
    """The words behind the entries, by kind and number."""
    numbers: dict[str, list[int]] = {}
    for each in entries:
        numbers.setdefault(_table(each.kind), []).append(each.number)
    texts: dict[tuple[str, int], _Text] = {}
    if "revision" in numbers:
        asked = dict(zip(_SLOTS, [*numbers["revision"], *[NOTHING] * len(_SLOTS)], strict=False))
        for number, code, said, source, withdrawn in _WORDS.rows(**asked):
            # By the kind's own order: a database may give the parts in another.
            kind = KINDS[code]
            parts = [said.get(part, "") for part in (*kind.parts, *kind.prompts)]
            texts[code, number] = _Text("\n".join(filter(None, parts)), source, withdrawn)
    said = [
        model.objects.filter(pk__in=numbers[kind])
        .annotate(entry=Value(str(kind)))
        .order_by()
        .values_list("entry", "pk", "text")
        for kind, model in SAID.items()
        if kind in numbers
    ]
    for entry, number, text in said[0].union(*said[1:], all=True) if said else ():
        texts[entry, number] = _Text(text)
    return texts


def _words_of_page() -> "QuerySet[Revision, Any]":
    slots: list[Any] = [Given(each, BigAutoField()) for each in _SLOTS]
    columns = ("pk", "document__kind", "words__parts", "source", "head__withdrawn")
    return Revision.objects.filter(pk__in=slots).order_by().values_list(*columns)


# One page of revisions, as many as there can be; an empty slot names none.
_SLOTS = [f"number_{each}" for each in range(PER_PAGE)]
NOTHING = 0
_WORDS: "Prepared[Any]" = Prepared(_words_of_page)


def _table(kind: str) -> str:
    return kind if kind in SAID else "revision"


def _line(entry: _Entry, words_of: _Text, beginnings: Sequence[str], where: str, framework: FrameworkVersion) -> Found:
    place = headings.label(framework, entry.area, entry.heading)
    if entry.kind == Kind.RATIONALE:
        place = framework.area(entry.area).label
    kind, (before, hit, after) = Kind(entry.kind).label, around(words_of.text, beginnings)
    return Found(
        kind=kind,
        person=entry.person__name,
        title=f"{kind} by {entry.person__name}, {short_day(entry.day)}",
        source=words_of.source,
        about=" · ".join(filter(None, [words_of.source, place])),
        address=where,
        before=before,
        hit=hit,
        after=after,
        withdrawn=words_of.withdrawn,
    )


def _where(entry: _Entry, ref: str) -> str:
    if entry.document_id is None:
        return reverse(PAGES[Thing(entry.thing)], args=[ref])
    return address_of(f"{entry.thing}_detail", ref, entry.document_id)


def around(text: str, beginnings: Sequence[str]) -> tuple[str, str, str]:
    """The text about the first word found: before it, the word, after it. Without one, the text's beginning."""
    place = words.hit(text[:LOOKED_THROUGH], beginnings)
    if place is None:
        return text[:EXCERPT] + ("…" if len(text) > EXCERPT else "") or "(no text)", "", ""
    start = max(place[0] - BEFORE_HIT, 0)
    end = min(place[1], place[0] + EXCERPT)
    after = text[end : start + EXCERPT]
    return (
        ("…" if start else "") + text[start : place[0]],
        text[place[0] : end],
        after + ("…" if len(text) > end + len(after) else ""),
    )
