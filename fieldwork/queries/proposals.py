"""What was noted as needed or proposed, and how long it has waited (SITE-09)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, QuerySet

from accounts import clock
from accounts.prepared import Given, Prepared
from fieldwork.models import Proposal
from framework.versions import version
from inspections.models import Inspection


@dataclass(frozen=True)
class Waiting:
    """A proposal that nobody has decided on; `late` once the day on which it was noted has passed its hour."""

    proposal: Proposal
    since: timedelta
    late: bool

    @property
    def waited(self) -> str:
        hours, rest = divmod(int(self.since.total_seconds()) // 60, 60)
        days, hours = divmod(hours, 24)
        parts = ((days, "day"), (hours, "hour"), (rest, "minute"))
        said = [f"{number} {word}{'s' * (number != 1)}" for number, word in parts if number]
        return " ".join(said[:2]) or "less than a minute"


def decided_by(inspection: Inspection, noted_at: datetime) -> datetime:
    """The moment by which a need noted then is to be decided: the evening of the same day."""
    local = clock.london(noted_at)
    hour = version(inspection.framework_version).settings.diary.proposals_decided_by
    end = clock.at(local.date(), hour.hour, hour.minute)
    # What is noted in the evening has until midnight.
    return end if noted_at < end else clock.at(local.date() + timedelta(days=1))


def _undecided() -> "QuerySet[Proposal]":
    undecided = Proposal.objects.filter(inspection=Given("inspection", BigIntegerField()), outcome="")
    return undecided.select_related("noted_by", "site")


_UNDECIDED = Prepared(_undecided)


def waiting(inspection: Inspection) -> list[Waiting]:
    """The undecided ones, oldest first. One query."""
    now = clock.now()
    found = _UNDECIDED.rows(inspection=inspection.pk)
    return [Waiting(each, now - each.noted_at, now >= decided_by(inspection, each.noted_at)) for each in found]
