"""The agenda of an engagement meeting, as one form (AEM-04, AEM-08, AEM-09)."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Person
from accounts.pages import check_version
from accounts.record import record
from accounts.refusals import Invalid
from inspections import engagement_queries as queries
from inspections.actions.engagement import changed, taken
from inspections.models import AgendaItem, EngagementMeeting
from inspections.rules import engagement as rules


@dataclass(frozen=True)
class Line:
    """What is wanted of one item."""

    minutes: int
    removed: bool = False
    reason: str = ""


@transaction.atomic
def set_agenda(
    meeting: EngagementMeeting,
    lines: dict[int, Line],
    *,
    new_label: str = "",
    new_minutes: int = 0,
    version: int | None = None,
    by: Person,
) -> EngagementMeeting:
    """Saves the whole agenda; one that changed is agreed anew. Raises Invalid for a removal without a reason."""
    row = taken(meeting)
    rules.may_change(row, by)
    check_version(row.version, version)
    differs = False
    for item in queries.agenda_of(row):
        if item.pk in lines:
            differs |= _set(item, lines[item.pk], by)
    if new_label:
        AgendaItem.objects.create(meeting=row, label=new_label, minutes=new_minutes)
        differs = True
    if differs:
        changed(row, by)
    return row


def _set(item: AgendaItem, line: Line, by: Person) -> bool:
    if line.removed and not line.reason.strip():
        raise Invalid(f"reason_{item.pk}", f"Say why “{item.label}” is left out", "AEM-04")
    reason = line.reason.strip() if line.removed else ""
    if (item.minutes, item.removed_reason) == (line.minutes, reason):
        return False
    if reason and not item.removed_reason:
        record("removed agenda item", item, by=by, reason=reason)
    item.minutes, item.removed_reason = line.minutes, reason
    item.save(update_fields=["minutes", "removed_reason"])
    return True
