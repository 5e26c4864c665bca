"""Pages of evidence notes."""

from typing import Any

from django.db import transaction

from accounts import clock
from evidence.actions.children import say_child
from evidence.actions.material import say_material
from evidence.actions.meetings import say_meeting
from evidence.forms import NoteForm
from evidence.forms.documents import NoteMergeForm
from evidence.kinds import NOTE
from evidence.models import Revision
from evidence.queries.children import child_of
from evidence.queries.material import choices as materials
from evidence.queries.material import material_of
from evidence.queries.meetings import choices, meeting_of
from evidence.queries.sorting import of_meeting
from evidence.views import documents
from fieldwork.models import Meeting
from information.models import AdditionalOffer


class NoteList(documents.ListPage):
    kind = NOTE


class NoteDetail(documents.DetailPage):
    kind = NOTE


class FromMeeting(documents.CapturePage):
    """A form that also says from which meeting with people, or from which additional information, the note comes."""

    kind = NOTE

    def form_kwargs(self) -> dict[str, Any]:
        given = {"meetings": choices(self.inspection, self.request.user), "materials": materials(self.inspection)}
        return super().form_kwargs() | given

    def initial(self) -> dict[str, Any]:
        document = getattr(self, "document", None)
        if document is None:
            return super().initial()
        meeting, material = meeting_of(document), material_of(document)
        found = super().initial() | ({"material": str(material.pk)} if material else {})
        if meeting:
            found["source_kind"] = found["source_kind"] or of_meeting(self.framework, meeting.kind)
            found["meeting"] = str(meeting.pk)
        child = child_of(document)
        return found | ({"initials": child.initials, "awaited": child.awaited} if child else {})

    def save(self, form: Any, **more: Any) -> Revision:
        with transaction.atomic():
            revision = super().save(form, **more)
            if "meeting" in form.fields:
                number = form.cleaned_data["meeting"]
                meeting = Meeting.objects.get(inspection=self.inspection, pk=number) if number else None
                say_meeting(revision.document, meeting, by=self.request.user)
            if "material" in form.fields:
                number = form.cleaned_data["material"]
                offer = AdditionalOffer.objects.get(inspection=self.inspection, pk=number) if number else None
                say_material(revision.document, offer, by=self.request.user)
            if "initials" in form.fields:
                given = {name: form.cleaned_data[name] for name in ("initials", "awaited")}
                given["awaited"] = given["awaited"] and not form.cleaned_data.get("case")
                say_child(revision.document, **given, by=self.request.user)
        return revision


class NoteCreate(FromMeeting, documents.CreatePage):
    """Date and time are those of the moment, and easily changed (EVID-05)."""

    kind = NOTE
    form_class = NoteForm
    template_name = "evidence/note_create.html"
    success = "The note is saved."

    def initial(self) -> dict[str, Any]:
        now = {"observed_on": clock.today(), "observed_at": clock.london(clock.now()).time()}
        return super().initial() | now | self.of_meeting()

    def of_meeting(self) -> dict[str, Any]:
        """What the meeting that the address names knows already."""
        number = self.request.GET.get("meeting", "")
        own = Meeting.objects.filter(inspection=self.inspection)
        found = own.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 18 else None
        if found is None:
            return {}
        source = f"Meeting: {found.get_kind_display().lower()}"
        kind = of_meeting(self.framework, found.kind)
        known = {"meeting": str(found.pk), "source": source, "case": found.case_ref, "source_kind": kind}
        return known | {"observed_on": found.day} | ({"observed_at": found.starts} if found.starts else {})


class NoteEdit(FromMeeting, documents.EditPage):
    kind = NOTE
    form_class = NoteForm
    template_name = "evidence/note_edit.html"
    success = "The note is saved."


class NoteMerge(FromMeeting, documents.MergePage):
    kind = NOTE
    form_class = NoteMergeForm
    template_name = "evidence/note_merge.html"
    success = "The two versions are one."


class NoteComment(documents.CommentPage):
    kind = NOTE


class NoteWithdrawal(documents.WithdrawPage):
    kind = NOTE
