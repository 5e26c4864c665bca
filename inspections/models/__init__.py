"""Tables of this room."""

from inspections.models.acting import ActingRole
from inspections.models.announcement import Announcement, LateCall
from inspections.models.conduct import (
    Adjustment,
    ConductAcceptance,
    ConductConcern,
    ContactSheet,
    FieldworkStart,
    Interest,
)
from inspections.models.deferral import DeferralDecision, DeferralRequest
from inspections.models.inspection import Inspection
from inspections.models.interruption import EarlyEnd, Hold, Pause
from inspections.models.outcome import Outcome, OutcomeGrade, PublishedFinding
from inspections.models.site import Site, SiteTravel
from inspections.models.team import Pair, PairMember, TeamMember

__all__ = [
    "ActingRole",
    "Adjustment",
    "Announcement",
    "ConductAcceptance",
    "ConductConcern",
    "ContactSheet",
    "DeferralDecision",
    "DeferralRequest",
    "EarlyEnd",
    "FieldworkStart",
    "Hold",
    "Inspection",
    "Interest",
    "LateCall",
    "Outcome",
    "OutcomeGrade",
    "Pair",
    "PairMember",
    "Pause",
    "PublishedFinding",
    "Site",
    "SiteTravel",
    "TeamMember",
]
