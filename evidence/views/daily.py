"""The screen of the daily team meeting, its record, and the daily look through the record."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Thing, Verb, verbs_for
from accounts.models import Person
from evidence.actions.daily import record_meeting, say_reviewed
from evidence.forms.daily import MeetingForm, ReviewedForm
from evidence.queries import daily as queries
from evidence.queries.gaps import uncovered
from evidence.queries.quality import to_settle
from evidence.queries.serious import concerns_of
from evidence.workflow import ON_TOP
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.views.base import InspectionPage

ASKED = (Thing.TEAM_MEETING, Thing.SERIOUS_CONCERN, Thing.CHALLENGE, Thing.SHARED_SUMMARY)


def team_meetings(request: HttpRequest, **_: Any) -> HttpResponse:
    """Serious concerns, what must be settled, summaries, gaps; then the days and who has not looked through."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles: Any = request.roles  # type: ignore[attr-defined]
    can = {thing: verbs_for(roles, thing, request.user, inspection) for thing in ASKED}
    meetings = queries.meetings_of(inspection)
    last = meetings[-1] if meetings else None
    individual, shared = queries.new_summaries(inspection, last.at if last else None)
    reviews = queries.reviews_of(inspection, clock.today())
    serious = concerns_of(inspection) if can[Thing.SERIOUS_CONCERN] else []
    context = {
        "inspection": inspection,
        "last": last,
        "serious": [each for each in serious if each.state in ON_TOP],
        "to_settle": to_settle(inspection) if can[Thing.CHALLENGE] else [],
        "individual": individual,
        "shared": shared,
        "uncovered": uncovered(inspection),
        "days": queries.days(inspection, meetings),
        "not_reviewed": queries.not_reviewed(inspection, reviews),
        "gaps_seen": [each for each in reviews if each.gaps],
        "may_record": Verb.CREATE in can[Thing.TEAM_MEETING],
        "may_review": Verb.EDIT_OWN in can[Thing.TEAM_MEETING],
        "may_share": Verb.CREATE in can[Thing.SHARED_SUMMARY],
        "may_agree": Verb.DECIDE in can[Thing.SHARED_SUMMARY],
    }
    return render(request, "evidence/team_meetings.html", context)


class MeetingCreate(AskedAboutNames, InspectionPage):
    guarded = ("tell_cafcass", "tomorrow")
    form_class = MeetingForm
    template_name = "evidence/team_meeting_create.html"
    success = "The meeting is recorded."
    back = "team_meetings"

    @cached_property
    def people(self) -> list[Person]:
        return queries.could_attend(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": self.people}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("day", "tell_cafcass", "tomorrow")}
        there = [each for each in self.people if each.pk in form.cleaned_data["attendees"]]
        record_meeting(self.inspection, attendees=there, **given, by=self.by)
        return self.address()


class RecordReviewed(AskedAboutNames, InspectionPage):
    guarded = ("gaps",)
    form_class = ReviewedForm
    template_name = "evidence/record_review.html"
    success = "It is noted that you looked through the record today."
    back = "team_meetings"

    def perform(self, form: Any) -> str:
        say_reviewed(self.inspection, gaps=form.cleaned_data["gaps"], by=self.by)
        return self.address()
