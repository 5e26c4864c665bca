"""The row of an inspection is taken for change within a transaction, and nobody else has it meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from inspections.lifecycle import locked
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections import stages


def test_outside_of_a_transaction_nothing_is_taken(transactional_db: None, cast: Cast) -> None:
    inspection = stages.plan(cast)
    for _ in range(2):
        with transaction.atomic():
            assert locked(inspection) == inspection
        with pytest.raises(TransactionManagementError):
            locked(inspection)


def test_what_is_not_there_is_not_taken(db: None, cast: Cast) -> None:
    inspection = stages.plan(cast)
    with pytest.raises(Inspection.DoesNotExist):
        locked(Inspection(pk=inspection.pk + 1))


def taken_by_another(number: int) -> bool:
    """Asked over a connection of its own."""
    try:
        with transaction.atomic():
            return not Inspection.objects.select_for_update(nowait=True).filter(pk=number).exists()
    except DatabaseError:
        return True
    finally:
        connection.close()


@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time")
def test_the_row_is_held_until_the_transaction_ends(transactional_db: None, cast: Cast) -> None:
    inspection = stages.plan(cast)
    with ThreadPoolExecutor(1) as pool:
        for _ in range(2):
            with transaction.atomic():
                locked(inspection)
                assert pool.submit(taken_by_another, inspection.pk).result()
            assert not pool.submit(taken_by_another, inspection.pk).result()
