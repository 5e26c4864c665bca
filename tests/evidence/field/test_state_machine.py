"""S15: nothing acknowledged is lost or doubled, whatever happens; and the machine would notice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from accounts import clock
from evidence.field import ledger, receiving, settling
from evidence.models import HeldWords
from tests.cast import Cast
from tests.evidence.field.devices import FEWER, HUNT, MANY, machine
from tests.inspections.stages import ENDED_AT, announced

# Of 500 examples each.
BLOCKS = 40


def run(cast: Cast, settings: Any, block: int | None = None) -> None:
    found = machine(cast, announced(cast))
    with clock.moved_to(ENDED_AT):
        run_state_machine_as_test(found if block is None else seed(block)(found), settings=settings)


@pytest.mark.rule("EVID-03", part="nothing that a device was told is stored is lost or doubled")
def test_nothing_acknowledged_is_lost_or_doubled(cast: Cast) -> None:
    run(cast, MANY if connection.vendor == "sqlite" else FEWER)


@pytest.mark.prove("S15")
@pytest.mark.parametrize("block", range(BLOCKS))
def test_nothing_acknowledged_is_lost_or_doubled_in_many_examples(cast: Cast, block: int) -> None:
    run(cast, MANY, block)
    print(f"\nS15: block {block} of {BLOCKS}: {MANY.max_examples} examples of {MANY.stateful_step_count} steps")


Patch = Callable[[pytest.MonkeyPatch], None]


def replace(target: Any, name: str, value: Any) -> Patch:
    return lambda patch: patch.setattr(target, name, value)


def drops_held(patch: pytest.MonkeyPatch) -> None:
    """A server that says it keeps held words, and keeps only the row about them."""
    make = receiving.SaveContent.objects.create
    patch.setattr(receiving.SaveContent.objects, "create", lambda **given: make(**{**given, "parts": {}}))


# Each guard of the protocol, taken out; the machine has to fail for every one of them.
GUARDS: dict[str, Patch] = {
    "whether the id was used": replace(
        receiving, "_again", lambda sent, by: receiving.receipt(receiving.FieldSave.objects.get(op=sent.op), new=False)
    ),
    "who is on the team": replace(settling, "_leads", lambda person, save: True),
    "that held words are kept": drops_held,
    "that what arrives late is no head": replace(receiving, "_has_child", lambda save, document: False),
    "what came": replace(ledger, "missing", lambda device, pending: device.last_seq - pending),
    "that a save is settled once": replace(settling, "_settled", lambda *given, **more: HeldWords()),
}


@pytest.mark.parametrize("guard", GUARDS)
def test_the_machine_fails_when_a_guard_is_taken_out(cast: Cast, monkeypatch: pytest.MonkeyPatch, guard: str) -> None:
    GUARDS[guard](monkeypatch)
    with pytest.raises(Exception):  # noqa: B017
        run(cast, HUNT)
