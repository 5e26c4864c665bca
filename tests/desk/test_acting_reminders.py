"""Whoever acts as lead for the day is reminded of what the lead owes, beside the lead, and nobody after that day."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from accounts import clock
from accounts.models import Person
from desk.reminders import owed, remind
from evidence.actions.sorting import say_lines
from evidence.field import ledger
from evidence.field.ledger import Said
from files.models import OutgoingMail
from information.actions import lines
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.inspections.stages import ON_SITE_AT, announced

pytestmark = pytest.mark.django_db
# The lead is ill on the second day on site.
ILL_ON = clock.at(date(2024, 2, 6), 9)
ROOMS = ("inspections", "information", "fieldwork", "evidence", "reports")


def let_act(inspection: Inspection, cast: Cast) -> None:
    lead, deputy = inspection.members.get(role="lead"), inspection.members.get(person=cast.deputy)
    actions.let_act(lead, deputy, first_day=clock.today(), reason="Ill", by=cast.scheduler)


def keys(person: Person) -> set[str]:
    return {each.due.key for each in owed(clock.today(), person)}


def test_who_acts_as_lead_owes_everything_that_the_lead_owes(cast: Cast) -> None:
    inspection = announced(cast)
    with clock.moved_to(ON_SITE_AT):
        given = {"title": "Delay", "theme": "Delay", "how": "Interviews", "information_needed": "none"}
        line = lines.open_line(lines.set_line(inspection, **given, by=cast.lead), by=cast.lead)
        lines.close_line(line, reason="Enough.", by=cast.lead)
        say_lines(stages.note(inspection, cast.team_inspector).document, [line], by=cast.team_inspector)
        ledger.report(uuid4(), Said(last_seq=2, pending=0, oldest_pending=None), by=cast.team_inspector)
    with clock.moved_to(ILL_ON):
        before = keys(cast.lead)
        assert {key.partition("-")[0] for key in before} >= {"loss", "late", "contact"}
        let_act(inspection, cast)
        assert keys(cast.lead) == before
        assert before <= keys(cast.deputy)
        remind()
        told = set(OutgoingMail.objects.filter(subject__endswith=" due").values_list("to", flat=True))
        assert {cast.lead.email, cast.deputy.email} <= told
    with clock.moved_to(ILL_ON + timedelta(days=1)):
        assert not {key for key in keys(cast.deputy) if key.partition("-")[0] in ("loss", "late", "contact")}


def test_missing_saves_are_told_to_who_acts_as_lead(cast: Cast) -> None:
    inspection = announced(cast)
    with clock.moved_to(ILL_ON):
        let_act(inspection, cast)
        ledger.report(uuid4(), Said(last_seq=2, pending=0, oldest_pending=None), by=cast.team_inspector)
        told = set(OutgoingMail.objects.filter(subject__startswith="Saves on a tablet").values_list("to", flat=True))
    assert told == {cast.team_inspector.email, cast.lead.email, cast.deputy.email}


def test_no_reminder_asks_for_the_lead_alone() -> None:
    """A new one asks `acting_as` or `leads_of`."""
    found = [each for room in ROOMS for each in Path(settings.BASE_DIR, room).rglob("due*.py")]
    found += [each for room in ROOMS for each in Path(settings.BASE_DIR, room).glob("due/*.py")]
    assert len(found) > 10
    alone = ("people_with_role(inspection, Role.LEAD", "role=Role.LEAD", "people_with_role(each.inspection, Role.LEAD")
    assert [each.name for each in found if any(words in each.read_text() for words in alone)] == []
