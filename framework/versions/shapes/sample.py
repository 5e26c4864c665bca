"""sample.yaml: what counts in choosing children."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Group:
    """One value. `words`: how a list may write it; `none`: the group in a sentence "no … in the sample"."""

    code: str
    label: str
    words: tuple[str, ...] = ()
    years_from: int = 0
    none: str = ""


@dataclass(frozen=True)
class Dimension:
    """By what the spread is shown. Without values it is free, such as a service area; `considered` by SAMPLE-04."""

    code: str
    label: str
    column: str
    values: tuple[Group, ...] = ()
    considered: bool = False
    lines: str = ""


@dataclass(frozen=True)
class Factor:
    code: str
    label: str
    law_type: Literal["public", "private"]


@dataclass(frozen=True)
class ChosenFor:
    code: str
    label: str
    asks: Literal["", "line", "text"] = ""


@dataclass(frozen=True)
class Sample:
    practice_months: int
    delay_weeks: dict[str, int]
    dimensions: tuple[Dimension, ...]
    factors: tuple[Factor, ...]
    reasons: tuple[ChosenFor, ...]
