"""Two senders at once. On PostgreSQL they run side by side; SQLite takes one writer at a time, so there they follow."""

from collections.abc import Callable
from threading import Thread
from uuid import UUID, uuid4

import pytest
from django.db import close_old_connections, connection

from accounts import clock
from accounts.models import Person
from accounts.refusals import Stale
from evidence.actions.capture import OpReused, append
from evidence.models import Document, Head, Revision
from evidence.queries.verifying import first_broken
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.stages import note
from tests.inspections.stages import ON_SITE_AT, announced

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> None:
    if connection.vendor == "sqlite":
        for work in works:
            work()
        return
    threads = [Thread(target=_alone, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _alone(work: Callable[[], object]) -> None:
    try:
        with clock.moved_to(ON_SITE_AT):
            work()
    finally:
        close_old_connections()
        connection.close()


def write(inspection: Inspection, by: Person, op: UUID, text: str, seen: list[object]) -> None:
    try:
        seen.append(append(inspection, kind="note", op=op, by=by, parts={"text": text}).pk)
    except OpReused:
        seen.append("reused")


@pytest.fixture
def inspection(transactional_db: None, cast: Cast) -> Inspection:
    return announced(cast)


def test_one_op_sent_by_many_at_once_is_one_row(cast: Cast, inspection: Inspection) -> None:
    op, seen = uuid4(), list[object]()
    by = cast.deputy
    with clock.moved_to(ON_SITE_AT):
        together(*[lambda: write(inspection, by, op, "Once.", seen) for _ in range(6)])
    assert len(set(seen)) == 1
    assert len(seen) == 6
    assert (Revision.objects.count(), Document.objects.count()) == (1, 1)


def test_one_op_with_other_words_at_once_stores_one_and_says_so(cast: Cast, inspection: Inspection) -> None:
    op, seen = uuid4(), list[object]()
    by = cast.deputy
    with clock.moved_to(ON_SITE_AT):
        works = [lambda text=text: write(inspection, by, op, text, seen) for text in ("One.", "Two.", "Three.")]
        together(*works)
    assert seen.count("reused") == 2
    assert Revision.objects.count() == 1


def test_the_chain_holds_when_many_write_at_once(cast: Cast, inspection: Inspection) -> None:
    people = [cast.deputy, cast.team_inspector, cast.lead, cast.second_team_inspector]
    with clock.moved_to(ON_SITE_AT):
        together(*[lambda by=by: [note(inspection, by) for _ in range(5)] for by in people])
    assert Revision.objects.count() == 20
    assert first_broken(inspection) is None


def test_two_who_save_over_the_same_version_make_two_heads(cast: Cast, inspection: Inspection) -> None:
    with clock.moved_to(ON_SITE_AT):
        base = stages.summed_up(inspection, cast.team_inspector)
        cites = [row.cited for row in base.cites.all()]
        people = [cast.deputy, cast.team_inspector, cast.lead]

        def save(by: Person) -> None:
            append(
                inspection,
                kind="shared_summary",
                op=uuid4(),
                by=by,
                document=base.document,
                parent=base,
                parts=stages.words(by.name),
                cites=cites,
            )

        together(*[lambda by=by: save(by) for by in people])
    heads = Head.objects.filter(document=base.document)
    assert heads.count() == 3
    assert heads.filter(latest=True).count() == 1
    assert not heads.filter(alone=True).exists()
    assert {head.revision.parent_id for head in heads} == {base.pk}


def test_two_grades_over_the_same_version_give_one_and_tell_the_other(cast: Cast, inspection: Inspection) -> None:
    with clock.moved_to(ON_SITE_AT):
        stages.agreed(inspection, cast.team_inspector, cast.lead)
        stages.grade(inspection, "private", "good", cast.lead)
    seen: list[str] = []
    lead = cast.lead

    def give(code: str) -> None:
        try:
            stages.grade(inspection, "private", code, lead, version_opened=2)
            seen.append(code)
        except Stale:
            seen.append("stale")

    with clock.moved_to(ON_SITE_AT):
        together(lambda: give("outstanding"), lambda: give("requires_improvement"))
    assert sorted(seen)[-1] == "stale"
    assert len([each for each in seen if each != "stale"]) == 1
