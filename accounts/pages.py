"""The one way a form page works: open, check, do the action once, and on trouble lose nothing that was typed."""

import hashlib
import json
from collections.abc import Callable
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views import View

from accounts.models import Operation, Person
from accounts.refusals import Invalid, Stale

# What a browser adds by itself, or what says which sending this is; all else is what the person sent.
NOT_CONTENT = {"csrfmiddlewaretoken", "op", "version"}
# Where a file that was sent carries the hash of its content, once somebody has asked.
HASHED = "content_sha256"


class SentBefore(Exception):
    """The form was carried out already, with other words than these: nothing is done, and the words are kept."""


def sha256_of(path: str, data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> str:
    """The hash of what a person sent and where: every field but the hidden ones, each file by its name and content."""
    sent = sorted((name, data.getlist(name)) for name in data if name not in NOT_CONTENT)
    attached = sorted((name, [(each.name, content_sha256(each)) for each in files.getlist(name)]) for name in files)
    return hashlib.sha256(json.dumps([path, sent, attached]).encode()).hexdigest()


def content_sha256(file: Any) -> str:
    """The hash of a file that was sent: read piece by piece, left as it was found, and once for all who ask."""
    if not hasattr(file, HASHED):
        found = hashlib.sha256()
        for piece in file.chunks():
            found.update(piece)
        file.seek(0)
        setattr(file, HASHED, found.hexdigest())
    return str(getattr(file, HASHED))


def claim(op: UUID, by: Person, sent_sha256: str) -> tuple[Operation, bool]:
    """The row of the operation and whether it is new; a second sender waits here until the first one is done."""
    given = {"person": by, "address": "", "sent_sha256": sent_sha256}
    row, new = Operation.objects.get_or_create(op=op, defaults=given)
    if row.person_id != by.pk:
        raise Invalid("", "This form was opened by somebody else. Open the page again and send it once more.")
    if row.sent_sha256 != sent_sha256:
        raise SentBefore
    return row, new


def done_before(op: str, by: Person, sent_sha256: Callable[[], str]) -> str:
    """Where it led to when this person sent the very same form before; "" when they did not."""
    try:
        # Some pages are open to whoever has not signed in, and do nothing once.
        row = Operation.objects.filter(op=UUID(op), person=by).first() if op and by.is_authenticated else None
    except ValueError:
        return ""
    return row.address if row and row.address and row.sent_sha256 == sent_sha256() else ""


def do_once(op: UUID | None, by: Person, perform: Callable[[], str], sent_sha256: str = "") -> str:
    """Performs the work once for each operation id, in one transaction, and returns the address it led to.

    The same id with other words (the back button, another thought, send) raises SentBefore.
    """
    with transaction.atomic():
        row, new = claim(op, by, sent_sha256) if op else (None, True)
        if row and not new:
            return row.address
        address = perform()
        if row:
            row.address = address
            row.save(update_fields=["address"])
    return address


class FormPage(View):
    """Subclasses give `form_class`, `template_name` and `perform(form) -> address`.

    The action raises Invalid, Stale or NotAllowed. A form with the hidden `op` is carried out once: sent again, it
    answers with the same redirect. A stale one comes back with 409, the typed text still in it, the stored text beside
    it and the present version, so that a person decides.
    """

    form_class: type[forms.BaseForm]
    template_name: str
    success: str = ""
    # The hidden fields that a form gets anew when it comes back as stale.
    reopens: ClassVar[tuple[str, ...]] = ("version", "op")
    request: HttpRequest

    def perform(self, form: Any) -> str:
        """Calls one action and returns the address to go to."""
        raise NotImplementedError

    @property
    def by(self) -> Person:
        """Whoever sent the form; the gate lets in nobody who is not signed in, wherever this is asked."""
        return cast(Person, self.request.user)

    def initial(self) -> dict[str, Any]:
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def context(self) -> dict[str, Any]:
        return {}

    def form(self, data: Any = None, files: Any = None) -> forms.BaseForm:
        return self.form_class(data, files, initial=self.initial(), **self.form_kwargs())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before the form is drawn up: what it asks for may be another thing because of what was done.
        if done := done_before(request.POST.get("op", ""), self.by, self.sent_sha256):
            return self.done_at(done)
        form = self.form(request.POST, request.FILES)
        return self.accept(form) if form.is_valid() else self.page(form, status=400)

    def accept(self, form: Any) -> HttpResponse:
        try:
            address = self.once(form)
        except Invalid as finding:
            form.add_error(finding.field if finding.field in form.fields else None, finding.message)
            return self.page(form, status=400)
        except SentBefore:
            return self.page(self.sent_before(form), status=409)
        except Stale as stale:
            return self.page(self.reopened(form), status=409, stale=stale)
        return self.done_at(address)

    def done_at(self, address: str) -> HttpResponse:
        if self.success:
            messages.success(self.request, self.success)
        return HttpResponseRedirect(address)

    def sent_sha256(self) -> str:
        return sha256_of(self.request.path, self.request.POST, self.request.FILES)

    def once(self, form: Any) -> str:
        return do_once(form.cleaned_data.get("op"), self.by, lambda: self.perform(form), self.sent_sha256())

    def sent_before(self, form: Any) -> forms.BaseForm:
        """The new words, ready to be sent as a second thing, with a sentence that says that the first was done."""
        again = self.reopened(form)
        again.is_valid()
        again.add_error(
            None, "You sent this form before, with other words, and that was done. These are not saved yet."
        )
        return again

    def reopened(self, form: Any) -> forms.BaseForm:
        """The same form, typed text and all, but opened on the present version and with a new operation id."""
        fresh = self.form()
        data = form.data.copy()
        for name in self.reopens:
            if name in fresh.fields:
                data[fresh.add_prefix(name)] = fresh.get_initial_for_field(fresh.fields[name], name)
        return self.form(data, self.request.FILES)

    def page(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template_name, {"form": form, **self.context(), **more}, status=status)


def check_version(stored: int, opened: int | None, texts: Any = (), changed_by: str = "") -> None:
    """Raises Stale when the row moved on since the form was opened. `texts` are Both rows, or a callable for them."""
    if opened is not None and stored != opened:
        raise Stale(texts=list(texts() if callable(texts) else texts), changed_by=changed_by)
