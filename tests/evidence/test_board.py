"""The board of lines of enquiry: what each rests on, and closing one with a reason (EVID-19, EVID-20)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence import due
from evidence.actions.agreement import withdraw
from evidence.actions.meetings import say_meeting
from evidence.actions.sorting import count_late, say_lines, say_source
from evidence.models import Document, OnLine, SourceSaid
from evidence.queries import board as queries
from evidence.queries.support import support_of
from framework.versions import version
from information.actions import lines as actions
from information.models import LineOfEnquiry
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import SEEN, send, url
from tests.evidence.seeding import seed
from tests.fieldwork import people
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
TUESDAY = ON_SITE_AT + timedelta(days=1)


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(TUESDAY):
        yield found


@pytest.fixture
def line(cast: Cast, inspection: Inspection) -> LineOfEnquiry:
    return opened_line(inspection, cast, "How delay is managed")


def opened_line(inspection: Inspection, cast: Cast, title: str) -> LineOfEnquiry:
    given = {"title": title, "theme": "Delay", "how": "Interviews", "information_needed": "none"}
    return actions.open_line(actions.set_line(inspection, **given, by=cast.lead), by=cast.lead)


def on_it(line: LineOfEnquiry, who: Any, *, kind: str = "record", voice: str = "", **fields: Any) -> Document:
    """A note on the line, of a sort of source."""
    document = stages.note(line.inspection, who, **fields).document
    if kind or voice:
        say_source(document, kind=kind, voice=voice, by=who)
    say_lines(document, [line], by=who)
    return document


def told(inspection: Inspection, line: LineOfEnquiry) -> queries.Told:
    return queries.Told(queries.entry_of(inspection, line), version(inspection.framework_version))


def text(client: Client, address: str) -> str:
    return " ".join(unescape(client.get(address).content.decode()).split())


def test_a_note_says_its_kind_of_source_and_its_lines(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    client = as_(cast.team_inspector)
    more = {"text": "Seen.", "source_kind": "child", "voice": "VS-1", "lines": [line.pk]}
    assert send(client, url(inspection, "note_create"), **SEEN, **more).status_code == 302
    document = Document.objects.get()
    said = SourceSaid.objects.get()
    assert (said.kind, said.voice, OnLine.objects.get().line) == ("child", "VS-1", line)
    form = client.get(url(inspection, "note_edit", pk=document.pk)).context["form"]
    assert (form["source_kind"].value(), form["lines"].value()) == ("child", [str(line.pk)])
    send(client, url(inspection, "note_edit", pk=document.pk), **SEEN, text="Seen.", source_kind="record", voice="")
    assert not OnLine.objects.standing().exists()
    assert [each.kind for each in SourceSaid.objects.all()] == ["child", "record"]
    assert told(inspection, line).warnings == ["No evidence yet"]


def test_the_board_counts_by_kind_of_source_pair_and_site(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    on_it(line, cast.team_inspector)
    on_it(line, cast.second_team_inspector)
    site = people.site(inspection)
    meeting = people.plan(inspection, cast.deputy, kind="practitioner", role="fca", site=site)
    talked = on_it(line, cast.deputy, kind="")
    say_meeting(talked, meeting, by=cast.deputy)
    found = told(inspection, line)
    assert found.sources == [("Child's record", 2), ("Practitioner", 1)]
    assert found.pairs == [("In no pair", 1), ("Pair A", 2)]
    assert dict(found.sites)[site.code] >= 1
    assert [(kind.code, count) for kind, count in found.documents] == [("note", 3)]
    shown = text(as_(cast.qa_manager), url(inspection, "line_board"))
    assert "Child's record 2, Practitioner 1" in shown
    assert f"?line={line.pk}" in shown
    listed = as_(cast.qa_manager).get(url(inspection, "note_list"), {"line": line.pk})
    assert len(listed.context["rows"]) == 3
    withdraw(talked, reason="Misread.", by=cast.deputy)
    assert told(inspection, line).sources == [("Child's record", 2)]


def test_a_summary_on_a_line_is_no_source_of_its_own(cast: Cast, inspection: Inspection, line: LineOfEnquiry) -> None:
    seen = on_it(line, cast.deputy)
    own = stages.individual(inspection, cast.deputy, [seen.revisions.get()]).document
    say_lines(own, [line], by=cast.deputy)
    found = told(inspection, line)
    assert found.sources == [("Child's record", 1)]
    assert [kind.code for kind, _ in found.documents] == ["note", "individual_summary"]
    with pytest.raises(Invalid, match="no source of its own"):
        say_source(own, kind="record", voice="", by=cast.deputy)


def test_the_sources_that_a_case_names_are_counted_by_their_kind(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    made = stages.case(inspection, cast.team_inspector, "PU-01", sources=["record", "child", "carer", "court"])
    say_lines(made.document, [line], by=cast.team_inspector)
    labels = ["Child's record", "Child or young person", "Parent, carer or relative", "Observation of practice"]
    entry = told(inspection, line)
    assert entry.sources == [(label, 1) for label in labels]
    assert entry.documents[0][1] == 1
    assert not entry.warnings
    assert "Child or young person" in text(as_(cast.lead), url(inspection, "line_board"))
    own = stages.individual(inspection, cast.team_inspector, [made])
    assert dict(support_of(own).told) == dict.fromkeys(labels, 1)
    assert not support_of(own).read_only
    bare = stages.case(inspection, cast.deputy, "PU-02", sources=[])
    say_lines(bare.document, [line], by=cast.deputy)
    assert dict(told(inspection, line).sources)["Child's record"] == 2


def test_a_line_that_is_not_open_yet_is_opened_from_the_board(cast: Cast, as_: As, inspection: Inspection) -> None:
    given = {"title": "How staff are supervised", "theme": "Staff", "how": "Interviews", "information_needed": "none"}
    line = actions.set_line(inspection, **given, by=cast.lead)
    opening = url(inspection, "line_open", pk=line.pk)
    assert f'href="{opening}"' in as_(cast.lead).get(url(inspection, "line_board")).content.decode()
    assert opening not in as_(cast.team_inspector).get(url(inspection, "line_board")).content.decode()
    assert as_(cast.lead).get(opening).status_code == 200


def test_what_is_thin_is_said_before_a_line_is_closed_and_stops_nothing(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    on_it(line, cast.deputy)
    address = url(inspection, "line_close", pk=line.pk)
    shown = text(as_(cast.deputy), address)
    assert "One source only" in shown
    assert "No child's voice" in shown
    assert send(as_(cast.deputy), address, reason="Twelve cases say the same.").status_code == 302
    line.refresh_from_db()
    assert line.state == "closed"
    assert "Twelve cases say the same." in text(as_(cast.lead), url(inspection, "line_board"))


def test_a_second_source_and_a_childs_words_take_the_warnings_away(
    cast: Cast, inspection: Inspection, line: LineOfEnquiry
) -> None:
    on_it(line, cast.deputy)
    on_it(line, cast.deputy, kind="practitioner")
    assert told(inspection, line).warnings == ["No child's voice"]
    on_it(line, cast.deputy, voice="VS-3")
    assert told(inspection, line).warnings == []


@pytest.mark.rule("EVID-20")
def test_lead_or_deputy_closes_a_line_and_what_comes_later_is_seen_and_counted(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    address = url(inspection, "line_close", pk=line.pk)
    for who in (cast.team_inspector, cast.qa_manager, cast.analyst):
        assert as_(who).get(address).status_code == 403
        with pytest.raises(NotAllowed):
            actions.close_line(line, reason="Enough.", by=who)
    assert as_(cast.other_lead).get(address).status_code == 404
    on_it(line, cast.team_inspector)
    refused = send(as_(cast.deputy), address, reason="")
    assert "Enter why the line is closed" in unescape(refused.content.decode())
    assert send(as_(cast.deputy), address, reason="Enough.").status_code == 302
    came = on_it(line, cast.second_team_inspector)
    board = url(inspection, "line_board")
    for who in (cast.team_inspector, cast.lead):
        shown = text(as_(who), board)
        assert "After closing" in shown
        assert str(came.pk) in shown
    owed = [each for each in due.due(clock.today()) if each.page == board]
    assert [each.person for each in owed] == [cast.lead]
    with pytest.raises(NotAllowed, match="Only the lead"):
        count_late(line, by=cast.deputy)
    assert send(as_(cast.lead), url(inspection, "line_count", pk=line.pk)).status_code == 302
    assert "After closing" not in text(as_(cast.team_inspector), board)
    assert not [each for each in due.due(clock.today()) if each.page == board]
    assert told(inspection, line).sources == [("Child's record", 2)]


@pytest.mark.rule("EVID-20", part="opening it again, and the database closes no line without a reason")
def test_a_closed_line_is_opened_again_with_a_reason(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        LineOfEnquiry.objects.filter(pk=line.pk).update(state="closed")
    actions.close_line(line, reason="Enough.", by=cast.deputy)
    on_it(line, cast.team_inspector)
    address = url(inspection, "line_reopen", pk=line.pk)
    assert send(as_(cast.deputy), address, reason="A new case says otherwise.").status_code == 302
    line.refresh_from_db()
    assert line.state == "open"
    assert not [each for each in due.due(clock.today()) if "line of enquiry" in each.title]


@pytest.mark.rule("EVID-19", part="the daily ticks stand on the board too")
def test_the_board_names_who_has_not_looked_through_the_record_today(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    address = url(inspection, "line_board")
    assert str(cast.team_inspector) in text(as_(cast.lead), address)
    assert send(as_(cast.team_inspector), url(inspection, "record_review"), gaps="").status_code == 302
    shown = text(as_(cast.lead), address).split("looked through the record today")[1]
    assert str(cast.team_inspector) not in shown
    assert str(cast.second_team_inspector) in shown


def test_nothing_bears_on_a_line_of_another_inspection(cast: Cast, inspection: Inspection, line: LineOfEnquiry) -> None:
    from tests.inspections import stages as inspecting

    other = inspecting.plan(cast, title="Another inspection", lead=cast.other_lead)
    strange = LineOfEnquiry.objects.create(
        inspection=other, number=1, title="Else", theme="Else", made_by=cast.other_lead
    )
    document = on_it(line, cast.deputy)
    with pytest.raises(Invalid, match="not a line of enquiry of this inspection"):
        say_lines(document, [strange], by=cast.deputy)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnLine.objects.create(document=document, line=strange, by=cast.deputy)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnLine.objects.update(on=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        SourceSaid.objects.update(kind="child")


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_board_costs_the_same_at_10_and_at_2_000_notes(
    cast: Cast, as_: As, inspection: Inspection, line: LineOfEnquiry
) -> None:
    actions.close_line(opened_line(inspection, cast, "Another"), reason="Enough.", by=cast.lead)
    writers = [cast.deputy, cast.team_inspector]

    def put(count: int) -> None:
        seed(inspection, writers, count)
        new = Document.objects.filter(on_lines=None)
        OnLine.objects.bulk_create(OnLine(document=each, line=line, by=each.owner) for each in new)

    client, address = as_(cast.lead), url(inspection, "line_board")
    put(10)
    first = cost(client, address)
    put(1990)
    assert cost(client, address) == first <= 12
    assert sum(count for _, count in told(inspection, line).sources) == 2000
