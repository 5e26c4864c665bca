"""Tables of this room."""

from inspections.models.acting import ActingRole
from inspections.models.announcement import Announcement, LateCall
from inspections.models.conduct import (
    Adjustment,
    ConductAnswer,
    ConductConcern,
    InterestDecision,
    InterestDeclaration,
)
from inspections.models.contact_sheet import ContactSheetIssue
from inspections.models.deferral import DeferralDecision, DeferralRequest
from inspections.models.engagement import (
    AgendaAgreement,
    AgendaItem,
    EngagementAttendee,
    EngagementMeeting,
    EngagementNote,
)
from inspections.models.engagement_letter import (
    EngagementLetter,
    GradeWordGround,
    LetterPrint,
    LetterReminder,
    LetterText,
)
from inspections.models.inspection import Inspection
from inspections.models.interruption import EarlyEnd, Hold, Pause
from inspections.models.link_person import LinkNamed
from inspections.models.outcome import Outcome, OutcomeGrade, PublishedFinding
from inspections.models.programme import IntelligenceItem, PlannedFrom, ProgrammeConcern, ProgrammeDecision
from inspections.models.season import AugustAgreement, SeasonPermission
from inspections.models.self_evaluation import (
    SelfEvaluation,
    SelfEvaluationAnalysis,
    SelfEvaluationAnswer,
    SelfEvaluationDelegate,
    SelfEvaluationFile,
    SelfReportedWeakness,
)
from inspections.models.site import Site, SiteChoice, SiteTravel
from inspections.models.team import Pair, PairMember, TeamMember

__all__ = [
    "ActingRole",
    "Adjustment",
    "AgendaAgreement",
    "AgendaItem",
    "Announcement",
    "AugustAgreement",
    "ConductAnswer",
    "ConductConcern",
    "ContactSheetIssue",
    "DeferralDecision",
    "DeferralRequest",
    "EarlyEnd",
    "EngagementAttendee",
    "EngagementLetter",
    "EngagementMeeting",
    "EngagementNote",
    "GradeWordGround",
    "Hold",
    "Inspection",
    "IntelligenceItem",
    "InterestDecision",
    "InterestDeclaration",
    "LateCall",
    "LetterPrint",
    "LetterReminder",
    "LetterText",
    "LinkNamed",
    "Outcome",
    "OutcomeGrade",
    "Pair",
    "PairMember",
    "Pause",
    "PlannedFrom",
    "ProgrammeConcern",
    "ProgrammeDecision",
    "PublishedFinding",
    "SeasonPermission",
    "SelfEvaluation",
    "SelfEvaluationAnalysis",
    "SelfEvaluationAnswer",
    "SelfEvaluationDelegate",
    "SelfEvaluationFile",
    "SelfReportedWeakness",
    "Site",
    "SiteChoice",
    "SiteTravel",
    "TeamMember",
]
