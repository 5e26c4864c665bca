"""The talk with Cafcass's analyst, recorded (NOTI-22)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import Person
from accounts.record import record
from information.models import AnalystTalk
from information.rules import talk as rules
from inspections.lifecycle import locked
from inspections.models import Inspection


@transaction.atomic
def record_talk(
    inspection: Inspection,
    *,
    day: date,
    with_whom: str,
    topics: Sequence[str],
    note: str = "",
    reason: str = "",
    by: Person,
) -> AnalystTalk:
    """A further talk may follow; each is kept. Raises Invalid."""
    row = locked(inspection)
    rules.may_record(by, row)
    rules.must_fit(row, day, topics, reason)
    given = {"day": day, "with_whom": with_whom, "topics": list(topics), "note": note, "reason": reason}
    made = AnalystTalk.objects.create(inspection=row, by=by, **given)
    record("recorded analyst's talk", made, by=by, inspection=row.ref, reason=reason)
    return made
