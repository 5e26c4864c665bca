"""The shape of every transition table: pure data, so that docs/workflow.md can be drawn from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


class NoSuchTransition(Exception):
    """The table has no such step from this state; the message names the machine, the step and the state."""


@dataclass(frozen=True)
class Transition:
    """One named step: from any of `sources` to `target`, taken by `who` (a role or the clock, in the field's words)."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: str = ""


@dataclass(frozen=True)
class Machine:
    """The states of one object. Raises ValueError when two steps of one name leave the same state."""

    name: str
    initial: str
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        taken = [(transition.name, source) for transition in self.transitions for source in transition.sources]
        doubles = sorted({pair for pair in taken if taken.count(pair) > 1})
        if doubles:
            raise ValueError(f"{self.name}: more than one way for {doubles}")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state once, the initial one first, then in the order of the table."""
        return tuple(dict.fromkeys(self._named_states()))

    @property
    def final_states(self) -> tuple[str, ...]:
        """The states that no step leaves."""
        left = {source for transition in self.transitions for source in transition.sources}
        return tuple(state for state in self.states if state not in left)

    def allows(self, state: str, name: str) -> bool:
        """Whether the step `name` leaves `state`."""
        return self._find(state, name) is not None

    def target(self, state: str, name: str) -> str:
        """The state after the step `name` from `state`. Raises NoSuchTransition."""
        transition = self._find(state, name)
        if transition is None:
            raise NoSuchTransition(f"{self.name}: there is no step '{name}' from '{state}'")
        return transition.target

    def names_from(self, state: str) -> tuple[str, ...]:
        """The names of the steps that leave `state`."""
        return tuple(transition.name for transition in self.transitions if state in transition.sources)

    def _find(self, state: str, name: str) -> Transition | None:
        return next((step for step in self.transitions if step.name == name and state in step.sources), None)

    def _named_states(self) -> Iterator[str]:
        yield self.initial
        for transition in self.transitions:
            yield from transition.sources
            yield transition.target


class Stated:
    """For what is in a state of some table: the state's word and the colour of its tag, from `STATE_LABELS`."""

    STATE_LABELS: Mapping[Any, tuple[str, str]]

    @property
    def state_label(self: Any) -> str:
        return str(self.STATE_LABELS[self.state][0])

    @property
    def state_colour(self: Any) -> str:
        return str(self.STATE_LABELS[self.state][1])
