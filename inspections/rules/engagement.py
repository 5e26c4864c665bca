"""The engagement meeting: who plans, chairs, agrees and comes, and when it was held (AEM-01…09)."""

from datetime import date

from accounts import clock
from accounts.access import Role, Thing, Verb
from accounts.gate import standing_roles
from accounts.models import Person
from accounts.refusals import Invalid, NotAllowed, require
from accounts.rules import may
from inspections.models import EngagementMeeting
from inspections.roles import NO_CONTENT
from inspections.wording import spoken

SIDE_WORDS = {"ofsted": "Ofsted", "cafcass": "the chief executive of Cafcass"}
NOT_CASES = "Cases cannot be linked to an engagement meeting."
# Names under which a request might try to attach a case or a piece of evidence (AEM-02).
FOREIGN = ("case", "child", "evidence", "note_id", "summary", "grade")


def must_not_link(names: list[str], expected: set[str]) -> None:
    """Raises Invalid when what was sent names a case, a child, evidence or a grade (AEM-02)."""
    strange = [name for name in names if name not in expected and any(word in name.lower() for word in FOREIGN)]
    if strange:
        raise Invalid("", NOT_CASES, "AEM-02")


def may_plan(chair: Person, day: date, by: Person) -> None:
    may(by, Thing.ENGAGEMENT_MEETING, Verb.CREATE)
    must_be_of_ofsted(chair)
    taken = EngagementMeeting.objects.filter(year=day.year).exists()
    if taken:
        raise Invalid("date", f"There is an engagement meeting of {day.year} already.", "AEM-01")


def must_be_of_ofsted(chair: Person) -> None:
    if chair.side != Person.Side.OFSTED:
        raise Invalid("chair", "The chair must represent Ofsted.", "AEM-05")
    if standing_roles(chair) & NO_CONTENT:
        raise Invalid("chair", f"{chair} holds a post that reads nothing of inspections. Choose somebody else.")


def runs(meeting: EngagementMeeting, by: Person) -> bool:
    """The meeting's chair, whoever holds the chair's post, or before it is held the scheduler."""
    roles = standing_roles(by)
    scheduling = Role.SCHEDULER in roles and not meeting.held
    return meeting.chair_id == by.pk or Role.ENGAGEMENT_CHAIR in roles or scheduling


def may_change(meeting: EngagementMeeting, by: Person) -> None:
    """Before it is held, by whoever runs it."""
    may(by, Thing.ENGAGEMENT_MEETING, Verb.EDIT)
    if not runs(meeting, by):
        raise NotAllowed(f"Only {meeting.chair}, who chairs this meeting, can do this.")
    require(meeting.to_come, f"The meeting cannot be changed any more: {meeting.state_label.lower()}.")


def may_agree(meeting: EngagementMeeting, by: Person) -> str:
    """The side that agrees. Ofsted's is the chair, Cafcass's the chief executive, each before the day (AEM-08)."""
    roles = standing_roles(by)
    if Role.CHIEF_EXECUTIVE in roles:
        side = "cafcass"
    else:
        may(by, Thing.ENGAGEMENT_MEETING, Verb.EDIT)
        chairs = meeting.chair_id == by.pk or Role.ENGAGEMENT_CHAIR in roles
        if not chairs:
            raise NotAllowed(f"Only {meeting.chair}, who chairs this meeting, can agree for Ofsted.")
        side = "ofsted"
    require(meeting.to_come, f"There is nothing to agree: {meeting.state_label.lower()}.")
    require(
        clock.today() < meeting.date,
        f"The agenda is agreed before the meeting, and that was planned for {spoken(meeting.date)}.",
        rule="AEM-08",
    )
    return side


def may_name_attendees(meeting: EngagementMeeting, side: str, by: Person) -> None:
    """Who comes from Cafcass is the chief executive's choice, or that of a delegate they named (AEM-06)."""
    if side == "ofsted":
        may_change(meeting, by)
        return
    theirs = Role.CHIEF_EXECUTIVE in standing_roles(by) or meeting.delegate_id == by.pk
    if not theirs:
        raise NotAllowed("Who comes from Cafcass is for its chief executive to say.", rule="AEM-06")
    require(meeting.to_come, f"The list is closed: {meeting.state_label.lower()}.")


def may_name_delegate(meeting: EngagementMeeting, person: Person | None, by: Person) -> None:
    may(by, Thing.OWN_ENGAGEMENT_MEETING, Verb.DECIDE)
    require(meeting.to_come, f"The list is closed: {meeting.state_label.lower()}.")
    if person and not standing_roles(person) & {Role.LINK_PERSON, Role.CONTRIBUTOR}:
        raise Invalid("person", f"{person} is neither a link person nor a contributor at Cafcass.", "AEM-06")


def may_decline(meeting: EngagementMeeting, by: Person) -> None:
    """The chief executive, or whoever runs the meeting recording what they said; it can be taken back (SELF-02)."""
    if Role.CHIEF_EXECUTIVE not in standing_roles(by):
        may(by, Thing.ENGAGEMENT_MEETING, Verb.EDIT)
        if not runs(meeting, by):
            raise NotAllowed("Only the chief executive of Cafcass or the chair can do this.")
    require(not meeting.held, "The meeting was held.")


def may_hold(meeting: EngagementMeeting, held_on: date, came: int, by: Person) -> None:
    """A day that has come and somebody who came (AEM-01)."""
    may_change(meeting, by)
    if held_on > clock.today():
        raise Invalid("held_on", "The meeting is recorded once it was held: this day has not come yet.", "AEM-01")
    if held_on.year != meeting.year:
        raise Invalid("held_on", f"This is the meeting of {meeting.year}.", "AEM-01")
    if not came:
        raise Invalid("came", "Select who attended.", "AEM-01")


def may_note(meeting: EngagementMeeting, by: Person) -> None:
    may(by, Thing.ENGAGEMENT_MEETING, Verb.EDIT)
    require(meeting.held, "Notes are taken of a meeting that was held.")
