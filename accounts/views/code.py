"""The code of conduct, and its acceptance (GEN-05)."""

from typing import Any

from django.urls import reverse

from accounts import actions, clock
from accounts.models import Person
from accounts.pages import FormPage
from accounts.rules import owes_code
from framework.versions import in_force
from govuk.forms import OnceForm


class CodeOfConduct(FormPage):
    """What is expected of inspectors and of those whom they inspect; an inspector accepts it once."""

    form_class = OnceForm
    template_name = "accounts/code_of_conduct.html"
    success = "You have accepted the code of conduct."

    def context(self) -> dict[str, Any]:
        user = self.request.user
        expected = in_force(clock.today()).files.principles.conduct
        return {"expected": expected, "owes": isinstance(user, Person) and owes_code(user), "reader": user}

    def perform(self, form: Any) -> str:
        actions.accept_code(by=self.by)
        return reverse("code_of_conduct")
