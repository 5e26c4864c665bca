"""Where the record is thin somebody is asked to look for more, in two taps, until they have recorded something."""

from collections.abc import Callable

import pytest
from django.db import Error, transaction
from django.test import Client

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from evidence import headings
from evidence.actions.looks import ask_to_look
from evidence.due import due
from evidence.models import LookAsked
from evidence.queries.looks import open_looks
from files.jobs import tick
from framework.versions import version
from inspections import actions
from inspections.models import Inspection
from tests.cast import Cast
from tests.evidence import stages
from tests.evidence.pages import send, url
from tests.inspections.stages import ON_SITE_AT, announced

As = Callable[..., Client]
WORKFORCE = "leaders/Workforce"


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    return announced(cast)


def owed(cast: Cast) -> list[str]:
    return [each.title for each in due(clock.today(), cast.team_inspector)]


def ask(inspection: Inspection, cast: Cast) -> LookAsked:
    place = next(each for each in headings.places(version(inspection.framework_version)) if each.code == WORKFORCE)
    return ask_to_look(inspection, place, person=cast.team_inspector, by=cast.lead)


def test_a_deputy_asks_somebody_who_sees_it_until_something_is_recorded_there(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    with clock.moved_to(ON_SITE_AT):
        deputy = as_(cast.deputy)
        address = f"{url(inspection, 'look_ask')}?place={WORKFORCE}"
        assert address.replace("/Workforce", "%2FWorkforce") in deputy.get(url(inspection, "coverage")).content.decode()
        assert send(deputy, address, place=WORKFORCE, person=str(cast.team_inspector.pk)).status_code == 302
        title = "Devi Example asks you to look for more on Leaders: Workforce"
        assert owed(cast) == [title]
        tick()
        assert title in as_(cast.team_inspector).get("/").content.decode()
        again = " ".join(deputy.get(address).content.decode().split())
        assert "Tia Example, by Devi Example" in again
        assert f'value="{cast.team_inspector.pk}"' not in again
        assert f'value="{cast.lead.pk}"' in again
        grid = " ".join(deputy.get(url(inspection, "coverage")).content.decode().split())
        assert grid.count("Asked: Tia Example") == 1
        with pytest.raises(Invalid, match="asked already"):
            ask(inspection, cast)
        stages.note(inspection, cast.team_inspector)
        assert owed(cast) == [title]
        stages.note(inspection, cast.team_inspector, area="leaders", heading="Workforce")
        assert owed(cast) == []


def test_only_the_lead_or_a_deputy_asks_and_only_those_who_write_evidence(
    cast: Cast, as_: As, inspection: Inspection
) -> None:
    place = headings.places(version(inspection.framework_version))[0]
    with clock.moved_to(ON_SITE_AT):
        for nobody in (cast.team_inspector, cast.qa_manager):
            with pytest.raises(NotAllowed, match="Only the lead inspector or a deputy"):
                ask_to_look(inspection, place, person=cast.team_inspector, by=nobody)
        assert "Ask somebody" not in as_(cast.team_inspector).get(url(inspection, "coverage")).content.decode()
        with pytest.raises(Invalid, match="Select somebody of the team"):
            ask_to_look(inspection, place, person=cast.shadow, by=cast.lead)
        assert as_(cast.lead).get(f"{url(inspection, 'look_ask')}?place=nowhere").status_code == 404
        refused = send(as_(cast.lead), url(inspection, "look_ask"), place=place.code, person="0")
        assert refused.status_code == 400


def test_whoever_left_the_team_is_asked_nothing_and_what_was_asked_stays(cast: Cast, inspection: Inspection) -> None:
    with clock.moved_to(ON_SITE_AT):
        made = ask(inspection, cast)
        with pytest.raises(Error), transaction.atomic():
            LookAsked.objects.filter(pk=made.pk).delete()
        member = inspection.members.current().get(person=cast.team_inspector)
        actions.end_role(member, reason="Fell ill.", by=cast.lead)
        assert not open_looks().exists()
