"""Who enters the link person that Cafcass names, and what is pointed out about them (NOTI-09)."""

from collections.abc import Iterator
from datetime import date

from accounts import clock
from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.refusals import Invalid, require
from inspections.models import Inspection, LinkNamed
from inspections.roles import permit
from inspections.workflow import SETTLED, State

NO = "no"


def may_name(by: Person, inspection: Inspection) -> None:
    permit(by, inspection, Thing.LINK_NAMED, Verb.CREATE, "Only the lead inspector enters the link person.")
    require(inspection.has_reached(State.ANNOUNCED), "Cafcass has not been told of this inspection yet.")
    require(inspection.state not in SETTLED, "This is over, so no link person is entered any more.")


def must_be_theirs(person: Person | None, named_on: date) -> None:
    """Raises Invalid for an address that is not Cafcass's, and for a day to come."""
    if person and (person.side != Person.Side.CAFCASS or not person.is_active):
        raise Invalid("email", "This address belongs to somebody who cannot be the link person.")
    if named_on > clock.today():
        raise Invalid("named_on", "This day has not come yet.")


def notices(named: LinkNamed | None) -> Iterator[str]:
    """What is pointed out and stops nothing."""
    if named and named.authority == NO:
        yield "The link person cannot answer for Cafcass: ask the chief executive to name another."
    if named and named.access == NO:
        yield "The link person does not reach the chief executive: ask the chief executive to name another."
