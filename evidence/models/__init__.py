"""Tables of this room. What is evidence is append-only; what only helps to find it (Head) is not."""

from evidence.models.agreement import Agreement, CaseClosing, DocumentComment, Withdrawal
from evidence.models.child import NoteChild
from evidence.models.coverage import CoverageGap, CoverageGapAccepted, LookAsked
from evidence.models.daily import RecordReview, TeamMeeting, TeamMeetingAttendee
from evidence.models.document import Citation, Document, Head, HeadCount, Revision, RevisionText
from evidence.models.example import OutstandingExample
from evidence.models.field import (
    FieldDevice,
    FieldSave,
    HeldSettled,
    HeldWords,
    LossAlarm,
    LossAnswer,
    SaveAmiss,
    SaveContent,
)
from evidence.models.judgement import Judgement, Rationale, RationaleCitation
from evidence.models.line import LateCounted, OnLine
from evidence.models.material import NoteMaterial
from evidence.models.meeting import NoteMeeting
from evidence.models.names import NamesAnswer, NamesBefore, NamesFound, NoName
from evidence.models.paper import NoteFile, NoteOrigin, PaperCopy
from evidence.models.quality import Challenge, ChallengeStep, QAAnalysis, QAPlan, QAReview
from evidence.models.search import SearchEntry
from evidence.models.serious import SeriousConcern, SeriousConcernStep
from evidence.models.source import SourceSaid
from evidence.models.told import Headline, HeadlineBasis, HeadlineCitation, KeepInTouch
from evidence.models.visit import (
    Covers,
    OtherAreaChecked,
    SubjectTakenOut,
    TopicSuggestion,
    VisitFindings,
    VisitSubject,
)
from evidence.models.voice import VoiceNote

__all__ = [
    "Agreement",
    "CaseClosing",
    "Challenge",
    "ChallengeStep",
    "Citation",
    "CoverageGap",
    "CoverageGapAccepted",
    "Covers",
    "Document",
    "DocumentComment",
    "FieldDevice",
    "FieldSave",
    "Head",
    "HeadCount",
    "Headline",
    "HeadlineBasis",
    "HeadlineCitation",
    "HeldSettled",
    "HeldWords",
    "Judgement",
    "KeepInTouch",
    "LateCounted",
    "LookAsked",
    "LossAlarm",
    "LossAnswer",
    "NamesAnswer",
    "NamesBefore",
    "NamesFound",
    "NoName",
    "NoteChild",
    "NoteFile",
    "NoteMaterial",
    "NoteMeeting",
    "NoteOrigin",
    "OnLine",
    "OtherAreaChecked",
    "OutstandingExample",
    "PaperCopy",
    "QAAnalysis",
    "QAPlan",
    "QAReview",
    "Rationale",
    "RationaleCitation",
    "RecordReview",
    "Revision",
    "RevisionText",
    "SaveAmiss",
    "SaveContent",
    "SearchEntry",
    "SeriousConcern",
    "SeriousConcernStep",
    "SourceSaid",
    "SubjectTakenOut",
    "TeamMeeting",
    "TeamMeetingAttendee",
    "TopicSuggestion",
    "VisitFindings",
    "VisitSubject",
    "VoiceNote",
    "Withdrawal",
]
