"""What the pages of all kinds share: list, one document, writing, revising, merging, comment, withdrawal."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from accounts.access import Verb, verbs_for
from accounts.pages import FormPage
from accounts.refusals import Invalid, NotHere
from evidence import rules
from evidence.actions import agreement
from evidence.actions.capture import OpReused, append
from evidence.actions.sorting import say_example, say_lines, say_source
from evidence.forms import CommentForm, ListFilter, WithdrawalForm
from evidence.forms.documents import initial_of
from evidence.kinds import Kind
from evidence.models import Document, Revision
from evidence.queries import documents as queries
from evidence.queries.reading import Reading, listing, people_of
from evidence.queries.sampled import unassigned
from evidence.queries.sorting import OfferedLine, offered_lines, said_of
from framework.versions import FrameworkVersion, version
from information.models import LineOfEnquiry
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.workflow import State

PER_PAGE = 30


class OfInspection:
    """The inspection that the gate has found, and the framework that it is pinned to."""

    request: Any
    kind: ClassVar[Kind]

    @property
    def inspection(self) -> Inspection:
        found: Inspection = self.request.inspection
        return found

    @property
    def framework(self) -> FrameworkVersion:
        return version(self.inspection.framework_version)

    def address(self, name: str, **more: Any) -> str:
        return reverse(name, kwargs={"ref": self.inspection.ref, **more})


class OfDocument(OfInspection):
    """The document of the address: one of this inspection and of this kind, or no page at all."""

    document: Document

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        found = queries.find(self.inspection, self.kind, kwargs["pk"])
        if found is None:
            raise NotHere
        found.inspection = self.inspection
        self.document = found

    def document_address(self) -> str:
        return self.address(f"{self.kind.stem}_detail", pk=self.document.pk)


class ListPage(OfInspection, View):
    """Thirty a page, newest first, narrowed by whose, where and what it points to."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = people_of(self.inspection)
        lines = [(each.code, each.label) for each in offered_lines(self.inspection)]
        form = ListFilter(request.GET or None, framework=self.framework, people=people, lines=lines)
        asked = {name: request.GET.get(name) == "1" for name in ("to_finish", "unassigned")}
        heads = queries.filtered(queries.listed(self.inspection, self.kind), {**form.wanted(), **asked})
        heads = heads.filter(unassigned(self.inspection), withdrawn=False) if asked["unassigned"] else heads
        page = Paginator(heads, PER_PAGE).get_page(request.GET.get("page"))
        rows: Any = page.object_list
        context = {
            "kind": self.kind,
            "form": form,
            "page": page,
            "rows": listing(queries.shown(rows, self.kind, reader=self.request.user), self.kind, self.framework),
            **asked,
            "may_create": self.may_create(),
            **self.more(),
        }
        return render(request, f"evidence/{self.kind.stem}_list.html", context)

    def more(self) -> dict[str, Any]:
        """What the list of one kind shows besides."""
        return {}

    def may_create(self) -> bool:
        return Verb.CREATE in verbs_for(self.request.roles, self.kind.thing, self.request.user, self.inspection)


class DetailPage(OfDocument, View):
    """The text as it stands, or both where there are two versions; what it cites, who takes it in, and its history."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reader = self.request.user
        reading = Reading(self.document, self.kind, self.framework, self.request.roles, reader)
        earlier = reading.earlier(request.GET.get("revision", ""))
        context = {"kind": self.kind, "document": self.document, "reading": reading, "earlier": earlier}
        return render(request, f"evidence/{self.kind.stem}_detail.html", context | self.more(reading))

    def more(self, reading: Reading) -> dict[str, Any]:
        """What the page of one kind shows besides."""
        return {}


class CapturePage(OfInspection, FormPage):
    """A form that ends in `append`, which is done once by itself and tells the same words from others."""

    def once(self, form: Any) -> str:
        return self.perform(form)

    def form_kwargs(self) -> dict[str, Any]:
        return {"framework": self.framework, "late": self.asks_reason(), "lines": self.line_choices()}

    @cached_property
    def lines(self) -> list[OfferedLine]:
        return offered_lines(self.inspection, getattr(self, "document", None))

    def line_choices(self) -> list[tuple[str, str]]:
        return [(each.code, each.label) for each in self.lines]

    def asks_reason(self) -> bool:
        """After fieldwork, or where there was a pause whose days ask for one (ENG-10)."""
        return self.inspection.has_reached(State.FIELDWORK_ENDED) or bool(getattr(self.inspection, "was_paused", False))

    def form(self, data: Any = None, files: Any = None) -> forms.BaseForm:
        # Asked on opening too, so that nobody types into a form that will be refused.
        self.ask()
        return super().form(data, files)

    def ask(self) -> None:
        """Raises NotAllowed when this person may not write this now."""
        raise NotImplementedError

    def page(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        sent_before = isinstance(more.get("stale"), OpReused)
        return super().page(form, status, kind=self.kind, sent_before=sent_before, **more)

    def cited(self, form: Any) -> list[Revision]:
        """The revisions chosen. Raises Invalid for a number that is not one of this inspection's."""
        numbers = set(form.cleaned_data.get("cites") or [])
        found = list(Revision.objects.filter(inspection=self.inspection, pk__in=numbers))
        if len(found) != len(numbers):
            raise Invalid("cites", "Something that you selected is not one of this inspection's. Select again.")
        return found

    def saved_at(self, revision: Revision) -> str:
        """Its page, or what its writer is asked about it first: it is saved already."""
        head = getattr(revision, "head", None)
        page = "names" if head and head.names_open else "detail"
        return self.address(f"{self.kind.stem}_{page}", pk=revision.document_id)

    def save(self, form: Any, **more: Any) -> Revision:
        with transaction.atomic():
            revision = append(
                self.inspection,
                kind=self.kind.code,
                op=form.cleaned_data["op"],
                by=self.request.user,
                parts=form.parts(),
                fields=form.fields_of_revision(),
                facts=form.facts(),
                cites=self.cited(form),
                **more,
            )
            self.sort(revision.document, form)
        return revision

    def sort(self, document: Document, form: Any) -> None:
        """What is said of the document besides its words."""
        document.inspection, said = self.inspection, form.cleaned_data
        if "source_kind" in form.fields:
            say_source(document, kind=said["source_kind"], voice=said["voice"], by=self.by)
        if "example" in form.fields:
            say_example(document, bool(said["example"]), by=self.by)
        if "lines" in form.fields:
            lines = LineOfEnquiry.objects.filter(inspection=self.inspection, pk__in=said["lines"])
            say_lines(document, list(lines), by=self.by)


class CreatePage(CapturePage):
    def ask(self) -> None:
        rules.may_write(self.request.user, self.inspection, self.kind)

    def perform(self, form: Any) -> str:
        return self.saved_at(self.save(form))


class EditPage(OfDocument, CapturePage):
    """Opened on the latest version. Saved over an older one it stands beside what came meanwhile: nothing is lost."""

    def ask(self) -> None:
        rules.may_revise(self.request.user, self.document)

    def latest(self) -> Revision:
        return self.document.revisions.select_related("words").get(head__latest=True)

    def initial(self) -> dict[str, Any]:
        latest = self.latest()
        return initial_of(latest) | {"version": latest.pk} | self.sorted()

    def sorted(self) -> dict[str, Any]:
        """What is said of the document besides its words."""
        chosen: dict[str, Any] = {"lines": [each.code for each in self.lines if each.chosen]}
        if self.kind.is_source:
            said = said_of(self.document)
            return chosen | {"source_kind": said.kind, "voice": said.voice}
        if getattr(self.document, "is_example", False):
            chosen["example"] = ["yes"]
        return chosen

    def context(self) -> dict[str, Any]:
        return {"document": self.document, "back": self.document_address()}

    def revision_of(self, number: int | None) -> Revision:
        """The version that the form was opened on. Raises Invalid when it is not one of this document's."""
        found = self.document.revisions.filter(pk=number).first() if number else None
        if found is None:
            raise Invalid("", rules.STRANGE_PARENT)
        return found

    def perform(self, form: Any) -> str:
        parent = self.revision_of(form.cleaned_data["version"])
        revision = self.save(form, document=self.document, parent=parent)
        if not revision.head.alone:
            messages.warning(
                self.request, "Somebody saved this while you were writing. Both versions are kept; merge them."
            )
        return self.saved_at(revision)


class MergePage(EditPage):
    """Two versions become one that a person has written with both before them; its parents are both."""

    def versions(self) -> list[Revision]:
        """The two that are merged now, the latest first; a third waits for the next merge."""
        heads = self.document.revisions.filter(head__isnull=False).select_related("words", "author")
        found = list(heads.order_by("-id"))[:2]
        if len(found) < 2:
            found = self.sent()
        if len(found) < 2:
            raise NotHere
        return found

    def sent(self) -> list[Revision]:
        """Those of a form that comes when they are merged already: a second click, or somebody was quicker.

        What was typed stands then beside what came meanwhile, as with every late save.
        """
        numbers = [self.request.POST.get(name, "") for name in ("version", "merged")]
        known = {str(each.pk): each for each in self.document.revisions.select_related("words", "author")}
        return [known[number] for number in dict.fromkeys(numbers) if number in known]

    def initial(self) -> dict[str, Any]:
        latest, other = self.versions()
        return initial_of(latest) | {"version": latest.pk, "merged": other.pk} | self.sorted()

    def context(self) -> dict[str, Any]:
        return super().context() | {"versions": self.versions(), "labels": self.kind.part_labels(self.framework)}

    def perform(self, form: Any) -> str:
        parent = self.revision_of(form.cleaned_data["version"])
        merged = self.revision_of(form.cleaned_data["merged"])
        return self.saved_at(self.save(form, document=self.document, parent=parent, merged=merged))


class CommentPage(AskedAboutNames, OfDocument, FormPage):
    form_class = CommentForm
    template_name = "evidence/comment_create.html"
    success = "The comment is saved."

    def context(self) -> dict[str, Any]:
        return {"kind": self.kind, "document": self.document, "back": self.document_address()}

    def perform(self, form: Any) -> str:
        agreement.comment(self.document, text=form.cleaned_data["text"], by=self.request.user)
        return self.document_address()


class WithdrawPage(AskedAboutNames, OfDocument, FormPage):
    guarded = ("reason",)
    form_class = WithdrawalForm
    template_name = "evidence/withdrawal_create.html"
    success = "It is withdrawn. Its text stays in the record."

    def context(self) -> dict[str, Any]:
        return {"kind": self.kind, "document": self.document, "back": self.document_address()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # On opening alone: what was sent already leads to its result again.
        rules.may_withdraw(self.request.user, self.document)
        return super().get(request, *args, **kwargs)

    def perform(self, form: Any) -> str:
        agreement.withdraw(self.document, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.document_address()
