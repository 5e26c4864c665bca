"""The sample as it stands: who is in it, what is not known yet, and what was confirmed."""

from dataclasses import dataclass

from accounts.refusals import NotHere
from framework.versions import version
from information.models import SampleConfirmed, SampledChild, SampledPractice
from inspections.models import Inspection


@dataclass(frozen=True)
class Row:
    """One child in the words of the framework's lists."""

    child: SampledChild
    characteristics: list[tuple[str, str]]
    factors: list[str]
    chosen_for: str
    practices: list[SampledPractice]

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
    def audited(self) -> int:
        return sum(row.child.characteristics.get("audited") == "audited" for row in self.rows)

    @property
    def changed(self) -> bool:
        """Whether what was confirmed last is no longer what stands."""
        now = [row.child.reference for row in self.rows]
        return self.confirmed is not None and self.confirmed.references != now


def sample_of(inspection: Inspection) -> Sample:
    """Three queries, however many there are."""
    found = list(children(inspection).prefetch_related("practices__by"))
    rows = [row_of(inspection, each) for each in found]
    standing = [row for row in rows if row.child.taken_out_at is None]
    return Sample(
        rows=[row for row in standing if row.child.assigned],
        unassigned=[row for row in standing if not row.child.assigned],
        taken_out=[row for row in rows if row.child.taken_out_at],
        confirmed=confirmed(inspection),
        version=sum(each.version for each in found),
    )


def gaps_of(inspection: Inspection, sample: Sample) -> list[str]:
    """The groups to be considered of which nobody is in the sample, as sentences (SAMPLE-04)."""
    there = {(code, value) for row in sample.rows for code, value in row.child.characteristics.items()}
    return [
        f"no {group.none} in the sample"
        for of in version(inspection.framework_version).files.sample.dimensions
        if of.considered
        for group in of.values
        if (of.code, group.code) not in there
    ]


def children(inspection: Inspection):  # type: ignore[no-untyped-def]
    found = SampledChild.objects.filter(inspection=inspection)
    return found.select_related("inspection", "inspector", "line", "made_by").order_by("reference")


def row_of(inspection: Inspection, child: SampledChild) -> Row:
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
    practices = [each for each in child.practices.all() if each.taken_back_at is None]
    return Row(child, characteristics, factors, chosen_for, practices)


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
