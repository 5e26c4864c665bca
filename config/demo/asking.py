"""The demo's quality assurance: plan, challenges, answers and analysis; serious concerns; meetings."""

from typing import Any

from accounts import clock
from config.demo.content import content, moment
from config.demo.recording import Recording
from evidence.actions import daily, serious
from evidence.actions import quality as actions
from evidence.actions.told import record_told

WHEN = ("day", "at")


def asked(made: Recording) -> None:
    """Everything of the content that had happened by `made.until`."""
    told = content("quality")
    acts = (_plan, _challenge, _analysis, _serious, _meeting, _reviewed, _told)
    names = ("challenges", "analysis", "serious", "meetings", "reviewed", "told")
    said = ([told["plan"]], *(told[name] for name in names))
    for act, rows in zip(acts, said, strict=True):
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


def _serious(made: Recording, row: dict[str, Any]) -> None:
    said = {name: row[name] for name in ("text", "case_ref", "ground")}
    concern = serious.record_serious(made.inspection, **said, by=made.people[row["by"]])
    for name in ("passed", "answer"):
        step = row.get(name)
        if step and moment(step, made.monday) <= made.until:
            with clock.moved_to(moment(step, made.monday)):
                _serious_step(concern, name, row, step, made)


def _serious_step(concern: Any, name: str, row: dict[str, Any], step: dict[str, Any], made: Recording) -> None:
    by = made.people[step["by"]]
    if name == "answer":
        serious.answered(concern, text=step["text"], by=by)
    else:
        given = {"case_ref": row["case_ref"], "ground": row["ground"], "to_role": step["to_role"]}
        serious.pass_on(concern, when=clock.now(), text=step["text"], **given, by=by)


def _meeting(made: Recording, row: dict[str, Any]) -> None:
    there = [made.people[key] for key in row["attendees"]]
    given = {name: row[name] for name in ("tell_cafcass", "tomorrow")}
    daily.record_meeting(made.inspection, day=clock.today(), attendees=there, **given, by=made.people[row["by"]])


def _reviewed(made: Recording, row: dict[str, Any]) -> None:
    daily.say_reviewed(made.inspection, gaps=row["gaps"], by=made.people[row["by"]])


def _told(made: Recording, row: dict[str, Any]) -> None:
    said = {name: row[name] for name in ("people", "headlines")}
    record_told(made.inspection, day=clock.today(), **said, by=made.people[row["by"]])
