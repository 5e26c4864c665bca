"""S15: devices that write, lose replies, repeat and reorder, against the protocol; nothing acknowledged is lost."""

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from accounts import clock
from evidence.field import receiving
from evidence.field.reading import read
from evidence.models import FieldSave, Head, HeldWords, Revision
from evidence.queries.verifying import first_broken
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence.field.sending import raw, save
from tests.inspections.stages import ON_SITE_AT, announced

QUICK = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class Undo(Exception):
    """Takes back what an example wrote."""


def machine(cast: Cast, inspection: Inspection) -> type[RuleBasedStateMachine]:  # noqa: C901
    """The machine over this inspection; each example begins with nothing and is taken back at its end."""

    class Devices(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.block = transaction.atomic()
            self.block.__enter__()
            self.acked: dict[str, str] = {}
            self.queue: list[dict[str, Any]] = []
            self.written: list[dict[str, Any]] = []

        def teardown(self) -> None:
            self.block.__exit__(Undo, Undo(), None)

        def write(self, **given: Any) -> None:
            sent = save(inspection, body={"text": f"Text {len(self.written)}"}, **given)
            self.written.append(sent)
            self.queue.append(sent)

        @rule()
        def begin(self) -> None:
            self.write()

        @precondition(lambda self: self.written)
        @rule(data=st.data())
        def revise(self, data: st.DataObject) -> None:
            base = data.draw(st.sampled_from(self.written))
            self.write(doc=base["doc"], parent=base["op"])

        @precondition(lambda self: self.written)
        @rule(data=st.data(), days=st.integers(-2, 2))
        def revise_with_a_wrong_clock(self, data: st.DataObject, days: int) -> None:
            base = data.draw(st.sampled_from(self.written))
            self.write(doc=base["doc"], parent=base["op"], clock_offset_ms=days * 86_400_000)

        @precondition(lambda self: self.queue)
        @rule(data=st.data(), reply_lost=st.booleans())
        def send(self, data: st.DataObject, reply_lost: bool) -> None:
            sent = data.draw(st.sampled_from(self.queue))
            receipt = receiving.receive(read(UUID(sent["op"]), raw(sent)), by=cast.team_inspector)
            assert receipt.op == read(UUID(sent["op"]), raw(sent)).op
            if not reply_lost:
                self.acked[sent["op"]] = sent["body"]["text"]
                self.queue.remove(sent)

        @precondition(lambda self: self.acked)
        @rule(data=st.data())
        def send_once_more(self, data: st.DataObject) -> None:
            sent = data.draw(st.sampled_from([each for each in self.written if each["op"] in self.acked]))
            assert not receiving.receive(read(UUID(sent["op"]), raw(sent)), by=cast.team_inspector).new

        @rule()
        def settle_clocks(self) -> None:
            for held in HeldWords.objects.filter(taken=None):
                receiving.take_in(held, by=cast.team_inspector)

        @invariant()
        def every_acknowledged_text_is_in_exactly_one_place(self) -> None:
            for op, text in self.acked.items():
                found = [r.words.parts["text"] for r in Revision.objects.filter(op=op)]
                waiting = HeldWords.objects.filter(save_of=op, taken=None)
                assert found + [held.parts["text"] for held in waiting] == [text]
            assert FieldSave.objects.count() <= len(self.written)

        @invariant()
        def heads_are_what_has_no_successor(self) -> None:
            arrived = Revision.objects.values_list("op", flat=True)
            saves = FieldSave.objects.filter(op__in=arrived)
            expected = set(arrived) - set(saves.exclude(parent=None).values_list("parent", flat=True))
            assert set(Head.objects.values_list("revision__op", flat=True)) == expected
            for document in saves.values_list("document", flat=True).distinct():
                assert Head.objects.filter(document_id=document, latest=True).count() == 1

        @invariant()
        def the_chain_holds(self) -> None:
            assert first_broken(inspection) is None

    return Devices


@pytest.fixture
def devices(cast: Cast) -> type[RuleBasedStateMachine]:
    return machine(cast, announced(cast))


def test_nothing_acknowledged_is_lost_or_doubled(devices: type[RuleBasedStateMachine]) -> None:
    with clock.moved_to(ON_SITE_AT):
        run_state_machine_as_test(devices, settings=QUICK)
