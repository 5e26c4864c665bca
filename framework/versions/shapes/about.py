"""about.yaml, principles.yaml and settings.yaml."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from framework.versions.shapes.diary import DiarySettings


@dataclass(frozen=True)
class LegalBasis:
    """The sentence that every activity and letter carries (GEN-03)."""

    reference: str
    text: str


@dataclass(frozen=True)
class StatutoryReference:
    code: str
    act: str
    provision: str
    used_for: str
    lines: str


@dataclass(frozen=True)
class About:
    title: str
    publisher: str
    updated: date
    in_force_from: date
    applies_to: str
    licence: str
    legal_basis: LegalBasis
    statutory_references: tuple[StatutoryReference, ...]
    other_documents: tuple[str, ...]


@dataclass(frozen=True)
class Principle:
    code: str
    gist: str


@dataclass(frozen=True)
class Principles:
    ofsted_strategy: tuple[Principle, ...]
    social_care: tuple[Principle, ...]
    conduct: tuple[str, ...]


@dataclass(frozen=True)
class Season:
    """From one day of the year to another, each "month-day"; may run over New Year."""

    start: str
    end: str

    def holds(self, day: date) -> bool:
        """Whether the day lies in the season, both ends included."""
        mark = day.strftime("%m-%d")
        if self.start <= self.end:
            return self.start <= mark <= self.end
        return mark >= self.start or mark <= self.end


@dataclass(frozen=True)
class Settings:
    notification_latest_time: time
    deferral_prompt_working_days: int
    review_working_days: int
    acting_most_days: int
    onsite_latest_end: time
    onsite_monday_from: time
    setup_talk_from: time
    confirmation_email_minutes: int
    christmas_window: Season
    months_without_inspections: tuple[int, ...]
    self_evaluation_min_working_days_before_aem: int
    self_evaluation_max_months_before_aem: int
    self_evaluation_page_advice: int
    self_evaluation_appendices_advice: int
    self_evaluation_words_a_page: int
    engagement_meeting_minutes: int
    lines_of_enquiry_advice_max: int
    keep_in_touch_minutes_advice: int
    travel_minutes_default: int
    childrens_experience_share_percent: int
    first_page_summary_words_advice: int
    letter_areas_advice_max: int
    monitoring_letter_words_advice: int
    feedback_minutes_max: int
    action_plan_mailbox: str
    inspection_window_years: int
    inspection_window_from: Literal["fieldwork_end", "publication"]
    inspection_window_warning_months: tuple[int, ...]
    diary: DiarySettings
