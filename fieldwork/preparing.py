"""Time to prepare, as the diary holds it: the lead's and the team's, before it comes (OFF-09, OFF-17)."""

from collections.abc import Iterator

from accounts import clock
from accounts.access import Role
from fieldwork.models import DiaryEntry, EntrySeat
from information.queries import readiness
from information.queries.pia import current_issue
from inspections.models import Inspection
from inspections.queries import team_now
from inspections.rules.team import INSPECTORS
from scheduling import queries as timelines

NO_TIME = "There is no time set aside for the lead to review the analysis and Annex A."


def announce_all() -> None:
    """Called once when the app starts."""
    readiness.announce(unprepared)


def unprepared(inspection: Inspection) -> Iterator[str]:
    """Entries of analysis off site before the first day on site are the time to prepare. Three queries."""
    first = timelines.day(inspection.timeline, "onsite_first")
    if first is None:
        return
    over = (DiaryEntry.Status.WITHDRAWN, DiaryEntry.Status.DID_NOT_HAPPEN)
    held = EntrySeat.objects.filter(entry__inspection=inspection, entry__kind=DiaryEntry.Kind.ANALYSIS)
    seats = held.filter(entry__day__lt=first).exclude(entry__status__in=over)
    days = list(seats.values_list("member_id", "entry__day"))
    members = [member for member in team_now(inspection) if member.role in INSPECTORS]
    issue = current_issue(inspection)
    since = clock.london(issue.at).date() if issue else None
    for member in members:
        own = [day for number, day in days if number == member.pk]
        if member.role == Role.LEAD and not [day for day in own if since is None or day >= since]:
            yield NO_TIME
        elif member.role != Role.LEAD and not own:
            yield f"{member.person.name} has no time to prepare in the diary."
