"""sample.yaml: what counts in choosing children."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Group:
    """One value. `listed`: its groups in the count of a list; `none`: the group in a sentence "no … in the sample"."""

    code: str
    label: str
    listed: tuple[str, ...] = ()
    none: str = ""


@dataclass(frozen=True)
class Dimension:
    """By what the spread is shown. Without values it is free, such as a service area; `considered` by SAMPLE-04."""

    code: str
    label: str
    listed: str
    values: tuple[Group, ...] = ()
    considered: bool = False


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
class ListedProceeding:
    """The words by which a list says a proceeding of the scope."""

    code: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    practice_months: int
    dimensions: tuple[Dimension, ...]
    factors: tuple[Factor, ...]
    reasons: tuple[ChosenFor, ...]
    proposal_most: int
    listed_proceedings: tuple[ListedProceeding, ...]
