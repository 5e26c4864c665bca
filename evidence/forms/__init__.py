"""Shape and validation of what people type in this room."""

from evidence.forms.documents import CommentForm, MergeForm, NoteForm, SummaryForm, WithdrawalForm
from evidence.forms.judgement import GradeForm, ReopeningForm
from evidence.forms.listing import ListFilter

__all__ = [
    "CommentForm",
    "GradeForm",
    "ListFilter",
    "MergeForm",
    "NoteForm",
    "ReopeningForm",
    "SummaryForm",
    "WithdrawalForm",
]
