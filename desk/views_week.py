"""My week: what one person does today, tomorrow and in the days after, with what is open and due."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.models import Person
from desk.queries import due_of
from fieldwork.queries.week import items

DAYS = 7
LONGEST_YEARS = 3


def my_week(request: HttpRequest) -> HttpResponse:
    """Seven days from the day asked for, today when none is."""
    person: Person = request.user  # type: ignore[assignment]
    today = clock.today()
    first = _asked(request.GET.get("from", ""), today)
    last = first + timedelta(days=DAYS - 1)
    found, earlier = items(person, first, last)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    context = {
        # An empty weekend says nothing; a weekday without an entry is worth knowing.
        "days": [(day, _name(day, today), found.get(day, [])) for day in days if day in found or day.weekday() < 5],
        "open": earlier,
        "due": due_of(person),
        "before": first - timedelta(days=DAYS),
        "after": first + timedelta(days=DAYS),
        "first": first,
        "this_week": first == today,
    }
    return render(request, "desk/my_week.html", context)


def _asked(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs(day.year - today.year) <= LONGEST_YEARS else today


def _name(day: date, today: date) -> str:
    return {0: "Today", 1: "Tomorrow"}.get((day - today).days, "")
