"""The hard rules between the grades, in words for people; the database holds the same as constraints. Pure."""

from collections.abc import Mapping

from evidence.models.judgement import AREAS, PRACTICE
from framework.versions import FrameworkVersion

Grades = Mapping[str, str | None]
OVERALL = "overall"


def finding(version: FrameworkVersion, grades: Grades, area: str) -> str:
    """Why the grade of `area` may not stand beside the others, as a sentence; "" when it may.

    JUDG-02 for an unknown grade, JUDG-01 for overall before the areas, JUDG-10 and JUDG-11 beside inadequate practice.
    """
    grade = grades[area]
    if grade not in {known.code for known in version.grades}:
        return "Select one of the four grades."
    if area == OVERALL:
        return _overall_too_soon(version, grades) or _overall_too_good(version, grades)
    return _leaders_too_good(version, grades) if area == "leaders" else ""


def awaited(version: FrameworkVersion, grades: Grades, area: str) -> list[str]:
    """The labels of the areas without a grade that must have one before this one is graded (JUDG-01)."""
    return [version.area(each).label for each in version.area(area).derived_from if not grades.get(each)]


def _overall_too_soon(version: FrameworkVersion, grades: Grades) -> str:
    missing = awaited(version, grades, OVERALL)
    return (
        f"Overall effectiveness comes after the three areas. Not graded yet: {'; '.join(missing)}." if missing else ""
    )


def failing(version: FrameworkVersion, grades: Grades) -> list[str]:
    """The labels of the practice areas that are inadequate."""
    return [version.area(area).label for area in PRACTICE if grades[area] == "inadequate"]


def _overall_too_good(version: FrameworkVersion, grades: Grades) -> str:
    weak = failing(version, grades)
    wrong = weak and grades[OVERALL] != "inadequate"
    return f"Overall effectiveness must be inadequate, because this is: {'; '.join(weak)}." if wrong else ""


def _leaders_too_good(version: FrameworkVersion, grades: Grades) -> str:
    wrong = grades["leaders"] == "outstanding" and failing(version, grades)
    return "Outstanding is not possible beside an inadequate practice judgement." if wrong else ""


def fallen(version: FrameworkVersion, grades: Grades, changed: str) -> list[str]:
    """The other areas whose grade can no longer stand once `changed` has its new grade; they are asked for again."""
    kept = dict(grades)
    gone = []
    for area in (each for each in AREAS if each != changed and grades[each]):
        if finding(version, kept, area):
            kept[area] = None
            gone.append(area)
    return gone
