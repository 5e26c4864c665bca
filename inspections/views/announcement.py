"""The announcement: what is missing, the email as it will go out, and the record of the call."""

from typing import Any

from django.db.models import prefetch_related_objects

from accounts import clock
from accounts.access import Thing, Verb, allowed
from accounts.refusals import Invalid
from inspections import actions, queries
from inspections.confirmation import confirmation
from inspections.forms.dates import CallForm
from inspections.models import Announcement
from inspections.rules import call as rules
from inspections.rules.dates import CALL
from inspections.views.base import InspectionPage
from inspections.workflow import State


class AnnouncementPage(InspectionPage):
    """Every reader of the plan sees it; only the lead has the form."""

    form_class = CallForm
    template_name = "inspections/announcement.html"
    success = "The call is recorded. The confirmation is on its way, and Cafcass can now see the dates."
    back = "announcement"

    def initial(self) -> dict[str, Any]:
        return {"called_on": clock.today(), "told_whom": Announcement.ToldWhom.CHIEF_EXECUTIVE}

    def context(self) -> dict[str, Any]:
        return super().context() | (self.before() if self.is_before() else {"told": self.told()})

    def told(self) -> Announcement | None:
        return self.inspection.announcements.select_related("recorded_by").last()

    def is_before(self) -> bool:
        return self.inspection.state == State.PLANNED

    def before(self) -> dict[str, Any]:
        """What is shown until the call is made."""
        may = allowed(self.request.roles, Thing.ANNOUNCEMENT, Verb.CREATE, self.by, self.inspection)  # type: ignore[attr-defined]
        missing = rules.missing(queries.with_team(self.inspection))
        prefetch_related_objects([self.inspection.timeline], "dates")
        planned = next(each.date for each in self.inspection.timeline.dates.all() if each.code == CALL)
        return {
            "missing": missing,
            "planned": planned,
            "may_record": may and not missing,
            "mail": confirmation(self.inspection, max(planned, clock.today())),
        }

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        called_at = clock.at(given["called_on"], given["called_time"].hour, given["called_time"].minute)
        told = {"told_whom": given["told_whom"], "late_reason": given["late_reason"]}
        announced = actions.announce(self.inspection, called_at=called_at, **told, by=self.by)
        if given["deferral_asked"] == "yes":
            self.ask_for_deferral(announced, given["deferral_reason"])
        return self.address()

    def ask_for_deferral(self, announced: Announcement, reason: str) -> None:
        """Asked for in the call itself (DEFER-02)."""
        if not reason.strip():
            raise Invalid("deferral_reason", "Enter why other dates are needed", "DEFER-02")
        role = announced.get_told_whom_display()
        asked = {"requester": f"{role} of Cafcass, in the call", "requester_role": role, "reason": reason}
        actions.request_deferral(self.inspection, **asked, asked_at=announced.called_at, by=self.by)
