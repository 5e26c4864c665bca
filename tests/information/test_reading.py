"""The reading shared out and done, the key points, access to cases, and the page that says what is open."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from information.actions import lines, preparing
from information.actions import reading as actions
from information.due import due
from information.models import CaseAccess, Digest, ReadinessConfirmation, ReadingPlan
from information.queries.notification import open_matters
from information.queries.reading import inspectors
from tests.fieldwork import stages as fieldwork
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, send, unopened

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(cast):
    found = giving.announced(cast)
    with giving.at_work():
        giving.give(found, cast.link_person, "A-02 audits.txt", "A-03 figures.txt", "A-04 cases.txt")
    return found


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def rows(client, inspection):
    return {row.item.number: row for row in client.get(page(inspection, "reading")).context["rows"]}


def share(client, inspection, number, **typed):
    return send(client, page(inspection, "reading_share", giving.item(inspection, number).pk), **typed)


def read(client, inspection, number, summary=""):
    return send(client, page(inspection, "reading_done", giving.item(inspection, number).pk), summary=summary)


@pytest.mark.rule("OFF-12")
def test_what_nobody_was_given_is_named(cast, as_, inspection):
    lead = as_(cast.lead)
    with giving.at_work():
        due = {"due_day": "26", "due_month": "1", "due_year": "2024"}
        assert share(lead, inspection, "A-02", kind="all", **due).status_code == 302
        assert as_(cast.deputy).get(page(inspection, "reading_share", 1)).status_code == 403
        found = rows(lead, inspection)
        assert [number for number, row in found.items() if row.plan is None] == ["A-03", "A-04"]
        assert found["A-02"].plan.due == date(2024, 1, 26)
        points = lead.get(page(inspection, "readiness")).context["points"]
        assert [each for each in points if "nobody has been given it" in each] == [
            "A-03 Performance and management information: nobody has been given it to read.",
            "A-04 Case materials: nobody has been given it to read.",
        ]


@pytest.mark.rule("OFF-19")
def test_all_confirm_one_sums_up_and_reference_asks_nothing(cast, as_, inspection):
    lead, reader = as_(cast.lead), as_(cast.team_inspector)
    with giving.at_work():
        share(lead, inspection, "A-02", kind="all")
        assert "reader" in errors(share(lead, inspection, "A-03", kind="one_and_summarise"))
        outsider = share(lead, inspection, "A-03", kind="one_and_summarise", reader=cast.other_lead.pk)
        assert "reader" in errors(outsider)
        share(lead, inspection, "A-03", kind="one_and_summarise", reader=cast.team_inspector.pk)
        share(lead, inspection, "A-04", kind="reference")
        assert "summary" in errors(read(reader, inspection, "A-03"))
        assert read(reader, inspection, "A-03", "Delay has fallen").status_code == 302
        found = rows(lead, inspection)
        assert found["A-03"].complete
        assert found["A-04"].complete
        assert found["A-02"].missing == inspectors(inspection)
        for who in inspectors(inspection):
            assert read(as_(who), inspection, "A-02").status_code == 302
        assert rows(lead, inspection)["A-02"].complete
    with pytest.raises(DatabaseError), transaction.atomic():
        ReadingPlan.objects.filter(kind="one_and_summarise").update(reader=None)


@pytest.mark.rule("OFF-20")
def test_the_work_off_site_is_not_closed_over_an_unread_item_without_a_reason(cast, as_, inspection):
    lead, ready = as_(cast.lead), page(inspection, "readiness")
    with giving.at_work():
        for number in ("A-02", "A-03"):
            read(as_(cast.team_inspector), inspection, number, "Read")
        points = lead.get(ready).context["points"]
        assert [each for each in points if "gone through" in each] == [
            "A-04 Case materials: nobody has gone through it."
        ]
        refused = send(lead, ready)
        assert "reason" in errors(refused)
        assert "A-04 Case materials: nobody has gone through it." in refused.content.decode()
        assert as_(cast.deputy).post(ready, unopened()).status_code == 403
        assert send(lead, ready, reason="Tamsin reads it on Sunday").status_code == 302
        shown = as_(cast.team_inspector).get(ready).content.decode()
        assert "Tamsin reads it on Sunday" in shown
    kept = ReadinessConfirmation.objects.get()
    assert "A-04 Case materials: nobody has gone through it." in kept.still_open
    with pytest.raises(DatabaseError), transaction.atomic():
        ReadinessConfirmation.objects.create(inspection=inspection, still_open=["x"], by=cast.lead)


@pytest.mark.rule("OFF-01", part="the lead confirms that the work off site is done, or gives a reason")
def test_readiness_names_lines_preparation_and_missing_items(cast, as_, inspection):
    with giving.at_work():
        points = as_(cast.lead).get(page(inspection, "readiness")).context["points"]
        assert "There are no lines of enquiry." in points
        assert "A-01 Child-level data: not received." in points
        assert "Preparation with Cafcass: Scope questions answered." in points
        lines.set_line(inspection, title="Delay", theme="Delay", by=cast.lead)
        points = as_(cast.lead).get(page(inspection, "readiness")).context["points"]
        assert "There are no lines of enquiry." not in points
        assert "L1 Delay: it is not said how it will be followed." in points


@pytest.mark.rule("TIME-05", part="each inspector says that they can open case material; who has not is named")
def test_who_cannot_open_case_material_is_named(cast, as_, inspection):
    team = inspectors(inspection)
    with giving.at_work():
        for who in team[:-1]:
            assert send(as_(who), page(inspection, "case_access")).status_code == 302
        shown = " ".join(as_(cast.lead).get(page(inspection, "reading")).content.decode().split())
        assert f"Access to case material: {len(team) - 1} of {len(team)}. Not confirmed by {team[-1].name}." in shown
        assert as_(cast.qa_manager).post(page(inspection, "case_access"), {}).status_code == 403
        actions.say_access(inspection, by=team[0])
    assert CaseAccess.objects.count() == len(team) - 1


@pytest.mark.rule("TIME-05")
def test_ten_of_eleven_can_open_case_material_and_the_task_names_the_missing_one(cast, as_):
    assert cast.link_person
    inspection = fieldwork.five_pairs(cast)
    team, thursday = inspectors(inspection), date(2024, 1, 25)
    assert len(team) == 11

    def owed(person):
        return [each for each in due(thursday, person) if each.key.startswith("case-access")]

    with clock.moved_to(clock.at(thursday, 9)):
        (first,) = owed(team[-1])
        assert (first.day, first.title) == (thursday, "Say that you can open case material")
        assert "0 of 11" in owed(cast.link_person)[0].title
        for who in team[:-1]:
            actions.say_access(inspection, by=who)
        titles = [each.title for each in owed(cast.lead)]
        assert titles == [f"Access to case material: 10 of 11. Not confirmed by {team[-1].name}"]
        assert owed(cast.link_person)[0].title == "Open case material: 10 of 11 inspectors can"
        assert owed(team[1]) == []
        assert len(owed(team[-1])) == 1
        actions.say_access(inspection, by=team[-1])
        assert [each for each in due(thursday) if each.key.startswith("case-access")] == []


@pytest.mark.rule("OFF-21")
def test_key_points_are_passed_on_and_earlier_ones_stay(cast, as_, inspection):
    lead, digest = as_(cast.lead), page(inspection, "digest")
    with giving.at_work():
        read(as_(cast.team_inspector), inspection, "A-02", "Audits are thorough")
        read(as_(cast.deputy), inspection, "A-03", "Delay has fallen")
        begun = lead.get(digest).context["form"].initial["text"]
        assert begun == "A-02: Audits are thorough\n\nA-03: Delay has fallen"
        assert send(lead, digest, text=begun).status_code == 302
        assert send(lead, digest, text="Shorter").status_code == 302
        shown = as_(cast.team_inspector).get(digest).content.decode()
        assert "Audits are thorough" in shown
        assert "Shorter" in shown
        assert "from 2 sources" in shown
        assert as_(cast.deputy).post(digest, unopened()).status_code == 403
        assert as_(cast.link_person).get(digest).status_code == 404
    assert Digest.objects.count() == 2


@pytest.mark.parametrize("name", ["annex", "reading", "cafcass_annex"])
def test_one_file_and_two_hundred_cost_the_same_queries(cast, as_, inspection, name):
    client = as_(cast.link_person if name.startswith("cafcass") else cast.lead)

    def asked():
        client.get(page(inspection, name))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page(inspection, name)).status_code == 200
        return len(captured)

    with clock.moved_to(giving.GIVEN_AT):
        few = asked()
        giving.give(inspection, cast.link_person, *(f"A-02 {number}.txt" for number in range(200)), checked=False)
        assert asked() == few <= 12


def start(client, inspection, **typed):
    first = {"first_day_day": "5", "first_day_month": "2", "first_day_year": "2024"}
    with clock.moved_to(stages.ON_SITE_AT):
        return send(client, page(inspection, "fieldwork_start"), **first, **typed)


@pytest.mark.rule("OFF-01")
def test_going_on_site_without_the_leads_word_asks_for_a_reason(cast, as_, inspection):
    refused = start(as_(cast.lead), inspection)
    assert "The off-site evaluation is not confirmed." in errors(refused)["reason"][0]
    assert start(as_(cast.lead), inspection, reason="Confirmed by phone").status_code == 302


@pytest.mark.rule("NOTI-10")
def test_an_open_matter_is_named_at_the_start_and_a_reason_asked(cast, as_, inspection):
    lead = as_(cast.lead)
    with giving.at_work():
        preparing.name_contact(inspection, name="Head of people", phone="0300 000 0000", by=cast.lead)
        preparing.write_steps(inspection, steps="None needed", by=cast.lead)
        preparing.log_incident(inspection, kind="none", by=cast.lead)
        codes = [each.code for each in open_matters(inspection)]
        for code in codes[:12]:
            preparing.mark_matter(
                inspection, code, done=True, done_on=clock.today(), with_whom="Link person", by=cast.lead
            )
        actions.confirm_readiness(inspection, reason="Two items come tomorrow", by=cast.lead)
        preparing.mark_matter(inspection, codes[0], done=False, done_on=clock.today(), by=cast.lead)
    refused = errors(start(lead, inspection))["reason"][0]
    assert "Scope questions answered" in refused
    assert "off-site evaluation" not in refused
    # What the lead knew of when saying that the team is ready has its reason already.
    assert "Serious incidents" not in refused
    with giving.at_work():
        preparing.mark_matter(
            inspection, codes[0], done=True, done_on=clock.today(), with_whom="Link person", by=cast.lead
        )
    assert start(lead, inspection).status_code == 302


def test_a_long_item_is_shown_in_pages(cast, as_, inspection):
    with giving.at_work():
        giving.give(inspection, cast.link_person, *(f"A-02 {number:03}.txt" for number in range(60)), checked=False)
        item = giving.item(inspection, "A-02")
        lists = as_(cast.lead).get(page(inspection, "annex")).content.decode()
        assert "51 more" in lists
        assert "A-02 059.txt" not in lists
        for client, address in (
            (as_(cast.lead), page(inspection, "annex_item", item.pk)),
            (as_(cast.link_person), reverse("own_item", args=[item.pk])),
        ):
            assert "A-02 059.txt" not in client.get(address).content.decode()
            assert "A-02 059.txt" in client.get(address + "?page=3").content.decode()
