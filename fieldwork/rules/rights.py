"""Whose diary it is: the lead's; each deputy's for their pair; everybody's for what really happened (SITE-11).

Whoever acts for the lead or for a deputy plans as they do, on the days on which they act.
"""

from collections.abc import Collection, Sequence

from accounts.access import Role, Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, NotHere, require
from fieldwork.models import DiaryEntry, Proposal
from fieldwork.queries.people import Seated, Team, pair_of, pairs_led, seat_of, who_of
from inspections.models import Inspection
from inspections.roles import permit
from inspections.rules.team import INSPECTORS
from inspections.workflow import State

PLANNING = (State.PLANNED, State.ANNOUNCED)
CLOSED = (State.CANCELLED, State.PUBLISHED, State.DEFERRED)


def must_be_open(inspection: Inspection) -> None:
    deferred = inspection.state == State.DEFERRED
    require(not deferred, "A deferral was granted: the diary is planned again once there are new dates.")
    require(inspection.state in PLANNING, "Fieldwork is over, so its diary is not planned any further.")


def may_add(by: Person, inspection: Inspection, team: Team, members: Sequence[int]) -> None:
    """The lead anything; a deputy what is for their own pair alone."""
    permit(by, inspection, Thing.DIARY, Verb.CREATE)
    must_be_open(inspection)
    own = _seat(by, team)
    if not own.leads and pair_of(team, members) not in pairs_led(team, own):
        raise Invalid("who", "As a deputy you plan for your own pair. The lead plans for others.", "SITE-11")


def may_change(by: Person, entry: DiaryEntry, team: Team) -> None:
    """The lead every entry, a deputy their pair's; another pair's entry is not there for them to change."""
    permit(by, entry.inspection, Thing.DIARY, Verb.EDIT)
    must_reach(by, entry, team)
    own = _seat(by, team)
    if not own.leads:
        led = pairs_led(team, own)
        require(led, "You lead no pair, so the lead changes this.", rule="SITE-11")
        said = "This is an entry of several pairs: only the lead changes it."
        require(entry.pair_id in led, said, "The lead inspector", "SITE-11")
    must_be_open(entry.inspection)
    require(entry.status == DiaryEntry.Status.PLANNED, "What happened is recorded, so the plan stays as it was.")


def must_reach(by: Person, entry: DiaryEntry, team: Team) -> None:
    """For anybody but the lead there is nothing to change where another pair's entry stands."""
    own = _seat(by, team)
    if not own.leads and entry.pair_id is not None and entry.pair_id not in pairs_led(team, own):
        raise NotHere


def may_change_rows(own: Seated | None, team: Team, open_now: bool) -> "Changes":
    """The same question for every entry of a page, without asking anything for each."""
    if own is None or not open_now:
        return Changes(False, ())
    return Changes(own.leads, pairs_led(team, own))


class Changes:
    """Which entries the reader may change, by their pair and state."""

    def __init__(self, everything: bool, pairs: Collection[int]) -> None:
        self.everything, self.pairs = everything, pairs

    def allows(self, pair_id: int | None, status: str) -> bool:
        return status == DiaryEntry.Status.PLANNED and (self.everything or pair_id in self.pairs)


def _seat(by: Person, team: Team) -> Seated:
    own = seat_of(team, by)
    if own is None:
        raise NotHere
    return own


def may_record(by: Person, entry: DiaryEntry, team: Team) -> None:
    """Those who take part, the deputy of the pair and the lead; a shadow never (SITE-11, TEAM-06)."""
    permit(by, entry.inspection, Thing.DIARY, Verb.EDIT_OWN)
    own = _seat(by, team)
    theirs = own.id in who_of(entry) or entry.pair_id in pairs_led(team, own)
    sentence = "What happened is recorded by those who take part, by the deputy of the pair and by the lead."
    require(own.role in INSPECTORS and (theirs or own.leads), sentence, rule="SITE-11")
    require(entry.inspection.state not in CLOSED, "This is closed, so nothing more is recorded in its diary.")
    require(entry.status != DiaryEntry.Status.WITHDRAWN, "This entry was taken out of the diary.")


def may_record_arrival(by: Person, entry: DiaryEntry, team: Team) -> None:
    """The deputy of that pair or the lead; where a team has no deputies, any inspector of the pair (SITE-04)."""
    permit(by, entry.inspection, Thing.DIARY, Verb.EDIT_OWN)
    own = _seat(by, team)
    led = any(seated.role == Role.DEPUTY for seated in team.values())
    of_pair = own.pair_id is not None and own.pair_id == entry.pair_id
    may = own.leads or entry.pair_id in pairs_led(team, own) or (of_pair and not led)
    require(may, "The meeting on arrival is recorded by the deputy of that pair or by the lead.", rule="SITE-04")
    require(entry.kind == DiaryEntry.Kind.ARRIVAL, "This entry is not a meeting on arrival.")
    require(entry.status != DiaryEntry.Status.WITHDRAWN, "This entry was taken out of the diary.")
    require(not hasattr(entry, "arrival_meeting"), "This meeting is recorded already.")


def may_decide(by: Person, proposal: Proposal) -> None:
    permit(by, proposal.inspection, Thing.DIARY_PROPOSAL, Verb.DECIDE, "Only the lead inspector decides on this.")
    require(not proposal.outcome, "This is decided already.")
    must_be_open(proposal.inspection)
