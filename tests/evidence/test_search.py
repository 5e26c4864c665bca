"""Searching the record: everything one may see and nothing else, however the question is put."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from accounts import clock
from accounts.access import Thing
from evidence import fulltext, words
from evidence.actions.agreement import comment, withdraw
from evidence.actions.capture import append
from evidence.actions.told import record_told
from evidence.models import Head, RevisionText, SearchEntry
from evidence.queries import search
from govuk.forms import date_data
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import url
from tests.evidence.stages import individual, note, shared
from tests.evidence.test_heads import revise
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
# Literal on purpose: a query more is a decision. Every kind of entry stands on the page.
# Of a page that holds everything, and of one of several with all kinds of entry.
ALL_ON_ONE, OF_MANY = 9, 11


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def page(client: Client, inspection: Inspection, **asked: Any) -> Any:
    answer = client.get(url(inspection, "evidence_search"), asked)
    assert answer.status_code == 200
    return answer


def texts(client: Client, inspection: Inspection, **asked: Any) -> list[str]:
    return [row.before + row.hit + row.after for row in page(client, inspection, **asked).context["rows"]]


@pytest.mark.parametrize(
    ("asked", "stands"),
    [
        ("letter court", True),
        ("LETTERS", True),
        ("lett", True),
        ("etter", False),
        ("letter police", False),
        ("PR-104", True),
        ("pr104", True),
        ("104", True),
        ("pr-10", True),
        ("pr-105", False),
        ("É.R. élan", True),
        ("elan", True),
        ("child's", True),
        ("childs", True),
        ("Ärger", False),
    ],
)
def test_words_are_found_from_their_beginning(
    cast: Cast, as_: As, inspection: Inspection, asked: str, stands: bool
) -> None:
    note(inspection, cast.deputy, text="E.R. (PR-104): two letters to the court, with élan; the child's wish.")
    assert bool(texts(as_(cast.lead), inspection, q=asked)) is stands


def test_an_older_version_that_arrives_late_is_not_found(cast: Cast, as_: As, inspection: Inspection) -> None:
    """What was written over it on the same tablet has arrived before, and stands."""
    base = note(inspection, cast.deputy, text="A heron.")
    revise(base, cast.deputy, parts={"text": "An avocet."})
    revise(base, cast.deputy, parts={"text": "A bittern."}, superseded=True)
    found = {word: texts(as_(cast.lead), inspection, q=word) for word in ("heron", "bittern", "avocet")}
    assert found == {"heron": [], "bittern": [], "avocet": ["An avocet."]}


def test_each_filter_narrows_by_itself_and_with_the_others(cast: Cast, as_: As, inspection: Inspection) -> None:
    seen = {
        "area": "leaders",
        "heading": "Workforce",
        "source": "Focus group of guardians",
        "observed_on": "2024-02-06",
    }
    note(inspection, cast.deputy, text="Morale is high.", **seen)
    own = note(inspection, cast.team_inspector, text="Guardians say that morale is low.")
    individual(inspection, cast.team_inspector, [own], text="Morale differs.")
    client = as_(cast.lead)
    day = date_data("day", date(2024, 2, 6))
    high, low = ["Morale is high."], ["Guardians say that morale is low."]
    assert len(texts(client, inspection, q="morale")) == 3
    assert texts(client, inspection, place="leaders/Workforce") == high
    assert texts(client, inspection, q="morale", whose=cast.deputy.pk) == high
    assert texts(client, inspection, source="guardians") == high
    assert texts(client, inspection, q="guardians", source="interview") == low
    assert texts(client, inspection, **day) == high
    assert texts(client, inspection, q="low", **day) == []
    assert texts(client, inspection, q="differ", kind="individual_summary") == [
        "Morale differs.\nLetters read on site.\nChildren are safer sooner.\n7 of 9 letters\nNothing to add."
    ]
    assert texts(client, inspection, q="differ", kind="note") == []
    assert texts(client, inspection) == []


def test_every_part_of_both_summaries_is_found(cast: Cast, as_: As, inspection: Inspection) -> None:
    own = note(inspection, cast.team_inspector, text="A note.")
    said = {"statement": "Herons wade.", "evidence": "Avocets.", "difference": "Bitterns.", "extent": "Curlews."}
    mine = individual(inspection, cast.team_inspector, [own], text="First.")
    revise(mine, cast.team_inspector, parts=said | {"leaders": "Dunlins."}, fields={"area": "private"})
    ours = stages.shared(inspection, cast.deputy, [Head.objects.get(document=mine.document).revision], text="First.")
    revise(ours, cast.deputy, parts=said, fields={"area": "private"})
    client = as_(cast.lead)
    for word in ("heron", "avocet", "bittern", "curlew"):
        rows = page(client, inspection, q=word).context["rows"]
        assert {row.kind for row in rows} == {"Individual summary", "Shared summary"}, word
        assert all("Herons wade." in row.before + row.hit + row.after for row in rows) or word != "heron"
    assert len(texts(client, inspection, q="dunlin")) == 1
    assert texts(client, inspection, q="first") == []


def test_what_is_said_of_evidence_is_found_too(cast: Cast, as_: As) -> None:
    """Comments, and why a grade was given, for whoever may read judgements; a shadow finds the first alone."""
    inspection = stages.with_agreed_summaries(cast)
    with clock.moved_to(stages.JUDGED_AT):
        summary = Head.objects.filter(kind="shared_summary").first()
        assert summary
        comment(summary.document, text="Zebra crossing?", by=cast.qa_manager)
        stages.grade(inspection, "private", "good", cast.lead, text="Zebra stripes.")
        readers = {cast.lead: 2, cast.deputy: 2, cast.qa_manager: 2, cast.shadow: 1}
        for reader, count in readers.items():
            assert len(texts(as_(reader), inspection, q="zebra")) == count, reader
        assert "rationale" not in page(as_(cast.shadow), inspection).content.decode()
        assert texts(as_(cast.shadow), inspection, kind="rationale") == []


def test_nothing_of_another_inspection_is_found(cast: Cast, as_: As, inspection: Inspection) -> None:
    from tests.inspections.stages import plan

    note(inspection, cast.deputy, text="Zebra")
    other = plan(cast, title="Another inspection", lead=cast.other_lead)
    assert texts(as_(cast.other_lead), other, q="zebra") == []
    assert as_(cast.other_lead).get(url(inspection, "evidence_search") + "?q=zebra").status_code == 404
    for outsider in (cast.link_person, cast.chief_executive, cast.analyst):
        assert as_(outsider).get(url(inspection, "evidence_search") + "?q=zebra").status_code == 404


def test_the_things_asked_about_are_those_of_the_access_table(cast: Cast, inspection: Inspection) -> None:
    note(inspection, cast.deputy, text="Zebra")
    assert len(search.found(inspection, [Thing.NOTE], {"q": "zebra"})) == 1
    assert len(search.found(inspection, [Thing.SHARED_SUMMARY], {"q": "zebra"})) == 0
    assert len(search.found(inspection, [], {"q": "zebra"})) == 0


def test_only_what_stands_is_found(cast: Cast, as_: As, inspection: Inspection) -> None:
    """After a change the new words, with two versions both, after a withdrawal still, and then it says so."""
    first = note(inspection, cast.deputy, text="Zebra")
    client = as_(cast.lead)
    revise(first, cast.deputy, parts={"text": "Giraffe"})
    assert texts(client, inspection, q="zebra") == []
    assert texts(client, inspection, q="giraffe") == ["Giraffe"]
    revise(first, cast.deputy, parts={"text": "Giraffe or okapi"})
    assert texts(client, inspection, q="giraffe") == ["Giraffe or okapi", "Giraffe"]
    withdraw(first.document, reason="Wrong animal.", by=cast.deputy)
    assert "Withdrawn" in page(client, inspection, q="okapi").content.decode()


def test_words_that_were_taken_out_are_not_found(cast: Cast, as_: As, inspection: Inspection) -> None:
    written = note(inspection, cast.deputy, text="Zebra")
    blank = {"parts": {}, "blanked_at": clock.now(), "blanked_reason": "A name", "blanking_approved_by": cast.director}
    RevisionText.objects.filter(revision=written).update(**blank)
    assert texts(as_(cast.lead), inspection, q="zebra") == []
    assert not SearchEntry.objects.exclude(body="").exists()


HOSTILE = [
    '"',
    "'",
    "'; DROP TABLE evidence_revision; --",
    "a* OR b*",
    "NEAR(a b)",
    "body:zebra",
    "-",
    "(((",
    "\\",
    "&|!",
]
HOSTILE += ["<->", "%", "_", "zebra' OR '1'='1", "\ufffd", "=zebra", "zebra:*", "AND", "NOT zebra", "<script>alert(1)"]


@pytest.mark.parametrize("asked", HOSTILE)
@pytest.mark.parametrize("field", ["q", "source"])
def test_hostile_questions_do_no_harm(cast: Cast, as_: As, inspection: Inspection, asked: str, field: str) -> None:
    note(inspection, cast.deputy, text="A zebra crossing.")
    answer = page(as_(cast.lead), inspection, **{field: asked})
    assert "<script>alert" not in answer.content.decode()
    assert texts(as_(cast.lead), inspection, q="zebra") == ["A zebra crossing."]


@pytest.mark.parametrize("given", ["x" * 10_000, "word " * 2_000, "zebra\x00"])
def test_a_question_that_is_none_is_said_beside_its_field(
    cast: Cast, as_: As, inspection: Inspection, given: str
) -> None:
    note(inspection, cast.deputy, text="A zebra crossing.")
    answer = page(as_(cast.lead), inspection, q=given)
    assert answer.context["form"].errors["q"]
    assert answer.context["rows"] == []
    assert page(as_(cast.lead), inspection, whose="nobody", place="moon", day_0="40").context["rows"] == []


PIECES = ("a", "b", "aB", "1", "-", "_", ".", "'", " ", "\n", "é", "\N{KELVIN SIGN}")


@given(pieces=lists(sampled_from(PIECES), max_size=12), asked=lists(sampled_from(PIECES), max_size=4))
def test_the_place_that_is_shown_is_the_first_that_the_words_themselves_give(
    pieces: list[str], asked: list[str]
) -> None:
    text, wanted = "".join(pieces), words.wanted("".join(asked))
    places = [place.span() for place in re.finditer(r"\S+", text)]
    found = [
        place for place in places if any(each.startswith(tuple(wanted)) for each in words.words(text[slice(*place)]))
    ]
    assert words.hit(text, wanted) == (found[0] if found and wanted else None)


def test_many_words_ask_no_more_than_a_few(cast: Cast, as_: As, inspection: Inspection) -> None:
    assert len(search.asked({"q": " ".join(f"a{number}" for number in range(50))})) == search.MOST_WORDS
    assert texts(as_(cast.lead), inspection, q=" ".join("a" for _ in range(99))) == []


def test_evidence_of_any_length_is_saved_and_found(cast: Cast, as_: As, inspection: Inspection) -> None:
    """100,000 characters without two words alike are more than a database's index of one text holds."""
    apart = [chr(0x4E00 + number // 20_000) + chr(0x4E00 + number % 20_000) for number in range(33_000)]
    parts = {name: " ".join(apart) for name in ("statement", "evidence", "difference")}
    parts["statement"] = "Zebra " + parts["statement"][:99_000]
    append(inspection, kind="individual_summary", op=stages.uuid4(), by=cast.deputy, parts=parts)
    assert len(texts(as_(cast.lead), inspection, q="zebra")) == 1
    long = note(inspection, cast.deputy, text=f"{'y' * 99_000} okapi")
    assert texts(as_(cast.lead), inspection, q="okapi")[0].startswith("yyyy")
    assert len(words.body(chr(0x10000 + number) * 3 for number in range(100_000)).encode()) <= words.MOST_BYTES
    assert long.pk


def test_the_first_word_found_is_shown_and_marked(cast: Cast, as_: As, inspection: Inspection) -> None:
    note(inspection, cast.deputy, text=f"{'Before. ' * 40}Then a <b>zebra</b> crossed. {'After. ' * 40}")
    shown = page(as_(cast.lead), inspection, q="b-zebra-b").content.decode()
    assert "<mark>&lt;b&gt;zebra&lt;/b&gt;</mark>" in shown
    assert "…" in shown
    assert shown.count("Before.") < 12
    assert shown.count("After.") < 25


def test_30_a_page_in_a_fixed_number_of_queries(cast: Cast, as_: As) -> None:
    inspection = stages.with_agreed_summaries(cast)
    client = as_(cast.lead)

    def asked(number: int = 1) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            rows = page(client, inspection, q="zebra", page=number).context["rows"]
        return len(captured), len(rows)

    def of_every_kind() -> None:
        own = note(inspection, cast.deputy, text="Zebra")
        summary = individual(inspection, cast.deputy, [own], text="Zebra")
        team = shared(inspection, cast.deputy, [summary], text="Zebra")
        comment(team.document, text="Zebra", by=cast.qa_manager)
        stages.grade(inspection, "private", "good", cast.lead, text="Zebra")
        record_told(inspection, day=clock.today(), headlines=["Zebra"], by=cast.deputy)

    with clock.moved_to(stages.JUDGED_AT):
        of_every_kind()
        assert asked() == (ALL_ON_ONE, 6)
        for _ in range(6):
            of_every_kind()
        assert asked() == (OF_MANY, 30)
        assert asked(2) == (OF_MANY - 1, 12)
        assert "q=zebra&amp;page=2" in page(client, inspection, q="zebra").content.decode()


def test_beyond_the_most_shown_nothing_is_counted_and_it_is_said(
    cast: Cast, as_: As, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_SHOWN", 2)
    monkeypatch.setattr(search, "PER_PAGE", 1)
    for number in range(2):
        note(inspection, cast.deputy, text=f"Zebra {number}")
    shown = page(as_(cast.lead), inspection, q="zebra").content.decode()
    assert "2 found" in shown
    assert "More than" not in shown
    note(inspection, cast.deputy, text="Zebra 2")
    shown = page(as_(cast.lead), inspection, q="zebra").content.decode()
    assert "More than 2 found" in shown
    assert "The 2 newest are shown." in shown
    assert "page=3" not in shown
    assert texts(as_(cast.lead), inspection, q="zebra", page="9") == ["Zebra 1"]


def test_what_stands_far_behind_the_newest_is_counted_with_them(
    cast: Cast, as_: As, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_SHOWN", 3)
    monkeypatch.setattr(search, "PER_PAGE", 1)
    for text in ("Zebra 1", *["Something else."] * 8, "Zebra 2", "Zebra 3"):
        note(inspection, cast.deputy, text=text)
    for number, text in enumerate(("Zebra 3", "Zebra 2", "Zebra 1"), 1):
        shown = page(as_(cast.lead), inspection, q="zebra", page=str(number))
        assert "3 found" in shown.content.decode()
        assert [row.before + row.hit + row.after for row in shown.context["rows"]] == [text]
    for text in ("Zebra 4", "Something else."):
        note(inspection, cast.deputy, text=text)
    assert "More than 3 found" in page(as_(cast.lead), inspection, q="zebra").content.decode()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="an index of PostgreSQL's")
def test_no_list_of_what_is_not_indexed_yet_slows_a_question(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [fulltext.VECTOR])
        assert cursor.fetchone() == (["fastupdate=off"],)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a column of PostgreSQL's")
def test_a_database_with_the_earlier_index_gets_the_column_and_loses_that_index(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    note(inspection, cast.deputy, text="Zebra")
    made = f"{fulltext.ENTRIES} USING gin ((array_to_tsvector(array_remove(string_to_array(body, ' '), ''))))"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {fulltext.ENTRIES} DROP COLUMN vector")
        cursor.execute(f"CREATE INDEX {fulltext.INDEX} ON {made}")
        fulltext.install()
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [fulltext.ENTRIES])
        names = {name for (name,) in cursor}
    assert fulltext.VECTOR in names
    assert fulltext.INDEX not in names
    assert texts(as_(cast.lead), inspection, q="zebra") == ["Zebra"]


def test_what_stood_before_there_was_a_search_is_found(cast: Cast, as_: As) -> None:
    """The migration makes the entries that the actions would have made."""
    inspection = stages.with_agreed_summaries(cast)
    with clock.moved_to(stages.JUDGED_AT):
        summary = Head.objects.filter(kind="shared_summary").first()
        assert summary
        comment(summary.document, text="Zebra", by=cast.qa_manager)
        stages.grade(inspection, "private", "good", cast.lead)
        record_told(inspection, day=clock.today(), headlines=["Zebra", "Okapi"], by=cast.lead)
    columns = [each.attname for each in SearchEntry._meta.concrete_fields if each.name != "id"]
    before = set(SearchEntry.objects.values_list(*columns))
    # Three documents a row, two evaluated cases, a comment, a rationale and two headlines.
    assert len(before) == 6 * 3 + 2 + 4
    SearchEntry.objects.all().delete()
    import_module("evidence.migrations.0006_search").fill(apps, None)
    import_module("evidence.migrations.0026_headlines_found").fill(apps, None)
    assert set(SearchEntry.objects.values_list(*columns)) == before
    with clock.moved_to(stages.JUDGED_AT):
        assert texts(as_(cast.lead), inspection, q="zebra") == ["Zebra", "Zebra"]


def test_what_cafcass_was_told_is_found_by_whoever_may_read_it(cast: Cast, as_: As, inspection: Inspection) -> None:
    record_told(inspection, day=clock.today(), headlines=["Zebras are told of early."], by=cast.deputy)
    for reader in (cast.lead, cast.team_inspector, cast.qa_manager):
        (row,) = page(as_(reader), inspection, q="zebra", kind="headline").context["rows"]
        assert (row.kind, row.person) == ("Headline of a keep-in-touch meeting", str(cast.deputy))
        assert row.address == reverse("keep_in_touch", args=[inspection.ref])
    assert len(search.found(inspection, search.DOCUMENTS, {"q": "zebra"})) == 0


def test_a_lost_index_is_made_anew(cast: Cast, as_: As, inspection: Inspection) -> None:
    """SQLite loses triggers when a table is remade; what was written meanwhile is found afterwards, too."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {fulltext.INDEX}_insert")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"DROP INDEX {fulltext.VECTOR}")
    note(inspection, cast.deputy, text="Zebra")
    fulltext.install()
    assert texts(as_(cast.lead), inspection, q="zebra") == ["Zebra"]
