"""Signing in and out."""

from typing import Any

from django.contrib.auth import login, logout
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import actions, demo
from accounts.forms import SignInForm
from accounts.pages import FormPage

FORGED = (
    "This page was open too long, or it did not come from this site. Nothing that you typed was lost: "
    "go back, copy it, open the page again, and send it once more."
)


@method_decorator(sensitive_post_parameters("password"), "dispatch")
class SignIn(RedirectURLMixin, FormPage):
    """Where everybody comes in; afterwards to the page that was asked for."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    next_page = "home"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def once(self, form: Any) -> str:
        # Outside one transaction, so that a failure stays counted.
        return self.perform(form)

    def perform(self, form: Any) -> str:
        person = actions.admit(self.request, **form.cleaned_data)
        login(self.request, person)
        return str(self.get_success_url())

    def context(self) -> dict[str, Any]:
        return {"demo": demo.is_demo()}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, whoever's it is."""
    logout(request)
    return redirect("sign_in")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token is answered with a page that says what to do."""
    return render(request, "403.html", {"reason": FORGED}, status=403)
