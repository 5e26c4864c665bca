"""The pack for Cafcass's staff: what it says, when it was provided and who took it, for both sides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Person
from accounts.refusals import NotHere
from files.serving import send
from govuk.forms import OnceForm
from information import staff_pack
from information.actions.staff_pack import provide_staff_pack, staff_pack_taken
from information.models import StaffPack
from information.views.settling import Settling
from inspections.models import Inspection


class StaffPackPage(Settling):
    form_class = OnceForm
    template_name = "information/staff_pack.html"
    success = "The pack is provided."
    back = "preparation"

    def context(self) -> dict[str, Any]:
        packs = staff_pack.packs_of(self.inspection)
        said = {"pack": packs[0] if packs else None, "packs": packs, "parts": staff_pack.parts(self.inspection)}
        return super().context() | said

    def perform(self, form: Any) -> str:
        provide_staff_pack(self.inspection, op=form.cleaned_data["op"], by=self.by)
        return self.address("staff_pack")


def own_staff_pack(request: HttpRequest, **_: Any) -> HttpResponse:
    """Cafcass's page; it says so where there is no pack yet."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    context = {"pack": staff_pack.latest(inspection), "parts": staff_pack.parts(inspection)}
    return render(request, "information/cafcass/own_staff_pack.html", context)


def own_staff_pack_file(request: HttpRequest, pk: int, **_: Any) -> HttpResponse:
    """The PDF; that it was taken is kept."""
    inspection: Inspection = request.inspection  # type: ignore[attr-defined]
    found = StaffPack.objects.filter(inspection=inspection, pk=pk).select_related("inspection", "job__result").first()
    if found is None or found.job.result is None:
        raise NotHere
    assert isinstance(request.user, Person)
    answer = send(found.job.result)
    staff_pack_taken(found, by=request.user)
    return answer
