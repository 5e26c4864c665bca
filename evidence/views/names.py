"""The one time that a writer is asked about names: a text is saved, and the team does not see it yet (EVID-23)."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from accounts.pages import FormPage
from evidence import rules_names
from evidence.actions.naming import answer
from evidence.forms.names import NamesForm
from evidence.kinds import CASE, INDIVIDUAL, KINDS, NOTE, SHARED
from evidence.models import Head
from evidence.queries.names import asking_head, excerpts, found_since, places_digest, questions
from evidence.views import documents
from inspections.models import Inspection


class NamesPage(documents.OfDocument, FormPage):
    """The hidden version is the revision that is asked about; where nothing is open, the document's own page."""

    form_class = NamesForm
    template_name = "evidence/names.html"

    @cached_property
    def asking(self) -> Head | None:
        rules_names.may_answer(self.request.user, self.document)
        return asking_head(self.document)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.asking is None:
            return HttpResponseRedirect(self.document_address())
        return super().get(request, *args, **kwargs)

    @cached_property
    def own(self) -> bool:
        """Whether they may put other words there: the lead, for somebody who has left, may not."""
        return self.kind is SHARED or self.document.owner_id == self.request.user.pk

    def form_kwargs(self) -> dict[str, Any]:
        return {"asked": questions(self.asking.revision) if self.asking else [], "replacing": self.own}

    def initial(self) -> dict[str, Any]:
        return {"version": self.asking.revision_id, "about": self.about} if self.asking else {}

    @cached_property
    def about(self) -> str:
        return places_digest(self.asking.revision) if self.asking else ""

    def context(self) -> dict[str, Any]:
        return {"kind": self.kind, "document": self.document, "own": self.own, "back": self.document_address()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.asking is None:
            return HttpResponseRedirect(self.document_address())
        return super().post(request, *args, **kwargs)

    def perform(self, form: Any) -> str:
        opened = self.document.revisions.filter(pk=form.cleaned_data["version"]).first()
        op, by, about = form.cleaned_data["op"], self.request.user, form.cleaned_data["about"]
        standing = answer(self.document, form.said(), opened=opened, about=about, op=op, by=by)  # type: ignore[arg-type]
        still = Head.objects.filter(revision=standing, names_open=True).exists()
        return self.address(f"{self.kind.stem}_names", pk=self.document.pk) if still else self.document_address()


def names_since(request: HttpRequest, **_: Any) -> HttpResponse:
    """One's own texts in which a list of children that came later finds somebody (EVID-23)."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    heads = found_since(inspection, request.user)  # type: ignore[arg-type]
    rows = [
        {
            "kind": KINDS[head.kind],
            "pk": head.document_id,
            "since": head.revision.names_found.since,
            "excerpts": excerpts(head.revision),
            "asked": len(questions(head.revision)),
        }
        for head in heads
    ]
    return render(request, "evidence/names_since.html", {"inspection": inspection, "rows": rows})


class NoteNames(NamesPage):
    kind = NOTE


class CaseNames(NamesPage):
    kind = CASE


class IndividualSummaryNames(NamesPage):
    kind = INDIVIDUAL


class SharedSummaryNames(NamesPage):
    kind = SHARED
