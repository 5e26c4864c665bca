"""Tests with real transactions empty the tables afterwards, and the triggers stand again for the next test."""

import pytest
from django.db import DatabaseError, transaction

from accounts import appendonly
from files.actions import store
from files.models import StoredFile


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_every_turn_starts_empty_and_guarded(turn: int) -> None:
    assert not StoredFile.objects.exists()
    assert appendonly.missing() == []
    store(b"x", name="x", content_type="text/plain", by=None)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        StoredFile.objects.all()._raw_delete("default")
