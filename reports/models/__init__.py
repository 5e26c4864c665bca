"""Tables of this room."""

from reports.models.from_cafcass import CafcassComment, CommentResponse, Complaint, NothingToSay
from reports.models.release import Publication, PublicationDecision, Sending, Share
from reports.models.report import (
    ChildrensSummaryText,
    Rendering,
    Report,
    Review,
    SectionCitation,
    SectionMark,
    SectionText,
)

__all__ = [
    "CafcassComment",
    "ChildrensSummaryText",
    "CommentResponse",
    "Complaint",
    "NothingToSay",
    "Publication",
    "PublicationDecision",
    "Rendering",
    "Report",
    "Review",
    "SectionCitation",
    "SectionMark",
    "SectionText",
    "Sending",
    "Share",
]
