"""Where evidence belongs: an area of the framework and, where the area has them, one of its headings. Pure."""

from dataclasses import dataclass
from functools import cache

from framework.versions import FrameworkVersion


@dataclass(frozen=True)
class Place:
    """One row of the coverage: an area, and its heading where the area is divided."""

    area: str
    heading: str
    label: str

    @property
    def code(self) -> str:
        """As forms and addresses carry it: "private", or "leaders/Workforce"."""
        return f"{self.area}/{self.heading}" if self.heading else self.area


def areas(version: FrameworkVersion) -> tuple[str, ...]:
    """The codes of the areas that evidence is gathered for, in the framework's order: all but the derived one."""
    return tuple(area.code for area in version.areas if not area.derived_from)


@cache
def headings_of(version: FrameworkVersion, area: str) -> tuple[str, ...]:
    """The headings under which an area's criteria stand; none for an area that is not divided."""
    used = {criterion.heading for criterion in version.criteria_of(area)}
    return tuple(heading for heading in version.leaders_headings if heading in used)


@cache
def places(version: FrameworkVersion) -> tuple[Place, ...]:
    """Every row of the coverage, in the framework's order."""
    return tuple(place for code in areas(version) for place in _of_area(version, code))


def _of_area(version: FrameworkVersion, code: str) -> tuple[Place, ...]:
    label = version.area(code).label
    headings = headings_of(version, code)
    return tuple(Place(code, heading, f"Leaders: {heading}") for heading in headings) or (Place(code, "", label),)


@cache
def undivided(version: FrameworkVersion) -> tuple[Place, ...]:
    """Areas that have headings, without one: where a note may stay until somebody decides."""
    divided = [code for code in areas(version) if headings_of(version, code)]
    return tuple(Place(code, "", f"{version.area(code).label} (no heading yet)") for code in divided)


@cache
def every(version: FrameworkVersion) -> tuple[Place, ...]:
    """Everywhere that a document may belong."""
    return (*places(version), *undivided(version))


def parse(code: str) -> tuple[str, str]:
    """Area and heading of a form's or address's code; two empty strings for none."""
    area, _, heading = code.partition("/")
    return area, heading


def label(version: FrameworkVersion, area: str, heading: str) -> str:
    """The words for where a revision belongs; "" for nowhere yet."""
    return _labels(version).get((area, heading), "")


@cache
def _labels(version: FrameworkVersion) -> dict[tuple[str, str], str]:
    return {(place.area, place.heading): place.label for place in every(version)}


def known(version: FrameworkVersion, area: str, heading: str) -> bool:
    """True for nowhere yet, and for an area with no heading or with one of its own."""
    return (area, heading) == ("", "") or bool(label(version, area, heading))
