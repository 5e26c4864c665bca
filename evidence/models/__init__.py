"""Tables of this room. What is evidence is append-only; what only helps to find it (Head) is not."""

from evidence.models.agreement import Agreement, DocumentComment, Withdrawal
from evidence.models.document import Citation, Document, Head, Revision, RevisionText
from evidence.models.field import FieldDevice, FieldSave, HeldSettled, HeldWords, LossAlarm, LossAnswer, SaveContent
from evidence.models.judgement import Judgement, Rationale, RationaleCitation
from evidence.models.material import NoteMaterial
from evidence.models.meeting import NoteMeeting

__all__ = [
    "Agreement",
    "Citation",
    "Document",
    "DocumentComment",
    "FieldDevice",
    "FieldSave",
    "Head",
    "HeldSettled",
    "HeldWords",
    "Judgement",
    "LossAlarm",
    "LossAnswer",
    "NoteMaterial",
    "NoteMeeting",
    "Rationale",
    "RationaleCitation",
    "Revision",
    "RevisionText",
    "SaveContent",
    "Withdrawal",
]
