"""The request of Annex A: made with the call, copied from the version, told by mail, due on the timetable's days."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from files.models import OutgoingMail
from framework.versions import version
from information.asked import asked_for, number_of, numbered
from information.models import AnnexItem, AnnexRequest
from inspections import actions as inspecting
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 9)


def announced_in_2026(cast):
    """An inspection under the version of September 2025, whose list is numbered."""
    planned_at = clock.at(date(2026, 1, 12), 10)
    made = stages.plan(cast, week=MARCH, at=planned_at, title="Inspection 2026", reason="Early, by decision")
    with clock.moved_to(planned_at):
        inspecting.add_member(made, cast.qa_manager, "qa_manager", by=cast.scheduler)
    assert cast.chief_executive
    with clock.moved_to(clock.at(date(2026, 2, 23), 9, 20)):
        called = clock.at(date(2026, 2, 23), 9, 10)
        inspecting.announce(made, called_at=called, told_whom="chief_executive", by=cast.lead)
    return stages.fresh(made)


def test_before_the_call_there_is_no_request(cast, as_):
    inspection = stages.planned(cast)
    assert not AnnexRequest.objects.exists()
    with clock.moved_to(stages.PLANNED_AT):
        shown = as_(cast.lead).get(reverse("annex", args=[inspection.ref])).content.decode()
        assert "Cafcass is asked for it with the call" in shown
        assert as_(cast.link_person).get(reverse("cafcass_annex", args=[inspection.ref])).status_code == 404


@pytest.mark.rule("OFF-08")
def test_the_call_copies_the_list_and_later_titles_do_not_change_it(cast, as_):
    administrator, entered = as_(cast.administrator), reverse("annex_title_edit", args=["2024-12-17", "1.06"])
    with clock.moved_to(clock.at(date(2026, 2, 1), 9)):
        address = reverse("annex_title_edit", args=["2025-09-30", "1.06"])
        assert send(administrator, address, title="Audits of practice").status_code == 302
        assert "title" in errors(send(administrator, address, title=" "))
        known = reverse("annex_title_edit", args=["2025-09-30", "1.01"])
        assert administrator.get(known).status_code == 404
    inspection = announced_in_2026(cast)
    items = {each.number: each for each in AnnexItem.objects.filter(request__inspection=inspection)}
    assert len(items) == 16
    assert items["1.06"].title == "Audits of practice"
    assert items["1.07"].title == ""
    with clock.moved_to(clock.at(date(2026, 2, 24), 9)):
        send(administrator, address, title="Something else")
        send(administrator, reverse("annex_title_edit", args=["2025-09-30", "1.07"]), title="Supervision")
        send(administrator, entered, title="Of another version")
    assert giving.item(inspection, "1.06").title == "Audits of practice"
    assert giving.item(inspection, "1.07").title == "Supervision"
    with pytest.raises(DatabaseError), transaction.atomic():
        AnnexItem.objects.filter(pk=items["1.06"].pk).update(title="Changed behind its back")


@pytest.mark.rule("OFF-08", part="before December 2024 the groups that the framework names are asked for")
def test_an_older_version_asks_for_its_groups(cast):
    inspection = giving.announced(cast)
    numbers = AnnexItem.objects.filter(request__inspection=inspection).values_list("number", "title", "child_level")
    assert [number for number, *_ in numbers] == ["A-01", "A-02", "A-03", "A-04"]
    assert [title for _, title, child_level in numbers if child_level] == ["Child-level data"]


@pytest.mark.rule("TIME-04")
def test_three_groups_are_due_on_wednesday_and_what_is_missing_is_named(cast, as_):
    inspection = giving.announced(cast)
    with clock.moved_to(clock.at(date(2024, 1, 23), 11)):
        page = as_(cast.link_person).get(reverse("cafcass_annex", args=[inspection.ref]))
        days = {row.item.number: row.due.date for row in page.context["room"].rows}
        assert {number: days[number] for number in ("A-01", "A-02", "A-03")} == dict.fromkeys(
            ("A-01", "A-02", "A-03"), date(2024, 1, 24)
        )
        assert days["A-04"] == date(2024, 1, 25)
        assert "Wednesday 24 January 2024" in page.content.decode()
        assert "Mon 5 Feb − 12 days = Wed 24 Jan" in page.content.decode()
        for number in ("A-01", "A-03"):
            giving.give(inspection, cast.link_person, f"{number} ours.txt")
    with clock.moved_to(clock.at(date(2024, 1, 25), 9)):
        for who, name in ((cast.link_person, "cafcass_annex"), (cast.analyst, "annex")):
            page = as_(who).get(reverse(name, args=[inspection.ref]))
            late = [row.item.title for row in page.context["room"].rows if row.overdue]
            assert late == ["Audit information"]
            assert "Overdue" in page.content.decode()


@pytest.mark.rule("NOTI-04", part="the confirming email asks for Annex A, with dates and where to give it")
def test_the_confirming_mail_carries_the_list(cast):
    inspection = giving.announced(cast)
    mail = OutgoingMail.objects.get(inspection=inspection.ref, to=cast.chief_executive.email)
    assert "A-02 Audit information: by Wednesday 24 January 2024" in mail.body
    assert "A-04 Case materials: by Thursday 25 January 2024" in mail.body
    assert reverse("cafcass_annex", args=[inspection.ref]) in mail.body
    assert mail.body.strip() == inspection.announcements.get().email_body.strip()


def test_the_version_of_september_2025_asks_for_fifteen_items_and_the_list_of_cases():
    asked = asked_for(version("2025-09-30"), {})
    assert [each.number for each in asked] == ["List", *(f"1.{number:02}" for number in range(1, 16))]
    assert [each.number for each in asked if not each.known] == [f"1.{number:02}" for number in range(6, 15)]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("1.03 report.pdf", "1.03"),
        ("1.03_report.pdf", "1.03"),
        ("1.03.pdf", "1.03"),
        (" 1.03-report.pdf", "1.03"),
        ("1.030 report.pdf", ""),
        ("1.03.2024.pdf", ""),
        ("report 1.03.pdf", ""),
        ("a-02 audits.xlsx", "A-02"),
        ("LIST of cases.csv", "List"),
        ("Listing.csv", ""),
    ],
)
def test_a_file_finds_its_item_by_its_number(name, number):
    assert number_of(name, {"1.03", "1.04", "A-02", "List"}) == number


def test_the_number_is_put_before_the_name_once():
    assert numbered("1.03", "report.pdf") == "1.03 report.pdf"
    assert numbered("1.03", "1.03 report.pdf") == "1.03 report.pdf"


def test_only_the_lead_closes_it(cast, as_):
    inspection = giving.announced(cast)
    with giving.at_work():
        address = reverse("annex_close", args=[inspection.ref])
        assert as_(cast.analyst).get(address).status_code == 403
        assert send(as_(cast.lead), address).status_code == 302
        assert giving.request(inspection).closed_by == cast.lead
        page = as_(cast.link_person).get(reverse("cafcass_annex", args=[inspection.ref])).content.decode()
        assert "This request is closed" in page
        with pytest.raises(Exception, match="closed"):
            giving.give(inspection, cast.link_person, "A-02 late.txt")
