"""The rooms in their order, read from the import contract, and what of Django belongs to which room."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[3]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ROOMS: tuple[str, ...] = tuple(CONTRACT["contracts"][0]["layers"])
# Pages of error that Django looks for by name belong to no room, so they may use any.
TOP = "config"


def below(lower: str, upper: str) -> bool:
    """Whether `upper` may know `lower`: the same room counts."""
    return ROOMS.index(lower) >= ROOMS.index(upper)


def models() -> Iterator[tuple[str, type[Model]]]:
    """(room, model) of every model of ours."""
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            yield model._meta.app_label, model


def templates() -> Iterator[tuple[str, Path]]:
    """(room, file) of every template of ours."""
    folder = ROOT / "templates"
    for path in sorted(folder.rglob("*.*")):
        first = path.relative_to(folder).parts[0]
        yield (first if first in ROOMS else TOP), path


def python_files(room: str) -> Iterator[Path]:
    """The room's own modules, without migrations."""
    return (path for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts)


def url_rooms() -> dict[str, str]:
    """The room that declares each URL name."""
    return {name: room for room, resolver in _resolvers() for name in _names(resolver)}


def _resolvers() -> Iterator[tuple[str, URLResolver]]:
    for entry in get_resolver().url_patterns:
        assert isinstance(entry, URLResolver), f"{entry} stands in config/urls.py itself; a room should declare it"
        yield str(entry.urlconf_name.__name__).split(".")[0], entry


def _names(resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name


def tracked_files() -> list[Path]:
    """What git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).exists()]


def tags(text: str, *names: str) -> Iterator[tuple[str, str]]:
    """(tag, literal first argument) of each template tag of those names. A variable argument is not known here."""
    for found in re.finditer(r"{%\s*(" + "|".join(names) + r")\s+([\"'])(.+?)\2", text):
        yield found[1], found[3]
