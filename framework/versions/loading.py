"""Finds the version folders beside this file and reads each over the one before it."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from framework.versions.consistency import check
from framework.versions.differences import laid_over
from framework.versions.reading import BadFramework, raw, typed
from framework.versions.whole import Files, FrameworkVersion

FOLDER = Path(__file__).parent
SHAPES = get_type_hints(Files)


@cache
def all_versions(folder: Path = FOLDER) -> tuple[FrameworkVersion, ...]:
    """Every version, earliest first. Raises BadFramework with file, key and reason."""
    plain: dict[str, dict[str, Any]] = {}
    versions: list[FrameworkVersion] = []
    for each in _folders(folder):
        versions.append(_read(each, plain, versions[-1] if versions else None))
    if not versions:
        raise BadFramework(folder.name, "", "holds no version of the framework")
    return tuple(versions)


def version(code: str) -> FrameworkVersion:
    """The version of that folder name. Raises KeyError when there is none."""
    return {each.code: each for each in all_versions()}[code]


def in_force(day: date) -> FrameworkVersion:
    """The version in force on that day; the earliest also covers the time before it (GEN-02)."""
    begun = [each for each in all_versions() if each.in_force_from <= day]
    return begun[-1] if begun else all_versions()[0]


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir() and re.fullmatch(r"\d{4}-\d\d-\d\d", each.name))


def _read(folder: Path, plain: dict[str, dict[str, Any]], before: FrameworkVersion | None) -> FrameworkVersion:
    """Reads one folder, keeping in `plain` the joined text that the next folder is laid over."""
    for file in sorted(folder.iterdir()):
        if file.suffix != ".yaml" or file.stem not in SHAPES:
            raise BadFramework(f"{folder.name}/{file.name}", "", f"is not one of {', '.join(SHAPES)}, each .yaml")
    files = Files(**{name: _file(folder / f"{name}.yaml", plain, before) for name in SHAPES})
    read = FrameworkVersion(folder.name, files)
    check(read)
    return read


def _file(path: Path, plain: dict[str, dict[str, Any]], before: FrameworkVersion | None) -> Any:
    if before is not None and not path.exists():
        return getattr(before.files, path.stem)
    plain[path.stem] = laid_over(plain.get(path.stem, {}), raw(path))
    return typed(SHAPES[path.stem], plain[path.stem], file=f"{path.parent.name}/{path.name}")
