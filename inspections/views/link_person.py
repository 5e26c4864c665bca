"""Whom Cafcass has named as link person, before and now, and the lead's form."""

from typing import Any

from accounts.access import Thing, Verb, allowed
from accounts.refusals import NotHere
from govuk.forms import OnceForm
from inspections.actions import link_person as actions
from inspections.forms.link_person import LinkForm
from inspections.queries import link_named
from inspections.rules import link_person as rules
from inspections.views.base import InspectionPage
from inspections.workflow import SETTLED, State


class LinkPersonPage(InspectionPage):
    form_class = LinkForm
    template_name = "inspections/link_person.html"
    success = "The link person is entered."
    back = "link_person"

    def context(self) -> dict[str, Any]:
        named, roles = link_named(self.inspection), self.request.roles  # type: ignore[attr-defined]
        may = allowed(roles, Thing.LINK_NAMED, Verb.CREATE, self.by, self.inspection)
        person = named.person if named else None
        return super().context() | {
            "named": named,
            "earlier": self.inspection.links_named.exclude(until=None).order_by("-id"),
            "notices": list(rules.notices(named)),
            "waits": person is not None and not person.has_usable_password(),
            "told": self.inspection.has_reached(State.ANNOUNCED),
            "may_name": may and self.inspection.has_reached(State.ANNOUNCED) and self.inspection.state not in SETTLED,
        }

    def perform(self, form: Any) -> str:
        actions.name_link_person(self.inspection, form.link(), by=self.by)
        return self.address()


class LinkPersonInvite(InspectionPage):
    """A new invitation, where the one before has expired."""

    form_class = OnceForm
    template_name = "inspections/link_person_invite.html"
    success = "A new invitation is on its way."
    back = "link_person"

    def allow(self) -> None:
        rules.may_name(self.by, self.inspection)

    def context(self) -> dict[str, Any]:
        return super().context() | {"named": link_named(self.inspection)}

    def perform(self, form: Any) -> str:
        named = link_named(self.inspection)
        if named is None:
            raise NotHere
        actions.invite_link_person_again(named, by=self.by)
        return self.address()
