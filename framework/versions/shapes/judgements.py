"""judgements.yaml, criteria.yaml and scope.yaml."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Grade:
    code: str
    order: int
    label: str


@dataclass(frozen=True)
class Area:
    """One judgement area; `overall` is derived from the others and has no criteria."""

    code: str
    order: int
    label: str
    criteria_prefix: str = ""
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class HardRule:
    """A rule between grades; one with `override_by` may be lifted by that role with a reason."""

    code: str
    rule: str
    strength: Literal["absolute", "implied", "likely"]
    lines: str
    rulebook: tuple[str, ...]
    override_by: str = ""


@dataclass(frozen=True)
class GradingExample:
    private: str
    public: str
    leaders: str | None
    overall: str
    ok: bool
    note: str = ""


@dataclass(frozen=True)
class Consideration:
    code: str
    label: str
    gist: str
    lines: str


@dataclass(frozen=True)
class Descriptor:
    """What one grade means in one area. `requires_good` says whether the text states that good comes first."""

    code: str
    area: str
    grade: str
    lines: str
    best_fit_with: str = ""
    requires_good: Literal["", "stated", "treated_as_required"] = ""
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgements:
    grades: tuple[Grade, ...]
    areas: tuple[Area, ...]
    hard_rules: tuple[HardRule, ...]
    grading_examples: tuple[GradingExample, ...]
    overall_considerations: tuple[Consideration, ...]
    descriptors: tuple[Descriptor, ...]


@dataclass(frozen=True)
class Criterion:
    code: str
    area: str
    label: str
    gist: str
    lines: str
    heading: str = ""


@dataclass(frozen=True)
class Criteria:
    leaders_headings: tuple[str, ...]
    protected_characteristics: tuple[str, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Subtype:
    """A kind of a proceeding; `described`: it needs a description."""

    code: str
    default_law_type: Literal["public", "private"]
    label: str
    described: bool = False


@dataclass(frozen=True)
class ScopeItem:
    """A proceeding. `law_type_may_differ`: it is a default (SCOPE-05); `described`, `leads_only`: SCOPE-08."""

    code: str
    label: str
    law_type: Literal["public", "private", "depends_on_subtype", "choose"]
    subtypes: tuple[Subtype, ...] = ()
    lines: str = ""
    law_type_may_differ: bool = False
    described: bool = False
    leads_only: bool = False


@dataclass(frozen=True)
class Scope:
    subject: str
    list_is_closed: bool
    items: tuple[ScopeItem, ...]
