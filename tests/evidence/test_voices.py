"""The ways of hearing children and families, and the note on those that nobody used (VOICE-01)."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import withdraw
from evidence.actions.judgement import agree_judgements
from evidence.actions.sorting import say_source
from evidence.actions.voices import note_voices
from evidence.models import Judgement, VoiceNote
from evidence.queries.voices import voices
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import send, url
from tests.evidence.stages import AGREED_AT, GOOD, JUDGED_AT, graded
from tests.inspections.stages import announced
from tests.remembered import built_anew

As = Callable[..., Client]
USED = ("VS-1", "VS-2", "VS-3", "VS-4", "VS-7")
UNUSED = ["Views given by others who advocate for children and families", "Cafcass's own analysis of children's views"]


def ready(cast: Cast, monkeypatch: Any) -> Inspection:
    """Graded, with five of the seven ways used and no note on the others."""
    monkeypatch.setattr(stages, "note_voices", lambda *_, **__: None)
    with built_anew():
        found = stages.with_agreed_summaries(cast, announced(cast))
    with clock.moved_to(AGREED_AT):
        for way in USED:
            say_source(stages.note(found, cast.deputy).document, kind="", voice=way, by=cast.deputy)
    return graded(cast, found, GOOD)


@pytest.mark.rule("VOICE-01")
def test_two_unused_ways_are_listed_and_a_note_is_asked_when_the_judgements_are_agreed(
    cast: Cast, as_: As, monkeypatch: Any
) -> None:
    inspection = ready(cast, monkeypatch)
    with clock.moved_to(JUDGED_AT):
        with pytest.raises(NotAllowed, match=UNUSED[0]) as refusal:
            agree_judgements(inspection, by=cast.lead)
        assert refusal.value.rule == "VOICE-01"
        assert "Direct testimony" not in refusal.value.reason
        for page in ("judgement_agreement", "voice_note_create"):
            shown = unescape(as_(cast.lead).get(url(inspection, page)).content.decode())
            assert [label for label in UNUSED if label in shown] == UNUSED
        address = url(inspection, "voice_note_create")
        assert as_(cast.deputy).get(address).status_code == 403
        assert "note" in send(as_(cast.lead), address, note="").context["form"].errors
        assert send(as_(cast.lead), address, note="No advocate could be found.").status_code == 302
        shown = as_(cast.qa_manager).get(url(inspection, "voices")).content.decode()
        assert "No advocate could be found." in shown
        agree_judgements(inspection, by=cast.lead)
        assert Judgement.objects.get().agreed_at


@pytest.mark.rule("VOICE-01", part="a way that falls out of use later is asked for again")
def test_a_note_speaks_of_the_ways_that_were_unused_then(cast: Cast, monkeypatch: Any) -> None:
    inspection = ready(cast, monkeypatch)
    with clock.moved_to(JUDGED_AT):
        note_voices(inspection, note="No advocate could be found.", by=cast.lead)
        assert voices(inspection).to_note == []
        said = VoiceNote.objects.get()
        assert said.unused == ["VS-5", "VS-6"]
        last = stages.note(inspection, cast.deputy).document
        say_source(last, kind="", voice="VS-5", by=cast.deputy)
        assert [way.code for way in voices(inspection).unused] == ["VS-6"]
        withdraw(last, reason="Misread.", by=cast.deputy)
        assert [way.code for way in voices(inspection).unused] == ["VS-5", "VS-6"]
        with pytest.raises(Invalid):
            note_voices(inspection, note=" ", by=cast.lead)
