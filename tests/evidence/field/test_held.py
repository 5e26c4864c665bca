"""Words that a device sent and that wait for a person: why, for how long, who settles them, and where they go."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from accounts import clock
from accounts.models import Event, Person
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import withdraw
from evidence.actions.capture import append
from evidence.field.settling import leave_out, take_in
from evidence.models import Document, FieldSave, Head, HeldSettled, HeldWords, Revision, SaveContent
from evidence.queries.verifying import first_broken
from evidence.rules import TEXT_LIMIT
from inspections import actions
from inspections.models import Inspection
from inspections.workflow import State
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.field.sending import put, save
from tests.inspections.stages import ON_SITE_AT, announced, plan

As = Callable[..., Client]
WRONG_CLOCK = 86_400_000
DAY = 86_400_000


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.fixture
def tia(cast: Cast, as_: As) -> Client:
    return as_(cast.team_inspector)


def status(client: Client, sent: dict[str, Any]) -> str:
    answer = put(client, sent)
    assert answer.status_code in (200, 201), answer.content
    return str(answer.json()["status"])


def held(sent: dict[str, Any]) -> HeldWords:
    return HeldWords.objects.get(save_of=sent["op"])


def texts(document: object = None) -> list[str]:
    found = Revision.objects.filter(document=document) if document else Revision.objects.all()
    return [each.words.parts["text"] for each in found.select_related("words").order_by("id")]


def leave_team(cast: Cast, inspection: Inspection, person: Person) -> None:
    actions.end_role(inspection.members.current().get(person=person), reason="Fell ill.", by=cast.lead)


# The order of the questions


def test_ownership_team_closing_and_clock_are_asked_in_this_order(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    theirs = stages.note(inspection, cast.deputy).document_id
    mine = stages.note(inspection, cast.team_inspector).document
    withdraw(mine, reason="A wrong file.", by=cast.team_inspector)
    wrong = {"clock_offset_ms": WRONG_CLOCK}
    assert status(tia, save(inspection, **wrong)) == "held_clock"
    assert status(tia, save(inspection, doc=mine.pk, **wrong)) == "held_closed"
    leave_team(cast, inspection, cast.team_inspector)
    assert status(tia, save(inspection, doc=mine.pk, **wrong)) == "held_not_on_team"
    assert status(tia, save(inspection, doc=theirs, **wrong)) == "held_not_yours"


def test_whoever_left_the_team_does_not_take_in_what_a_wrong_clock_held(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    sent = save(inspection, clock_offset_ms=WRONG_CLOCK)
    status(tia, sent)
    leave_team(cast, inspection, cast.team_inspector)
    with pytest.raises(NotAllowed, match="Only the lead"):
        take_in(held(sent), by=cast.team_inspector)
    assert not Revision.objects.exists()
    take_in(held(sent), by=cast.lead)
    assert Revision.objects.get().author == cast.team_inspector


@pytest.mark.rule("EVID-04", part="no save of a device, whoever takes it in, is written over the note of another")
@pytest.mark.parametrize("offset", [0, WRONG_CLOCK])
def test_what_was_written_over_the_note_of_another_becomes_one_of_its_own(
    cast: Cast, inspection: Inspection, tia: Client, offset: int
) -> None:
    known = stages.note(inspection, cast.deputy)
    first = save(inspection, doc=known.document_id, parent=known.op, clock_offset_ms=offset)
    second = save(inspection, doc=known.document_id, parent=first["op"], body={"text": "More."})
    for sent in (first, second):
        answer = put(tia, sent).json()
        # What stands there is not theirs to hear of.
        assert (answer["status"], answer["heads"]) == ("held_not_yours", [])
        take_in(held(sent), by=cast.team_inspector)
    own = Document.objects.exclude(pk=known.document_id).get()
    assert own.owner == cast.team_inspector
    assert texts(own) == ["A letter on time.", "More."]
    assert Head.objects.get(document=own).revision.op.hex == second["op"].replace("-", "")
    assert texts(known.document) == ["A letter to the court on time."]
    assert first_broken(inspection) is None


def test_a_document_of_another_inspection_or_kind_is_not_written_over(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    other = plan(cast, at=ON_SITE_AT, title="Another", lead=cast.other_lead)
    foreign = stages.note(other, cast.other_lead)
    mine = stages.note(inspection, cast.team_inspector)
    assert status(tia, save(inspection, doc=foreign.document_id)) == "held_not_yours"
    body = {"statement": "Good.", "place": "private"}
    assert status(tia, save(inspection, doc=mine.document_id, kind="summary", body=body)) == "held_not_yours"
    for each in HeldWords.objects.all():
        take_in(each, by=cast.lead)
    assert Document.objects.filter(owner=cast.team_inspector).count() == 3
    assert first_broken(other) is None


def test_admitted_words_ask_for_everything_but_a_place_on_the_team(cast: Cast, inspection: Inspection) -> None:
    """The action itself refuses, whoever calls it."""
    known = stages.note(inspection, cast.deputy)
    given = {"kind": "note", "parts": {"text": "x"}, "parent": known, "document": known.document, "admitted": True}
    with pytest.raises(NotAllowed, match="Only Devi"):
        append(inspection, op=uuid4(), by=cast.team_inspector, **given)
    withdraw(known.document, reason="A wrong file.", by=cast.deputy)
    with pytest.raises(NotAllowed, match="withdrawn"):
        append(inspection, op=uuid4(), by=cast.deputy, **{**given, "document": Document.objects.get()})
    Inspection.objects.filter(pk=inspection.pk).update(state=State.CANCELLED)
    with pytest.raises(NotAllowed, match="cancelled"):
        append(inspection, op=uuid4(), by=cast.deputy, kind="note", parts={"text": "x"}, admitted=True)


def test_words_for_a_withdrawn_document_are_for_the_lead_and_go_into_one_of_their_own(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    mine = stages.note(inspection, cast.team_inspector).document
    withdraw(mine, reason="A wrong file.", by=cast.team_inspector)
    sent = save(inspection, doc=mine.pk)
    assert status(tia, sent) == "held_closed"
    with pytest.raises(NotAllowed, match="Only the lead"):
        take_in(held(sent), by=cast.team_inspector)
    assert take_in(held(sent), by=cast.lead).document_id != mine.pk


def test_what_was_withdrawn_since_it_was_held_is_asked_again(cast: Cast, inspection: Inspection, tia: Client) -> None:
    mine = stages.note(inspection, cast.team_inspector)
    sent = save(inspection, doc=mine.document_id, parent=mine.op, clock_offset_ms=WRONG_CLOCK)
    assert status(tia, sent) == "held_clock"
    withdraw(mine.document, reason="A wrong file.", by=cast.team_inspector)
    with pytest.raises(NotAllowed, match="Only the lead"):
        take_in(held(sent), by=cast.team_inspector)


def test_nothing_is_taken_into_a_cancelled_inspection(cast: Cast, inspection: Inspection, tia: Client) -> None:
    sent = save(inspection)
    Inspection.objects.filter(pk=inspection.pk).update(state=State.CANCELLED)
    assert status(tia, sent) == "held_closed"
    with pytest.raises(NotAllowed, match="cancelled"):
        take_in(held(sent), by=cast.lead)


# A reason belongs to one save


def test_a_reason_does_not_stick_to_what_is_written_later(cast: Cast, inspection: Inspection, tia: Client) -> None:
    first = save(inspection, clock_offset_ms=WRONG_CLOCK)
    second = save(inspection, doc=first["doc"], parent=first["op"], body={"text": "The clock is right now."})
    third = save(inspection, doc=first["doc"], parent=second["op"], body={"text": "Removed."})
    assert status(tia, first) == "held_clock"
    assert status(tia, second) == "accepted"
    leave_team(cast, inspection, cast.team_inspector)
    assert status(tia, third) == "held_not_on_team"
    for sent in (third, first):
        take_in(held(sent), by=cast.lead)
    assert texts() == ["The clock is right now.", "Removed.", "A letter on time."]
    # Whatever the order of arrival, what has no successor stands, and that alone.
    assert Head.objects.get().revision.op.hex == third["op"].replace("-", "")


@pytest.mark.parametrize("days", [1, -1, 20_000])
def test_a_wrong_clock_is_held_for_its_author(cast: Cast, inspection: Inspection, tia: Client, days: int) -> None:
    sent = save(inspection, clock_offset_ms=days * DAY, captured_at="2099-01-01T10:00:00Z")
    assert status(tia, sent) == "held_clock"
    with pytest.raises(NotAllowed):
        take_in(held(sent), by=cast.deputy)
    take_in(held(sent), by=cast.team_inspector)
    assert texts() == ["A letter on time."]


def test_what_came_after_removal_is_taken_in_once_by_the_lead(cast: Cast, inspection: Inspection, tia: Client) -> None:
    known = save(inspection)
    assert put(tia, known).json()["heads"] == [known["op"]]
    leave_team(cast, inspection, cast.team_inspector)
    sent = save(inspection, doc=known["doc"], parent=known["op"], body={"text": "More."})
    assert status(tia, sent) == "held_not_on_team"
    # Whoever was removed reads nothing any more, what they wrote themselves included.
    assert put(tia, known).json()["heads"] == []
    with pytest.raises(NotAllowed, match="Only the lead"):
        take_in(held(sent), by=cast.team_inspector)
    take_in(held(sent), by=cast.lead)
    assert texts() == ["A letter on time.", "More."]
    with pytest.raises(NotAllowed, match="settled this already"):
        take_in(held(sent), by=cast.lead)
    assert Event.objects.filter(verb="took in", person_name=cast.lead.name).count() == 1


# Words that cannot stand in the record are held and never lost

UNFIT = {
    "blank": "  ",
    "too long": "x" * (TEXT_LIMIT + 1),
    "a null character": "before \x00 after",
    "half a pair": "before \ud83d after",
    "a list": ["x" * TEXT_LIMIT],
}


@pytest.mark.rule("EVID-03", part="words that cannot stand in the record as they are: held whole, never refused")
@pytest.mark.parametrize("what", UNFIT)
def test_odd_words_are_held_letter_by_letter(cast: Cast, inspection: Inspection, tia: Client, what: str) -> None:
    sent = save(inspection, body={"text": UNFIT[what], "source": "Half \udc00 and \x00"})
    assert status(tia, sent) == "held_unfit"
    row = SaveContent.objects.get(save_of=sent["op"])
    wanted = UNFIT[what]
    assert row.parts["text"] == (wanted if isinstance(wanted, str) else json.dumps(wanted))
    assert row.extra["source"] == "Half \udc00 and \x00"
    assert held(sent).finding
    assert not Revision.objects.exists()
    assert status(tia, sent) == "held_unfit"


@pytest.mark.rule("EVID-03", part="a note without a word is none, whatever case it names")
def test_a_case_makes_no_note_of_blank_words(cast: Cast, inspection: Inspection, tia: Client) -> None:
    assert status(tia, save(inspection, body={"text": " ", "case": "PR-01"})) == "held_unfit"
    assert not Revision.objects.exists()


def test_odd_characters_beside_the_words_refuse_nothing(cast: Cast, inspection: Inspection, tia: Client) -> None:
    sent = save(inspection, body={"source": "Half \udc00", "late_reason": "\x00"})
    assert status(tia, sent) == "accepted"
    assert Revision.objects.get().source == "Half \N{REPLACEMENT CHARACTER}"
    assert SaveContent.objects.get().extra["source"] == "Half \udc00"
    assert status(tia, save(inspection, body={"text": 0})) == "accepted"
    assert texts()[-1] == "0"
    assert put(tia, {**save(inspection), "inspection": "\x00\ud800"}).status_code == 403


def test_odd_characters_are_mended_when_their_author_takes_them_in(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    sent = save(inspection, body={"text": "before \x00 after \ud83d"})
    status(tia, sent)
    take_in(held(sent), by=cast.team_inspector)
    assert texts() == ["before \N{REPLACEMENT CHARACTER} after \N{REPLACEMENT CHARACTER}"]
    assert SaveContent.objects.get().parts["text"] == "before \x00 after \ud83d"


@pytest.mark.parametrize("what", ["blank", "too long"])
def test_what_cannot_be_mended_is_left_out_with_a_reason_and_stays(
    cast: Cast, inspection: Inspection, tia: Client, what: str
) -> None:
    sent = save(inspection, body={"text": UNFIT[what]})
    status(tia, sent)
    with pytest.raises(Invalid):
        take_in(held(sent), by=cast.team_inspector)
    assert not HeldSettled.objects.exists()
    with pytest.raises(NotAllowed, match="author or the lead"):
        leave_out(held(sent), reason="Written anew.", by=cast.deputy)
    with pytest.raises(Invalid, match="why"):
        leave_out(held(sent), reason=" ", by=cast.team_inspector)
    leave_out(held(sent), reason="Written anew.", by=cast.team_inspector)
    assert SaveContent.objects.get().parts["text"] == UNFIT[what]
    assert status(tia, sent) == "left_out"


# Retention and redaction


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except Error:
        return True
    return False


def test_what_a_save_said_is_blanked_whole_with_reason_and_approval_and_only_so(
    cast: Cast, inspection: Inspection, tia: Client
) -> None:
    sent = save(inspection, clock_offset_ms=WRONG_CLOCK)
    status(tia, sent)
    table = SaveContent._meta.db_table
    assert refused(f"UPDATE {table} SET parts = '{{}}'")
    assert refused(f"DELETE FROM {table}")
    approved = (
        f"blanked_at = '2024-02-06 10:00:00', blanked_reason = 'A name', blanking_approved_by_id = {cast.director.pk}"
    )
    assert refused(f"UPDATE {table} SET {approved}, parts = '{{}}'")
    assert refused(f"UPDATE {table} SET {approved}, extra = '{{}}'")
    blank = {"blanked_at": clock.now(), "blanked_reason": "A name", "blanking_approved_by": cast.director}
    assert SaveContent.objects.update(parts={}, extra={}, **blank) == 1
    with pytest.raises(NotAllowed, match="removed"):
        take_in(held(sent), by=cast.team_inspector)
    # Its ids, its author and the hash of what it was stay.
    assert FieldSave.objects.get().sha256
    assert status(tia, sent) == "held_clock"


@pytest.mark.parametrize("model", [FieldSave, HeldWords, HeldSettled])
def test_what_was_received_held_and_settled_is_never_changed(
    cast: Cast, inspection: Inspection, tia: Client, model: type
) -> None:
    sent = save(inspection, clock_offset_ms=WRONG_CLOCK)
    status(tia, sent)
    take_in(held(sent), by=cast.team_inspector)
    table, key = model._meta.db_table, model._meta.pk.column  # type: ignore[attr-defined]
    assert refused(f"UPDATE {table} SET {key} = {key}")
    assert refused(f"DELETE FROM {table}")
