"""The lead or a deputy asks somebody of the team to look for more where the record is thin."""

from django.db import transaction

from accounts.access import Thing, Verb
from accounts.models import Person
from accounts.record import record
from evidence.headings import Place
from evidence.models import LookAsked
from evidence.queries.looks import asked_about, may_be_asked
from evidence.rules import refuse_unless
from inspections.lifecycle import locked
from inspections.models import Inspection
from inspections.roles import permit


@transaction.atomic
def ask_to_look(inspection: Inspection, place: Place, *, person: Person, by: Person) -> LookAsked:
    """Raises NotAllowed, and Invalid for somebody who writes no evidence here."""
    row = locked(inspection)
    permit(by, row, Thing.COVERAGE, Verb.CREATE, "Only the lead inspector or a deputy asks somebody to look.")
    refuse_unless(person in may_be_asked(row), "person", "Select somebody of the team who writes evidence.")
    asked = {each.person_id for each in asked_about(row, place)}
    refuse_unless(person.pk not in asked, "person", f"{person.name} is asked already, and has recorded nothing there.")
    given = {"area": place.area, "heading": place.heading, "person": person}
    made = LookAsked.objects.create(inspection=row, **given, by=by)
    record("ask to look", made, by=by, inspection=row.ref)
    return made
