import pytest

from framework.workflow import Machine, NoSuchTransition, Transition

DOOR = Machine(
    "door",
    "shut",
    (
        Transition("open", ("shut",), "open", "anybody"),
        Transition("close", ("open",), "shut", "anybody"),
        Transition("remove", ("shut", "open"), "gone", "the carpenter"),
    ),
)


def test_target_is_the_state_after_the_step() -> None:
    assert DOOR.target("shut", "open") == "open"
    assert DOOR.target("open", "remove") == "gone"


def test_a_step_that_the_table_lacks_says_machine_step_and_state() -> None:
    with pytest.raises(NoSuchTransition, match="door: there is no step 'open' from 'gone'"):
        DOOR.target("gone", "open")


def test_allows_agrees_with_target() -> None:
    assert DOOR.allows("open", "close")
    assert not DOOR.allows("shut", "close")


def test_states_are_listed_once_with_the_initial_first() -> None:
    assert DOOR.states == ("shut", "open", "gone")
    assert DOOR.final_states == ("gone",)
    assert DOOR.names_from("shut") == ("open", "remove")


def test_two_ways_of_one_name_from_one_state_are_refused() -> None:
    with pytest.raises(ValueError, match="door: more than one way"):
        Machine("door", "shut", (Transition("open", ("shut",), "open"), Transition("open", ("shut",), "ajar")))
