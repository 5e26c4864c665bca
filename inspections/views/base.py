"""What the form pages of one inspection have in common."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Person
from accounts.pages import FormPage
from inspections.models import Inspection


class InspectionPage(FormPage):
    """A form page of one inspection. `allow` asks the rule before the page opens; the action asks it again."""

    back = "inspection_detail"

    @property
    def inspection(self) -> Inspection:
        return self.request.inspection  # type: ignore[attr-defined]

    @property
    def by(self) -> Person:
        assert isinstance(self.request.user, Person)
        return self.request.user

    def allow(self) -> None:
        """Raises NotAllowed when this cannot be done now."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # A form that was sent already must lead to its result again, even where the state has moved on because of it.
        if request.method == "GET":
            self.allow()
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str = "") -> str:
        return reverse(name or self.back, args=[self.inspection.ref])

    def context(self) -> dict[str, Any]:
        return {"inspection": self.inspection, "cancel": self.address()}
