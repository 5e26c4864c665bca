"""The comparison of the night: what was acknowledged stands as it came, or somebody is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts import appendonly, clock
from evidence.actions.agreement import withdraw
from evidence.field import comparing, ledger, settling
from evidence.field.ledger import Said
from evidence.models import (
    FieldSave,
    Head,
    HeldWords,
    LossAlarm,
    Revision,
    RevisionText,
    SaveAmiss,
    SaveContent,
    SearchEntry,
)
from files.jobs import registry, run_job
from files.models import Job, OutgoingMail
from files.workflow import QUEUED
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import put, save
from tests.evidence.pages import url
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
NIGHT = ON_SITE_AT + timedelta(hours=14)


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    cast.administrator  # noqa: B018  (somebody has to be told)
    with clock.moved_to(ON_SITE_AT):
        yield found


@contextmanager
def a_fault_of_the_database() -> Iterator[None]:
    """As by somebody who may do everything there: the triggers are aside."""
    appendonly.remove()
    try:
        yield
    finally:
        appendonly.install()


def compared() -> list[tuple[Any, str]]:
    """What the night's job finds, by operation."""
    known = set(SaveAmiss.objects.values_list("pk", flat=True))
    jobs = Job.objects.filter(kind=comparing.JOB_KIND)
    with clock.moved_to(NIGHT + timedelta(days=jobs.count())):
        comparing.compare_soon()
        assert run_job(jobs.get(state=QUEUED).pk)
    return [(each.pk, each.why) for each in SaveAmiss.objects.exclude(pk__in=known)]


@pytest.fixture
def one(cast: Cast, as_: As, inspection: Inspection) -> FieldSave:
    sent = save(inspection, device=str(uuid4()), body={"text": "A letter on the ninth day."})
    assert put(as_(cast.team_inspector), sent).status_code == 201
    return FieldSave.objects.get()


@pytest.mark.rule("EVID-03", part="every night what was acknowledged is compared with what stands")
def test_what_stands_as_it_came_raises_nothing(cast: Cast, as_: As, inspection: Inspection, one: FieldSave) -> None:
    """Noted, written over, merged, held, taken in, left out, with half a character, after removal, withdrawn."""
    tia, deputy = as_(cast.team_inspector), as_(cast.deputy)
    for kind, body in (
        ("case", {"text": None, "strengths": "The child was prepared."}),
        ("summary", {"text": None, "statement": "Plans are late."}),
        ("shared_proposal", {"text": None, "statement": "Plans are late everywhere."}),
        ("note", {"text": "half \ud83d"}),
        ("note", {"text": " "}),
    ):
        put(tia, save(inspection, kind=kind, body=body))
    over = save(inspection, doc=one.document, parent=one.op, body={"text": "Other words."})
    put(tia, over)
    put(deputy, save(inspection, doc=one.document, parent=over["op"]))
    for held in HeldWords.objects.order_by("finding"):
        if held.finding.startswith("Enter"):
            settling.leave_out(held, reason="Nothing was said.", by=cast.lead)
        else:
            settling.take_in(held, by=held.save_of.author)
    withdraw(Revision.objects.get(op=over["op"]).document, reason="A wrong file.", by=cast.team_inspector)
    actions.end_role(inspection.members.current().get(person=cast.team_inspector), reason="Ill.", by=cast.lead)
    put(tia, save(inspection))
    assert HeldWords.objects.count() == 4
    assert compared() == []
    assert not LossAlarm.objects.exists()


def change_the_words(save: FieldSave) -> None:
    RevisionText.objects.filter(revision__op=save.op).update(parts={"text": "A letter on the second day."})


def cut_the_words_as_it_came(save: FieldSave) -> None:
    """A server that kept less than it acknowledged, and hashed what it kept."""
    from evidence import chain

    parts = {"text": "A letter"}
    RevisionText.objects.filter(revision__op=save.op).update(parts=parts)
    Revision.objects.filter(op=save.op).update(sha256=chain.words_hash(parts))


def lose_the_words(save: FieldSave) -> None:
    RevisionText.objects.filter(revision__op=save.op).delete()


def lose_the_revision(save: FieldSave) -> None:
    revision = Revision.objects.get(op=save.op)
    Head.objects.filter(revision=revision).delete()
    SearchEntry.objects.filter(number=revision.pk).delete()
    lose_the_words(save)
    revision.delete()


def give_it_to_another(save: FieldSave) -> None:
    Revision.objects.filter(op=save.op).update(author=save.inspection.members.get(role="lead").person)


FAULTS = {
    change_the_words: comparing.OTHER_WORDS,
    cut_the_words_as_it_came: comparing.OTHER_WORDS,
    lose_the_words: comparing.NO_WORDS,
    lose_the_revision: comparing.NOWHERE,
    give_it_to_another: comparing.ANOTHERS,
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_what_does_not_stand_as_it_came_raises_one_alarm(
    cast: Cast, as_: As, inspection: Inspection, one: FieldSave, fault: Callable[[FieldSave], None]
) -> None:
    with a_fault_of_the_database():
        fault(one)
    assert compared() == [(one.op, FAULTS[fault])]
    assert compared() == []
    alarm = LossAlarm.objects.get()
    assert (alarm.kind, alarm.saves, alarm.device) == ("unlike", 1, one.device)
    told = OutgoingMail.objects.filter(subject__contains="as they came")
    assert set(told.values_list("to", flat=True)) == {
        cast.team_inspector.email,
        cast.lead.email,
        cast.administrator.email,
    }
    assert "ninth day" not in "".join(told.values_list("body", flat=True))
    page = as_(cast.lead).get(url(inspection, "from_devices")).content.decode()
    assert "1 save of Tia Example came and do" in page
    assert FAULTS[fault] in page
    answering = as_(cast.lead).get(url(inspection, "loss_answer", pk=alarm.pk)).content.decode()
    assert "The comparison of the night" in answering


def test_held_words_that_are_gone_are_noticed(cast: Cast, as_: As, inspection: Inspection) -> None:
    sent = save(inspection, clock_offset_ms=86_400_000)
    put(as_(cast.team_inspector), sent)
    with a_fault_of_the_database():
        SaveContent.objects.update(parts={})
    assert [why for _, why in compared()] == [comparing.NO_WORDS]
    with a_fault_of_the_database():
        SaveAmiss.objects.all().delete()
        HeldWords.objects.all().delete()
    assert [why for _, why in compared()] == [comparing.NOWHERE]


def test_words_that_were_removed_for_a_reason_raise_nothing(cast: Cast, inspection: Inspection, one: FieldSave) -> None:
    given = {"blanked_at": clock.now(), "blanked_reason": "A name.", "blanking_approved_by": cast.lead}
    RevisionText.objects.filter(revision__op=one.op).update(parts={}, **given)
    assert compared() == []


def test_rows_that_vanished_are_noticed_without_the_device(
    cast: Cast, as_: As, inspection: Inspection, one: FieldSave
) -> None:
    assert one.device_id
    ledger.report(one.device_id, Said(1, 0, None), by=cast.team_inspector)
    assert compared() == []
    with a_fault_of_the_database():
        SaveContent.objects.all().delete()
        one.delete()
    assert compared() == []
    assert compared() == []
    alarm = LossAlarm.objects.get()
    assert (alarm.kind, alarm.saves) == ("lost", 1)


def test_it_is_asked_for_once_a_night_and_not_by_day_before_two() -> None:
    registry.load()
    assert comparing.compare_soon in registry.ON_TICK


def test_one_job_a_night(inspection: Inspection) -> None:
    with clock.moved_to(ON_SITE_AT.replace(hour=1)):
        comparing.compare_soon()
    assert not Job.objects.filter(kind=comparing.JOB_KIND).exists()
    for hours in (14, 15, 20):
        with clock.moved_to(ON_SITE_AT + timedelta(hours=hours)):
            comparing.compare_soon()
    assert Job.objects.filter(kind=comparing.JOB_KIND).count() == 1


def test_many_saves_are_compared_in_few_queries(
    cast: Cast, as_: As, inspection: Inspection, django_assert_max_num_queries: Any
) -> None:
    client = as_(cast.team_inspector)
    for seq in range(8):
        put(client, save(inspection, seq=seq))
    with django_assert_max_num_queries(4):
        assert list(comparing.amiss(inspection)) == []
