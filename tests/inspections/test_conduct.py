"""Code of conduct, adjustments, declared interests, concerns about conduct, and the contact sheet."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Event, Person
from accounts.refusals import Invalid, NotAllowed
from files.jobs import run_queued
from files.models import Job, OutgoingMail
from inspections import actions, lifecycle
from inspections.actions import conduct
from inspections.due import interests
from inspections.models import Adjustment, ConductAnswer, ConductConcern, InterestDeclaration
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, opened, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
SECRET = "Whinchat"  # pragma: allowlist secret


def page(client: Client, name: str, ref: str) -> str:
    return client.get(reverse(name, args=[ref])).content.decode()


# The code of conduct


@pytest.mark.rule("GEN-05")
def test_until_the_code_is_accepted_a_banner_stands_on_every_page_and_stops_nothing(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    Person.objects.filter(pk=cast.team_inspector.pk).update(code_accepted_at=None)
    client = as_(cast.team_inspector)
    with clock.moved_to(stages.ON_SITE_AT):
        for name in ("note_create", "timetable", "team"):
            said = client.get(reverse(name, args=[inspection.ref]))
            assert said.status_code == 200
            assert "You have not accepted the code of conduct yet" in said.content.decode()
        assert send(client, reverse("code_of_conduct")).status_code == 302
        assert "You have not accepted" not in page(client, "note_create", inspection.ref)
        person = Person.objects.get(pk=cast.team_inspector.pk)
        assert person.code_accepted_at == stages.ON_SITE_AT
    with clock.moved_to(clock.at(date(2024, 2, 9))):
        send(client, reverse("code_of_conduct"))
    person.refresh_from_db()
    assert person.code_accepted_at == stages.ON_SITE_AT


def test_who_is_no_inspector_owes_no_acceptance(cast: Cast, as_: As) -> None:
    for person in (cast.scheduler, cast.chief_executive):
        assert "You have not accepted" not in as_(person).get("/").content.decode()
    assert as_(cast.chief_executive).post(reverse("code_of_conduct"), {"op": str(uuid4())}).status_code == 403


@pytest.mark.rule("GEN-05", part="the confirming mail leads to the code")
def test_the_confirming_mail_leads_to_the_code(cast: Cast) -> None:
    stages.announced(cast)
    assert reverse("code_of_conduct") in OutgoingMail.objects.get(subject__startswith="Confirmation").body


@pytest.mark.rule("GEN-05", part="a concern about conduct goes to whoever it is not about")
@pytest.mark.parametrize(("about", "answers"), [("no", "lead"), ("yes", "qa_manager")])
def test_a_concern_about_conduct_reaches_the_lead_or_past_the_lead(
    cast: Cast, as_: As, about: str, answers: str
) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        address = reverse("cafcass_conduct", args=[inspection.ref])
        assert send(as_(cast.link_person), address, about_lead=about, text=f"{SECRET} was curt").status_code == 302
        concern = ConductConcern.objects.get()
        told = OutgoingMail.objects.filter(subject__startswith="Conduct")
        assert [mail.to for mail in told] == [getattr(cast, answers).email]
        assert SECRET not in told[0].body
        lists = {
            who: page(as_(getattr(cast, who)), "conduct_concern_list", inspection.ref) for who in ("lead", "qa_manager")
        }
        assert (SECRET in lists["lead"]) is (about == "no")
        assert SECRET in lists["qa_manager"]
        answer = reverse("conduct_concern_answer", args=[inspection.ref, concern.pk])
        if about == "yes":
            assert as_(cast.lead).get(answer).status_code == 404
        assert send(as_(getattr(cast, answers)), answer, text="We are sorry.").status_code == 302
        assert "We are sorry." in page(as_(cast.link_person), "cafcass_conduct", inspection.ref)
        assert SECRET not in page(as_(cast.chief_executive), "cafcass_conduct", inspection.ref)
    for row in (concern, ConductAnswer.objects.get()):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(text="Never")


# Adjustments


def logged(cast: Cast, inspection: Any) -> Adjustment:
    with clock.moved_to(stages.RECORDED_AT):
        return conduct.log_adjustment(
            inspection,
            need="Hearing loop for the feedback meeting",
            raised_by="Link person",
            raised_on=date(2024, 1, 22),
            owner=cast.deputy,
            by=cast.lead,
        )


@pytest.mark.rule("GEN-06")
def test_the_start_of_fieldwork_asks_about_an_unanswered_adjustment(
    cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the rooms above find open is asked about in their own tests.
    monkeypatch.setattr(lifecycle, "OPEN_BEFORE_START", [])
    inspection = stages.announced(cast)
    made = logged(cast, inspection)
    start = reverse("fieldwork_start", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        lead = as_(cast.lead)
        assert "1 adjustment is unanswered" in lead.get(start).content.decode()
        given = {"first_day_day": "5", "first_day_month": "2", "first_day_year": "2024"}
        refused = send(lead, start, **given, reason="")
        assert errors(refused)["reason"] == ["1 adjustment is unanswered. Answer first, or give a reason."]
        assert not inspection.timeline.dates.get(code="onsite_first").actual
        conduct.answer_adjustment(made, step="A loop is booked.", answered_on=date(2024, 2, 5), by=cast.deputy)
        assert "1 adjustment is unanswered" not in lead.get(start).content.decode()
        assert send(lead, start, **given, reason="").status_code == 302
    assert inspection.timeline.dates.get(code="onsite_first").actual


def test_fieldwork_starts_with_a_reason_where_a_need_is_unanswered(cast: Cast) -> None:
    inspection = stages.announced(cast)
    logged(cast, inspection)
    with clock.moved_to(stages.ON_SITE_AT):
        with pytest.raises(Invalid, match="not come yet"):
            actions.start_fieldwork(inspection, first_day=date(2024, 2, 6), reason="x", by=cast.lead)
        with pytest.raises(NotAllowed):
            actions.start_fieldwork(inspection, first_day=date(2024, 2, 5), reason="x", by=cast.deputy)
        actions.start_fieldwork(
            inspection, first_day=date(2024, 2, 5), reason="The loop comes on Friday.", by=cast.lead
        )
        with pytest.raises(NotAllowed, match="confirmed already"):
            actions.start_fieldwork(inspection, first_day=date(2024, 2, 5), reason="x", by=cast.lead)
    assert Event.objects.filter(verb="started fieldwork", reason__text="The loop comes on Friday.").exists()


def test_an_adjustment_is_logged_and_answered_on_pages_and_two_answers_are_both_seen(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    create = reverse("adjustment_create", args=[inspection.ref])
    given = {"need": "Step-free room", "raised_by": "Link person", "owner": str(cast.deputy.pk)}
    day = {"raised_on_day": "22", "raised_on_month": "1", "raised_on_year": "2024"}
    with clock.moved_to(stages.ON_SITE_AT):
        outside = send(as_(cast.lead), create, **given | {"owner": str(cast.other_lead.pk)}, **day)
        assert "owner" in errors(outside)
        assert send(as_(cast.lead), create, **given, **day).status_code == 302
        answer = reverse("adjustment_answer", args=[inspection.ref, Adjustment.objects.get().pk])
        mine = opened(as_(cast.deputy), answer)
        on = {"answered_on_day": "5", "answered_on_month": "2", "answered_on_year": "2024"}
        assert send(as_(cast.lead), answer, step="Room 2", **on).status_code == 302
        stale = as_(cast.deputy).post(answer, mine | on | {"step": "Room 7"})
        assert stale.status_code == 409
        assert "Room 2" in stale.content.decode()
        assert "Room 7" in stale.content.decode()
        listed = page(as_(cast.qa_manager), "adjustment_list", inspection.ref)
        assert "Step-free room" in listed
        assert as_(cast.team_inspector).get(reverse("adjustment_list", args=[inspection.ref])).status_code == 404


# Interests


def test_each_declares_their_own_and_nobody_decides_about_themselves(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    own = reverse("interest_declare", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        assert errors(send(as_(cast.lead), own, has="something", text=""))["text"]
        assert send(as_(cast.lead), own, has="something", text=f"{SECRET}: worked there").status_code == 302
        declaration = InterestDeclaration.objects.get()
        decide = reverse("interest_decide", args=[inspection.ref, declaration.pk])
        assert as_(cast.lead).get(decide).status_code == 403
        assert SECRET not in page(as_(cast.team_inspector), "team", inspection.ref)
        refused = send(as_(cast.scheduler), decide, outcome="limited", limits="", reason="Long ago")
        assert "limits" in errors(refused)
        assert send(as_(cast.scheduler), decide, outcome="stays", limits="", reason="Long ago").status_code == 302
        assert "Stays on the team" in page(as_(cast.lead), "interest_list", inspection.ref)


def test_who_leaves_for_an_interest_can_open_nothing_from_then_on(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        said = conduct.declare_interest(inspection, none=False, text="A relative", by=cast.team_inspector)
        assert as_(cast.team_inspector).get(reverse("team", args=[inspection.ref])).status_code == 200
        conduct.decide_interest(said, outcome="leaves", reason="Too close", by=cast.lead)
        assert as_(cast.team_inspector).get(reverse("team", args=[inspection.ref])).status_code == 404


def test_a_newer_declaration_takes_the_place_of_an_older_one(cast: Cast) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        first = conduct.declare_interest(inspection, none=False, text="A relative", by=cast.deputy)
        conduct.declare_interest(inspection, none=True, by=cast.deputy)
        with pytest.raises(NotAllowed, match="newer"):
            conduct.decide_interest(first, outcome="stays", reason="x", by=cast.lead)
        with pytest.raises(NotAllowed):
            conduct.declare_interest(inspection, none=True, by=cast.stranger)


def owed(inspection: Any, person: Person) -> list[str]:
    found = interests.due(clock.today(), person)
    return [each.title for each in found if each.inspection == inspection.ref]


def test_an_interest_is_owed_to_its_author_by_whoever_decides_until_it_is_decided(cast: Cast) -> None:
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        assert list(interests.due(clock.today())) == []
        said = conduct.declare_interest(inspection, none=False, text="A relative", by=cast.deputy)
        assert owed(inspection, cast.lead) == [f"Decide about a declared interest ({inspection.title})"]
        assert owed(inspection, cast.deputy) == owed(inspection, cast.scheduler) == []
        own = conduct.declare_interest(inspection, none=False, text="Worked there", by=cast.lead)
        assert len(owed(inspection, cast.lead)) == len(owed(inspection, cast.scheduler)) == 1
        conduct.decide_interest(said, outcome="stays", reason="Long ago", by=cast.lead)
        conduct.decide_interest(own, outcome="stays", reason="Long ago", by=cast.scheduler)
        assert list(interests.due(clock.today())) == []
        conduct.declare_interest(inspection, none=False, text="Another", by=cast.deputy)
        conduct.declare_interest(inspection, none=True, by=cast.deputy)
        assert list(interests.due(clock.today())) == []


# The contact sheet


@pytest.mark.rule("SITE-02")
def test_the_contact_sheet_has_badges_and_says_that_no_dbs_copies_are_carried(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    Person.objects.filter(pk=cast.deputy.pk).update(badge_number="OF-1234")
    address = reverse("contact_sheet", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        assert as_(cast.lead).get(reverse("contact_sheet_file", args=[inspection.ref, uuid4()])).status_code == 404
        assert as_(cast.team_inspector).post(address, {"op": str(uuid4())}).status_code == 302
        run_queued()
        file = reverse("contact_sheet_file", args=[inspection.ref, Job.objects.get().pk])
        assert f'href="{file}"' in page(as_(cast.lead), "contact_sheet", inspection.ref)
        actions.issue_contact_sheet(inspection, by=cast.lead)
        printed = as_(cast.lead).get(file).content
        assert printed.startswith(b"%PDF")
        for said in (
            page(as_(cast.lead), "contact_sheet", inspection.ref),
            page(as_(cast.link_person), "cafcass_contact_sheet", inspection.ref),
        ):
            assert "OF-1234" in said
            assert "do not carry copies of their DBS checks" in said
            assert cast.qa_manager.name in said
        assert "A1 North East" in page(as_(cast.lead), "contact_sheet", inspection.ref)
        assert "A1 North East" not in page(as_(cast.link_person), "cafcass_contact_sheet", inspection.ref)


def test_a_sheet_that_changed_before_it_was_made_is_not_made(cast: Cast, as_: As) -> None:
    inspection = stages.announced(cast)
    address = reverse("contact_sheet", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        as_(cast.lead).post(address, {"op": str(uuid4())})
        asked = Job.objects.get()
        Person.objects.filter(pk=cast.deputy.pk).update(badge_number="OF-9999")
        run_queued()
        asked.refresh_from_db()
        assert asked.state == Job.State.FAILED
        assert "changed before the sheet was made" in asked.error
        as_(cast.lead).post(address, {"op": str(uuid4())})
        run_queued()
        assert 'contact-sheet.pdf"' in page(as_(cast.lead), "contact_sheet", inspection.ref)


def test_cafcass_has_no_contact_sheet_before_the_call(cast: Cast, as_: As) -> None:
    inspection = stages.planned(cast)
    for name in ("cafcass_contact_sheet", "cafcass_conduct"):
        assert as_(cast.chief_executive).get(reverse(name, args=[inspection.ref])).status_code == 404
