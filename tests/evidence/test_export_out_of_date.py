"""An export that was made before a later list of names holds what is kept back since (EVID-23)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from accounts import clock
from accounts.models import Event
from evidence.actions.naming import Said, answer
from evidence.models import Revision
from files.models import Job
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.pages import url
from tests.evidence.stages import note
from tests.evidence.test_export import exported, parts_of, verified
from tests.evidence.test_names import on_the_list
from tests.evidence.test_names_besides import compared
from tests.inspections.stages import ON_SITE_AT, announced, fresh

As = Callable[..., Client]
OUT_OF_DATE = "Out of date"
LATER = ON_SITE_AT + timedelta(minutes=10)


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return announced(cast)


def made_before_the_list(cast: Cast, as_: As, inspection: Inspection, *, by: str = "team_inspector") -> bytes:
    """An export with somebody's note, and then the list that names a child in it."""
    with clock.moved_to(ON_SITE_AT):
        note(inspection, cast.deputy, text="A letter on time.")
        note(inspection, getattr(cast, by), text="The plan for Zebulon was late.")
        content = exported(as_(cast.lead), inspection)
    with clock.moved_to(LATER):
        on_the_list(inspection, "Whinchat, Zebulon")
        compared(inspection)
    return content


def named() -> Revision:
    return Revision.objects.get(names_found__isnull=False)


def file_of(inspection: Inspection, number: int = 0) -> str:
    job = Job.objects.filter(kind="evidence_export").order_by("made_at")[number]
    return url(inspection, "evidence_export_file", job_id=job.pk)


@pytest.mark.django_db
@pytest.mark.rule(
    "EVID-23", part="an export made before a later list says so, and does not give away what is kept back"
)
def test_an_older_export_is_closed_to_whoever_may_not_read_what_is_kept_back(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    before = made_before_the_list(cast, as_, inspection)
    assert any(b"Zebulon" in part for part in parts_of(before).values())
    with clock.moved_to(LATER):
        for reader in (cast.lead, cast.qa_manager):
            page = as_(reader).get(url(inspection, "evidence_export")).content.decode()
            assert page.count(OUT_OF_DATE) == 1
            assert file_of(inspection) not in page
            taken = Event.objects.filter(verb="took export of the evidence record").count()
            refused = as_(reader).get(file_of(inspection))
            assert refused.status_code == 403
            said = refused.content.decode()
            assert url(inspection, "evidence_export") in said
            assert "kept back" in said
            assert "Zebulon" not in said
            assert Event.objects.filter(verb="took export of the evidence record").count() == taken


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="an export made anew is whole but for what is kept back; the older is still checked")
def test_made_anew_it_is_open_and_both_are_checked(cast: Cast, as_: As, inspection: Inspection, tmp_path: Path) -> None:
    before = made_before_the_list(cast, as_, inspection)
    with clock.moved_to(LATER + timedelta(minutes=1)):
        anew = exported(as_(cast.lead), inspection)
        page = as_(cast.lead).get(url(inspection, "evidence_export")).content.decode()
    assert (page.count(OUT_OF_DATE), page.count("SHA-256:")) == (1, 2)
    assert file_of(inspection, 1) in page
    said = verified(tmp_path, before)
    assert "every one holds" in said
    assert "It holds 1 revision that is kept back since." in said
    assert "every one holds" in verified(tmp_path, anew)
    assert "kept back" not in verified(tmp_path, anew)


@pytest.mark.django_db
@pytest.mark.rule("EVID-23", part="once its writer has said that it is no name the older export is open again")
def test_it_opens_again_once_nobody_is_named(cast: Cast, as_: As, inspection: Inspection) -> None:
    made_before_the_list(cast, as_, inspection)
    with clock.moved_to(LATER):
        seen = named()
        answer(seen.document, [Said("place")], opened=seen, op=uuid4(), by=cast.team_inspector)
        assert OUT_OF_DATE not in as_(cast.lead).get(url(inspection, "evidence_export")).content.decode()
        assert as_(cast.lead).get(file_of(inspection)).status_code == 200


@pytest.mark.django_db
def test_other_words_in_its_place_leave_the_older_export_closed(cast: Cast, as_: As, inspection: Inspection) -> None:
    made_before_the_list(cast, as_, inspection)
    with clock.moved_to(LATER):
        seen = named()
        answer(seen.document, [Said("replace", "Z.W.")], opened=seen, op=uuid4(), by=cast.team_inspector)
        assert as_(cast.lead).get(file_of(inspection)).status_code == 403


@pytest.mark.django_db
def test_whoever_reads_all_that_is_kept_back_takes_it_and_is_told(cast: Cast, as_: As, inspection: Inspection) -> None:
    """The lead wrote it; or its writer has left, for whom the lead answers."""
    made_before_the_list(cast, as_, inspection, by="lead")
    with clock.moved_to(LATER):
        page = as_(cast.lead).get(url(inspection, "evidence_export")).content.decode()
        assert page.count(OUT_OF_DATE) == 1
        assert file_of(inspection) in page
        assert as_(cast.lead).get(file_of(inspection)).status_code == 200
        assert as_(cast.qa_manager).get(file_of(inspection)).status_code == 403


@pytest.mark.django_db
def test_the_lead_takes_it_once_the_writer_has_left(cast: Cast, as_: As, inspection: Inspection) -> None:
    made_before_the_list(cast, as_, inspection)
    with clock.moved_to(LATER):
        actions.end_role(fresh(inspection).members.get(person=cast.team_inspector), reason="Ill", by=cast.scheduler)
        assert as_(cast.lead).get(file_of(inspection)).status_code == 200
        assert as_(cast.qa_manager).get(file_of(inspection)).status_code == 403


@pytest.mark.django_db
def test_what_was_kept_back_already_or_written_later_closes_nothing(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    with clock.moved_to(ON_SITE_AT):
        note(inspection, cast.team_inspector, text="Her mum Sarah was met.")
        exported(as_(cast.lead), inspection)
    with clock.moved_to(LATER):
        note(inspection, cast.team_inspector, text="The plan for Zebulon was late.")
    with clock.moved_to(LATER + timedelta(minutes=10)):
        on_the_list(inspection, "Whinchat, Zebulon")
        compared(inspection)
        assert OUT_OF_DATE not in as_(cast.lead).get(url(inspection, "evidence_export")).content.decode()
        assert as_(cast.qa_manager).get(file_of(inspection)).status_code == 200
