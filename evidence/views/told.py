"""Pages of keep-in-touch meetings: what was told, and what each headline rests on (EVID-11)."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.refusals import Invalid
from evidence.actions.told import STRANGE, link_headline, may_link, record_told
from evidence.forms.told import HeadlineForm, KeepInTouchForm
from evidence.kinds import NOTE, SHARED
from evidence.models import Revision
from evidence.queries import told as queries
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.views.base import InspectionPage


def keep_in_touch(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every meeting with its headlines, and those that rest on no agreed shared summary yet."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    verbs = verbs_for(request.roles, Thing.KEEP_IN_TOUCH, request.user, inspection)  # type: ignore[attr-defined]
    meetings = queries.meetings(inspection)
    context = {
        "inspection": inspection,
        "meetings": meetings,
        "unlinked": [each for meeting in meetings for each in meeting.told if each.open],
        "to_tell": queries.to_tell(inspection),
        "days": [day for day in queries.past_days(inspection) if day not in {each.row.day for each in meetings}],
        "may_record": Verb.CREATE in verbs,
        "leads": Verb.EDIT in verbs,
    }
    return render(request, "evidence/keep_in_touch.html", context)


class Citing(InspectionPage):
    """A form with the field `cites`."""

    back = "keep_in_touch"

    def chosen(self, form: Any) -> list[Revision]:
        numbers = set(form.cleaned_data.get("cites", ()))
        found = list(Revision.objects.filter(inspection=self.inspection, pk__in=numbers))
        if len(found) != len(numbers):
            raise Invalid("cites", STRANGE)
        return found


class KeepInTouchCreate(AskedAboutNames, Citing):
    guarded = ("headlines", "people")
    form_class = KeepInTouchForm
    template_name = "evidence/keep_in_touch_create.html"
    success = "The meeting is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"offered": queries.offered(self.inspection, SHARED)}

    def context(self) -> dict[str, Any]:
        return super().context() | {"to_tell": queries.to_tell(self.inspection)}

    def perform(self, form: Any) -> str:
        given = {name: form.cleaned_data[name] for name in ("day", "people")}
        lines = form.cleaned_data["headlines"].splitlines()
        record_told(self.inspection, headlines=lines, told=self.chosen(form), **given, by=self.by)
        return self.address()


class HeadlineLink(Citing):
    form_class = HeadlineForm
    template_name = "evidence/headline_link.html"
    success = "It is saved what this headline rests on."

    @cached_property
    def headline(self) -> Any:
        return queries.headline_of(self.inspection, int(self.kwargs["pk"]))

    def allow(self) -> None:
        may_link(self.by, self.inspection, self.headline)

    @cached_property
    def cited(self) -> list[int]:
        return queries.cited_now(self.headline)

    def form_kwargs(self) -> dict[str, Any]:
        leads = Role.LEAD in self.request.roles  # type: ignore[attr-defined]
        offered = queries.offered(self.inspection, SHARED, NOTE, chosen=self.cited)
        return {"offered": offered, "leads": leads, "version": self.headline.basis or 0}

    def initial(self) -> dict[str, Any]:
        return {"cites": self.cited, "context": ["yes"] if self.headline.context else []}

    def context(self) -> dict[str, Any]:
        return super().context() | {"headline": self.headline}

    def perform(self, form: Any) -> str:
        context = bool(form.cleaned_data["context"]) if "context" in form.fields else self.headline.context
        seen = form.cleaned_data["version"]
        link_headline(self.headline, cites=self.chosen(form), context=context, seen=seen, by=self.by)
        return self.address()
