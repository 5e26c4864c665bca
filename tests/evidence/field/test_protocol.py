"""The table of answers to a device, row by row; and what is stored after each."""

import hashlib
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid
from evidence.actions.citing import refuse_unfinished
from evidence.field.reading import LARGEST
from evidence.models import Document, FieldSave, Head, Revision
from evidence.queries.verifying import first_broken
from framework.versions import version
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.field.sending import put, raw, save
from tests.inspections.stages import ENDED_AT, FIELDWORK_ENDED_ON, ON_SITE_AT, announced

As = Callable[..., Client]


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def texts() -> list[str]:
    return [revision.words.parts["text"] for revision in Revision.objects.select_related("words").order_by("id")]


@pytest.mark.rule("EVID-03", part="a save of a device is stored once, and its receipt proves it")
def test_a_save_sent_three_times_is_stored_once(cast: Cast, as_: As, inspection: Inspection) -> None:
    sent = save(inspection)
    answers = [put(as_(cast.team_inspector), sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    given = answers[2].json()
    assert given["sha256"] == hashlib.sha256(raw(sent)).hexdigest()
    assert (given["op"], given["status"], given["heads"]) == (sent["op"], "accepted", [sent["op"]])
    assert texts() == ["A letter on time."]
    assert first_broken(inspection) is None


def test_the_same_id_with_other_bytes_or_author_is_409_and_the_first_stays(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    sent = save(inspection)
    put(as_(cast.team_inspector), sent)
    other = save(inspection, op=sent["op"], doc=sent["doc"], body={"text": "Other."})
    for answer in (put(as_(cast.team_inspector), other), put(as_(cast.deputy), sent)):
        assert (answer.status_code, answer.json()["error"]) == (409, "op_reused")
    assert texts() == ["A letter on time."]
    again = put(as_(cast.team_inspector), {**other, "op": str(uuid4()), "parent": sent["op"]})
    assert again.status_code == 201
    assert texts() == ["A letter on time.", "Other."]
    assert put(as_(cast.deputy), {**sent, "op": str(uuid4()), "doc": str(uuid4())}).status_code == 201
    assert texts() == ["A letter on time.", "Other.", "A letter on time."]
    authors = Revision.objects.order_by("id").values_list("author", flat=True)
    assert list(authors) == [cast.team_inspector.pk, cast.team_inspector.pk, cast.deputy.pk]


def test_an_id_that_a_form_used_is_409(cast: Cast, as_: As, inspection: Inspection) -> None:
    known = stages.note(inspection, cast.team_inspector)
    assert put(as_(cast.team_inspector), save(inspection, op=known.op)).status_code == 409
    assert not FieldSave.objects.exists()


def test_no_session_is_401_with_the_header(as_: As, inspection: Inspection) -> None:
    answer = put(as_(None), save(inspection))
    assert (answer.status_code, answer["X-Auth"]) == (401, "required")
    assert not FieldSave.objects.exists()


def test_without_its_token_a_save_is_403_csrf_and_with_it_stored(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, sent = as_(cast.team_inspector, enforce_csrf_checks=True), save(inspection)
    answer = put(client, sent)
    assert (answer.status_code, answer.json()["error"]) == (403, "csrf")
    assert not FieldSave.objects.exists()
    token = client.get("/field/v1/session").json()["csrf"]
    kind = {"content_type": "application/json", "headers": {"X-CSRFToken": token}}
    assert client.put(f"/field/v1/ops/{sent['op']}", raw(sent), **kind).status_code == 201


@pytest.mark.rule("TEAM-06", part="a device of somebody who never wrote evidence stores nothing")
@pytest.mark.parametrize("who", ["shadow", "qa_manager", "analyst", "stranger", "chief_executive"])
def test_who_never_wrote_evidence_here_gets_403(cast: Cast, as_: As, inspection: Inspection, who: str) -> None:
    answer = put(as_(getattr(cast, who)), save(inspection))
    missing = put(as_(getattr(cast, who)), {**save(inspection), "inspection": "nothing"})
    assert (answer.status_code, answer.content) == (403, missing.content)
    assert not FieldSave.objects.exists()
    assert not Document.objects.exists()


def test_too_large_and_not_a_save(cast: Cast, as_: As, inspection: Inspection) -> None:
    client = as_(cast.team_inspector)
    assert put(client, save(inspection, body={"text": "x" * LARGEST})).status_code == 413
    nested: list[object] = []
    for _ in range(900):
        nested = [nested]
    deep = ({"body": {"source": nested}}, {"body": {"text": nested}})
    for broken in ({"body": 3}, {"doc": "x"}, {"kind": "grade"}, {"parent": 7}, *deep):
        assert put(client, {**save(inspection), **broken}).status_code == 422
    assert not FieldSave.objects.exists()


@pytest.mark.rule("EVID-05", part="what a device could not fill in is asked for later and refuses nothing")
@pytest.mark.parametrize(
    "body", [{"observed_on": "1970-99-01"}, {"place": "nowhere"}, {"source": ""}, {"observed_at": [3]}]
)
def test_odd_entries_are_incomplete_and_the_words_are_kept(
    cast: Cast, as_: As, inspection: Inspection, body: dict[str, str]
) -> None:
    answer = put(as_(cast.team_inspector), save(inspection, body=body))
    assert (answer.status_code, answer.json()["status"]) == (201, "incomplete")
    assert texts() == ["A letter on time."]
    name, value = next(iter(body.items()))
    content = FieldSave.objects.get().content
    assert (content.extra[name], content.parts) == (value, {})
    assert "text" not in content.extra


# Forks and order


def test_two_children_of_one_parent_are_two_heads_until_a_merge(cast: Cast, as_: As, inspection: Inspection) -> None:
    client, first = as_(cast.team_inspector), save(inspection)
    one, two = (save(inspection, doc=first["doc"], parent=first["op"], body={"text": text}) for text in "ab")
    for sent in (first, one, two):
        answer = put(client, sent)
    assert answer.json()["heads"] == [one["op"], two["op"]]
    with pytest.raises(Invalid, match="has two versions"):
        refuse_unfinished(Revision.objects.get(op=two["op"]), version(inspection.framework_version))
    merged = save(inspection, doc=first["doc"], parent=one["op"], merged=two["op"], body={"text": "ab"})
    assert put(client, merged).json()["heads"] == [merged["op"]]
    revision = Revision.objects.get(op=merged["op"])
    assert revision.parent and revision.merged  # noqa: PT018
    assert Head.objects.get().alone
    assert first_broken(inspection) is None


def test_two_saves_that_name_each_other_as_parent_are_both_kept(cast: Cast, as_: As, inspection: Inspection) -> None:
    one, two, doc = uuid4(), uuid4(), uuid4()
    for op, parent in ((one, two), (two, one)):
        answer = put(as_(cast.team_inspector), save(inspection, op=op, doc=doc, parent=parent))
        assert answer.status_code == 201
    assert len(texts()) == 2
    assert Head.objects.get().latest


@pytest.mark.parametrize("order", ["012", "021", "102", "120", "201", "210"])
def test_parents_may_arrive_later_in_any_order(cast: Cast, as_: As, inspection: Inspection, order: str) -> None:
    ids = [uuid4() for _ in range(3)]
    doc = uuid4()
    sent = [
        save(inspection, op=op, doc=doc, parent=ids[n - 1] if n else None, body={"text": str(n)})
        for n, op in enumerate(ids)
    ]
    answers = [put(as_(cast.team_inspector), sent[int(n)]) for n in order]
    assert {answer.status_code for answer in answers} == {201}
    assert sorted(texts()) == ["0", "1", "2"]
    head = Head.objects.get()
    assert (head.revision.op, head.alone, head.latest) == (ids[2], True, True)
    assert first_broken(inspection) is None


def test_a_proposal_for_a_shared_summary_of_anybody_keeps_what_it_rests_on(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    base = stages.summed_up(inspection, cast.deputy)
    for by in (cast.team_inspector, cast.lead):
        body = {"statement": by.name, "place": "private"}
        sent = save(inspection, doc=base.document_id, parent=base.op, kind="shared_proposal", body=body)
        answer = put(as_(by), sent)
        assert answer.status_code == 201
    assert len(answer.json()["heads"]) == 2
    assert Revision.objects.get(op=sent["op"]).cites.count() == base.cites.count() == 1


# After fieldwork


def test_after_fieldwork_it_is_in_the_record_at_once_and_wants_a_reason(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    with clock.moved_to(ENDED_AT):
        actions.end_fieldwork(inspection, last_day=FIELDWORK_ENDED_ON, by=cast.lead)
        answer = put(as_(cast.team_inspector), save(inspection))
    assert (answer.status_code, answer.json()["status"]) == (201, "after_closing")
    with pytest.raises(Invalid, match="a reason for adding it after fieldwork"):
        refuse_unfinished(Revision.objects.get(), version(inspection.framework_version))


# The probe


def test_the_probe_gives_the_nonce_back(as_: As) -> None:
    assert as_(None).get("/field/v1/ping?nonce=abc").json()["nonce"] == "abc"


def test_a_page_of_two_versions_ago_still_sends(cast: Cast, as_: As, inspection: Inspection) -> None:
    """S12: a tablet that was away keeps the page that it had; what later pages say besides is left out, or unknown."""
    tia, op, device = as_(cast.team_inspector), uuid4(), uuid4()
    first = {"op": op, "doc": uuid4(), "parent": None, "kind": "note", "inspection": inspection.ref, "device": device}
    answer = put(tia, first | {"seq": 1, "body": {"text": "Written before.", "of_another_version": [1]}})
    assert (answer.status_code, answer.json()["status"]) == (201, "incomplete")
    assert set(answer.json()) >= {"op", "sha256", "seq", "heads", "status"}
    said = {"last_seq": 1, "pending": 0}
    told = tia.put(f"/field/v1/devices/{device}", raw(said), content_type="application/json")
    assert told.json()["alarms"] == []
    assert {"person", "csrf", "now", "inspections"} <= set(tia.get("/field/v1/session").json())
