"""The one place where an inspection and its timeline take on a framework version (GEN-02)."""

from accounts.models import Person
from accounts.record import record
from inspections.models import Inspection
from scheduling import actions as timelines


def pin(row: Inspection, code: str, by: Person) -> None:
    """Inside the caller's transaction: a version in force since the planning takes the place of the other."""
    if code == row.framework_version:
        return
    before, row.framework_version = row.framework_version, code
    row.save(update_fields=["framework_version"])
    timelines.change_version(row.timeline, code, by, inspection=row.ref)
    record("pinned framework version", row, by=by, inspection=row.ref, before=before, after=code)
