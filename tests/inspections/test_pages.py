"""Every page of this room: how many queries it takes, who may open it, and that opening writes nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.access import Role, Thing, Verb, verbs_for
from accounts.models import Event
from inspections import actions, chronicle, outside, tasklist
from inspections.actions.pairs import Arrangement
from inspections.models import Inspection, Outcome, OutcomeGrade, TeamMember
from inspections.roles import roles_on
from tests.cast import Cast, Member, make_person
from tests.fieldwork import people
from tests.inspections import stages
from tests.inspections.forms import unopened

pytestmark = pytest.mark.django_db


def queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_takes_ten_queries_at_1_and_at_30(cast: Cast, as_):  # type: ignore[no-untyped-def]
    stages.plan(cast)
    Outcome.objects.create(kind="inspection", title="Earlier", ended_on=date(2018, 2, 1))
    client = as_(cast.scheduler)
    assert queries(client, reverse("inspection_list")) == 9
    for number in range(30):
        stages.plan(cast, title=f"Visit {number}", kind="focused_visit", week=stages.W1 + timedelta(weeks=number % 20))
        outcome = Outcome.objects.create(kind="focused_visit", title=f"Old {number}", ended_on=date(2019, 1, 1))
        OutcomeGrade.objects.create(outcome=outcome, area_name="Overall", grade="good")
    assert queries(client, reverse("inspection_list")) == 9
    assert "Next" in client.get(reverse("inspection_list")).content.decode()


@pytest.mark.parametrize("page", ["inspection_detail", "timetable", "team", "announcement", "inspection_history"])
def test_a_page_takes_as_many_queries_for_a_large_team_as_for_a_small_one(cast: Cast, as_, page: str):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    client, url = as_(cast.lead), reverse(page, args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        small = queries(client, url)
        for number in range(7):
            person = make_person(Member(f"More {number}", grade="hmi"), f"more_{number}")
            member = actions.add_member(inspection, person, "deputy", by=cast.scheduler)
            wanted = Arrangement(f"Pair {number}", [member], reason="One for now")
            actions.make_pair(inspection, wanted, by=cast.scheduler)
        actions.change_date(inspection, "final", date(2024, 3, 22), reason="x", by=cast.lead)
        assert queries(client, url) == small <= 12


def pages(inspection: Inspection) -> Iterator[tuple[str, Thing, Verb]]:
    """Every page of one inspection that needs no further number, with what its gate asks for."""
    from inspections.urls import urlpatterns

    for pattern in urlpatterns:
        keywords = set(pattern.pattern.regex.groupindex)
        if keywords == {"ref"}:
            access = pattern.callback.access
            yield reverse(pattern.name, args=[inspection.ref]), access.thing, access.get


STAGES = [stages.planned, stages.announced, stages.fieldwork_ended]


@pytest.mark.crawl
@pytest.mark.parametrize("stage", STAGES)
def test_every_page_answers_every_role_as_the_table_says(cast: Cast, as_, stage):  # type: ignore[no-untyped-def]
    inspection = stage(cast)
    people = cast.everybody()
    with clock.moved_to(stages.ENDED_AT):
        for name, person in people.items():
            client = as_(person)
            sees = person.is_active and Inspection.objects.visible_to(person).filter(pk=inspection.pk).exists()
            for url, thing, verb in pages(inspection):
                verbs = verbs_for(roles_on(person, inspection), thing, person, inspection) if sees else frozenset()
                status = client.get(url).status_code
                if name == "suspended":
                    assert status == 302, (name, url)
                elif not verbs:
                    assert status == 404, (name, url)
                elif verb not in verbs:
                    assert status == 403, (name, url)
                else:
                    # The state may still refuse, with a sentence; the table does not.
                    assert status in (200, 403), (name, url)


def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    for url, _, _ in pages(inspection):
        assert as_(None).get(url).url.startswith("/sign-in/") or "next=" in as_(None).get(url).url


def test_a_lead_may_open_and_a_reader_may_not_change(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    url = reverse("member_create", args=[inspection.ref])
    assert as_(cast.lead).get(url).status_code == 200
    for reader in (cast.team_inspector, cast.qa_manager, cast.director):
        assert as_(reader).get(url).status_code == 403
        assert as_(reader).post(url, unopened() | {"role": "team", "person": cast.removed.pk}).status_code == 403
    assert not TeamMember.objects.filter(person=cast.removed).exists()


def test_opening_pages_writes_nothing(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        client = as_(cast.lead)
        before = (Event.objects.count(), stages.fresh(inspection).version)
        for url, _, _ in pages(inspection):
            client.get(url)
        assert (Event.objects.count(), stages.fresh(inspection).version) == before


def test_a_lead_elsewhere_knows_nothing_of_this_one(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    stages.plan(cast, title="Other", lead=cast.other_lead)
    client = as_(cast.other_lead)
    with clock.moved_to(stages.ON_SITE_AT):
        assert {client.get(url).status_code for url, _, _ in pages(inspection)} == {404}
        assert stages.TITLE not in client.get(reverse("inspection_list")).content.decode()


def test_the_history_shows_reasons_and_hides_what_the_reader_may_not_see(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        member = inspection.members.get(person=cast.second_team_inspector)
        actions.end_role(member, reason="Called to court", by=cast.lead)
    Event.objects.create(
        person_name="Corin",
        verb="CANARY-VERB",
        object_label="reports.Complaint",
        object_id="1",
        inspection=inspection.ref,
    )
    page = as_(cast.lead).get(reverse("inspection_history", args=[inspection.ref])).content.decode()
    assert "Called to court" in page
    assert "CANARY-VERB" not in page


@pytest.mark.parametrize(
    ("label", "thing"),
    [
        ("evidence.IndividualSummary", Thing.INDIVIDUAL_SUMMARY),
        ("reports.Complaint", Thing.COMPLAINT),
        ("scheduling.Timeline", Thing.PLAN),
        ("files.Job", Thing.JOB),
        ("accounts.Operation", None),
    ],
)
def test_an_object_is_the_thing_that_it_is_called(label: str, thing: Thing | None):
    assert chronicle.thing_of(label) == thing


def test_a_step_shows_only_to_who_may_open_its_page(cast: Cast):
    inspection = stages.planned(cast)
    for person, shown in ((cast.lead, True), (cast.team_inspector, True), (cast.stranger, False)):
        rows = tasklist.rows(person, inspection, roles_on(person, inspection))
        assert any(row["title"] == "Tell Cafcass" for row in rows) == shown
    call = next(
        row for row in tasklist.rows(cast.lead, inspection, roles_on(cast.lead, inspection)) if "Tell" in row["title"]
    )
    assert call["status"] == "To do"


def test_the_sites_are_a_step_of_the_leads_and_the_diary_is_no_step_of_the_schedulers(cast: Cast):
    inspection = stages.planned(cast)

    def steps(person: Any) -> dict[str, str]:
        read = Inspection.objects.get(pk=inspection.pk)
        return {row["title"]: row["status"] for row in tasklist.rows(person, read, roles_on(person, read))}

    assert steps(cast.lead)["Add the sites"] == "To do"
    people.site(inspection)
    assert steps(cast.lead)["Add the sites"] == "Completed"
    assert "Plan the fieldwork diary" in steps(cast.deputy)
    assert not steps(cast.scheduler).keys() & {"Add the sites", "Plan the fieldwork diary"}
    assert "Put the team together" in steps(cast.scheduler)


def test_the_end_of_fieldwork_is_to_do_from_the_first_week_on_site(cast: Cast):
    inspection = stages.announced(cast)
    first = inspection.timeline.onsite_week
    for day, status in ((first - timedelta(days=1), "Cannot start yet"), (first, "To do")):
        with clock.moved_to(clock.at(day, 9)):
            rows = tasklist.rows(cast.lead, inspection, roles_on(cast.lead, inspection))
        assert [row["status"] for row in rows if "end of fieldwork" in row["title"]] == [status]


def test_what_a_room_has_for_cafcass_shows_when_the_table_lets_it(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(outside, "LINKS", [])
    outside.announce(outside.Link("The draft", "cafcass_inspection", Thing.DRAFT_SENT, 10))
    outside.announce(outside.Link("The dates", "cafcass_inspection", Thing.CAFCASS_VIEW, 5))
    inspection, roles = stages.announced(cast), frozenset({Role.CHIEF_EXECUTIVE})
    shown = [link.label for link in outside.links(cast.chief_executive, inspection, roles)]
    assert "The dates" in shown
