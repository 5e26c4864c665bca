"""Time to write for each inspector on each day on site, before the lead confirms the day (EVID-07)."""

from html import unescape

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from fieldwork.actions.days import confirm_day
from fieldwork.models import DayConfirmed
from fieldwork.queries.writing import without_time
from tests.fieldwork import stages
from tests.inspections.forms import send
from tests.inspections.stages import ON_SITE_AT

pytestmark = pytest.mark.django_db
TUE = stages.TUE


@pytest.fixture
def inspection(cast):
    found = stages.teamed(cast)
    with clock.moved_to(ON_SITE_AT):
        yield found


def give_time(inspection, cast, *people):
    for person in people:
        stages.add(inspection, person, by=cast.lead, kind="recording", title="Time to write", at="16:00-17:00")


@pytest.mark.rule("EVID-07")
def test_a_day_is_not_confirmed_without_time_to_write_for_each_or_a_reason(cast, as_, inspection):
    others = (cast.lead, cast.deputy, cast.second_deputy, cast.second_team_inspector)
    give_time(inspection, cast, *others)
    assert without_time(inspection, TUE) == [cast.team_inspector.name]
    address = reverse("day_confirm", args=[inspection.ref, TUE.isoformat()])
    refused = send(as_(cast.lead), address, reason="")
    page = unescape(refused.content.decode())
    assert refused.status_code == 400
    assert f"No time to write is planned for: {cast.team_inspector.name}. Plan it, or say why not." in page
    with pytest.raises(Invalid) as finding:
        confirm_day(inspection, TUE, by=cast.lead)
    assert finding.value.rule == "EVID-07"
    assert send(as_(cast.lead), address, reason="Travels all day.").status_code == 302
    day = reverse("diary_day", args=[inspection.ref, TUE.isoformat()])
    assert "Travels all day." in as_(cast.team_inspector).get(day).content.decode()
    give_time(inspection, cast, cast.team_inspector)
    assert confirm_day(inspection, TUE, by=cast.lead).reason == ""


def test_the_lead_alone_confirms_and_only_days_on_site(cast, as_, inspection):
    address = reverse("day_confirm", args=[inspection.ref, TUE.isoformat()])
    assert as_(cast.deputy).get(address).status_code == 403
    with pytest.raises(NotAllowed, match="Only the lead"):
        confirm_day(inspection, TUE, reason="Because.", by=cast.deputy)
    for day in ("2024-01-31", "2024-02-10", "nonsense"):
        assert as_(cast.lead).get(reverse("day_confirm", args=[inspection.ref, day])).status_code == 404
    confirm_day(inspection, TUE, reason="Travel.", by=cast.lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        DayConfirmed.objects.update(reason="")
