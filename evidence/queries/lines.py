"""One line of a list of notes or summaries, as plain values; the rest of its rows is left in the database."""

from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID


class LineRevision(NamedTuple):
    """What a line says of the revision. `excerpt` is the beginning of its words, None where they were blanked."""

    source: str
    observed_on: date | None
    observed_at: time | None
    area: str
    heading: str
    finding: str
    late_reason: str
    received_at: datetime
    odd_time: bool
    after_fieldwork: bool
    in_pause: bool
    facts: dict[str, Any]
    pk: int
    excerpt: str | None
    # What an individual summary says of leaders, None where it was not asked or not answered.
    leaders: str | None


class Line(NamedTuple):
    """The head of a document, with its owner's name and the number of what it cites."""

    kind: str
    document_id: UUID
    alone: bool
    agreed: bool
    withdrawn: bool
    names_open: bool
    reference_awaited: bool
    revision_id: int
    owner_name: str
    excerpt: str | None
    citations: int
    from_meeting: bool
    leaders: str | None
    basis_changed: bool
    revision: LineRevision


# The columns in the order of the fields above, as a query asks for them.
OF_HEAD = Line._fields[:-1]
OF_REVISION = LineRevision._fields[:-3]
