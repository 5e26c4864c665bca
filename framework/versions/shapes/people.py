"""activities.yaml and roles.yaml."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class ActivityType:
    code: str
    label: str
    graded: bool
    outcome_document: Literal["report", "letter", "none_unless_added", "unpublished_letter"]
    childrens_summary: bool
    action_plan: Literal["required", "update_or_priority_action", "none"]
    only_after: str = ""


@dataclass(frozen=True)
class TeamLimit:
    """How large a team usually is; None where the text names no number."""

    leads: int
    strength: str
    group_size: int
    different_areas: bool
    team_inspectors_max: int | None = None
    inspectors_total: int | None = None
    locations_max: int | None = None
    onsite_days: int | None = None
    within_weeks: int | None = None
    groups_led_by: str = ""


@dataclass(frozen=True)
class InspectionActivity:
    code: str
    label: str
    lines: str


@dataclass(frozen=True)
class FeedbackMeeting:
    when: str
    usual_max_minutes: int
    purposes: tuple[str, ...]
    must_explain: tuple[str, ...]


@dataclass(frozen=True)
class Activities:
    activity_types: tuple[ActivityType, ...]
    team_limits: dict[str, TeamLimit]
    inspection_activities: tuple[InspectionActivity, ...]
    serious_incident_types: tuple[str, ...]
    feedback_meeting: FeedbackMeeting
    off_site_talks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Number:
    min: int
    max: int


@dataclass(frozen=True)
class Role:
    code: str
    side: Literal["ofsted", "cafcass"]
    label: str
    signs_in: bool
    outside_team: bool
    gathers_evidence: bool = True
    per_activity: Number | None = None
    per_pair: Number | None = None
    purposes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Roles:
    roles: tuple[Role, ...]
    others: tuple[str, ...]
