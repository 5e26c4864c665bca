"""Who sees an inspection at all: the gate, which knows the roles, and the lists, which ask the database, agree."""

from collections.abc import Callable

import pytest

from accounts import clock
from inspections import actions
from inspections.models import Inspection
from inspections.queries import sees
from inspections.roles import roles_on
from inspections.workflow import State
from tests.cast import Cast
from tests.inspections import stages

STAGES: tuple[Callable[[Cast], Inspection], ...] = (stages.planned, stages.announced, stages.fieldwork_ended)


@pytest.mark.parametrize("stage", STAGES)
def test_gate_and_lists_agree_for_everybody(cast: Cast, stage: Callable[[Cast], Inspection]) -> None:
    inspection = stage(cast)
    seen = {key for key, person in cast.everybody().items() if sees(roles_on(person, inspection), inspection)}
    listed = {key for key, person in cast.everybody().items() if Inspection.objects.visible_to(person).exists()}
    assert seen == listed
    assert {"lead", "qa_manager", "scheduler"} <= seen
    assert not seen & {"stranger", "suspended", "other_lead", "cafcass_stranger", "auditor"}
    assert ("chief_executive" in seen) == (inspection.state != State.PLANNED)


def test_a_cancelled_one_and_a_role_that_ended(cast: Cast) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        member = inspection.members.get(person=cast.deputy, role="deputy")
        actions.end_role(member, reason="Ill.", by=cast.scheduler)
    with clock.moved_to(stages.ON_SITE_AT.replace(hour=23)):
        for person in (cast.deputy, cast.chief_executive):
            assert sees(roles_on(person, inspection), inspection) == Inspection.objects.visible_to(person).exists()
        assert not sees(roles_on(cast.deputy, inspection), inspection)
    Inspection.objects.filter(pk=inspection.pk).update(state=State.CANCELLED)
    cancelled = stages.fresh(inspection)
    assert not sees(roles_on(cast.chief_executive, cancelled), cancelled)
    assert not Inspection.objects.visible_to(cast.chief_executive).exists()
