"""Tables of this room."""

from inspections.models.announcement import Announcement, LateCall
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
from inspections.models.outcome import Outcome, OutcomeGrade, PublishedFinding
from inspections.models.self_evaluation import (
    SelfEvaluation,
    SelfEvaluationAnalysis,
    SelfEvaluationAnswer,
    SelfEvaluationDelegate,
    SelfEvaluationFile,
    SelfReportedWeakness,
)
from inspections.models.site import Site, SiteTravel
from inspections.models.team import Pair, PairMember, TeamMember

__all__ = [
    "AgendaAgreement",
    "AgendaItem",
    "Announcement",
    "EngagementAttendee",
    "EngagementLetter",
    "EngagementMeeting",
    "EngagementNote",
    "GradeWordGround",
    "Inspection",
    "LateCall",
    "LetterPrint",
    "LetterReminder",
    "LetterText",
    "Outcome",
    "OutcomeGrade",
    "Pair",
    "PairMember",
    "PublishedFinding",
    "SelfEvaluation",
    "SelfEvaluationAnalysis",
    "SelfEvaluationAnswer",
    "SelfEvaluationDelegate",
    "SelfEvaluationFile",
    "SelfReportedWeakness",
    "Site",
    "SiteTravel",
    "TeamMember",
]
