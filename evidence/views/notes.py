"""Pages of evidence notes."""

from typing import Any

from accounts import clock
from evidence.forms import NoteForm
from evidence.forms.documents import NoteMergeForm
from evidence.kinds import NOTE
from evidence.views import documents


class NoteList(documents.ListPage):
    kind = NOTE


class NoteDetail(documents.DetailPage):
    kind = NOTE


class NoteCreate(documents.CreatePage):
    """Date and time are those of the moment, and easily changed (EVID-05)."""

    kind = NOTE
    form_class = NoteForm
    template_name = "evidence/note_create.html"
    success = "The note is saved."

    def initial(self) -> dict[str, Any]:
        return {"observed_on": clock.today(), "observed_at": clock.london(clock.now()).time()}


class NoteEdit(documents.EditPage):
    kind = NOTE
    form_class = NoteForm
    template_name = "evidence/note_edit.html"
    success = "The note is saved."


class NoteMerge(documents.MergePage):
    kind = NOTE
    form_class = NoteMergeForm
    template_name = "evidence/note_merge.html"
    success = "The two versions are one."


class NoteComment(documents.CommentPage):
    kind = NOTE


class NoteWithdrawal(documents.WithdrawPage):
    kind = NOTE
