"""evidence.yaml and visits.yaml."""

from dataclasses import dataclass

from framework.versions.shapes.information import CheckItem


@dataclass(frozen=True)
class SourceKind:
    """A sort of source; notes of `meetings` of these kinds are of this sort unless somebody says otherwise."""

    code: str
    label: str
    reading: bool = False
    child: bool = False
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True)
class PracticeAge:
    value: int
    strength: str


@dataclass(frozen=True)
class SampleFactors:
    child: tuple[str, ...]
    public_law_examples: tuple[str, ...]
    private_law_examples: tuple[str, ...]
    lead_also_considers: tuple[str, ...]
    practice_age_months_max: PracticeAge


@dataclass(frozen=True)
class Identifiers:
    children_and_families: str
    staff: str


@dataclass(frozen=True)
class Consultation:
    """How Cafcass itself asks children for feedback: a heading of evaluation and its parts (VOICE-09)."""

    label: str
    parts: tuple[CheckItem, ...]


@dataclass(frozen=True)
class Evidence:
    voice_sources: tuple[CheckItem, ...]
    source_kinds: tuple[SourceKind, ...]
    sample_factors: SampleFactors
    fca_question_topics: tuple[str, ...]
    further_information_reasons: tuple[str, ...]
    required: tuple[str, ...]
    identifiers: Identifiers
    summary_parts: tuple[str, ...]
    summary_prompts: tuple[CheckItem, ...]
    consultation: Consultation
    narrow_reasons: tuple[CheckItem, ...]
    summary_dimensions: tuple[str, ...]
    special_summaries: tuple[str, ...]
    qa_level_factors: tuple[str, ...]


@dataclass(frozen=True)
class FocusedVisit:
    topic_kinds: tuple[str, ...]
    law_focus: tuple[str, ...]
    decision_bases: tuple[CheckItem, ...]
    factors: tuple[str, ...]
    effectiveness_areas: tuple[str, ...]


@dataclass(frozen=True)
class PriorityAction:
    definitions: tuple[CheckItem, ...]
    extent: tuple[str, ...]
    examples: tuple[CheckItem, ...]
    consequences: tuple[str, ...]


@dataclass(frozen=True)
class Visits:
    focused_visit: FocusedVisit
    priority_action: PriorityAction
    monitoring_programme: tuple[str, ...]
    monitoring_checks: tuple[str, ...]
