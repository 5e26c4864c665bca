"""reports.yaml."""

from dataclasses import dataclass
from typing import Literal

from framework.versions.shapes.information import CheckItem, Question


@dataclass(frozen=True)
class Section:
    code: str
    label: str
    when: Literal["always", "optional", "serious_weakness"]


@dataclass(frozen=True)
class Reviewer:
    role: str
    when: Literal["always", "priority_action"]


@dataclass(frozen=True)
class OutcomeDocument:
    sections: tuple[Section, ...]
    reviewers: tuple[Reviewer, ...]


@dataclass(frozen=True)
class PartnerSentences:
    """Words by which a sentence that might judge a partner of Cafcass's is found (PART-04)."""

    partners: tuple[str, ...]
    judging: tuple[str, ...]


@dataclass(frozen=True)
class ChildrensSummary:
    published: bool
    sent_with: str


@dataclass(frozen=True)
class Reports:
    documents: dict[str, OutcomeDocument]
    first_page: tuple[str, ...]
    first_page_questions: tuple[Question, ...]
    partner_sentences: PartnerSentences
    childrens_summary: ChildrensSummary
    comment_types: tuple[CheckItem, ...]
    comment_responses: tuple[CheckItem, ...]
    qualities: tuple[str, ...]
    writing_rules: tuple[str, ...]
