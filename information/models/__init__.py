"""Tables of this room."""

from information.models.annex import AnnexDelegate, AnnexItem, AnnexRequest, AnnexStep, AnnexTitle
from information.models.annex_files import AnnexFile, AnnexReading
from information.models.documents import DocumentReview, DocumentSorting
from information.models.further import AdditionalOffer, FurtherRequest, RequestFile, RequestReply
from information.models.lines import LineOfEnquiry, LineStep, LineTold
from information.models.listing import ListCheck, ListSpread, NameHash
from information.models.notification import (
    CallSheet,
    IncidentEntry,
    PreparationMark,
    WellbeingContact,
    WellbeingSteps,
)
from information.models.pia import Analysis, AnalysisIssue, AnalysisRead, AnalysisSettled, PrioritiesAgreed
from information.models.reading import CaseAccess, Digest, ReadinessConfirmation, ReadingDone, ReadingPlan
from information.models.sample import (
    AccessStep,
    CaseSystem,
    GoodPracticeOffer,
    SampleConfirmed,
    SampledChild,
    SampledPractice,
    SampleProposal,
)
from information.models.settling import ContextNote, Question, QuestionAnswer, SiteSetup
from information.models.staff_pack import StaffPack, StaffPackTaken
from information.models.talk import AnalystTalk

__all__ = [
    "AccessStep",
    "AdditionalOffer",
    "Analysis",
    "AnalysisIssue",
    "AnalysisRead",
    "AnalysisSettled",
    "AnalystTalk",
    "AnnexDelegate",
    "AnnexFile",
    "AnnexItem",
    "AnnexReading",
    "AnnexRequest",
    "AnnexStep",
    "AnnexTitle",
    "CallSheet",
    "CaseAccess",
    "CaseSystem",
    "ContextNote",
    "Digest",
    "DocumentReview",
    "DocumentSorting",
    "FurtherRequest",
    "GoodPracticeOffer",
    "IncidentEntry",
    "LineOfEnquiry",
    "LineStep",
    "LineTold",
    "ListCheck",
    "ListSpread",
    "NameHash",
    "PreparationMark",
    "PrioritiesAgreed",
    "Question",
    "QuestionAnswer",
    "ReadinessConfirmation",
    "ReadingDone",
    "ReadingPlan",
    "RequestFile",
    "RequestReply",
    "SampleConfirmed",
    "SampleProposal",
    "SampledChild",
    "SampledPractice",
    "SiteSetup",
    "StaffPack",
    "StaffPackTaken",
    "WellbeingContact",
    "WellbeingSteps",
]
