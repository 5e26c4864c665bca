"""The contact sheet goes to Cafcass as a version with its date."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from files.models import OutgoingMail
from inspections import actions
from inspections.due import contact_sheets
from inspections.models import ContactSheetIssue, Inspection
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def owed(cast: Cast) -> list[str]:
    return [each.title for each in contact_sheets.due(clock.today(), cast.lead)]


def told(client: Client, inspection: Inspection) -> str:
    return client.get(reverse("cafcass_contact_sheet", args=[inspection.ref])).content.decode()


@pytest.mark.rule("NOTI-16")
def test_without_a_qa_manager_it_is_not_issued_and_with_one_it_has_a_date_and_a_version(cast: Cast, as_: As) -> None:
    inspection = stages.plan(cast)
    stages.join(cast, inspection, cast.team_inspector, "team")
    issue = reverse("contact_sheet_issue", args=[inspection.ref])
    with clock.moved_to(clock.at(stages.PLANNED_AT.date(), 15, 20)):
        blocked = send(as_(cast.lead), issue)
        assert blocked.status_code == 400
        assert "without a quality assurance manager" in str(errors(blocked))
        assert not ContactSheetIssue.objects.exists()
        stages.join(cast, inspection, cast.qa_manager, "qa_manager")
        assert send(as_(cast.lead), issue).status_code == 302
        shown = as_(cast.lead).get(reverse("contact_sheet", args=[inspection.ref])).content.decode()
        assert "Version 1: issued by Lena Example, Mon 8 Jan 2024, 15:20" in shown
        # Nobody at Cafcass knows of a plan, so nobody is written to.
        assert not OutgoingMail.objects.exists()
    kept = ContactSheetIssue.objects.get()
    assert {each["name"] for each in kept.content["contacts"]} == {
        cast.lead.name,
        cast.team_inspector.name,
        cast.qa_manager.name,
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.delete()


@pytest.mark.rule("NOTI-16", part="a lead and an inspector besides")
def test_without_a_lead_or_an_inspector_it_is_not_issued(cast: Cast) -> None:
    with clock.moved_to(stages.PLANNED_AT):
        given = {"kind": "inspection", "title": "Nobody yet", "onsite_week": stages.W1}
        inspection = actions.create_inspection(**given, lead=None, by=cast.scheduler)
        with pytest.raises(Invalid) as found:
            actions.issue_contact_sheet(inspection, by=cast.scheduler)
        assert "a lead inspector and without an inspector besides the lead and without a quality" in str(found.value)
        actions.add_member(inspection, cast.qa_manager, "qa_manager", by=cast.scheduler)
        actions.add_member(inspection, cast.team_inspector, "team", by=cast.scheduler)
        with pytest.raises(Invalid, match="without a lead inspector"):
            actions.issue_contact_sheet(inspection, by=cast.scheduler)
        actions.add_member(inspection, cast.lead, "lead", by=cast.scheduler)
        assert actions.issue_contact_sheet(inspection, by=cast.scheduler).number == 1


@pytest.mark.rule("NOTI-16", part="issued again when it changed; Cafcass keeps what it was given until then")
def test_cafcass_has_the_version_issued_and_a_change_asks_for_the_next(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        assert "not issued yet" in told(as_(cast.link_person), inspection)
        assert owed(cast)[0].startswith("Issue the contact sheet (")
        actions.issue_contact_sheet(inspection, by=cast.lead)
        assert owed(cast) == []
        said = told(as_(cast.link_person), inspection)
        assert "Version 1</strong>, issued" in said
        assert cast.qa_manager.email in said
        mails = OutgoingMail.objects.filter(subject="Contact sheet, version 1")
        assert {mail.to for mail in mails} == {cast.link_person.email, cast.chief_executive.email}
        with pytest.raises(Invalid, match="Nothing has changed since version 1"):
            actions.issue_contact_sheet(inspection, by=cast.lead)
        actions.add_member(inspection, cast.third_team_inspector, "team", by=cast.scheduler)
        assert cast.third_team_inspector.name not in told(as_(cast.link_person), inspection)
        assert owed(cast)[0].startswith("Issue the contact sheet again")
        changed = as_(cast.lead).get(reverse("contact_sheet", args=[inspection.ref])).content.decode()
        assert "It has changed since version 1" in changed
        actions.issue_contact_sheet(inspection, by=cast.lead)
        said = told(as_(cast.link_person), inspection)
        assert "Version 2</strong>" in said
        assert cast.third_team_inspector.name in said
        assert "Earlier versions" in said


def test_who_neither_leads_nor_plans_does_not_issue_it(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    issue = reverse("contact_sheet_issue", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        for person in (cast.deputy, cast.team_inspector, cast.qa_manager):
            assert as_(person).post(issue, {"op": str(uuid4())}).status_code == 403
            with pytest.raises(NotAllowed):
                actions.issue_contact_sheet(inspection, by=person)
        assert as_(cast.link_person).post(issue, {"op": str(uuid4())}).status_code == 404
