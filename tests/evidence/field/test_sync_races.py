"""S3 and S5: the same save by many ways at once, and two inspectors over one version.

On PostgreSQL they run side by side; SQLite takes one writer at a time, so there they follow, and fewer rounds say all.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from accounts import clock
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.agreement import agree
from evidence.actions.citing import refuse_unfinished
from evidence.field import receiving
from evidence.field.reading import read
from evidence.models import Document, FieldSave, Head, Revision
from evidence.queries.verifying import first_broken
from framework.versions import version
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import raw, save
from tests.evidence.pages import page_of
from tests.inspections.stages import ON_SITE_AT, announced

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, ROUNDS_ONE_BY_ONE, DELIVERIES = 200, 25, 8


@pytest.fixture
def inspection(transactional_db: None, cast: Cast) -> Inspection:
    return announced(cast)


def side_by_side() -> bool:
    return connection.vendor != "sqlite"


def rounds() -> int:
    return ROUNDS if side_by_side() else ROUNDS_ONE_BY_ONE


def together(works: list[Callable[[int], object]], times: int) -> list[list[object]]:
    """Each work in a thread of its own, all of them anew at once in every round; what each gave, by round."""
    if not side_by_side():
        with clock.moved_to(ON_SITE_AT):
            return [[work(number) for work in works] for number in range(times)]
    barrier = Barrier(len(works))

    def all_rounds(work: Callable[[int], object]) -> list[object]:
        given = []
        try:
            with clock.moved_to(ON_SITE_AT):
                for number in range(times):
                    barrier.wait(60)
                    given.append(work(number))
        finally:
            connection.close()
        return given

    with ThreadPoolExecutor(len(works)) as threads:
        by_work = list(threads.map(all_rounds, works))
    return [list(each) for each in zip(*by_work, strict=True)]


def put(sent: dict[str, Any], by: Person) -> str:
    """As the page answers: 201 for what is new, 200 for what is known, 409, and 500 for what nobody foresaw."""
    try:
        found = receiving.receive(read(UUID(sent["op"]), raw(sent)), by=Person.objects.get(pk=by.pk))
    except receiving.Reused:
        return "409"
    except Exception:
        return "500"
    return "201" if found.new else "200"


def race(cast: Cast, inspection: Inspection, times: int) -> list[Counter[object]]:
    sent = [save(inspection, seq=number + 1) for number in range(times)]
    tia = cast.team_inspector
    return [Counter(each) for each in together([lambda number: put(sent[number], tia)] * DELIVERIES, times)]


@pytest.mark.rule("EVID-03", part="of eight deliveries of one save at once exactly one is new")
def test_of_eight_deliveries_at_once_exactly_one_is_new(cast: Cast, inspection: Inspection) -> None:
    found = race(cast, inspection, rounds())
    assert Counter(map(str, found)) == {str(Counter({"200": DELIVERIES - 1, "201": 1})): rounds()}
    assert Revision.objects.count() == FieldSave.objects.count() == Document.objects.count() == rounds()
    assert first_broken(inspection) is None


def look_then_insert(row: FieldSave) -> bool:
    if FieldSave.objects.filter(pk=row.pk).exists():
        return False
    row.save(force_insert=True)
    return True


def test_without_the_guards_the_race_is_lost(
    cast: Cast, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either guard alone suffices: the row of the inspection that is taken, and the one statement that decides."""
    if not side_by_side():
        return
    times, right = 50, Counter({"200": DELIVERIES - 1, "201": 1})
    lost = {}
    for name, guards in GUARDS.items():
        with monkeypatch.context() as patch:
            for guard in guards:
                guard(patch)
            lost[name] = sum(each != right for each in race(cast, inspection, times))
    print(f"\nOf {times} rounds were lost: {lost}")
    assert lost["both"] >= times * 0.9
    assert lost["the one statement"] == 0


def without_the_statement(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receiving, "_insert", look_then_insert)


def without_the_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receiving, "locked", lambda row: Inspection.objects.get(pk=row.pk))


GUARDS = {"the one statement": [without_the_statement], "both": [without_the_statement, without_the_lock]}


# Two inspectors


@pytest.mark.rule("EVID-02", part="two inspectors over one version: both texts stand and nobody relies on either")
def test_two_inspectors_over_one_version_are_both_kept_and_closing_waits(
    cast: Cast, as_: Callable[..., Client], inspection: Inspection
) -> None:
    times, tia, toby = rounds(), cast.team_inspector, cast.second_team_inspector
    proposal = {"kind": "shared_proposal"}
    bases = [save(inspection, body={"statement": "First."}, **proposal) for _ in range(times)]

    def over(by: Person) -> Callable[[int], object]:
        def write(number: int) -> str:
            given = {"doc": bases[number]["doc"], "parent": bases[number]["op"], **proposal}
            return put(save(inspection, op=uuid4(), body={"statement": f"writer {by.pk}, {number}"}, **given), by)

        return write

    with clock.moved_to(ON_SITE_AT):
        assert {put(each, cast.deputy) for each in bases} == {"201"}
    assert together([over(tia), over(toby)], times) == [["201", "201"]] * times
    with clock.moved_to(ON_SITE_AT):
        for number, base in enumerate(bases):
            heads = list(Head.objects.filter(document=base["doc"]).select_related("revision__words"))
            words = {head.revision.words.parts["statement"] for head in heads}
            assert words == {f"writer {tia.pk}, {number}", f"writer {toby.pk}, {number}"}
            assert [head.alone for head in heads] == [False, False]
            document = Document.objects.get(pk=base["doc"])
            with pytest.raises(NotAllowed, match="two versions"):
                agree(document, opened=heads[0].revision, by=cast.lead)
            with pytest.raises(Invalid, match="two versions"):
                refuse_unfinished(heads[1].revision, version(inspection.framework_version))
        page = as_(cast.lead).get(page_of(document, "detail")).content.decode()
    assert "There are two versions" in page
    assert all(text in page for text in words)
