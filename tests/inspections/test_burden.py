"""What an inspection asks of Cafcass, counted on its overview; and the principles on the help page."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from fieldwork import actions as fieldwork
from fieldwork.actions import meetings
from fieldwork.rules.entries import Wanted
from framework.versions import in_force
from information.actions import further, lines
from information.models import SampledChild
from inspections.models import TeamMember
from tests.fieldwork import people
from tests.information import giving

pytestmark = pytest.mark.django_db


def overview(client: Client, inspection: Any) -> dict[str, int]:
    shown = client.get(reverse("inspection_detail", args=[inspection.ref])).context["burden"]
    return {each.label: each.number for each in shown}


@pytest.mark.rule("GEN-04")
def test_the_overview_counts_what_cafcass_is_asked_for(cast, as_):
    inspection = giving.announced(cast)
    lead = as_(cast.lead)
    told = {"kind": "service", "what": "Rotas", "reason": "Two notes disagree"}
    with giving.at_work():
        for _ in range(7):
            further.draft_request(inspection, **told, by=cast.lead)
        # Not agreed yet, and so not asked.
        further.draft_request(inspection, **told, by=cast.team_inspector)
        line = lines.set_line(inspection, title="Delay", theme="Delay", by=cast.lead)
        sample = {"reference": "PU-01", "proceeding": "care_supervision", "law_type": "public", "reason": "random"}
        SampledChild.objects.create(inspection=inspection, **sample, made_by=cast.lead)
        asked = {"kind": "group", "line": line, "case_ref": "PU-01", "no_other_way": "Three teams share it."}
        groups = [people.plan(inspection, cast.lead, **asked) for _ in range(4)]
        meetings.cancel_meeting(groups[0], reason="Not needed", by=cast.lead)
        people.plan(inspection, cast.team_inspector, kind="practitioner", role="fca")
        # Waits for the lead, and so is not asked for.
        people.plan(inspection, cast.deputy, kind="extra", case_ref="")
        member = TeamMember.objects.get(inspection=inspection, person=cast.lead)
        day, hours = date(2024, 2, 6), {"starts": time(9), "ends": time(10)}
        fieldwork.add_entry(inspection, Wanted("interview", "Manager", day, members=[member.pk], **hours), by=cast.lead)
    assert overview(lead, inspection) == {
        "Documents asked for in Annex A": 4,
        "Meetings": 2,
        "Group meetings": 3,
        "Extra information requests": 7,
    }
    assert overview(as_(cast.scheduler), inspection) == {}


def test_the_numbers_take_no_query_of_their_own(cast, as_):
    inspection = giving.announced(cast)
    client = as_(cast.lead)
    address = reverse("inspection_detail", args=[inspection.ref])
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) <= 12


@pytest.mark.rule("GEN-04", part="the principles stand on the help page")
def test_the_help_page_states_the_principles(client):
    page = client.get(reverse("help")).content.decode()
    principles = in_force(clock.today()).files.principles
    for each in (*principles.ofsted_strategy, *principles.social_care):
        assert each.gist.replace("'", "&#x27;") in page
    assert "professionalism, courtesy, empathy, respect" in page
