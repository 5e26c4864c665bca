"""Tables of this room."""

from inspections.models.announcement import Announcement, LateCall
from inspections.models.conduct import (
    Adjustment,
    ConductAnswer,
    ConductConcern,
    InterestDecision,
    InterestDeclaration,
)
from inspections.models.inspection import Inspection
from inspections.models.outcome import Outcome, OutcomeGrade, PublishedFinding
from inspections.models.programme import IntelligenceItem, PlannedFrom, ProgrammeConcern, ProgrammeDecision
from inspections.models.season import AugustAgreement, SeasonPermission
from inspections.models.site import Site, SiteTravel
from inspections.models.team import Pair, PairMember, TeamMember

__all__ = [
    "Adjustment",
    "Announcement",
    "AugustAgreement",
    "ConductAnswer",
    "ConductConcern",
    "Inspection",
    "IntelligenceItem",
    "InterestDecision",
    "InterestDeclaration",
    "LateCall",
    "Outcome",
    "OutcomeGrade",
    "Pair",
    "PairMember",
    "PlannedFrom",
    "ProgrammeConcern",
    "ProgrammeDecision",
    "PublishedFinding",
    "SeasonPermission",
    "Site",
    "SiteTravel",
    "TeamMember",
]
