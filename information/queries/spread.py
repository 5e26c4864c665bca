"""How the sample is spread beside the list that Cafcass sent, by each dimension of the framework (SAMPLE-04)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from framework.versions import version
from framework.versions.shapes.sample import Dimension
from information.listing.spread import AREA, NOT_RECOGNISED
from information.listing.spread import NOT_KNOWN as UNKNOWN
from information.models import SampledChild
from information.queries.listing import spread_of
from information.queries.sample import Sample
from information.rules.sample import LAW_TYPE, SERVICE_AREA
from inspections.models import Inspection

FREE = (LAW_TYPE, SERVICE_AREA)


@dataclass(frozen=True)
class Bar:
    """One group: how many of the list and of the sample, and of how many in each."""

    label: str
    listed: int
    sampled: int
    list_size: int
    sample_size: int
    # What is said where nobody of it is in the sample; "" where that is no matter.
    none: str = ""

    @property
    def listed_percent(self) -> int:
        return round(100 * self.listed / self.list_size) if self.list_size else 0

    @property
    def sampled_percent(self) -> int:
        return round(100 * self.sampled / self.sample_size) if self.sample_size else 0


@dataclass(frozen=True)
class Shape:
    """One dimension. `listed` is whether the list says anything of it."""

    code: str
    label: str
    bars: list[Bar]
    listed: bool
    considered: bool = False


def spread(inspection: Inspection, sample: Sample) -> list[Shape]:
    """Every dimension in the framework's order, and the factors of the sample alone. One query."""
    found = spread_of(inspection)
    counts = found.by_dimension if found else {}
    children = [row.child for row in sample.rows]
    words = version(inspection.framework_version).files.sample
    shapes = [_shape(each, counts.get(each.listed, {}), children) for each in words.dimensions]
    for law in SampledChild.LawType:
        groups = [(each.code, each.label) for each in words.factors if each.law_type == law]
        of_law = [child for child in children if child.law_type == law]
        shapes.append(_factors(f"Factors in {law.label.lower()}", groups, of_law))
    return shapes


def _shape(of: Dimension, counts: Mapping[str, int], children: list[SampledChild]) -> Shape:
    own = Counter(group_of(of, child) for child in children)
    groups = [
        (each.code, each.label, sum(counts.get(word, 0) for word in each.listed), each.none) for each in of.values
    ]
    if not of.values:
        known = sorted({*counts, *own} - {UNKNOWN, NOT_RECOGNISED, ""}, key=_by_number)
        groups = [(each, each, counts.get(each, 0), "") for each in known]
    size, of_sample = sum(counts.values()), len(children)
    bars = [Bar(label, listed, own[code], size, of_sample, none) for code, label, listed, none in groups]
    unknown = size - sum(bar.listed for bar in bars)
    if unknown or own[""]:
        bars.append(Bar(UNKNOWN, unknown, own[""], size, of_sample))
    return Shape(of.code, of.label, bars, bool(counts), of.considered)


def _by_number(area: str) -> tuple[str, int, str]:
    """A2 before A10."""
    found = AREA.match(area.lower())
    return (found[1], int(found[2]), area) if found else (area.lower(), 0, area)


def group_of(of: Dimension, child: SampledChild) -> str:
    """The group of a child in a dimension, "" where it is not known."""
    if of.code == LAW_TYPE:
        return child.law_type
    if of.code == SERVICE_AREA:
        return area_of(child.service_area)
    found: str = child.characteristics.get(of.code, "")
    return found


def area_of(text: str) -> str:
    """As the count of the list says it: the code that it begins with, or the words."""
    found = AREA.match(text.lower())
    return f"{found[1].upper()}{found[2]}" if found else text.title()


def _factors(label: str, groups: Iterable[tuple[str, str]], children: list[SampledChild]) -> Shape:
    """A child may have several, so the shares may sum to more than the whole."""
    size = len(children)
    bars = [Bar(name, 0, sum(code in child.factors for child in children), 0, size) for code, name in groups]
    bars.append(Bar(UNKNOWN, 0, sum(not child.factors for child in children), 0, size))
    return Shape("factors", label, bars, listed=False)


def gaps(shapes: Iterable[Shape]) -> list[str]:
    """The groups to be considered of which nobody is in the sample: those of the list, or where there is none yet,
    those that the framework names."""
    return [
        f"no {bar.none} in the sample" + (f", {bar.listed} of {bar.list_size} in the list" if shape.listed else "")
        for shape in shapes
        if shape.considered
        for bar in shape.bars
        if bar.none and not bar.sampled and (bar.listed or not shape.listed)
    ]
