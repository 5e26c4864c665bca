"""The talk with Cafcass's analyst: for every reader of the analysis, and the analyst's form."""

from typing import Any

from accounts.access import Thing, Verb, allowed
from information.actions import talk as actions
from information.forms.talk import TalkForm
from information.models import AnalystTalk
from information.rules import talk as rules
from inspections.views.base import InspectionPage
from inspections.workflow import State

NAMES = ("day", "with_whom", "topics", "note", "reason")


class AnalystTalkPage(InspectionPage):
    form_class = TalkForm
    template_name = "information/analyst_talk.html"
    success = "The talk is recorded."
    back = "analyst_talk"

    def form_kwargs(self) -> dict[str, Any]:
        return {"topics": rules.topics_of(self.inspection)}

    def context(self) -> dict[str, Any]:
        roles = self.request.roles  # type: ignore[attr-defined]
        may = allowed(roles, Thing.PIA, Verb.CREATE, self.by, self.inspection)
        first, last = rules.week_of(self.inspection)
        return super().context() | {
            "talks": AnalystTalk.objects.filter(inspection=self.inspection).select_related("by").order_by("-id"),
            "first": first,
            "last": last,
            "may_record": may and self.inspection.state == State.ANNOUNCED,
        }

    def perform(self, form: Any) -> str:
        actions.record_talk(self.inspection, **{name: form.cleaned_data[name] for name in NAMES}, by=self.by)
        return self.address()
