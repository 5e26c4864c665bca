"""What the evaluation of one child's case says beside its words, and what it still lacks. Pure.

`facts` of a revision, each only where it was given: practice_from and practice_to (dates), bears_now (true), sources
(codes), answers (by prompt a code, a list of codes or a date), audited ("yes" or "no"), audited_on, agreement,
supervised (the role whose supervision record was read), contacts (by role "way" and "on"), history_ground. Of a note
case, supervised and proceeding (a code of the scope). The product adds practice (a code of `Practice`), findings and
complete (true or false) as they were when it was saved.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from framework.versions import FrameworkVersion
from framework.versions.shapes.cases import CaseEvaluation, Prompt
from framework.versions.shapes.judgements import ScopeItem
from govuk import words as plain
from information.references import LONGEST, SHAPE

Facts = Mapping[str, Any]
DATES = ("practice_from", "practice_to", "audited_on")
YES_NO = ("yes", "no")
FINDINGS = ("strengths", "weaknesses", "difference")
SUPERVISED, PROCEEDING = "supervised", "proceeding"
# What the product adds when it is saved.
ADDED = frozenset({"practice", "findings", "complete"})
# What nobody may send, whatever program sends it (SAMPLE-03).
GRADED = frozenset({"grade", "score", "rating"})
NOT_CONTACTED = "not_contacted"


class Practice(StrEnum):
    """Whether the practice that was looked at may serve a judgement (SAMPLE-08)."""

    NOT_SAID = "not_said"
    ODD = "odd"
    RECENT = "recent"
    UNEXPLAINED = "unexplained"
    CONTEXT = "context"
    COUNTS = "counts"


PRACTICE_LABELS = {
    Practice.NOT_SAID: "Not said yet",
    Practice.ODD: "Not in order",
    Practice.RECENT: "Contemporary",
    Practice.UNEXPLAINED: "Historical, without a reason",
    Practice.CONTEXT: "Historical, and does not count",
    Practice.COUNTS: "Historical, and bears on the child’s situation now",
}
# What is missing before anything may rest on it; where it may serve, nothing is.
PRACTICE_LACKS = {
    Practice.NOT_SAID: "the practice period",
    Practice.ODD: "a practice period in order, and not in the future",
    Practice.UNEXPLAINED: "why older practice is looked at",
    Practice.CONTEXT: "contemporary practice, or older practice that bears on the child’s situation now",
}


def practice(facts: Facts) -> Practice:
    """As it was when the evaluation was saved."""
    return Practice(facts.get("practice", "not_said"))


TAKEN = frozenset(
    {*DATES, "bears_now", "sources", "answers", "audited", "agreement", SUPERVISED, "contacts", "history_ground"}
)


def unknown(given: Facts) -> list[str]:
    """What is no fact of a case, such as a grade (SAMPLE-03)."""
    return sorted(given.keys() - TAKEN - ADDED)


def cleaned(pinned: FrameworkVersion, given: Facts) -> dict[str, Any]:
    """What of it the framework knows; an answer that it does not have is left out."""
    words = pinned.case_evaluation
    roles = {each.code for each in words.roles}
    single = {
        "audited": YES_NO,
        "agreement": _codes(words.agreement),
        "history_ground": _codes(words.history_grounds),
        SUPERVISED: roles,
    }
    kept: dict[str, Any] = {name: _one(given.get(name), codes) for name, codes in single.items()}
    kept |= {name: day for name in DATES if (day := _date(given.get(name)))}
    kept["bears_now"] = given.get("bears_now") is True
    kept["sources"] = _among(given.get("sources"), words.sources)
    kept["answers"] = _answers(words, _mapping(given.get("answers")))
    kept["contacts"] = _contacts(words, _mapping(given.get("contacts")))
    return {name: value for name, value in kept.items() if value}


OF_NOTE = ("case", PROCEEDING, SUPERVISED)


def proceedings(pinned: FrameworkVersion) -> list[ScopeItem]:
    """Those that a note may name. Another proceeding comes with its sampled case, where it is described (SCOPE-08)."""
    return [each for each in pinned.scope.items if not each.leads_only]


def of_note(pinned: FrameworkVersion, given: Facts) -> dict[str, Any]:
    """The case that a note is about, by its reference, the proceeding that somebody chose, and whose supervision
    record it is of (SCOPE-01, SAMPLE-11, SAMPLE-12)."""
    roles = _codes(pinned.case_evaluation.roles)
    case = str(given.get("case") or "").strip().upper()
    fits = len(case) <= LONGEST and SHAPE.fullmatch(case)
    found = {
        "case": case if fits else "",
        PROCEEDING: _one(given.get(PROCEEDING), _codes(proceedings(pinned))),
        SUPERVISED: _one(given.get(SUPERVISED), roles),
    }
    return {name: value for name, value in found.items() if value}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _one(value: Any, codes: Collection[str]) -> str:
    return value if isinstance(value, str) and value in codes else ""


def _codes(items: Iterable[Any]) -> set[str]:
    return {each.code for each in items}


def _among(values: Any, items: Iterable[Any]) -> list[str]:
    """In the framework's order, each once."""
    wanted = values if isinstance(values, list | tuple) else [values]
    return [each.code for each in items if each.code in wanted]


def _date(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return ""


def _answers(words: CaseEvaluation, given: Mapping[str, Any]) -> dict[str, Any]:
    found = {prompt.code: _answer(prompt, given.get(prompt.code)) for prompt in words.prompts}
    return {code: answer for code, answer in found.items() if answer}


def _answer(prompt: Prompt, value: Any) -> Any:
    if not prompt.answers:
        return _date(value)
    chosen = _among(value, prompt.answers)
    return chosen if prompt.several else next(iter(chosen), "")


def _contacts(words: CaseEvaluation, given: Mapping[str, Any]) -> dict[str, Any]:
    ways, found = _codes(words.ways), {}
    for role in words.roles:
        said = _mapping(given.get(role.code))
        if way := _one(said.get("way"), ways):
            on = _date(said.get("on"))
            found[role.code] = {"way": way} | ({"on": on} if on else {})
    return found


def practice_of(facts: Facts, reason: str, oldest: date | None, today: date) -> Practice:
    """Of the first day of the period, because what is older stands apart as history (SAMPLE-08, SAMPLE-09)."""
    days = [date.fromisoformat(facts[name]) for name in DATES[:2] if name in facts]
    if not days:
        return Practice.NOT_SAID
    if days != sorted(days) or days[-1] > today:
        return Practice.ODD
    if oldest is None or days[0] >= oldest:
        return Practice.RECENT
    if not reason.strip():
        return Practice.UNEXPLAINED
    return Practice.COUNTS if facts.get("bears_now") else Practice.CONTEXT


def lacks(facts: Facts, reference: str, area: str) -> list[str]:
    """What is missing before an individual summary may rest on it, in words (INSP-10, SCOPE-01, SAMPLE-08)."""
    period = PRACTICE_LACKS.get(practice(facts), "")
    found = {
        "the reference of the case": not reference,
        "a child of the sample whose proceeding is known": bool(reference) and not area,
        period: bool(period),
        "strengths, weaknesses or what it meant for the child": not facts.get("findings"),
        "at least one source": not facts.get("sources"),
    }
    return [words for words, missing in found.items() if missing]


def begun(facts: Facts) -> bool:
    """Whether somebody answered anything, beside what the product adds."""
    return bool(facts.keys() - ADDED)


def serves(facts: Facts) -> bool:
    """Whether it counts at all: it finds something, of practice that may serve; history alone does not (SAMPLE-09)."""
    return bool(facts.get("findings")) and practice(facts) not in PRACTICE_LACKS


def spoken_to(facts: Facts) -> bool:
    """Whether anybody was (INSP-03)."""
    return any(said["way"] != NOT_CONTACTED for said in facts.get("contacts", {}).values())


def asked(pinned: FrameworkVersion, law: str) -> list[Prompt]:
    """The prompts of that law, or of both where it is not known yet."""
    return [each for each in pinned.case_evaluation.prompts if not law or law in each.laws]


def unanswered(pinned: FrameworkVersion, law: str, facts: Facts) -> list[Prompt]:
    """The prompts that must be answered before it is closed (CRIT-16, CRIT-17)."""
    answers = facts.get("answers", {})
    return [
        each for each in asked(pinned, law) if law in each.must and _due(each, answers) and not answers.get(each.code)
    ]


def _due(prompt: Prompt, answers: Mapping[str, Any]) -> bool:
    said = prompt.if_said
    return said is None or answers.get(said.prompt) == said.answer


def said(pinned: FrameworkVersion, facts: Facts) -> list[tuple[str, Any]]:
    """Every fact as its label and its words; a date stays a date."""
    words = pinned.case_evaluation
    days = {name: date.fromisoformat(facts[name]) for name in DATES if name in facts}
    rows: list[tuple[str, Any]] = [
        ("Case", facts.get("case", "")),
        ("Proceeding", _labels(pinned.scope.items, facts.get(PROCEEDING))),
        ("First day of the practice", days.get("practice_from")),
        ("Last day of the practice", days.get("practice_to")),
        ("Practice", PRACTICE_LABELS[practice(facts)] if "practice" in facts else ""),
        ("Sources", _labels(words.sources, facts.get("sources"))),
        ("Supervision record of", _labels(words.roles, facts.get(SUPERVISED))),
        *_said_contacts(words, facts.get("contacts", {})),
        *((each.label, _said_answer(each, facts.get("answers", {}).get(each.code))) for each in words.prompts),
        ("Audited by Cafcass", str(facts.get("audited", "")).capitalize()),
        ("Day of the audit", days.get("audited_on")),
        ("Agreement with the audit", _labels(words.agreement, facts.get("agreement"))),
        ("Ground of the history", _labels(words.history_grounds, facts.get("history_ground"))),
    ]
    return [(label, value) for label, value in rows if value]


def _labels(items: Iterable[Any], chosen: Any) -> str:
    return ", ".join(each.label for each in items if each.code in (chosen if isinstance(chosen, list) else [chosen]))


def _said_answer(prompt: Prompt, answer: Any) -> Any:
    if not prompt.answers:
        return date.fromisoformat(answer) if answer else ""
    return _labels(prompt.answers, answer)


def _day(on: str | None) -> str:
    return plain.day(date.fromisoformat(on)) if on else ""


def _said_contacts(words: CaseEvaluation, contacts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [
        (f"Contact: {role.label}", ", ".join(filter(None, [_labels(words.ways, each["way"]), _day(each.get("on"))])))
        for role in words.roles
        if (each := contacts.get(role.code))
    ]
