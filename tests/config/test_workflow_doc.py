"""docs/workflow.md is drawn from the tables, and drift is noticed."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config import workflow_doc
from framework.workflow import Machine, Transition

LAMP = Machine("lamp", "off", (Transition("switch on", ("off", "dim"), "fully on", "reader"),))


def test_every_step_of_every_table_stands_on_the_page() -> None:
    page = workflow_doc.document()
    machines = list(workflow_doc.machines())
    assert machines
    for room, machine in machines:
        assert f"(`{room}`)" in page
        for step in machine.transitions:
            assert f"| {step.name} | {', '.join(step.sources)} | {step.target} | {step.who} |" in page


@pytest.fixture
def one_lamp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow_doc, "machines", lambda: iter([("desk", LAMP)]))


@pytest.mark.usefixtures("one_lamp")
def test_the_picture_has_a_bare_word_for_each_state_and_an_arrow_for_each_source() -> None:
    page = workflow_doc.document()
    assert '    state "fully on" as s_fully_on\n' in page
    assert "    [*] --> s_off\n" in page
    assert "    s_off --> s_fully_on: switch on\n    s_dim --> s_fully_on: switch on\n" in page
    assert "    s_fully_on --> [*]\n" in page


@pytest.mark.usefixtures("one_lamp")
def test_check_fails_when_the_page_is_missing_or_has_drifted(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="differs from the transition tables"):
        call_command("workflow_doc", check=True)
    call_command("workflow_doc")
    call_command("workflow_doc", check=True)
    page = tmp_path / "docs" / "workflow.md"
    page.write_text(page.read_text().replace("| switch on |", "| switch off |"))
    with pytest.raises(CommandError, match="differs from the transition tables"):
        call_command("workflow_doc", check=True)
