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
from inspections.models.site import Site, SiteTravel
from inspections.models.team import Pair, PairMember, TeamMember

__all__ = [
    "Adjustment",
    "Announcement",
    "ConductAnswer",
    "ConductConcern",
    "Inspection",
    "InterestDecision",
    "InterestDeclaration",
    "LateCall",
    "Outcome",
    "OutcomeGrade",
    "Pair",
    "PairMember",
    "PublishedFinding",
    "Site",
    "SiteTravel",
    "TeamMember",
]
