"""Tables of this room. What is evidence is append-only; what only helps to find it (Head) is not."""

from evidence.models.agreement import Agreement, DocumentComment, Withdrawal
from evidence.models.document import Citation, Document, Head, Revision, RevisionText
from evidence.models.judgement import Judgement, Rationale, RationaleCitation
from evidence.models.meeting import NoteMeeting
from evidence.models.paper import NoteFile, NoteOrigin, PaperCopy
from evidence.models.search import SearchEntry

__all__ = [
    "Agreement",
    "Citation",
    "Document",
    "DocumentComment",
    "Head",
    "Judgement",
    "NoteFile",
    "NoteMeeting",
    "NoteOrigin",
    "PaperCopy",
    "Rationale",
    "RationaleCitation",
    "Revision",
    "RevisionText",
    "SearchEntry",
    "Withdrawal",
]
