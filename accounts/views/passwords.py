"""Setting, forgetting and changing a password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions
from accounts.forms import ChangePasswordForm, ForgottenPasswordForm, NewPasswordForm
from accounts.models import Person
from accounts.pages import FormPage

ON_ITS_WAY = "If somebody here has that email address, a link to set a password is on its way to it."


class ForgottenPassword(FormPage):
    """Asks for an address, and answers the same whether somebody has it or not."""

    form_class = ForgottenPasswordForm
    template_name = "accounts/forgotten_password.html"

    def perform(self, form: Any) -> str:
        actions.ask_for_password_link(form.cleaned_data["email"])
        messages.info(self.request, ON_ITS_WAY)
        return reverse("sign_in")


class PasswordSet(PasswordResetConfirmView):
    """The page behind the mailed link. Django keeps the token out of the address that the browser shows."""

    form_class = NewPasswordForm  # type: ignore[assignment]
    template_name = "accounts/password_set.html"

    def get_user(self, uidb64: str) -> Person | None:
        person = super().get_user(uidb64)
        return person if isinstance(person, Person) and person.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        actions.set_password(self.user, form.cleaned_data["new"], by=self.user)  # type: ignore[arg-type]
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, "Your password is set. Sign in with it.")
        return redirect("sign_in")


@method_decorator(sensitive_post_parameters(), "dispatch")
class PasswordChange(FormPage):
    """Changes one's own password; this session goes on, every other one ends."""

    form_class = ChangePasswordForm
    template_name = "accounts/password_change.html"
    success = "Your password is changed. You are signed out everywhere else."

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def once(self, form: Any) -> str:
        # Outside one transaction, so that a wrong present password stays counted.
        return self.perform(form)

    def perform(self, form: Any) -> str:
        typed = form.cleaned_data
        changed = actions.change_password(self.by, present=typed["present"], new=typed["new"])
        update_session_auth_hash(self.request, changed)
        return reverse("home")
