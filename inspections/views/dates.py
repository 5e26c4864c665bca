"""The timetable of one inspection and every way to change a date."""

from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import clock
from accounts.access import Role, Thing, Verb, allowed, verbs_for
from govuk.forms import OnceForm
from inspections import actions, queries
from inspections.discretion import discreet, for_readers, knows_of_complaints
from inspections.doings import doings
from inspections.forms.conduct import FieldworkStartForm
from inspections.forms.dates import DateChangeForm, FieldworkEndForm
from inspections.forms.plan import WeekForm
from inspections.models import Inspection
from inspections.rules import dates as rules
from inspections.rules import deferral, seasons
from inspections.views.base import InspectionPage, ShownFirst
from inspections.workflow import State
from scheduling import drawing
from scheduling.models import TimelineDate
from scheduling.queries import calendar, standing


def timetable(request: HttpRequest, **_: Any) -> HttpResponse:
    """The picture, every date with its sum, and what each was before."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    roles: frozenset[Role] = request.roles  # type: ignore[attr-defined]
    prefetch_related_objects([inspection.timeline], "dates")
    days = calendar()
    shown = for_readers(standing(inspection.timeline, days), roles, inspection)
    week = inspection.timeline.onsite_week
    season = seasons.asks(shown.warnings)
    # After a deferral or an early end there are no dates to draw; the history below keeps what they were.
    drawn = (shown.milestones and inspection.state not in rules.OVER) or inspection.state == State.PUBLISHED
    context = {
        "inspection": inspection,
        "doings": list(doings(inspection, shown)) if drawn else [],
        "permission": seasons.permission(inspection.kind, week) if season else None,
        "sees_concern": bool(verbs_for(roles, Thing.PROGRAMME_CONCERN)),
        "agreement": inspection.august_agreements.filter(onsite_week=week).first() if season else None,
        "picture": drawing.picture(shown, days, clock.today()) if drawn else None,
        "warnings": shown.warnings,
        "changes": queries.shown_changes(inspection, roles),
        "may_change": inspection.state not in rules.OVER
        and allowed(roles, Thing.PLAN, Verb.EDIT, request.user, inspection),
        "may_plan_again": inspection.state == State.DEFERRED
        and allowed(roles, Thing.PLAN, Verb.EDIT, request.user, inspection),
        "may_move": inspection.state == State.PLANNED,
        "may_allow": Role.DECISION_MAKER in roles
        and inspection.state == State.PLANNED
        and rules.needs_decision(inspection),
        "may_start": Role.LEAD in roles
        and inspection.state == State.ANNOUNCED
        and not any(each.actual for each in shown.milestones if each.code == rules.FIRST_DAY),
        "may_end": Role.LEAD in roles and inspection.state == State.ANNOUNCED,
        "open_dates": [each for each in shown.milestones if not each.actual and each.code != rules.LATEST_CALL],
    }
    return render(request, "inspections/timetable.html", context)


class OfTimetable(InspectionPage):
    """A form page that leads back to the timetable and goes stale with it."""

    back = "timetable"

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.inspection.timeline.version}


class OfDate(OfTimetable):
    """A form page of the milestone that the address names."""

    @cached_property
    def date(self) -> TimelineDate:
        found = self.inspection.timeline.dates.filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def context(self) -> dict[str, Any]:
        roles: frozenset[Role] = self.request.roles  # type: ignore[attr-defined]
        said = self.date.sum if knows_of_complaints(roles, self.inspection) else discreet(self.date.sum)
        return super().context() | {"date": self.date, "sum": said}


class DateChange(OfDate):
    """One date set by hand, with a reason (TIME-10)."""

    form_class = DateChangeForm
    template_name = "inspections/date_change.html"
    success = "The date is fixed. Later dates follow it, and the old ones are kept below."

    def allow(self) -> None:
        rules.may_change_date(self.by, self.inspection, self.date.code)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        changed = {"reason": given["reason"], "version": given["version"]}
        actions.change_date(self.inspection, self.date.code, given["day"], **changed, by=self.by)
        return self.address()


class DateRelease(OfDate):
    """One button: a date fixed by hand follows its sum again."""

    form_class = OnceForm
    template_name = "inspections/date_release.html"
    success = "The date follows its sum again."

    def allow(self) -> None:
        rules.may_release(self.by, self.inspection, self.date.code)

    def perform(self, form: Any) -> str:
        actions.release_date(self.inspection, self.date.code, by=self.by)
        return self.address()


class LateCallCreate(OfTimetable):
    """The programme decision-maker's own act (TIME-01)."""

    form_class = DateChangeForm
    template_name = "inspections/late_call_create.html"
    success = "The call may be as late as that day."

    def allow(self) -> None:
        rules.may_allow_late_call(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.allow_late_call(self.inspection, given["day"], reason=given["reason"], by=self.by)
        return self.address()


class OtherWeek(ShownFirst, OfTimetable):
    """A form for the Monday of another first on-site week, with Cafcass's agreement where the week asks for one."""

    form_class = WeekForm
    fixed_by = ("onsite_week",)

    def page(self, form: Any, status: int = 200, **more: Any) -> HttpResponse:
        """The questions about Cafcass's agreement come when a week asks for it."""
        if not {"agreed_who", "agreed_on", "agreed_how"} & set(form.errors if form.is_bound else ()):
            form.without_agreement()
        return super().page(form, status, **more)


class WeekMove(OtherWeek):
    template_name = "inspections/week_move.html"
    success = "The plan has moved to that week."

    def allow(self) -> None:
        rules.may_move_week(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        changed = {"reason": given["reason"], "version": given["version"], "agreement": form.agreement()}
        actions.move_week(self.inspection, given["onsite_week"], **changed, by=self.by)
        return self.address()


class FieldworkStart(OfTimetable):
    """The real first day on site; what nobody answered is pointed out (GEN-06)."""

    form_class = FieldworkStartForm
    template_name = "inspections/fieldwork_start.html"
    success = "The start of fieldwork is confirmed."

    def allow(self) -> None:
        rules.may_start_fieldwork(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        days = dict(self.inspection.timeline.dates.values_list("code", "date"))
        return {"first_day": days.get(rules.FIRST_DAY)}

    def context(self) -> dict[str, Any]:
        count = queries.open_adjustments(self.inspection)
        said = "1 adjustment is unanswered" if count == 1 else f"{count} adjustments are unanswered"
        return super().context() | {"unanswered": count, "unanswered_said": said}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("first_day", "reason")}
        actions.start_fieldwork(self.inspection, **given, by=self.by)
        return self.address()


class WeekAgain(OtherWeek):
    """The new first on-site week after a deferral (DEFER-04)."""

    template_name = "inspections/week_again.html"
    success = "The new week is planned. Cafcass is called again, with fresh notice."

    def allow(self) -> None:
        deferral.may_plan_again(self.by, self.inspection)

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        changed = {"reason": given["reason"], "version": given["version"], "agreement": form.agreement()}
        actions.plan_again(self.inspection, given["onsite_week"], **changed, by=self.by)
        return self.address()


class FieldworkEnd(ShownFirst, OfTimetable):
    """The real days on site (TIME-12, FV-07); where they are not the planned ones, the effect comes first."""

    form_class = FieldworkEndForm
    template_name = "inspections/fieldwork_end.html"
    success = "The end of fieldwork is confirmed. Later dates follow from it."
    fixed_by = ("first_day", "last_day")

    def moves_dates(self, form: Any) -> bool:
        planned = self.initial()
        return any(form.cleaned_data[name] != planned[name] for name in self.fixed_by)

    def allow(self) -> None:
        rules.may_end_fieldwork(self.by, self.inspection)

    def initial(self) -> dict[str, Any]:
        days = dict(self.inspection.timeline.dates.values_list("code", "date"))
        return {"first_day": days.get(rules.FIRST_DAY), "last_day": days.get(rules.LAST_DAY)}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("first_day", "last_day", "reason")}
        actions.end_fieldwork(self.inspection, **given, by=self.by)
        return self.address()
