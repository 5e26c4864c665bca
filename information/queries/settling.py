"""The shared log of questions, each site as it stands, and Cafcass's context, for both sides."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Person
from accounts.refusals import NotHere
from information.models import ContextNote, PreparationMark, Question, SiteSetup
from information.rules.preparing import ADJUSTMENTS
from inspections.models import Adjustment, Inspection, Site
from inspections.queries import sites

NEEDED = (("workspace", "workspace"), ("file_access", "files"), ("systems", "IT systems"))
NO = "no"


def questions_of(inspection: Inspection) -> QuerySet[Question]:
    """Every question with its answer, those without one first."""
    found = Question.objects.filter(inspection=inspection).select_related("by", "answer__by")
    return found.order_by("answer__at", "id")


def question_of(inspection: Inspection, pk: int) -> Question:
    """Raises NotHere."""
    found = Question.objects.filter(inspection=inspection, pk=pk).select_related("inspection", "by", "answer").first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class SiteNow:
    """A site with what was said of it last, and what either side wrote of how it is set up."""

    site: Site
    last: SiteSetup | None
    structures: list[SiteSetup]

    @property
    def lacking(self) -> list[str]:
        """What was said not to be ready."""
        return [words for name, words in NEEDED if self.last and getattr(self.last, name) == NO]

    @property
    def ready(self) -> bool:
        """Everything is there, and somebody helps with it (NOTI-14)."""
        said = self.last is not None and all(getattr(self.last, name) == "yes" for name, _ in NEEDED)
        return said and bool(self.last and self.last.support.strip())

    @property
    def complete(self) -> bool:
        """Somebody has said how the place is set up (NOTI-20)."""
        return bool(self.structures)


def sites_now(inspection: Inspection, *, told: bool = False) -> list[SiteNow]:
    """Of every site that stands; for Cafcass (`told`) with Cafcass's own words alone. Two queries."""
    said = SiteSetup.objects.filter(site__inspection=inspection).select_related("by").order_by("id")
    rows: dict[int, list[SiteSetup]] = {}
    for row in said.filter(from_cafcass=True) if told else said:
        rows.setdefault(row.site_id, []).append(row)
    return [_now(site, rows.get(site.pk, [])) for site in sites(inspection)]


def _now(site: Site, rows: list[SiteSetup]) -> SiteNow:
    return SiteNow(site, rows[-1] if rows else None, [row for row in rows if row.structure.strip()])


def site_now(inspection: Inspection, pk: int, *, told: bool = False) -> SiteNow:
    """Raises NotHere for a site that is not one of the inspection's now."""
    found = next((each for each in sites_now(inspection, told=told) if each.site.pk == pk), None)
    if found is None:
        raise NotHere
    return found


def not_ready(inspection: Inspection) -> list[str]:
    """A line for each site at which something was said not to be ready, as the first meeting takes it up."""
    return [f"{each.site.code} {', '.join(each.lacking)}" for each in sites_now(inspection) if each.lacking]


def contexts_of(inspection: Inspection, *, told: bool = False) -> QuerySet[ContextNote]:
    """Latest first; for Cafcass its own."""
    found = ContextNote.objects.filter(inspection=inspection).select_related("by").order_by("-id")
    return found.filter(from_cafcass=True) if told else found


def equalities_of(inspection: Inspection) -> PreparationMark | None:
    """What Cafcass said last on the equalities duties; the team's own words of that matter stay the team's."""
    said = PreparationMark.objects.filter(inspection=inspection, code=ADJUSTMENTS, by__side=Person.Side.CAFCASS)
    return said.order_by("-id").first()


def raised_by_cafcass(inspection: Inspection) -> QuerySet[Adjustment]:
    """The needs that Cafcass itself raised here, with what was done."""
    return Adjustment.objects.filter(inspection=inspection, made_by__side=Person.Side.CAFCASS)
