"""The demo's quality assurance: the plan, what is put to the team and answered, and the QA manager's analysis."""

from typing import Any

from accounts import clock
from config.demo.content import content, moment
from config.demo.recording import Recording
from evidence.actions import quality as actions

WHEN = ("day", "at")


def asked(made: Recording) -> None:
    """Everything of the content that had happened by `made.until`."""
    told = content("quality")
    for act, rows in ((_plan, [told["plan"]]), (_challenge, told["challenges"]), (_analysis, told["analysis"])):
        for row in rows:
            at = moment(row, made.monday)
            if at <= made.until:
                with clock.moved_to(at):
                    act(made, row)


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in (*WHEN, *names)}


def _plan(made: Recording, row: dict[str, Any]) -> None:
    actions.set_plan(made.inspection, **_without(row), by=made.people[content("quality")["by"]])


def _challenge(made: Recording, row: dict[str, Any]) -> None:
    note = made.notes.get(row.get("about", -1))
    given = _without(row, "about", "answer") | ({"document": note.document} if note else {})
    challenge = actions.challenge(made.inspection, **given, by=made.people[content("quality")["by"]])
    answer = row.get("answer")
    if answer and moment(answer, made.monday) <= made.until:
        with clock.moved_to(moment(answer, made.monday)):
            actions.answer(challenge, text=answer["text"], by=made.people[answer["by"]])


def _analysis(made: Recording, row: dict[str, Any]) -> None:
    actions.analyse(made.inspection, **_without(row), by=made.people[content("quality")["by"]])
