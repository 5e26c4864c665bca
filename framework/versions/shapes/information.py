"""preparation.yaml, annex_a.yaml and engagement.yaml."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckItem:
    code: str
    label: str
    lines: str = ""
    note: str = ""


@dataclass(frozen=True)
class DocumentCategory:
    """What a document of Cafcass's is looked through as (INSP-07 to INSP-09); `rule` says which of them."""

    code: str
    label: str
    rule: str
    annex_items: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    dated: bool = False
    area: str = ""
    suggests: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackPart:
    """A part of what Cafcass's staff are told (NOTI-19)."""

    code: str
    label: str
    points: tuple[str, ...]
    lines: str = ""


@dataclass(frozen=True)
class Preparation:
    pia_contents: tuple[CheckItem, ...]
    lead_uses_of_pia: tuple[str, ...]
    reading_classes: tuple[str, ...]
    site_grounds: tuple[CheckItem, ...]
    preparation_checklist: tuple[CheckItem, ...]
    onsite_planning_checklist: tuple[CheckItem, ...]
    analyst_talk_topics: tuple[str, ...]
    child_request_reasons: tuple[CheckItem, ...]
    audits_looked_back_months: int
    document_categories: tuple[DocumentCategory, ...]
    staff_pack: tuple[PackPart, ...]


@dataclass(frozen=True)
class Field:
    """One column of the child-level list."""

    code: str
    label: str
    values: str = ""
    when: str = ""


@dataclass(frozen=True)
class Document:
    """One numbered item of Annex A; an administrator enters a title that is not known."""

    code: str
    title: str = ""
    to_be_entered: bool = False


@dataclass(frozen=True)
class Group:
    """What an older version asks for instead of numbered items; `due` is a code of the timetable."""

    code: str
    number: str
    label: str
    due: str
    child_level: bool = False


@dataclass(frozen=True)
class AnnexA:
    """`in_source`: whether the numbered list is known. Where it is, the list of cases is asked for beside it."""

    in_source: bool
    items_due: str
    groups: tuple[Group, ...]
    items: tuple[Document, ...] = ()
    child_level_number: str = ""
    child_level_most_rows: int = 0
    child_level_cases: str = ""
    child_level_fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Question:
    code: str
    text: str


@dataclass(frozen=True)
class SelfEvaluation:
    frequency: str
    questions: tuple[Question, ...]
    principles: tuple[CheckItem, ...]
    suggested_sources: tuple[CheckItem, ...]


@dataclass(frozen=True)
class LetterSection:
    """A section of the letter; `fills` says what it begins as: "attendance", "accounts" or an agenda item's code."""

    code: str
    label: str
    fills: str = ""


@dataclass(frozen=True)
class EngagementLetter:
    due: str
    due_months: int
    reminder_days_before: tuple[int, ...]
    published: bool
    judgements: bool
    grade_word_grounds: tuple[CheckItem, ...]
    contents: tuple[LetterSection, ...]


@dataclass(frozen=True)
class EngagementMeeting:
    chair: str
    cafcass_attendees_decided_by: str
    agenda_agreed_by: tuple[str, ...]
    agenda: tuple[CheckItem, ...]
    letter: EngagementLetter


@dataclass(frozen=True)
class Engagement:
    self_evaluation: SelfEvaluation
    annual_engagement_meeting: EngagementMeeting
