"""Draws docs/workflow.md from the transition tables of the rooms."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings

from framework.workflow import Machine, Transition

HEADING = """# Workflow

The states of what the product keeps, and the steps between them. This page is generated from each room's `workflow.py`
by `python manage.py workflow_doc`; `bin/check` fails when it no longer agrees with the tables.
"""


def document() -> str:
    """The whole page as Markdown. Raises AttributeError when a room's workflow.py offers no MACHINES."""
    return "\n".join([HEADING, *(_section(room, machine) for room, machine in machines())])


def machines() -> Iterator[tuple[str, Machine]]:
    """(room, machine) of every room, in the order of INSTALLED_APPS."""
    for room in _rooms():
        for machine in import_module(f"{room}.workflow").MACHINES.values():
            yield room, machine


def _rooms() -> list[str]:
    own = [config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    return [room for room in own if room != "framework" and find_spec(f"{room}.workflow")]


def _section(room: str, machine: Machine) -> str:
    title = f"## {machine.name.capitalize()} (`{room}`)"
    return "\n".join([title, "", _diagram(machine), "", _table(machine)])


def _diagram(machine: Machine) -> str:
    names = [f'    state "{state}" as {_word(state)}' for state in machine.states]
    start = f"    [*] --> {_word(machine.initial)}"
    steps = [f"    {_word(source)} --> {_word(step.target)}: {step.name}" for step, source in _arrows(machine)]
    ends = [f"    {_word(state)} --> [*]" for state in machine.final_states]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, start, *steps, *ends, "```"])


def _word(state: str) -> str:
    """Mermaid takes a bare word as the name of a state, and "end" means something else to it."""
    return "s_" + re.sub(r"\W", "_", state)


def _table(machine: Machine) -> str:
    rows = [f"| {step.name} | {', '.join(step.sources)} | {step.target} | {step.who} |" for step in machine.transitions]
    return "\n".join(["| step | from | to | who |", "| --- | --- | --- | --- |", *rows, ""])


def _arrows(machine: Machine) -> Iterator[tuple[Transition, str]]:
    for step in machine.transitions:
        for source in step.sources:
            yield step, source
