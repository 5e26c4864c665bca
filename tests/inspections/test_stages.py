"""The stages that the tests of the rooms above start from."""

import pytest

from inspections.workflow import State
from tests.cast import Cast
from tests.inspections import stages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        (stages.planned, State.PLANNED),
        (stages.announced, State.ANNOUNCED),
        (stages.in_fieldwork, State.ANNOUNCED),
        (stages.fieldwork_ended, State.FIELDWORK_ENDED),
    ],
)
def test_each_stage_stands_where_it_says(cast: Cast, stage, state):  # type: ignore[no-untyped-def]
    assert stage(cast).state == state
