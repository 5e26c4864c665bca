"""One entry: added, read, changed, moved, taken out, and what really happened."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.refusals import NotAllowed, NotHere
from fieldwork import actions
from fieldwork.actions.entries import Place
from fieldwork.actions.outcomes import Outcome
from fieldwork.days import FieldDays, days_of
from fieldwork.flags import Flag, all_flags
from fieldwork.forms.entries import EntryForm, MoveForm, OutcomeForm, WithdrawForm, entry_initial
from fieldwork.models import DiaryEntry
from fieldwork.queries import entries as reading
from fieldwork.queries.people import Team, names, present, team_of, who_of
from fieldwork.rules import attendance, rights
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def of_inspection(inspection: Inspection, pk: int) -> DiaryEntry:
    """The entry that the address names, of this inspection and no other."""
    found = inspection.entries.select_related("site", "pair", "recorded_by", "arrival_meeting")
    return get_object_or_404(found.prefetch_related("seats"), pk=pk)


def entry_detail(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """Everything of the entry, what is pointed out about it, what the reader may do, and every version."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    entry = of_inspection(inspection, pk)
    entry.inspection = inspection
    team = team_of(inspection)
    context = {
        "inspection": inspection,
        "entry": entry,
        "who": _who(entry, team),
        "attended": names(team, entry.attended) if entry.attended else "",
        "flags": _flags(entry, team),
        "versions": entry.versions.select_related("by"),
        "may_change": _may(rights.may_change, request, entry, team),
        "may_record": _may(rights.may_record, request, entry, team),
        "may_record_arrival": _may(rights.may_record_arrival, request, entry, team),
    }
    return render(request, "fieldwork/entry_detail.html", context)


def _who(entry: DiaryEntry, team: Team) -> list[tuple[str, bool]]:
    seats = [team[number] for number in who_of(entry) if number in team]
    return [
        (f"{seated.name}, {seated.role.label.lower()}", seated.is_here_for(entry.day, entry.starts)) for seated in seats
    ]


def _flags(entry: DiaryEntry, team: Team) -> list[Flag]:
    days = days_of(entry.inspection)
    rows = reading.rows(entry.inspection, team, Q(day=entry.day))
    found = all_flags(reading.slots(rows), reading.days_for_flags(days, team, frozenset({entry.day})), days.settings)
    return [flag for flag in found if entry.pk in flag.entries]


def _may(rule: Any, request: HttpRequest, entry: DiaryEntry, team: Team) -> bool:
    try:
        rule(request.user, entry, team)
    except (NotAllowed, NotHere):
        return False
    return True


class OfDiary(InspectionPage):
    """A form page of the diary; it leads back to the week in which it worked."""

    back = "diary"

    @cached_property
    def days(self) -> FieldDays:
        return days_of(self.inspection)

    @cached_property
    def team(self) -> Team:
        return team_of(self.inspection)

    def week(self, day: date) -> str:
        return f"{self.address('diary')}?week={self.days.week_of(day).isoformat()}&day={day.isoformat()}"


class EntryCreate(OfDiary):
    """`?day=` and `?who=` fill the form in."""

    form_class = EntryForm
    template_name = "fieldwork/entry_create.html"
    success = "The entry is in the diary."

    def allow(self) -> None:
        rights.must_be_open(self.inspection)

    def form_kwargs(self) -> dict[str, Any]:
        return {"days": self.days}

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        found: dict[str, Any] = {"who": [number for number in asked.getlist("who") if number.isdigit()]}
        try:
            return found | {"day": date.fromisoformat(asked.get("day", ""))}
        except ValueError:
            return found

    def perform(self, form: Any) -> str:
        return self.week(actions.add_entry(self.inspection, form.wanted(), by=self.by).day)


class OfEntry(OfDiary):
    """A form page of one entry."""

    @cached_property
    def entry(self) -> DiaryEntry:
        found = of_inspection(self.inspection, self.kwargs["pk"])
        found.inspection = self.inspection
        return found

    def allow(self) -> None:
        rights.may_change(self.by, self.entry, self.team)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reach()
        return super().post(request, *args, **kwargs)

    def reach(self) -> None:
        """Before a word of the form is looked at."""
        rights.must_reach(self.by, self.entry, self.team)

    def form_kwargs(self) -> dict[str, Any]:
        return {"version": self.entry.version}

    def context(self) -> dict[str, Any]:
        detail = reverse("entry_detail", args=[self.inspection.ref, self.entry.pk])
        who = names(self.team, who_of(self.entry))
        return super().context() | {"entry": self.entry, "who": who, "cancel": detail}

    def detail(self) -> str:
        return reverse("entry_detail", args=[self.inspection.ref, self.entry.pk])


class EntryEdit(OfEntry):
    form_class = EntryForm
    template_name = "fieldwork/entry_edit.html"
    success = "The entry is changed."

    def form_kwargs(self) -> dict[str, Any]:
        more = {"days": self.days, "given": self.entry.reason, "was_at": self.entry.site}
        return super().form_kwargs() | more

    def initial(self) -> dict[str, Any]:
        return entry_initial(self.entry)

    def perform(self, form: Any) -> str:
        wanted = replace(form.wanted(), made_from=self.entry.made_from)
        changed = actions.change_entry(self.entry, wanted, version=form.cleaned_data["version"], by=self.by)
        return self.week(changed.day)


class EntryMove(OfEntry):
    """Another time or other people; what dragging an entry sends arrives here too."""

    form_class = MoveForm
    template_name = "fieldwork/entry_move.html"
    success = "The entry is moved."

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"days": self.days}

    def initial(self) -> dict[str, Any]:
        return {"day": self.entry.day, "starts": self.entry.starts, "who": who_of(self.entry)}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        members = [member.pk for member in given["who"]]
        to = Place(given["day"], given["starts"], members, form.chosen_reason())
        moved = actions.move_entry(self.entry, to, version=given["version"], by=self.by)
        return self.week(moved.day)


class EntryWithdraw(OfEntry):
    form_class = WithdrawForm
    template_name = "fieldwork/entry_withdraw.html"
    success = "The entry is taken out of the diary."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        actions.withdraw_entry(self.entry, reason=given["reason"], version=given["version"], by=self.by)
        return self.week(self.entry.day)


class EntryRecord(OfEntry):
    """What really happened."""

    form_class = OutcomeForm
    template_name = "fieldwork/entry_record.html"
    success = "What happened is recorded."

    def reach(self) -> None:
        """Whoever takes part may be of another pair: the action asks."""

    def allow(self) -> None:
        rights.may_record(self.by, self.entry, self.team)

    def initial(self) -> dict[str, Any]:
        entry = self.entry
        recorded = entry.recorded_at is not None
        return {
            "happened": ("yes" if entry.status == DiaryEntry.Status.HELD else "no") if recorded else None,
            "starts": entry.actual_starts if recorded else entry.starts,
            "ends": entry.actual_ends if recorded else entry.ends,
            "place": entry.actual_place,
            "with_whom": entry.actual_with if recorded else entry.with_whom,
            "reason": entry.outcome_reason,
            "attended": entry.attended if recorded else who_of(entry),
        }

    def form_kwargs(self) -> dict[str, Any]:
        """Of a team meeting, who took part: whoever is on the team now or was down for it."""
        if self.entry.kind != DiaryEntry.Kind.TEAM_MEETING:
            return super().form_kwargs()
        members = {seated.id for seated in present(self.team)} | {*who_of(self.entry), *self.entry.attended}
        role = attendance.needed_role(self.entry)
        return super().form_kwargs() | {"members": sorted(members), "needed": attendance.spoken(role) if role else ""}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        attended = [member.pk for member in given.get("attended", ())]
        told = {name: given[name] for name in ("happened", "starts", "ends", "place", "with_whom", "reason")}
        actions.record_outcome(self.entry, Outcome(**told, attended=attended), version=given["version"], by=self.by)
        return self.detail()
