"""The sample as it stands: who is in it, what is not known yet, and what was confirmed."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.refusals import NotHere
from framework.versions import version
from information.models import GoodPracticeOffer, SampleConfirmed, SampledChild, SampledPractice
from information.workflow import ACCEPTED
from inspections.models import Inspection


@dataclass(frozen=True)
class Row:
    """One child in the words of the framework's lists."""

    child: SampledChild
    characteristics: list[tuple[str, str]]
    factors: list[str]
    chosen_for: str
    practices: list[SampledPractice]
    good_practice: bool = False

    @property
    def in_short(self) -> str:
        """The groups alone, which say by themselves what they are of."""
        area = [self.child.service_area] if self.child.service_area else []
        return ", ".join([*(value for _, value in self.characteristics), *area])

    @property
    def historical(self) -> list[SampledPractice]:
        """Old practice that is left out of what judgements rest on (SAMPLE-08)."""
        return [each for each in self.practices if not each.counts]


@dataclass(frozen=True)
class Sample:
    """`rows` count; the unassigned and those taken out do not (SCOPE-01)."""

    rows: list[Row]
    unassigned: list[Row]
    taken_out: list[Row]
    confirmed: SampleConfirmed | None
    version: int
    offers: list[GoodPracticeOffer]

    @property
    def standing(self) -> list[Row]:
        return [*self.rows, *self.unassigned]

    @property
    def without_factor(self) -> int:
        return sum(not row.factors for row in self.rows)

    @property
    def not_allocated(self) -> int:
        return sum(row.child.inspector_id is None for row in self.standing)

    @property
    def good_practice(self) -> int:
        """How many were offered by Cafcass for their good practice (SAMPLE-07)."""
        return sum(row.good_practice for row in self.standing)

    @property
    def audited(self) -> int:
        return sum(row.child.characteristics.get("audited") == "audited" for row in self.rows)

    @property
    def changed(self) -> bool:
        """Whether what was confirmed last is no longer what stands."""
        now = [row.child.reference for row in self.rows]
        return self.confirmed is not None and self.confirmed.references != now


def sample_of(inspection: Inspection) -> Sample:
    """Four queries, however many there are."""
    found = list(children(inspection).prefetch_related("practices__by"))
    offers = list(offers_of(inspection))
    offered = {each.reference for each in offers if each.state == ACCEPTED}
    rows = [row_of(inspection, each, offered) for each in found]
    standing = [row for row in rows if row.child.taken_out_at is None]
    return Sample(
        rows=[row for row in standing if row.child.assigned],
        unassigned=[row for row in standing if not row.child.assigned],
        taken_out=[row for row in rows if row.child.taken_out_at],
        confirmed=confirmed(inspection),
        version=version_of(found),
        offers=offers,
    )


def version_of(found: Iterable[SampledChild]) -> int:
    """That of the whole sample: it rises with each change of any child, those taken out included."""
    return sum(each.version for each in found)


def children(inspection: Inspection):  # type: ignore[no-untyped-def]
    found = SampledChild.objects.filter(inspection=inspection)
    return found.select_related("inspection", "inspector", "line", "made_by").order_by("reference")


def row_of(
    inspection: Inspection, child: SampledChild, offered: Container[str] = (), *, with_practices: bool = True
) -> Row:
    words = version(inspection.framework_version).files.sample
    known = {(of.code, each.code): each.label for of in words.dimensions for each in of.values}
    characteristics = [
        (of.label, label)
        for of in words.dimensions
        if (label := known.get((of.code, child.characteristics.get(of.code, ""))))
    ]
    factors = [each.label for each in words.factors if each.code in child.factors]
    chosen = next((each.label for each in words.reasons if each.code == child.reason), "")
    chosen_for = f"{chosen}: {child.line or child.reason_text}" if child.line or child.reason_text else chosen
    practices = [each for each in child.practices.all() if each.taken_back_at is None] if with_practices else []
    return Row(child, characteristics, factors, chosen_for, practices, child.reference in offered)


def child_of(inspection: Inspection, pk: int) -> SampledChild:
    """Raises NotHere."""
    found: SampledChild | None = children(inspection).filter(pk=pk).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found


def practice_of(inspection: Inspection, pk: int) -> SampledPractice:
    """Raises NotHere, also for one that was taken back."""
    found = SampledPractice.objects.filter(child__inspection=inspection, pk=pk, taken_back_at=None)
    one = found.select_related("child__inspection__timeline").first()
    if one is None:
        raise NotHere
    return one


def confirmed(inspection: Inspection) -> SampleConfirmed | None:
    """The lead's latest word on the sample."""
    return SampleConfirmed.objects.filter(inspection=inspection).select_related("by").order_by("id").last()


def offers_of(inspection: Inspection) -> QuerySet[GoodPracticeOffer]:
    """The cases that Cafcass offers for their good practice, in the order in which they came."""
    return GoodPracticeOffer.objects.filter(inspection=inspection).select_related("by", "decided_by")


def case_offer_of(inspection: Inspection, pk: int) -> GoodPracticeOffer:
    """Raises NotHere."""
    found = offers_of(inspection).filter(pk=pk).first()
    if found is None:
        raise NotHere
    found.inspection = inspection
    return found
