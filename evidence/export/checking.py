"""Is an exported file whole, unaltered in itself, and the one that was made here? Each fault in a sentence."""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence import chain
from evidence.export import ABOUT, DATA, FORMAT, JOB_KIND, MANIFEST, PAGE, STYLE
from evidence.export.file import last_chain
from evidence.export.rows import Row
from evidence.models import Revision
from evidence.queries.exports import kept_back_since
from files.models import Job
from inspections.models import Inspection


class Unreadable(Exception):
    """This is no export at all, and why."""


class Checked:
    """What was found of one file: `ref` and `revisions` it says, `made_here` (None without the inspection), faults."""

    def __init__(self, path: Path) -> None:
        self.manifest, parts = _opened(path)
        self.faults = list(_parts_differ(self.manifest, parts))
        self.rows = _rows(parts[DATA])
        self.ref = str(self.manifest.get("inspection", ""))
        self.faults += [*_counts_differ(self.manifest, self.rows), *_chain_breaks(self.manifest, self.rows)]
        self.faults += _not_shown(self.revisions, parts[PAGE].decode(errors="replace"))
        inspection = Inspection.objects.filter(ref=self.ref).first()
        self.known_here = inspection is not None
        self.kept_back_since = 0
        if inspection is not None:
            self.faults += [*_not_made_here(inspection, path), *_differs_from_here(inspection, self.revisions)]
            self.kept_back_since = _kept_back_since(inspection, self.revisions)

    @property
    def revisions(self) -> list[Row]:
        return [row for row in self.rows if row["type"] == "revision"]


def _opened(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(parts.pop(MANIFEST))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Unreadable(f"this is not a file that an export made, or it is damaged ({error})") from error
    known = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    if not known or {DATA, PAGE, STYLE, ABOUT} != set(parts):
        raise Unreadable("this is not a file that an export of this version made")
    return manifest, parts


def _parts_differ(manifest: dict[str, Any], parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if hashlib.sha256(content).hexdigest() != manifest.get("files", {}).get(name):
            yield f"{name} is not what the manifest says it is"


def _rows(data: bytes) -> list[Row]:
    try:
        rows = [json.loads(line) for line in data.splitlines()]
    except ValueError as error:
        raise Unreadable(f"{DATA} is damaged ({error})") from error
    if not all(isinstance(row, dict) and "type" in row for row in rows):
        raise Unreadable(f"{DATA} has a line that is no row of a record")
    return rows


def _counts_differ(manifest: dict[str, Any], rows: list[Row]) -> Iterator[str]:
    if Counter(row["type"] for row in rows) != Counter(manifest.get("rows", {})):
        yield f"{DATA} has not the rows that the manifest counts"
    if not rows or rows[0].get("ref") != manifest.get("inspection"):
        yield f"{DATA} is not of the inspection that the manifest names"


def _chain_breaks(manifest: dict[str, Any], rows: list[Row]) -> Iterator[str]:
    """The first revision that does not hold: what follows it cannot be told."""
    previous = chain.FIRST
    for row in rows:
        if row["type"] != "revision":
            continue
        entry = row["entry"]
        held = row["blanked"] is not None or row.get("kept_back", False)
        if not held and chain.words_hash(row["words"]) != entry["sha256"]:
            yield f"revision {row['id']} does not hold: its words are not those that were saved"
            return
        if held and row["words"]:
            yield f"revision {row['id']} does not hold: its words were removed, and others stand there"
            return
        # Where the source is kept back the sum cannot be done; what follows hangs on the value all the same.
        withheld = row.get("source_kept_back", False)
        if withheld and (entry["source"] or not row["kept_back"]):
            yield f"revision {row['id']} does not hold: its source is said to be kept back, and is not"
            return
        if not withheld and chain.link_of(previous, entry) != row["chain"]:
            yield f"revision {row['id']} does not hold: it, its citations or a revision before it were altered"
            return
        previous = row["chain"]
    if last_chain(rows) != manifest.get("last_chain"):
        yield "the last revisions are missing"


def _not_shown(revisions: list[Row], page: str) -> Iterator[str]:
    missing = [row["id"] for row in revisions if f'id="r{row["id"]}"' not in page]
    if missing:
        yield f"{PAGE} does not show revision {missing[0]}"


def _not_made_here(inspection: Inspection, path: Path) -> Iterator[str]:
    """What is no revision hangs on no chain; but the file that was made here is known by its hash."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    made = Job.objects.filter(kind=JOB_KIND, inspection=inspection.ref, result__sha256=sha256)
    if not made.exists():
        yield "this is not one of the files that were made here: something in it was altered, or it was packed anew"


def _differs_from_here(inspection: Inspection, revisions: list[Row]) -> Iterator[str]:
    last = revisions[-1]["id"] if revisions else 0
    here = dict(Revision.objects.filter(inspection=inspection, pk__lte=last).values_list("pk", "chain"))
    there = {row["id"]: row["chain"] for row in revisions}
    differing = sorted(pk for pk in here.keys() | there.keys() if here.get(pk) != there.get(pk))
    if differing:
        yield f"revision {differing[0]} is not the one that is kept here"


def _kept_back_since(inspection: Inspection, revisions: list[Row]) -> int:
    """How many whose words the file holds are kept back today, since a later list names somebody there. No fault."""
    now = {each.revision.pk for each in kept_back_since(inspection)}
    return sum(row["id"] in now and bool(row["words"]) for row in revisions)
