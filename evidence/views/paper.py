"""Notes from paper or Word, and what Cafcass gave on paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from accounts.access import Role
from accounts.pages import FormPage
from accounts.refusals import NotHere
from evidence import paper_sheet, rules
from evidence.actions.children import say_child
from evidence.actions.paper import import_note, keep_paper
from evidence.forms.paper import ImportForm, PaperForm
from evidence.kinds import NOTE
from evidence.models import PaperCopy
from evidence.queries import paper
from evidence.rules_names import reads_kept_back
from evidence.views import documents
from files.serving import send
from files.uploading import UploadPage
from govuk.forms import OnceForm


class NoteImport(UploadPage, documents.CreatePage):
    """Typed or pasted from elsewhere, with the file itself where there is one."""

    kind = NOTE
    form_class = ImportForm
    template_name = "evidence/note_import.html"
    success = "The note is saved."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        revision = import_note(
            self.inspection,
            op=given["op"],
            written=given["written"],
            where=given["where"],
            parts=form.parts(),
            fields=form.fields_of_revision(),
            facts=form.facts(),
            essential=given["essential"],
            arrived=self.arrived,
            by=self.by,
        )
        awaited = given["awaited"] and not given.get("case")
        about = {"initials": given["initials"], "awaited": awaited}
        say_child(revision.document, **about, by=self.by)
        self.sort(revision.document, form)
        return self.saved_at(revision)


class NotePaper(documents.OfDocument, UploadPage):
    kind = NOTE
    form_class = PaperForm
    template_name = "evidence/note_paper.html"
    success = "It is kept with the note."

    def form(self, data: Any = None, files: Any = None) -> forms.BaseForm:
        rules.may_revise(self.by, self.document)
        return super().form(data, files)

    def form_kwargs(self) -> dict[str, Any]:
        return {"asked": PaperCopy.objects.filter(document=self.document).exists()}

    def context(self) -> dict[str, Any]:
        return {"document": self.document, "back": self.document_address()}

    def perform(self, form: Any) -> str:
        keep_paper(self.document, what=form.cleaned_data.get("essential", ""), arrived=self.arrived, by=self.by)
        return self.document_address()


def note_file(request: HttpRequest, pk: UUID, file: int, **_: Any) -> HttpResponse:
    found = paper.file_of(request.inspection, pk, file)  # type: ignore[attr-defined]
    assert found.upload.stored
    # A photograph of words that are kept back has the same names (EVID-23).
    leads = Role.LEAD in request.roles  # type: ignore[attr-defined]
    if paper.is_kept_back(pk) and not reads_kept_back(request.user, found.document, leads=leads):  # type: ignore[arg-type]
        raise NotHere
    return send(found.upload.stored, filename=found.upload.name)


class PaperSheet(documents.OfInspection, FormPage):
    """Whoever may write a note may have the blank sheet made."""

    form_class = OnceForm
    template_name = "evidence/paper_sheet.html"

    def context(self) -> dict[str, Any]:
        job = paper_sheet.job_of(self.inspection)
        return {"job": job, "pdf": job.result if job else None, "address": self.request.path}

    def perform(self, form: Any) -> str:
        paper_sheet.ask_for_sheet(self.inspection, by=self.by)
        return self.address("paper_sheet")


def paper_sheet_file(request: HttpRequest, job_id: UUID, **_: Any) -> HttpResponse:
    job = paper_sheet.finished(request.inspection, job_id)  # type: ignore[attr-defined]
    if job is None or job.result is None:
        raise NotHere
    return send(job.result, inline=True)
