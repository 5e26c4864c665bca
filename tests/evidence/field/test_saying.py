"""What a tablet says of a note besides its words: kept as the forms keep it, and never a reason to lose the words."""

import json
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from accounts import clock
from evidence.actions.sorting import say_lines, say_source
from evidence.field.settling import take_in
from evidence.headings import places
from evidence.models import Document, Head, HeldWords, NoteChild, OnLine, Revision, SaveContent, SourceSaid
from evidence.queries.pack import criteria_of
from fieldwork.actions import add_entry
from fieldwork.rules.entries import Wanted
from framework.versions import all_versions, version
from information.models import LineOfEnquiry, SampledChild, WellbeingContact
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, save
from tests.evidence.test_board import opened_line
from tests.inspections.stages import ON_SITE_AT, W1, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.fixture
def line(cast: Cast, inspection: Inspection) -> LineOfEnquiry:
    return opened_line(inspection, cast, "How delay is managed")


def said(line: LineOfEnquiry, **more: object) -> dict[str, object]:
    given = {"source_kind": "child", "voice": "VS-1", "initials": "E.R.", "awaited": ["yes"], "lines": [str(line.pk)]}
    return given | more


def lines_of(document: Document) -> list[LineOfEnquiry]:
    return [each.line for each in OnLine.objects.standing().filter(document=document)]


def test_it_is_kept_as_the_form_of_a_note_keeps_it(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    client = as_(cast.team_inspector)
    offered = client.get("/field/v1/session").json()["inspections"][0]
    assert offered["lines"] == [[str(line.pk), str(line)]]
    assert {"child", "record"} <= {code for code, _ in offered["kinds"]}
    assert ["VS-1", "Direct testimony"] in [list(each) for each in offered["voices"]]
    assert "statement" in offered["parts"]["shared_proposal"]
    answer = put(client, save(inspection, body=said(line)))
    assert answer.status_code == 201
    document = Document.objects.get()
    source, child = SourceSaid.objects.get(), NoteChild.objects.get()
    assert (source.kind, source.voice) == ("child", "VS-1")
    assert (child.initials, child.awaited) == ("E.R.", True)
    assert Head.objects.get().reference_awaited
    assert lines_of(document) == [line]


def test_what_a_page_changed_since_stays_where_the_device_says_the_same(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    client = as_(cast.team_inspector)
    first = save(inspection, body=said(line))
    put(client, first)
    document = Document.objects.get()
    say_lines(document, [], by=cast.team_inspector)
    say_source(document, kind="record", voice="", by=cast.team_inspector)
    second = save(inspection, doc=UUID(first["doc"]), seq=2, parent=first["op"], body=said(line, text="More."))
    assert put(client, second).status_code == 201
    assert not lines_of(document)
    assert SourceSaid.objects.last().kind == "record"  # type: ignore[union-attr]
    third = save(inspection, doc=UUID(first["doc"]), seq=3, parent=second["op"], body=said(line, voice="VS-3"))
    put(client, third)
    last = SourceSaid.objects.last()
    assert last
    assert (last.kind, last.voice) == ("record", "VS-3")
    assert not lines_of(document)


WRONG_CLOCK = 86_400_000


@pytest.mark.parametrize("offset", [0, WRONG_CLOCK])
def test_what_comes_late_or_was_held_says_nothing_over_what_was_said_since(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry, offset: int
) -> None:
    client = as_(cast.team_inspector)
    first = save(
        inspection, clock_offset_ms=offset, body={"initials": "A.B.", "source_kind": "record", "voice": "VS-1"}
    )
    second = save(inspection, doc=first["doc"], parent=first["op"], body={"initials": "E.R.", "source_kind": "child"})
    for sent in (first, second) if offset else (second, first):
        assert put(client, sent).status_code == 201
    for held in HeldWords.objects.all():
        take_in(held, by=cast.team_inspector)
    assert Revision.objects.count() == 2
    assert NoteChild.objects.get().initials == "E.R."
    # What only the late one says is said.
    assert [(each.kind, each.voice) for each in SourceSaid.objects.order_by("id")][-1] == ("child", "VS-1")


def test_what_a_held_save_said_is_said_by_the_next_that_stands(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, about = as_(cast.team_inspector), {"initials": "E.R."}
    stands = save(inspection, body={"initials": "A.B."})
    put(client, stands)
    held = save(inspection, doc=stands["doc"], parent=stands["op"], clock_offset_ms=WRONG_CLOCK, body=about)
    for sent in (held, save(inspection, doc=stands["doc"], parent=held["op"], body=about)):
        put(client, sent)
    assert [each.initials for each in NoteChild.objects.order_by("id")] == ["A.B.", "E.R."]


@pytest.mark.rule("EVID-24", part="what may be a name is not kept as initials, and the words of the note are")
def test_nothing_said_besides_refuses_the_words(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    strange = {"initials": "Emily", "lines": ["no", "999999", 7, None], "source_kind": "gossip", "voice": 3}
    answer = put(as_(cast.team_inspector), save(inspection, body=said(line, **strange)))
    assert answer.status_code == 201
    assert Revision.objects.get().words.parts == {"text": "A letter on time."}
    assert [(each.initials, each.awaited) for each in NoteChild.objects.all()] == [("", True)]
    assert not SourceSaid.objects.exists()
    assert not OnLine.objects.exists()
    assert SaveContent.objects.get().extra["initials"] == "Emily"


def test_the_diary_of_the_days_ahead_goes_to_the_device(cast: Cast, as_: As, inspection: Inspection) -> None:
    member = inspection.members.get(person=cast.team_inspector)
    for kind, hour, day in (
        ("interview", 10, W1),
        ("travel", 14, W1),
        ("interview", 10, W1 + timedelta(days=8)),
    ):
        seats = [member.pk]
        given = {"place": "Northtown", "with_whom": "FCA 01", "reason": "A test"}
        wanted = Wanted(kind, "Planned", day, time(hour), time(hour, 45), seats, **given)
        add_entry(inspection, wanted, by=cast.lead)
    offered = as_(cast.team_inspector).get("/field/v1/session").json()["inspections"][0]
    source = {"source": "Interview, FCA 01, Northtown"}
    assert offered["diary"] == [{"day": W1.isoformat(), "starts": "10:00", "ends": "10:45", **source}]
    assert not as_(cast.deputy).get("/field/v1/session").json()["inspections"][0]["diary"]


def test_what_is_read_without_a_network_is_ones_own_and_the_frameworks(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    for reference, inspector in (("PB-1", cast.team_inspector), ("PB-2", cast.deputy)):
        child = {"reference": reference, "proceeding": "care", "law_type": "public", "reason": "chosen"}
        SampledChild.objects.create(inspection=inspection, inspector=inspector, made_by=cast.lead, **child)
    for phone in ("01632 960001", "01632 960002"):
        WellbeingContact.objects.create(inspection=inspection, name="Wren Fictional", phone=phone, by=cast.lead)
    opened_line(inspection, cast, "How delay is managed")
    given = as_(cast.team_inspector).get("/field/v1/session").json()["inspections"][0]["read"]
    titles = [each["title"] for each in given]
    assert titles[:3] == ["Numbers", "Cases allocated to you", "Lines of enquiry"]
    numbers, cases, lines, *criteria = (each["lines"] for each in given)
    assert numbers == [
        ["In danger", "999"],
        ["Lead inspector", cast.lead.name],
        ["Well-being", "Wren Fictional, 01632 960002"],
    ]
    assert cases == [["PB-1", "Public law"]]
    assert len(lines) == 1
    pinned = version(inspection.framework_version)
    assert sorted(gist for rows in criteria for _, gist in rows) == sorted(each.gist for each in pinned.criteria)
    assert len(criteria) == len(places(pinned))


def _paired(section: dict[str, Any]) -> dict[str, Any]:
    return {"title": section["title"], "lines": [tuple(each) for each in section["lines"]]}


def test_criteria_go_to_a_tablet_once_and_again_when_they_are_others(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    def said(held: str) -> Any:
        return as_(cast.team_inspector).get(f"/field/v1/session{held}").json()

    old = said("")
    assert "criteria" not in old
    assert "criteria" not in old["inspections"][0]
    first = said("?criteria=")
    (name,) = first["criteria"]
    assert first["inspections"][0]["criteria"] == name
    plain = first["inspections"][0]["read"]
    titled = [one | {"title": f"Criteria: {one['title']}"} for one in first["criteria"][name]]
    assert plain + titled == old["inspections"][0]["read"]
    again = said(f"?criteria=another,{name}")
    assert again["criteria"] == {}
    assert again["inspections"][0]["criteria"] == name
    assert again["inspections"][0]["read"] == plain
    assert set(said("?criteria=another")["criteria"]) == {name}
    names = {criteria_of(each).name: criteria_of(each).sections for each in all_versions()}
    assert len(names) == len({str(sections) for sections in names.values()})
    assert names[name] == json.loads(json.dumps(first["criteria"][name]), object_hook=_paired)


def test_a_shared_summary_begun_on_a_tablet_is_open_and_rests_on_nothing(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    words = {"statement": "Letters are prompt.", "evidence": "Nine letters.", "difference": "Safer sooner."}
    answer = put(as_(cast.team_inspector), save(inspection, kind="shared_proposal", body=words))
    assert (answer.status_code, answer.json()["status"]) == (201, "incomplete")
    head = Head.objects.get()
    assert (head.kind, head.agreed) == ("shared_summary", False)
    assert not head.revision.cites.exists()
