"""When one member takes the place of another, what is still ahead in the diary becomes theirs (SITE-10, SITE-11)."""

from accounts import clock
from accounts.models import Person
from fieldwork import versions
from fieldwork.models import DiaryEntry, DiaryVersion, EntrySeat
from fieldwork.queries.people import team_of, who_of
from inspections.models import TeamMember


def hand_on(leaver: TeamMember, comer: TeamMember, by: Person) -> None:
    """Planned entries of today and later; what happened, or was due before, stays with whoever had it."""
    ahead = DiaryEntry.objects.filter(
        seats__member=leaver, status=DiaryEntry.Status.PLANNED, day__gte=clock.today()
    ).select_related("inspection", "site")
    team = team_of(leaver.inspection)
    for entry in ahead.select_for_update(of=("self",)):
        before = versions.standing(entry, team, who_of(entry))
        _seat(entry, leaver, comer)
        entry.version += 1
        entry.save(update_fields=["version"])
        after = versions.standing(entry, team, who_of(entry))
        reason = f"{comer.person} takes the place of {leaver.person}."
        versions.keep(entry, DiaryVersion.Act.CHANGED, before, after, reason=reason, by=by)


def _seat(entry: DiaryEntry, leaver: TeamMember, comer: TeamMember) -> None:
    """The seat changes hands; where the comer sits in it already, the leaver's is given up."""
    seat = EntrySeat.objects.get(entry=entry, member=leaver)
    if EntrySeat.objects.filter(entry=entry, member=comer).exists():
        seat.delete()
    else:
        seat.member = comer
        seat.save(update_fields=["member"])
