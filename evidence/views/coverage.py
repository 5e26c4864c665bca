"""What the evidence covers, and what each inspector has recorded."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Person
from accounts.refusals import NotHere
from evidence import headings
from evidence.actions.gaps import accept_gap, explain_gap
from evidence.actions.looks import ask_to_look
from evidence.forms.gaps import GapForm, LookForm
from evidence.headings import Place
from evidence.models import CoverageGap
from evidence.queries import coverage, gaps
from evidence.queries.cases import overview
from evidence.queries.looks import asked_about, asked_by_place, may_be_asked
from evidence.queries.scope import places_of
from evidence.views.documents import OfInspection
from framework.versions import version
from govuk.forms import OnceForm
from information.views.guarding import AskedAboutNames
from inspections.models import Inspection
from inspections.views.base import InspectionPage


class Coverage(OfInspection, View):
    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        found = coverage.groups(self.inspection)
        evaluated = overview(self.inspection, notes=True)
        rows, elsewhere = coverage.grid(self.inspection, found, evaluated.children)
        verbs = verbs_for(request.roles, Thing.COVERAGE, request.user, self.inspection)  # type: ignore[attr-defined]
        asked, shaded = asked_by_place(self.inspection), coverage.shaded(rows, self.inspection.ref)
        context = {
            "notices": gaps.notices(self.framework, rows),
            # Of a visit it stands on the page of its findings.
            "uncovered": gaps.uncovered(self.inspection, gaps.covered_by(found)) if self.inspection.graded else None,
            "may_ask": Verb.CREATE in verbs,
            "may_explain": Verb.EDIT in verbs,
            "may_accept": Verb.DECIDE in verbs,
            "grid": [(row, asked.get((row.place.area, row.place.heading))) for row in shaded],
            "totals": coverage.by_kind(rows),
            "elsewhere": elsewhere,
            "evaluated": evaluated,
            "untied": coverage.untied(found),
            "from_children": coverage.from_children(found, self.framework),
            "leads": Role.LEAD in self.request.roles,
            "inspectors": coverage.inspectors(self.inspection, found),
        }
        return render(request, "evidence/coverage.html", context)


def where(inspection: Inspection) -> str:
    """The page that lists what is not covered: of a visit that of its findings."""
    return "coverage" if inspection.graded else "findings"


class GapCreate(AskedAboutNames, InspectionPage):
    """Opens on the area or heading that the address names; what is covered meanwhile is the action's to refuse."""

    form_class = GapForm
    template_name = "evidence/coverage_gap_create.html"
    success = "The reason is with the QA manager."
    guarded = ("reason",)

    @property
    def back(self) -> str:  # type: ignore[override]
        return where(self.inspection)

    @cached_property
    def places(self) -> dict[str, Place]:
        return {each.code: each for each in places_of(self.inspection)}

    def form_kwargs(self) -> dict[str, Any]:
        return {"places": [(code, each.label) for code, each in self.places.items()]}

    def initial(self) -> dict[str, Any]:
        return {"place": self.request.GET.get("place", "")}

    def perform(self, form: Any) -> str:
        place = self.places[form.cleaned_data["place"]]
        explain_gap(self.inspection, place, reason=form.cleaned_data["reason"], by=self.by)
        return self.address()


class LookAsk(InspectionPage):
    """One tap asks somebody: the area or heading is the address's, and each person is a button."""

    form_class = LookForm
    template_name = "evidence/look_ask.html"
    back = "coverage"

    @cached_property
    def people(self) -> list[Person]:
        return may_be_asked(self.inspection)

    @cached_property
    def places(self) -> dict[str, Place]:
        return {each.code: each for each in headings.places(version(self.inspection.framework_version))}

    @cached_property
    def place(self) -> Place:
        """The first of all where the address names none. Raises NotHere for one that the framework does not have."""
        code = self.request.GET.get("place", next(iter(self.places)))
        if code not in self.places:
            raise NotHere
        return self.places[code]

    def form_kwargs(self) -> dict[str, Any]:
        return {"places": [(code, each.label) for code, each in self.places.items()], "people": self.people}

    def initial(self) -> dict[str, Any]:
        return {"place": self.place.code}

    def context(self) -> dict[str, Any]:
        asked = asked_about(self.inspection, self.place)
        busy = {each.person_id for each in asked}
        free = [each for each in self.people if each.pk not in busy]
        return super().context() | {"place": self.place, "people": free, "asked": asked}

    def perform(self, form: Any) -> str:
        person = next(each for each in self.people if str(each.pk) == form.cleaned_data["person"])
        self.success = f"{person.name} is asked: it stands on their home page until they record something there."
        ask_to_look(self.inspection, self.places[form.cleaned_data["place"]], person=person, by=self.by)
        return self.address()


class GapAccept(InspectionPage):
    form_class = OnceForm
    template_name = "evidence/coverage_gap_accept.html"
    success = "The reason is accepted."

    @property
    def back(self) -> str:  # type: ignore[override]
        return where(self.inspection)

    @cached_property
    def gap(self) -> CoverageGap:
        return gaps.gap_of(self.inspection, int(self.kwargs["pk"]))

    def context(self) -> dict[str, Any]:
        return super().context() | {"gap": self.gap, "label": gaps.label_of(self.inspection, self.gap)}

    def perform(self, form: Any) -> str:
        accept_gap(self.gap, by=self.by)
        return self.address()
