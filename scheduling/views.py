"""The calendar's pages: which days are not working days, and a holiday proclaimed later."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.pages import FormPage
from scheduling.actions import Proclamation, proclaim_holiday
from scheduling.forms import HolidayForm
from scheduling.queries import calendar, holidays_by_year


def holiday_list(request: HttpRequest) -> HttpResponse:
    """Every bank holiday that sums pass over, by year; those beyond the published list are marked as expected."""
    may_proclaim = Verb.CREATE in verbs_for(request.roles, Thing.HOLIDAYS, request.user)  # type: ignore[attr-defined]
    year = clock.today().year
    context = {
        "years": holidays_by_year(since=year - 1),
        "published_until": calendar().published_until,
        "may_proclaim": may_proclaim,
    }
    return render(request, "scheduling/holiday_list.html", context)


class HolidayProclaim(FormPage):
    """A holiday proclaimed after the list was published; dates still ahead move and are counted in the answer."""

    form_class = HolidayForm
    template_name = "scheduling/holiday_proclaim.html"

    def perform(self, form: Any) -> str:
        made = proclaim_holiday(form.cleaned_data["day"], form.cleaned_data["name"], by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, said_of(made))
        return reverse("holiday_list")


def said_of(made: Proclamation) -> str:
    """What the new holiday moved, in a sentence."""
    dates = sum(len(changes) for changes in made.moved.values())
    if not dates:
        return f"{made.holiday} is entered. No date had to move."
    timelines = len(made.moved)
    plural = "" if timelines == 1 else "s"
    return (
        f"{made.holiday} is entered. {dates} date{'' if dates == 1 else 's'} moved in {timelines} timetable{plural}; "
        "the old ones stay in the history of each."
    )
