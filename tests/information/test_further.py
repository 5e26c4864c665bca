"""Further requests: the lead agrees each, Cafcass answers; what it offers late is sealed until the lead accepts."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import NotAllowed
from files.jobs import run_queued
from files.models import OutgoingMail
from information import actions as annex
from information.actions import further as actions
from information.models import AdditionalOffer, FurtherRequest
from tests.information import giving
from tests.inspections.forms import errors, opened, send, unopened

pytestmark = pytest.mark.django_db
SERVICE = {"kind": "service", "what": "The supervision policy", "reason": "Two notes disagree"}
CHILD = {"kind": "child", "what": "The last case plan", "reason": "Not in the file"}


@pytest.fixture
def inspection(cast):
    return giving.announced(cast)


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def draft(client, inspection, **typed):
    return send(client, page(inspection, "further_request_create"), **typed)


def told(client, inspection):
    return client.get(page(inspection, "own_request_list"))


@pytest.mark.rule("OFF-15", part="a team inspector's request stays proposed and unseen until the lead agrees it")
def test_a_draft_of_the_team_is_not_known_at_cafcass_until_the_lead_agrees(cast, as_, inspection):
    with giving.at_work():
        assert draft(as_(cast.team_inspector), inspection, **SERVICE).status_code == 302
        made = FurtherRequest.objects.get()
        assert made.state == "proposed"
        link, reply = as_(cast.link_person), page(inspection, "own_request_reply", made.pk)
        assert "supervision policy" not in told(link, inspection).content.decode()
        assert link.get(reply).status_code == 404
        assert not OutgoingMail.objects.filter(subject="An information request").exists()
        for who in (cast.deputy, cast.team_inspector, cast.qa_manager):
            assert as_(who).post(page(inspection, "further_request_agree", made.pk), {}).status_code == 403
        assert send(as_(cast.lead), page(inspection, "further_request_agree", made.pk)).status_code == 302
        assert "supervision policy" in told(link, inspection).content.decode()
        assert "Two notes disagree" not in told(link, inspection).content.decode()
        (mail,) = OutgoingMail.objects.filter(subject="An information request")
        assert "supervision" not in mail.body


@pytest.mark.rule("OFF-16")
def test_a_deputy_logs_the_leads_word_and_the_counter_rises(cast, as_, inspection):
    with giving.at_work():
        for number in range(4):
            actions.draft_request(inspection, kind="service", what=f"Paper {number}", reason="Needed", by=cast.lead)
        assert "reason" in errors(draft(as_(cast.deputy), inspection, **SERVICE | {"reason": ""}))
        draft(as_(cast.deputy), inspection, **SERVICE)
        made = FurtherRequest.objects.get(number=5)
        lists = page(inspection, "further_request_list")
        assert "4 asked, 4 open" in as_(cast.lead).get(lists).content.decode()
        assert send(as_(cast.deputy), page(inspection, "further_request_log", made.pk)).status_code == 302
        for who, name in ((cast.lead, "further_request_list"), (cast.link_person, "own_request_list")):
            assert "5 asked, 5 open" in as_(who).get(page(inspection, name)).content.decode()
        assert "Waits for the lead" in as_(cast.lead).get(lists).content.decode()
        confirm = page(inspection, "further_request_confirm", made.pk)
        assert as_(cast.deputy).post(confirm, {}).status_code == 403
        assert send(as_(cast.lead), confirm).status_code == 302
        assert "Waits for the lead" not in as_(cast.lead).get(lists).content.decode()
    with clock.moved_to(clock.at(date(2024, 1, 26), 9)):
        assert "the oldest for 3 days" in told(as_(cast.link_person), inspection).content.decode()
    made.refresh_from_db()
    assert made.confirmed_at


def test_what_the_lead_declines_never_shows_at_cafcass(cast, as_, inspection):
    with giving.at_work():
        made = actions.draft_request(inspection, kind="service", what="Rotas", reason="Idea", by=cast.team_inspector)
        decline = page(inspection, "further_request_decline", made.pk)
        assert "reason" in errors(send(as_(cast.lead), decline, reason=""))
        assert send(as_(cast.lead), decline, reason="Not needed").status_code == 302
        assert "Rotas" not in told(as_(cast.link_person), inspection).content.decode()
        agree = page(inspection, "further_request_agree", made.pk)
        assert as_(cast.lead).post(agree, unopened()).status_code == 403


@pytest.mark.rule("DOC-04")
def test_about_a_child_the_case_is_named_by_reference(cast, as_, inspection):
    with giving.at_work():
        lead = as_(cast.lead)
        assert "case_ref" in errors(draft(lead, inspection, **CHILD, child_reason="cannot_find"))
        assert draft(lead, inspection, **CHILD, child_reason="cannot_find", case_ref="PU-07").status_code == 302
    with pytest.raises(DatabaseError), transaction.atomic():
        FurtherRequest.objects.update(case_ref="")


@pytest.mark.rule("DOC-05")
def test_a_request_about_a_child_has_one_of_four_reasons_and_a_neutral_label(cast, as_, inspection):
    with giving.at_work():
        lead = as_(cast.lead)
        assert "child_reason" in errors(draft(lead, inspection, **CHILD, case_ref="PU-07"))
        form = lead.get(page(inspection, "further_request_create")).context["form"]
        assert len(form.fields["child_reason"].choices) == 4
        draft(lead, inspection, **CHILD, case_ref="PU-07", child_reason="good_practice")
        shown = told(as_(cast.link_person), inspection).content.decode()
        assert "Information request 1" in shown
        assert "no sign that something is wrong" in shown
        assert not any(word in shown.lower() for word in ("weakness", "finding", "shortfall"))


@pytest.mark.rule("DOC-06")
def test_a_senior_leader_answers_and_the_inspector_writes_the_view(cast, as_, inspection):
    with giving.at_work():
        made = actions.draft_request(inspection, kind="service", what="Rotas", reason="Idea", by=cast.team_inspector)
        view = page(inspection, "further_request_view", made.pk)
        actions.agree_request(made, by=cast.lead)
        assert as_(cast.team_inspector).get(view).status_code == 403
        link, reply = as_(cast.link_person), page(inspection, "own_request_reply", made.pk)
        assert "leader" in errors(send(link, reply, text="Here"))
        assert "text" in errors(send(link, reply, leader="Director"))
        files = {"documents": [SimpleUploadedFile("rota.txt", b"Monday")]}
        assert link.post(reply, opened(link, reply) | {"leader": "Director of operations"} | files).status_code == 302
        run_queued()
        (stored,) = made.replies.get().files.all()
        opens = page(inspection, "further_request_file", stored.pk)
        assert as_(cast.team_inspector).get(opens).getvalue() == b"Monday"
        assert link.get(opens).status_code == 404
        assert send(as_(cast.team_inspector), view, text="Clear now").status_code == 302
        shown = as_(cast.lead).get(page(inspection, "further_request", made.pk)).content.decode()
        assert "Director of operations" in shown
        assert "Clear now" in shown
        assert "0 open" in told(link, inspection).content.decode()


def offered(client, inspection, **typed):
    address = page(inspection, "own_offer")
    return client.post(address, opened(client, address) | typed)


def file():
    return [SimpleUploadedFile("late.txt", b"Late news")]


@pytest.mark.rule("DOC-01")
def test_what_is_offered_after_annex_a_is_sealed_until_the_lead_accepts(cast, as_, inspection):
    link, lead, given = as_(cast.link_person), as_(cast.lead), {"title": "A new audit", "reason": "It is newer"}
    with giving.at_work():
        assert offered(link, inspection, **given, documents=file()).status_code == 403
        annex.close_request(giving.request(inspection), by=cast.lead)
        assert offered(link, inspection, **given, documents=file()).status_code == 302
        run_queued()
        made = AdditionalOffer.objects.get()
        assert made.upload.sha256 in link.get(page(inspection, "own_offer")).content.decode()
        opens = page(inspection, "offer_file", made.pk)
        everybody = (cast.lead, cast.deputy, cast.team_inspector, cast.analyst, cast.qa_manager)
        assert [as_(who).get(opens).status_code for who in everybody] == [404] * 5
        assert "A new audit" in lead.get(page(inspection, "offer_list")).content.decode()
        assert "A new audit" not in as_(cast.team_inspector).get(page(inspection, "offer_list")).content.decode()
        decide = page(inspection, "offer_decide", made.pk)
        talked = {"discussed_on_day": "24", "discussed_on_month": "1", "discussed_on_year": "2024"}
        for wrong in ({}, {"discussed_on_day": "19"}):
            assert "discussed_on" in errors(send(lead, decide, decision="accept", **talked | wrong))
        assert send(lead, decide, decision="accept", **talked | {"discussed_on_day": "23"}).status_code == 302
        assert [as_(who).get(opens).status_code for who in everybody] == [200] * 5
        assert as_(cast.other_lead).get(opens).status_code == 404


@pytest.mark.parametrize("state", ["published", "cancelled", "incomplete"])
def test_nothing_is_decided_on_an_offer_or_a_request_once_the_inspection_is_over(cast, as_, inspection, state):
    with giving.at_work():
        made = actions.draft_request(inspection, **SERVICE, by=cast.team_inspector)
        actions.log_agreed(made, by=cast.deputy)
        annex.close_request(giving.request(inspection), by=cast.lead)
        given = actions.offer(inspection, [], title="A new audit", reason="It is newer", by=cast.link_person)
        type(inspection).objects.filter(pk=inspection.pk).update(state=state)
        lead = as_(cast.lead)
        decide, confirm = (
            page(inspection, "offer_decide", given.pk),
            page(inspection, "further_request_confirm", made.pk),
        )
        assert decide not in lead.get(page(inspection, "offer_list")).content.decode()
        for address in (decide, confirm):
            assert lead.get(address).status_code == 403
        with pytest.raises(NotAllowed):
            actions.decide_offer(given, accept=True, discussed_on=clock.today(), by=cast.lead)
        with pytest.raises(NotAllowed):
            actions.confirm_request(made, by=cast.lead)


@pytest.mark.rule("DOC-02")
def test_an_offer_says_why_it_is_relevant(cast, as_, inspection):
    with giving.at_work():
        annex.close_request(giving.request(inspection), by=cast.lead)
        sent = offered(as_(cast.link_person), inspection, title="A new audit", reason="")
        assert errors(sent)["reason"] == ["Say why it is relevant to the inspection"]
        assert not AdditionalOffer.objects.exists()


@pytest.mark.rule("DOC-03", part="by the lead alone, with a reason when declined; what is declined is never opened")
def test_the_lead_alone_decides_and_cafcass_reads_why(cast, as_, inspection):
    with giving.at_work():
        annex.close_request(giving.request(inspection), by=cast.lead)
        offered(as_(cast.link_person), inspection, title="Old news", reason="Still true", documents=file())
        run_queued()
        made = AdditionalOffer.objects.get()
        decide = page(inspection, "offer_decide", made.pk)
        assert as_(cast.deputy).get(decide).status_code == 403
        talked = {"discussed_on_day": "23", "discussed_on_month": "1", "discussed_on_year": "2024"}
        assert "reason" in errors(send(as_(cast.lead), decide, decision="decline", **talked))
        assert send(as_(cast.lead), decide, decision="decline", reason="Too old", **talked).status_code == 302
        assert "Too old" in as_(cast.link_person).get(page(inspection, "own_offer")).content.decode()
        for who in (cast.lead, cast.team_inspector):
            assert as_(who).get(page(inspection, "offer_file", made.pk)).status_code == 404
        assert as_(cast.lead).post(decide, unopened() | {"decision": "accept"} | talked).status_code == 403
    with pytest.raises(DatabaseError), transaction.atomic():
        AdditionalOffer.objects.update(state="accepted")
