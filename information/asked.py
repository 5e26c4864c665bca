"""The items of Annex A as one framework version names them, with the titles that an administrator entered. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from framework.versions import FrameworkVersion
from framework.versions.shapes.information import AnnexA


@dataclass(frozen=True)
class Asked:
    """One item before it is asked for. `known` is whether the folder itself has its title."""

    number: str
    code: str
    title: str
    due: str
    child_level: bool = False
    known: bool = True


def asked_for(version: FrameworkVersion, entered: Mapping[str, str]) -> list[Asked]:
    """Everything asked for, in order; `entered` holds titles by number. The list of cases comes first."""
    annex = version.files.annex_a
    return list(_numbered(annex, entered)) if annex.in_source else list(_grouped(annex))


def _grouped(annex: AnnexA) -> Iterator[Asked]:
    for group in annex.groups:
        yield Asked(group.number, group.code, group.label, group.due, group.child_level)


def _numbered(annex: AnnexA, entered: Mapping[str, str]) -> Iterator[Asked]:
    if annex.child_level_fields:
        title = f"Child-level list. {annex.child_level_cases}"
        yield Asked(annex.child_level_number, "child_level_list", title, annex.items_due, child_level=True)
    for item in annex.items:
        title = entered.get(item.code, item.title)
        yield Asked(item.code, item.code, title, annex.items_due, known=not item.to_be_entered)


def number_of(name: str, numbers: Mapping[str, str] | set[str]) -> str:
    """The number with which a file's name begins, "" for none: "1.03 report.pdf" and not "1.030" or "1.03.2024"."""
    plain = name.strip().casefold()
    found = [each for each in numbers if re.match(rf"{re.escape(each.casefold())}(?![0-9a-z])(?!\.\d)", plain)]
    return max(found, key=len, default="")


def numbered(number: str, name: str) -> str:
    """The name with the item's number before it, once, at most as long as a name may be."""
    return name if number_of(name, {number}) else f"{number} {name}"
