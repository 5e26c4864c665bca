"""The counts behind the coverage are those of the heads, whatever moves them (EVID-08)."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection

from accounts import clock
from accounts.triggers import make, outdated
from evidence import counting
from evidence.actions.agreement import withdraw
from evidence.models import Head, HeadCount
from evidence.queries import coverage
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.field.test_comparing import compared
from tests.evidence.stages import note
from tests.evidence.test_heads import revise
from tests.inspections.stages import ON_SITE_AT, announced

COLUMNS = ("inspection", *HeadCount.BY)


@pytest.fixture
def inspection(cast: Cast) -> Iterator[Inspection]:
    found = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def kept() -> Counter[tuple[object, ...]]:
    return Counter({row[:-1]: row[-1] for row in HeadCount.objects.exclude(n=0).values_list(*COLUMNS, "n")})


def counted() -> Counter[tuple[object, ...]]:
    return Counter(Head.objects.filter(latest=True, withdrawn=False).values_list(*COLUMNS))


def test_everything_that_moves_heads_moves_the_counts(cast: Cast, inspection: Inspection) -> None:
    stages.agreed(inspection, cast.team_inspector, cast.lead, finding="strength")
    assert kept() == counted()
    first = note(inspection, cast.deputy, facts={"case": "PU-01"})
    revise(first, cast.deputy, parts={"text": "Changed."}, fields={"area": "public"})
    withdraw(note(inspection, cast.deputy).document, reason="A wrong file.", by=cast.deputy)
    assert kept() == counted()
    reopened = stages.agreed(inspection, cast.deputy, cast.lead, area="public")
    for statement in ("Written at the same time", "as this one."):
        revise(reopened, cast.deputy, parts=stages.words(statement))
    assert kept() == counted()
    assert sum(kept().values()) == Head.objects.filter(latest=True, withdrawn=False).count() == 7


def test_whatever_is_done_to_heads_in_whatever_order(cast: Cast, inspection: Inspection) -> None:
    """Three hundred changes by chance, of one head and of many at once."""
    chance = random.Random("counts")
    for _ in range(12):
        note(inspection, chance.choice([cast.deputy, cast.team_inspector]))
    people = [cast.deputy.pk, cast.team_inspector.pk]
    said: dict[str, list[object]] = {
        **{flag: [True, False] for flag in ("withdrawn", "agreed", "taken", "alone", "names_open")},
        "latest": [True, True, True, False],
        "area": ["", "private", "public"],
        "heading": ["", "Workforce"],
        "finding": ["", "strength"],
        "owner_id": [*people],
        "case": ["", "PU-01", "it's"],
        "proceeding": ["", "private/s7"],
    }
    for _ in range(300):
        some = Head.objects.filter(pk__in=chance.sample(list(Head.objects.values_list("pk", flat=True)), 3))
        some.update(
            **{name: chance.choice(values) for name, values in said.items() if chance.random() < 0.3} or {"alone": True}
        )
        assert kept() == counted()
    Head.objects.filter(pk__in=Head.objects.values_list("pk", flat=True)[:5]).delete()
    assert kept() == counted()
    Head.objects.update(latest=True, withdrawn=False)
    assert kept() == counted()
    assert 3 < len(kept()) < sum(kept().values()) == 7


def test_a_lost_trigger_is_made_anew_and_everything_counted(cast: Cast, inspection: Inspection) -> None:
    name = counting.TRIGGERS[0].name
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {counting.HEADS}" if connection.vendor == "postgresql" else ""))
    note(inspection, cast.deputy)
    assert kept() != counted()
    counting.install()
    assert kept() == counted()
    note(inspection, cast.deputy)
    assert kept() == counted()
    assert sum(kept().values()) == 2


def test_a_trigger_that_does_something_else_is_made_as_it_should_be(cast: Cast, inspection: Inspection) -> None:
    lame = replace(counting.TRIGGERS[0], done=f"UPDATE {counting.COUNTS} SET n = n")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        make(connection, cursor, [lame])
    assert outdated(connection, counting.TRIGGERS) == counting.TRIGGERS[:1]
    note(inspection, cast.deputy)
    counting.install()
    assert kept() == counted()
    assert outdated(connection, counting.TRIGGERS) == []


def test_a_count_that_went_wrong_refuses_nobodys_words_and_is_put_right_at_night(
    cast: Cast, inspection: Inspection
) -> None:
    first = note(inspection, cast.deputy)
    HeadCount.objects.update(n=0)
    withdraw(first.document, reason="A wrong file.", by=cast.deputy)
    note(inspection, cast.deputy)
    note(inspection, cast.team_inspector)
    assert compared() == []
    assert kept() == counted()
    assert coverage.counts(inspection).notes == 2
    assert not counting.count_again()
