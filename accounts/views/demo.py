"""The demo's cast, one click each, and the demo's clock."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.decorators.http import require_POST

from accounts import actions, clock, demo, queries
from accounts.forms import ChosenForm, ClockForm
from accounts.models import Person
from accounts.pages import FormPage


def group_of(person: Person) -> str:
    """Under which heading of the cast somebody stands."""
    if person.side == Person.Side.CAFCASS:
        return "Cafcass"
    if person.posts_now:  # type: ignore[attr-defined]
        return "Posts at Ofsted"
    return "Inspectors" if person.grade != Person.Grade.NONE else "Others at Ofsted"


def grouped(people: Iterable[Person]) -> dict[str, list[tuple[Person, list[str]]]]:
    """The cast by heading, each with posts, grade and roles in words."""
    everybody = list(people)
    roles = demo.descriptions(everybody)
    groups: dict[str, list[tuple[Person, list[str]]]] = {
        name: [] for name in ("Inspectors", "Posts at Ofsted", "Others at Ofsted", "Cafcass")
    }
    for person in everybody:
        posts = [str(post) for post in person.posts_now]  # type: ignore[attr-defined]
        groups[group_of(person)].append((person, posts + roles.get(person.pk, [])))
    return {name: members for name, members in groups.items() if members}


class DemoCast(View):
    """Lists everybody in the demo's database; POST signs in as one of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "accounts/demo_cast.html", {"groups": grouped(queries.people())})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChosenForm(request.POST)
        person = actions.choose_from_cast(form.cleaned_data["person"] if form.is_valid() else "")
        login(request, person)
        return redirect("home")


class DemoClock(FormPage):
    """Where the demo's clock stands, and setting it to another moment."""

    form_class = ClockForm
    template_name = "accounts/demo_clock.html"
    success = "The clock is set."

    def initial(self) -> dict[str, Any]:
        here = clock.london(clock.now())
        return {"day": here.date(), "time": here.time().replace(second=0, microsecond=0)}

    def context(self) -> dict[str, Any]:
        return {"now": clock.now(), "moved": bool(clock.offset())}

    def perform(self, form: Any) -> str:
        time = form.cleaned_data["time"]
        actions.move_clock(clock.at(form.cleaned_data["day"], time.hour, time.minute), by=self.by)
        return reverse("demo_clock")


@require_POST
def demo_clock_reset(request: HttpRequest) -> HttpResponse:
    """The demo's clock shows the real time again."""
    actions.stop_moving_clock(by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The clock shows the real time again.")
    return redirect("demo_clock")
