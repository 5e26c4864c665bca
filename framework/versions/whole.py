"""One whole version: every file under its name, and the questions that other rooms ask most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from framework.versions.shapes.about import About, Principles, Settings
from framework.versions.shapes.cases import CaseEvaluation
from framework.versions.shapes.dates import Milestones, Step, Timetables, WeekPlan
from framework.versions.shapes.evidence import Evidence, Visits
from framework.versions.shapes.information import AnnexA, Engagement, Preparation
from framework.versions.shapes.judgements import Area, Criteria, Criterion, Descriptor, Grade, Judgements, Scope
from framework.versions.shapes.meetings import Meetings
from framework.versions.shapes.numbered import Rule, Rules
from framework.versions.shapes.people import Activities, ActivityType, Role, Roles, TeamLimit
from framework.versions.shapes.reports import OutcomeDocument, Reports
from framework.versions.shapes.sample import Sample


@dataclass(frozen=True)
class Files:
    """What a version's folder holds; each field is the file of that name."""

    about: About
    principles: Principles
    settings: Settings
    activities: Activities
    judgements: Judgements
    criteria: Criteria
    scope: Scope
    roles: Roles
    timetables: Timetables
    milestones: Milestones
    preparation: Preparation
    annex_a: AnnexA
    sample: Sample
    case_evaluation: CaseEvaluation
    engagement: Engagement
    evidence: Evidence
    visits: Visits
    meetings: Meetings
    reports: Reports
    rules: Rules


# Compared by identity, as each is loaded once: so what is worked out from one can be kept with `functools.cache`.
@dataclass(frozen=True, eq=False)
class FrameworkVersion:
    """One version of the published framework. `code` is its folder's name, such as "2024-04-05"."""

    code: str
    files: Files

    @property
    def title(self) -> str:
        return self.files.about.title

    @property
    def in_force_from(self) -> date:
        return self.files.about.in_force_from

    @property
    def legal_basis(self) -> str:
        return self.files.about.legal_basis.text

    @property
    def settings(self) -> Settings:
        return self.files.settings

    @property
    def activity_types(self) -> tuple[ActivityType, ...]:
        return self.files.activities.activity_types

    @property
    def team_limits(self) -> Mapping[str, TeamLimit]:
        return self.files.activities.team_limits

    @property
    def areas(self) -> tuple[Area, ...]:
        """The judgement areas in the framework's order, overall first."""
        return self.files.judgements.areas

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The four grades, best first."""
        return self.files.judgements.grades

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.files.criteria.criteria

    @property
    def leaders_headings(self) -> tuple[str, ...]:
        return self.files.criteria.leaders_headings

    @property
    def scope(self) -> Scope:
        return self.files.scope

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.files.roles.roles

    @property
    def timetables(self) -> Mapping[str, WeekPlan]:
        return self.files.timetables.timetables

    @property
    def milestones(self) -> Mapping[str, tuple[Step, ...]]:
        return self.files.milestones.milestones

    @property
    def case_evaluation(self) -> CaseEvaluation:
        return self.files.case_evaluation

    @property
    def meetings(self) -> Meetings:
        return self.files.meetings

    @property
    def reports(self) -> Reports:
        return self.files.reports

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self.files.rules.rules

    def activity_type(self, code: str) -> ActivityType:
        """Raises KeyError for a kind that the framework does not have."""
        return {each.code: each for each in self.activity_types}[code]

    def area(self, code: str) -> Area:
        return {each.code: each for each in self.areas}[code]

    def grade(self, code: str) -> Grade:
        return {each.code: each for each in self.grades}[code]

    def criteria_of(self, area: str) -> tuple[Criterion, ...]:
        return tuple(each for each in self.criteria if each.area == area)

    def criterion(self, code: str) -> Criterion:
        return {each.code: each for each in self.criteria}[code]

    def descriptor(self, area: str, grade: str) -> Descriptor:
        return next(each for each in self.files.judgements.descriptors if (each.area, each.grade) == (area, grade))

    def document(self, kind: str) -> OutcomeDocument:
        """The sections and reviewers of a report or letter, such as "inspection_report"."""
        return self.reports.documents[kind]

    def rule(self, number: str) -> Rule:
        return {each.id: each for each in self.rules}[number]
