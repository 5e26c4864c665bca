"""The team: who is on it, who was, who joins, leaves, leads and shadows."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import Thing, Verb, allowed
from inspections import actions, queries
from inspections.forms.plan import ReasonForm
from inspections.forms.team import LeadForm, MemberForm, ShadowForm
from inspections.models import Inspection, TeamMember
from inspections.rules import team as rules
from inspections.views.base import InspectionPage
from inspections.workflow import SETTLED


def team(request: HttpRequest, **_: Any) -> HttpResponse:
    """Everybody with a role, the pairs, and who had a role before."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    may = allowed(request.roles, Thing.TEAM, Verb.EDIT, request.user, inspection)  # type: ignore[attr-defined]
    context = {
        "inspection": inspection,
        "members": queries.team(inspection),
        "former": queries.former_members(inspection),
        "stand_ins": list(queries.stand_ins(inspection)),
        "pairs": queries.pairs(inspection),
        "one_week": rules.limits(inspection).within_weeks == 1,
        "may_declare": allowed(request.roles, Thing.INTEREST, Verb.CREATE, request.user, inspection),  # type: ignore[attr-defined]
        "qa_manager_ends": not rules.always_has_qa_manager(inspection),
        "may_change": may and inspection.state not in SETTLED,
    }
    return render(request, "inspections/team.html", context)


class OfTeam(InspectionPage):
    back = "team"

    def allow(self) -> None:
        rules.may_change_team(self.by, self.inspection)

    @cached_property
    def member(self) -> TeamMember:
        """The role that the address names, of this inspection and no other."""
        members = self.inspection.members.select_related("person", "inspection")
        return get_object_or_404(members, pk=self.kwargs["pk"])


class MemberCreate(OfTeam):
    form_class = MemberForm
    template_name = "inspections/member_create.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def initial(self) -> dict[str, Any]:
        """The role that the address names, if any: where the team's page leads to replace who has it."""
        return {"role": self.request.GET.get("role", "")}

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        more = {name: given[name] for name in ("purpose", "paired_with", "reason")}
        member = actions.add_member(self.inspection, given["person"], given["role"], **more, by=self.by)
        messages.success(self.request, f"{member.person.name} is now {member.get_role_display().lower()}.")
        return self.address()


class MemberEnd(OfTeam):
    form_class = ReasonForm
    template_name = "inspections/member_end.html"
    success = "The role has ended. From now on it opens nothing."

    def allow(self) -> None:
        super().allow()
        rules.may_end(self.member)

    def context(self) -> dict[str, Any]:
        return super().context() | {"member": self.member}

    def perform(self, form: Any) -> str:
        actions.end_role(self.member, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class ShadowPair(OfTeam):
    """Whom a shadow follows."""

    form_class = ShadowForm
    template_name = "inspections/shadow_pair.html"
    success = "The inspector to follow is saved."

    @cached_property
    def member(self) -> TeamMember:
        shadows = self.inspection.members.current().filter(role="shadow").select_related("person", "inspection")
        return get_object_or_404(shadows, pk=self.kwargs["pk"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"inspection": self.inspection}

    def initial(self) -> dict[str, Any]:
        return {"paired_with": self.member.paired_with_id}

    def context(self) -> dict[str, Any]:
        return super().context() | {"member": self.member}

    def perform(self, form: Any) -> str:
        actions.pair_shadow(self.member, paired_with=form.cleaned_data["paired_with"], by=self.by)
        return self.address()


class LeadHandOver(OfTeam):
    form_class = LeadForm
    template_name = "inspections/lead_hand_over.html"
    success = "The lead is handed over."

    def perform(self, form: Any) -> str:
        given = form.cleaned_data
        more = {"reason": given["reason"], "stays_as": given["stays_as"]}
        actions.hand_over_lead(self.inspection, given["person"], **more, by=self.by)
        # Whoever hands over their own lead and leaves can no longer open the team's page.
        stays = Inspection.objects.visible_to(self.by).filter(pk=self.inspection.pk).exists()
        return self.address() if stays else reverse("inspection_list")
