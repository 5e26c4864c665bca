"""A child at risk, said on a tablet: a serious concern is raised once when the note arrives, whatever holds it back."""

from collections.abc import Callable, Iterator
from datetime import time
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from evidence.models import HeldWords, Revision, SeriousConcern
from files.models import OutgoingMail
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.field.sending import put, save
from tests.fieldwork import people
from tests.inspections.stages import ON_SITE_AT, W1, announced

As = Callable[..., Client]
RISK = {"at_risk": True, "text": "Bruises, and nobody asked.", "case": "PR-01"}


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


@pytest.mark.rule("EVID-21", part="a child at risk that was said on a tablet is told of at once, and once")
def test_a_child_at_risk_is_told_of_once_when_the_note_arrives(cast: Cast, as_: As, inspection: Inspection) -> None:
    tia, first = as_(cast.team_inspector), save(inspection, body=RISK)
    for _ in range(2):
        assert put(tia, first).json()["status"] == "accepted"
    later = save(inspection, doc=first["doc"], parent=first["op"], seq=2, body=RISK | {"text": "Bruises; told."})
    assert put(tia, later).status_code == 201
    concern = SeriousConcern.objects.get()
    assert (concern.text, concern.case_ref, concern.owner) == (RISK["text"], "PR-01", cast.team_inspector)
    told = OutgoingMail.objects.filter(subject="A serious concern was recorded").values_list("to", flat=True)
    assert sorted(told) == sorted([cast.lead.email, cast.qa_manager.email])
    assert Revision.objects.count() == 2


def test_a_wrong_clock_holds_the_note_and_not_the_concern(cast: Cast, as_: As, inspection: Inspection) -> None:
    put(as_(cast.team_inspector), save(inspection, body=RISK, clock_offset_ms=86_400_000))
    assert HeldWords.objects.get().reason == "held_clock"
    assert SeriousConcern.objects.count() == 1


def test_whoever_was_removed_raises_none_and_the_words_wait_for_the_lead(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    member = inspection.members.current().get(person=cast.team_inspector)
    actions.end_role(member, reason="Fell ill.", by=cast.lead)
    assert put(as_(cast.team_inspector), save(inspection, body=RISK)).json()["status"] == "held_not_on_team"
    assert not SeriousConcern.objects.exists()


@pytest.mark.rule(
    "EVID-21", part="a save that raised no concern keeps none of a later save of the note from being told"
)
def test_a_save_that_raised_none_keeps_no_later_one_from_being_told(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    tia = as_(cast.team_inspector)
    blank = save(inspection, body=RISK | {"text": " "})
    assert put(tia, blank).status_code == 201
    # Somebody else's save names the same note, by a fault of their program.
    put(as_(cast.deputy), save(inspection, doc=blank["doc"], body=RISK | {"text": "Another child."}))
    for text in (RISK["text"], "Bruises; told."):
        sent = save(inspection, doc=blank["doc"], parent=blank["op"], body=RISK | {"text": text})
        assert put(tia, sent).status_code == 201
    told = SeriousConcern.objects.order_by("id").values_list("owner", "text")
    assert list(told) == [(cast.deputy.pk, "Another child."), (cast.team_inspector.pk, RISK["text"])]


def test_a_note_without_it_raises_none(cast: Cast, as_: As, inspection: Inspection) -> None:
    for odd in ({}, {"at_risk": "yes"}, {"at_risk": False}):
        put(as_(cast.team_inspector), save(inspection, doc=uuid4(), body=odd))
    assert not SeriousConcern.objects.exists()


def test_the_diary_tells_the_tablet_the_case_of_an_entry_its_area_and_the_kind_of_source(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    stages.sampled(inspection, "PR-01", cast.lead, "private")
    on = {"day": W1, "starts": time(14), "ends": time(15)}
    followed = people.entry(inspection, cast.team_inspector, linked="pr-01", **on)
    met = people.entry(inspection, cast.team_inspector, **on)
    people.plan(inspection, cast.team_inspector, kind="child", entry=met, day=W1, starts=time(14), case_ref="PR-01")
    people.entry(inspection, cast.team_inspector, linked="Line 2", **on)
    (offered,) = as_(cast.team_inspector).get("/field/v1/session").json()["inspections"]
    said = [{name: each.get(name) for name in ("case", "place", "source_kind")} for each in offered["diary"]]
    assert said == [
        {"case": "PR-01", "place": "private", "source_kind": None},
        {"case": "PR-01", "place": "private", "source_kind": "child"},
        {"case": None, "place": None, "source_kind": None},
    ]
    assert offered["lead"] == cast.lead.name
    assert followed.linked
