"""Mail that did not arrive, for the administrator and for the lead of the inspection."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.pages import FormPage
from desk import failed_mail as mails
from govuk.forms import OnceForm

PER_PAGE = 30


class BounceForm(OnceForm):
    named = forms.CharField(
        label="Message-ID or email address",
        max_length=254,
        help_text="From the notice that came back. With an address, the last mail that was sent there is marked.",
        error_messages={"required": "Enter the Message-ID or the email address"},
    )
    why = forms.CharField(label="What the notice says", required=False, max_length=300)


class FailedMail(FormPage):
    """The list of every mail that failed or came back, and the form that marks one as come back."""

    form_class = BounceForm
    template_name = "desk/failed_mail.html"
    success = "The mail is marked as come back."

    def context(self) -> dict[str, Any]:
        page = Paginator(mails.failed(), PER_PAGE).get_page(self.request.GET.get("page"))
        return {"page": page}

    def perform(self, form: Any) -> str:
        mails.mark_bounced(form.cleaned_data["named"], why=form.cleaned_data["why"], by=self.by)
        return reverse("failed_mail")


def inspection_mail(request: HttpRequest) -> HttpResponse:
    """Those of one inspection, for its lead: to whom and when, so that they can reach the person another way."""
    inspection = request.inspection  # type: ignore[attr-defined]
    page = Paginator(mails.failed_of([inspection.ref]), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/inspection_mail.html", {"inspection": inspection, "page": page})
