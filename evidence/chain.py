"""The chain over every revision of an inspection, so that an altered, missing or reordered one is found. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from evidence.models import Revision

FIRST = "0" * 64
FIELDS = ("source", "observed_on", "observed_at", "area", "heading", "finding", "late_reason")


def canonical(value: Any) -> bytes:
    """One way to write a value down, whatever the database or the order of keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def words_hash(parts: Mapping[str, str]) -> str:
    """SHA-256 of the words of a revision."""
    return hashlib.sha256(canonical(parts)).hexdigest()


def content(revision: Revision, cites: Iterable[int]) -> dict[str, Any]:
    """What the writer gave: the same for the same form sent twice, and different when a letter differs."""
    return {
        "author": revision.author_id,
        "parent": revision.parent_id,
        "merged": revision.merged_id,
        "sha256": revision.sha256,
        "cites": sorted(cites),
        "captured_at": revision.captured_at,
        "device": revision.device,
        # Only where there are any: what was chained before there were facts reads as it did.
        **({"facts": revision.facts} if revision.facts else {}),
        **{name: getattr(revision, name) for name in FIELDS},
    }


def link(previous: str, revision: Revision, kind: str, owner: Any, cites: Iterable[int]) -> str:
    """The chain value of a revision, from the one before it in its inspection."""
    return link_of(previous, entry(revision, kind, owner, cites))


def link_of(previous: str, chained: Mapping[str, Any]) -> str:
    """The same from what `entry` gave, also after it was written down as JSON and read again."""
    return hashlib.sha256(canonical({**chained, "previous": previous})).hexdigest()


def entry(revision: Revision, kind: str, owner: Any, cites: Iterable[int]) -> dict[str, Any]:
    """Everything of a revision that its chain value holds, besides the one before it."""
    received = {
        "op": revision.op,
        "document": revision.document_id,
        "kind": kind,
        "owner": owner,
        "received_at": revision.received_at,
        "odd_time": revision.odd_time,
        "after_fieldwork": revision.after_fieldwork,
        # Only where it is so: what was chained before there were pauses reads as it did.
        **({"in_pause": True} if revision.in_pause else {}),
    }
    return content(revision, cites) | received


@dataclass(frozen=True)
class Broken:
    """The first row that does not hold, and why."""

    revision: int
    reason: str
