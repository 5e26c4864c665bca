"""One save as a device sends it, read without losing anything of it. Pure but for the types of columns."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from accounts import clock
from evidence import cases, headings
from evidence.kinds import CASE, KINDS, NOTE, ON_DEVICE, SUMMARY_PARTS, Kind
from evidence.rules import TEXT_LIMIT, UNSTORABLE
from framework.versions import FrameworkVersion

# As many parts as the page asks for, as long as a form takes them, each character escaped in six, room for the rest.
LARGEST = max(len(SUMMARY_PARTS), len(ON_DEVICE)) * TEXT_LIMIT * 6 + 64 * 1024
KIND = {"note": "note", "case": "case_evaluation", "summary": "individual_summary", "shared_proposal": "shared_summary"}
# The largest numbers that every engine's columns hold; a broken clock may say anything.
MOST = 2**62
INSTEAD = "\N{REPLACEMENT CHARACTER}"
# No page sends lists in lists so deep, and not every program that reads them again can.
DEEPEST = 50


class Unreadable(ValueError):
    """Not a save at all: a fault of the program that sent it."""


@dataclass(frozen=True)
class Sent:
    """A save in our types. `body` is all that was in it, words and odd values included."""

    op: UUID
    document: UUID
    parent: UUID | None
    merged: UUID | None
    kind: str
    ref: str
    device: UUID | None
    seq: int
    captured_at: datetime | None
    clock_offset_ms: int
    body: dict[str, Any]
    sha256: str

    @property
    def words_sha256(self) -> str:
        return hash_of(KINDS[self.kind], self.parts)

    @property
    def parts(self) -> dict[str, str]:
        kind = KINDS[self.kind]
        answered = [prompt for prompt in kind.prompts if _words(self.body.get(prompt)).strip()]
        return {part: _words(self.body.get(part)) for part in (*kind.parts, *answered)}

    @property
    def extra(self) -> dict[str, Any]:
        """Everything but the words."""
        words = {*self.parts, *KINDS[self.kind].prompts}
        return {name: value for name, value in self.body.items() if name not in words}


def read(op: UUID, raw: bytes) -> Sent:
    """Raises Unreadable with a sentence."""
    try:
        # Strict UTF-8 would refuse the words of a device that cuts a character in half.
        given = json.loads(raw.decode("utf-8", "surrogatepass"))
        body = given["body"]
        _fathom(body)
        if not isinstance(body, dict) or UUID(given["op"]) != op:
            raise Unreadable("The save names another id or has no body.")
        return Sent(
            op=op,
            document=UUID(given["doc"]),
            parent=_id(given.get("parent")),
            merged=_id(given.get("merged")),
            kind=KIND[given["kind"]],
            ref=mended(given["inspection"]),
            device=_id(given.get("device")),
            seq=max(0, _number(given.get("seq"))),
            captured_at=moment(given.get("captured_at")),
            clock_offset_ms=_number(given.get("clock_offset_ms")),
            body=body,
            sha256=hashlib.sha256(raw).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def _fathom(value: Any, depth: int = 0) -> None:
    """Raises Unreadable for lists and mappings in one another without end."""
    if depth > DEEPEST:
        raise Unreadable("The save has lists in lists without end.")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _fathom(each, depth + 1)


def hash_of(kind: Kind, parts: Mapping[str, str]) -> str:
    """SHA-256 of the words of a kind, half characters and all; a summary's prompts, which parents answer too, apart."""
    return hashlib.sha256(json.dumps({part: parts.get(part, "") for part in kind.parts}).encode()).hexdigest()


def _words(value: Any) -> str:
    """Whatever stands where words belong, as words: nothing is taken for nothing but nothing."""
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def _id(value: Any) -> UUID | None:
    return UUID(value) if value else None


def _number(value: Any) -> int:
    return max(-MOST, min(MOST, value)) if isinstance(value, int) else 0


def moment(value: Any) -> datetime | None:
    """A time of the device's clock; none where it cannot be read."""
    try:
        found = datetime.fromisoformat(str(value))
        return clock.london(found) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def mended(value: Any) -> str:
    """The text with a sign in the place of each character that no column holds."""
    return UNSTORABLE.sub(INSTEAD, str(value or ""))


def fields(body: dict[str, Any], version: FrameworkVersion) -> dict[str, Any]:
    """The columns of a revision. What does not fit one is left empty there: nobody's words are refused for it."""
    area, heading = headings.parse(str(body.get("place") or ""))
    known = headings.known(version, area, heading)
    finding = str(body.get("finding") or "")
    return {
        "source": mended(body.get("source"))[:200],
        "observed_on": _or_none(date.fromisoformat, body.get("observed_on")),
        "observed_at": _local(body.get("observed_at")),
        "area": area if known else "",
        "heading": heading if known else "",
        "finding": finding if finding in ("strength", "area_for_improvement") else "",
        "late_reason": mended(body.get("late_reason"))[:300],
    }


def facts(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """What is said beside the words: of a case evaluation what it takes, or a grade, which is refused (SAMPLE-03)."""
    taken = {CASE.code: cases.TAKEN | cases.GRADED, NOTE.code: {*cases.OF_NOTE}}.get(kind, frozenset())
    return {name: body[name] for name in sorted(taken) if body.get(name)}


def _or_none(make: Any, value: Any) -> Any:
    try:
        return make(str(value))
    except ValueError:
        return None


def _local(value: Any) -> time | None:
    found = _or_none(time.fromisoformat, value)
    return found.replace(tzinfo=None) if found else None
