"""What the framework says of an area, for whoever grades it: its criteria, and what each grade means. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from framework.versions import FrameworkVersion
from framework.versions.shapes.judgements import Area, Consideration, Criterion


@dataclass(frozen=True)
class Meaning:
    """A grade in this area: its label and the parts of which it is made."""

    label: str
    elements: tuple[str, ...]
    best_fit: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """`criteria` by heading ("" where the area has none); `considerations` are those of overall effectiveness."""

    criteria: tuple[tuple[str, tuple[Criterion, ...]], ...]
    meanings: tuple[Meaning, ...]
    considerations: tuple[Consideration, ...]


@cache
def guide_to(version: FrameworkVersion, area: Area) -> Guide:
    criteria = version.criteria_of(area.code)
    headings = dict.fromkeys(each.heading for each in criteria)
    considerations = version.files.judgements.overall_considerations if area.derived_from else ()
    return Guide(
        criteria=tuple((name, tuple(each for each in criteria if each.heading == name)) for name in headings),
        meanings=tuple(_meanings(version, area)),
        considerations=considerations,
    )


def _meanings(version: FrameworkVersion, area: Area) -> Sequence[Meaning]:
    of_area = {each.grade: each for each in version.files.judgements.descriptors if each.area == area.code}
    return [
        Meaning(grade.label, of_area[grade.code].elements, _best_fit(of_area[grade.code].best_fit_with))
        for grade in version.grades
        if grade.code in of_area
    ]


def _best_fit(span: str) -> tuple[str, ...]:
    """ "PRV-01..PRV-12" as its two ends; nothing where the grade has elements of its own."""
    first, _, last = span.partition("..")
    return (first, last) if last else ()
