"""Confirming the plan of a day on site."""

from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from accounts.refusals import NotHere
from fieldwork.actions.days import confirm_day, no_time
from fieldwork.forms.days import ConfirmDayForm
from fieldwork.queries import writing as queries
from inspections.views.base import InspectionPage


class DayConfirm(InspectionPage):
    form_class = ConfirmDayForm
    template_name = "fieldwork/day_confirm.html"
    success = "The plan of the day is confirmed."

    @cached_property
    def day(self) -> date:
        try:
            found = date.fromisoformat(self.kwargs["day"])
        except ValueError as error:
            raise NotHere from error
        if not queries.is_onsite(self.inspection, found):
            raise NotHere
        return found

    @cached_property
    def lacking(self) -> str:
        return no_time(queries.without_time(self.inspection, self.day))

    def allow(self) -> None:
        """The gate asked: it is the lead's. A day that is none on site has no such page."""
        assert self.day

    def address(self, name: str = "") -> str:
        return reverse("diary_day", args=[self.inspection.ref, self.day.isoformat()])

    def form_kwargs(self) -> dict[str, Any]:
        return {"lacking": bool(self.lacking)}

    def context(self) -> dict[str, Any]:
        before = queries.confirmed(self.inspection, self.day)
        return super().context() | {"day": self.day, "lacking": self.lacking, "before": before}

    def perform(self, form: Any) -> str:
        confirm_day(self.inspection, self.day, reason=form.cleaned_data.get("reason", ""), by=self.by)
        return self.address()
