"""Where a room below finds fault with a day, the finding belongs beside the field that this room calls otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager

from accounts.refusals import Invalid


@contextmanager
def beside(field: str) -> Iterator[None]:
    """Within the block a finding about "day" is one about the field."""
    try:
        yield
    except Invalid as finding:
        raise Invalid(field if finding.field == "day" else finding.field, finding.message, finding.rule) from finding
