"""The progress of a job, as the piece of a page that shows it; and mail that did not arrive."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.access import Thing
from accounts.gate import gate
from accounts.pages import FormPage
from files import mail_trouble, uploads
from files.forms import MailNoteForm
from files.models import MailNote, OutgoingMail, Upload
from files.queries import visible_job
from files.scanning import answers
from govuk.forms import OnceForm


@gate(Thing.JOB)
def job_show(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The fragment alone; `?page=` is the address of the page that it stands on."""
    job = visible_job(request.user, job_id)  # type: ignore[arg-type]
    return render(request, "files/_job_state.html", {"job": job, "address": own_address(request.GET.get("page", ""))})


def own_address(address: str) -> str:
    """The address when it is a path of this site, "/" otherwise."""
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_own else "/"


PER_PAGE = 30


def mail_trouble_list(request: HttpRequest) -> HttpResponse:
    """Mail that failed or was sent back and that nobody has seen to, and below it what went out lately."""
    page = Paginator(mail_trouble.lately(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"trouble": mail_trouble.open_trouble()[:PER_PAGE], "page": page}
    return render(request, "files/mail_trouble_list.html", context)


class OfMail(FormPage):
    """A form about one mail that leads back to the list."""

    form_class = MailNoteForm
    kind: str

    @cached_property
    def mail(self) -> OutgoingMail:
        return get_object_or_404(OutgoingMail, pk=self.kwargs["mail"])

    def context(self) -> dict[str, Any]:
        return {"mail": self.mail, "cancel": reverse("mail_trouble_list")}

    def perform(self, form: Any) -> str:
        mail_trouble.note(self.mail, self.kind, text=form.cleaned_data["text"], by=self.by)
        return reverse("mail_trouble_list")


class MailBounce(OfMail):
    template_name = "files/mail_bounce.html"
    kind = MailNote.Kind.BOUNCED
    success = "The mail is marked as sent back."


class MailSeenTo(OfMail):
    template_name = "files/mail_seen_to.html"
    kind = MailNote.Kind.SEEN_TO
    success = "The trouble with this mail is seen to."


def _said(asked: int) -> str:
    return f"{asked} {'is' if asked == 1 else 'are'} checked again." if asked else "The check is under way already."


class WaitingFiles(FormPage):
    """Files whose check could not be finished, without their names: those may be Cafcass's own."""

    form_class = OnceForm
    template_name = "files/waiting_file_list.html"

    def context(self) -> dict[str, Any]:
        found = uploads.waiting()
        return {"count": found.count(), "waiting": found[:PER_PAGE], "answers": not settings.CLAMD_URL or answers()}

    def perform(self, form: Any) -> str:
        messages.success(self.request, _said(uploads.check_again(uploads.waiting(), by=self.by)))
        return reverse("waiting_file_list")


class UploadCheck(FormPage):
    """Whoever sent the file has it checked again; `?page=` is where they came from."""

    form_class = OnceForm
    template_name = "files/upload_check.html"

    @cached_property
    def upload(self) -> Upload:
        return get_object_or_404(uploads.waiting(), pk=self.kwargs["pk"], made_by=self.by)

    def context(self) -> dict[str, Any]:
        return {"upload": self.upload, "cancel": own_address(self.request.GET.get("page", ""))}

    def perform(self, form: Any) -> str:
        messages.success(self.request, _said(uploads.check_again([self.upload], by=self.by)))
        return own_address(self.request.GET.get("page", ""))
