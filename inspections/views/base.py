"""What the form pages of one inspection have in common."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.models import Person
from accounts.pages import FormPage
from accounts.refusals import Invalid, Stale
from inspections.effect import Effect, effect_of
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


class ShownFirst:
    """Two steps with the same fields: the effect on every date is shown, and only what was shown is done.

    `fixed_by` names the fields on which the dates depend. The form has the hidden field `seen`; the button that does
    it sends step=save.
    """

    fixed_by: ClassVar[tuple[str, ...]] = ()
    request: HttpRequest

    def seen(self, form: Any) -> str:
        given = [str(form.cleaned_data[name]) for name in self.fixed_by]
        return " ".join([*given, str(self.inspection.timeline.version)])  # type: ignore[attr-defined]

    def moves_dates(self, form: Any) -> bool:
        """Whether what was chosen moves any date at all."""
        return True

    def accept(self, form: Any) -> HttpResponse:
        shown = self.request.POST.get("step") == "save" and form.cleaned_data.get("seen") == self.seen(form)
        stale = form.cleaned_data.get("version") not in (None, self.inspection.timeline.version)  # type: ignore[attr-defined]
        if shown or stale or not self.moves_dates(form):
            return super().accept(form)  # type: ignore[misc]
        return self.preview(form)

    def preview(self, form: Any) -> HttpResponse:
        """The same page with what would become of every date, and nothing saved."""
        try:
            effect = self.effect(form)
        except Invalid as finding:
            form.add_error(finding.field if finding.field in form.fields else None, finding.message)
            return self.page(form, status=400)  # type: ignore[attr-defined]
        except Stale:
            return super().accept(form)  # type: ignore[misc]
        form.data = form.data.copy()
        form.data["seen"] = self.seen(form)
        return self.page(form, effect=effect)  # type: ignore[attr-defined]

    def effect(self, form: Any) -> Effect:
        """What the act itself would do, done and taken back."""
        return effect_of(self.inspection, lambda: self.perform(form))  # type: ignore[attr-defined]
