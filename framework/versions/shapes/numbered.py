"""rules.yaml."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["hard-rule", "date-rule", "workflow", "role/permission", "content-checklist", "record", "guidance"]


@dataclass(frozen=True)
class Rule:
    """One numbered rule of the framework, in our own words, with what the product does and how that is proved."""

    id: str
    priority: Literal["must", "should", "could"]
    package: Literal["dates", "thread", "planning", "cafcass", "evidence", "judgement", "reports"]
    kind: Kind
    section: str
    lines: str
    applies_to: tuple[str, ...]
    actors: tuple[str, ...]
    rule: str
    software: str
    accept: str
    ambiguity: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Rules:
    rules: tuple[Rule, ...]
