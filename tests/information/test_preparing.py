"""What is settled before the team comes: thirteen matters, the well-being contact, serious incidents."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from information.due import due
from information.models import IncidentEntry, PreparationMark
from tests.information import giving
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
ON_TUESDAY = {"done": "yes", "done_on_day": "23", "done_on_month": "1", "done_on_year": "2024"}
SETTLED = ON_TUESDAY | {"with_whom": "Link person"}


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def settle(client, inspection, code, **typed):
    return send(client, page(inspection, "preparation_matter", code), **SETTLED | typed)


@pytest.mark.rule("NOTI-10", part="thirteen matters, each with whom and when it was settled")
def test_thirteen_matters_are_settled_one_by_one(cast, as_, inspection):
    lead = as_(cast.lead)
    with giving.at_work():
        assert len(lead.get(page(inspection, "preparation")).context["matters"]) == 13
        assert "with_whom" in errors(settle(lead, inspection, "PREP-01", with_whom=""))
        assert settle(lead, inspection, "PREP-01", note="All clear").status_code == 302
        shown = as_(cast.team_inspector).get(page(inspection, "preparation"))
        assert [each.item.code for each in shown.context["matters"] if each.done] == ["PREP-01"]
        assert "All clear" in shown.content.decode()
        assert settle(lead, inspection, "PREP-01", done="no").status_code == 302
        assert not any(each.done for each in lead.get(page(inspection, "preparation")).context["matters"])
        assert lead.get(page(inspection, "preparation_matter", "PREP-99")).status_code == 404
        assert as_(cast.team_inspector).get(page(inspection, "preparation_matter", "PREP-01")).status_code == 403
    assert PreparationMark.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        PreparationMark.objects.update(done=True)


@pytest.mark.rule("NOTI-17")
def test_well_being_has_a_contact_for_all_and_an_answer_for_few(cast, as_, inspection):
    lead = as_(cast.lead)
    with giving.at_work():
        assert "done" in errors(settle(lead, inspection, "PREP-07"))
        contact = {"name": "Head of people", "phone": "0300 000 0000"}
        assert send(lead, page(inspection, "wellbeing_contact"), **contact).status_code == 302
        assert "done" in errors(settle(lead, inspection, "PREP-07"))
        assert send(lead, page(inspection, "wellbeing"), steps="Breaks at noon").status_code == 302
        assert settle(lead, inspection, "PREP-07").status_code == 302
        for who in (cast.team_inspector, cast.shadow, cast.analyst, cast.director, cast.link_person):
            assert as_(who).get(page(inspection, "wellbeing")).status_code == 404
        for who in (cast.deputy, cast.qa_manager):
            assert "Breaks at noon" in as_(who).get(page(inspection, "wellbeing")).content.decode()
        assert as_(cast.deputy).post(page(inspection, "wellbeing"), {}).status_code == 403
        shown = as_(cast.team_inspector).get(page(inspection, "preparation")).content.decode()
    assert "0300 000 0000" in shown
    assert "Breaks at noon" not in shown


@pytest.mark.rule("NOTI-21")
def test_serious_incidents_are_entered_or_said_not_to_be(cast, as_, inspection):
    lead, register = as_(cast.lead), page(inspection, "incident_list")
    with giving.at_work():
        assert "done" in errors(settle(lead, inspection, "PREP-13"))
        assert "text" in errors(send(lead, register, kind="police"))
        assert send(lead, register, kind="none").status_code == 302
        assert settle(lead, inspection, "PREP-13").status_code == 302
        assert send(lead, register, kind="police", text="One of March").status_code == 302
        assert "kind" in errors(send(lead, register, kind="none"))
        assert as_(cast.shadow).get(register).status_code == 404
        assert as_(cast.link_person).get(register).status_code == 404
        assert "One of March" in as_(cast.team_inspector).get(register).content.decode()
        assert as_(cast.team_inspector).post(register, {"kind": "none"}).status_code == 403
    assert IncidentEntry.objects.count() == 2


def matters_owed(lead):
    """What is open on the checklist, and nothing else that the room reminds the lead of."""
    return [each for each in due(clock.today(), lead) if each.person == lead and each.key.startswith("PREP-")]


def test_what_is_open_comes_back_in_the_afternoon(cast, as_, inspection):
    with clock.moved_to(clock.at(date(2024, 1, 22), 13)):
        owed = matters_owed(cast.lead)
        assert {each.key.split("-" + inspection.ref)[0] for each in owed} == {"PREP-07", "PREP-08", "PREP-13"}
        assert {each.day for each in owed} == {date(2024, 1, 22)}
    with giving.at_work():
        settle(as_(cast.lead), inspection, "PREP-08")
        assert len(matters_owed(cast.lead)) == 2
