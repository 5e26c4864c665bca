"""case_evaluation.yaml: what the evaluation of one child's case says and asks."""

from dataclasses import dataclass
from typing import Literal

Law = Literal["private", "public"]


@dataclass(frozen=True)
class Answer:
    code: str
    label: str


@dataclass(frozen=True)
class CaseSource:
    """What an evaluation rests on; `kind` is the kind of source that it is, where that has another code."""

    code: str
    label: str
    kind: str = ""

    @property
    def source_kind(self) -> str:
        return self.kind or self.code


@dataclass(frozen=True)
class CaseRole:
    """`speaks_for` tells practice itself from a manager of it and from others; `in_care`: of a child in care alone."""

    code: str
    label: str
    speaks_for: Literal["practice", "service", "other"] = "practice"
    in_care: bool = False


@dataclass(frozen=True)
class Said:
    prompt: str
    answer: str


@dataclass(frozen=True)
class Prompt:
    """One question; without answers it asks for a date. `must`: in which law it is answered before closing."""

    code: str
    group: str
    label: str
    rule: str
    criteria: tuple[str, ...]
    laws: tuple[Law, ...]
    must: tuple[Law, ...] = ()
    if_said: Said | None = None
    several: bool = False
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class CaseEvaluation:
    texts: tuple[Answer, ...]
    sources: tuple[CaseSource, ...]
    roles: tuple[CaseRole, ...]
    ways: tuple[Answer, ...]
    in_care: tuple[str, ...]
    agreement: tuple[Answer, ...]
    history_grounds: tuple[Answer, ...]
    rating_words: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    from_children_percent: int
    audit_months: int
