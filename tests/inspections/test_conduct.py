"""Declarations, code of conduct, concerns, adjustments, contact sheet, sites (GEN-05, GEN-06, SITE-02)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from files.jobs import run_queued
from govuk.forms import date_data
from inspections import actions
from inspections.actions.sites import Place
from inspections.models import ConductAcceptance, ConductConcern, FieldworkStart, Interest, Site
from inspections.roles import roles_on
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
CODE = "You have not accepted the code of conduct."
INTEREST = "You have not declared whether you have a conflict of interest."


@pytest.mark.rule("GEN-05")
def test_the_banner_stays_until_the_code_is_accepted(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    url = reverse("note_create", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        opened = as_(cast.team_inspector).get(url)
        assert (opened.status_code, CODE in opened.content.decode()) == (200, True)
        assert send(as_(cast.team_inspector), reverse("code_of_conduct")).status_code == 302
        assert CODE not in as_(cast.team_inspector).get(url).content.decode()
        assert CODE in as_(cast.deputy).get(url).content.decode()
    accepted = ConductAcceptance.objects.get()
    assert (accepted.person, accepted.accepted_at) == (cast.team_inspector, stages.ON_SITE_AT)


@pytest.mark.rule("GEN-05", part="a concern goes to the lead, and past the lead where it is about the lead")
def test_a_concern_about_the_lead_goes_to_the_qa_manager(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    raising, reading = reverse("concern_create", args=[inspection.ref]), reverse("concern_list", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        as_lead = {"about": cast.lead.pk, "text": "Kestrel: was curt."}
        assert send(as_(cast.link_person), raising, **as_lead).status_code == 302
        send(as_(cast.chief_executive), raising, about=cast.deputy.pk, text="Plover: was late.")
        lead, qa = as_(cast.lead).get(reading).content.decode(), as_(cast.qa_manager).get(reading).content.decode()
        assert as_(cast.deputy).get(reading).status_code == 404
    assert ("Kestrel" in lead, "Plover" in lead) == (False, True)
    assert ("Kestrel" in qa, "Plover" in qa) == (True, False)
    assert set(ConductConcern.objects.values_list("goes_to_role", flat=True)) == {"lead", "qa_manager"}


@pytest.mark.rule("GEN-06")
def test_an_unanswered_adjustment_asks_for_an_answer_or_a_reason(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    url = reverse("fieldwork_start", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        sent = send(
            as_(cast.lead), reverse("adjustment_create", args=[inspection.ref]),
            need="Hearing loop for feedback meeting", raised_by="Area manager", owner=cast.deputy.pk,
            **date_data("raised_on", date(2024, 2, 1)),
        )  # fmt: skip
        assert sent.status_code == 302
        warned = send(as_(cast.lead), url)
        assert "1 adjustment is unanswered" in errors(warned)["reason"][0]
        assert not FieldworkStart.objects.exists()
        need = inspection.adjustments.get()
        actions.answer_adjustment(need, step="Ordered.", step_on=clock.today(), by=cast.deputy)
        assert send(as_(cast.lead), url).status_code == 302
    start = FieldworkStart.objects.get()
    assert (start.unanswered, start.started_by) == (0, cast.lead)


@pytest.mark.rule("GEN-06", part="a reason is enough, and is kept")
def test_a_reason_starts_fieldwork_too(cast: Cast):
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        need = {"need": "Ramp", "raised_by": "FCA", "raised_on": date(2024, 2, 1)}
        actions.raise_adjustment(inspection, **need, by=cast.lead)
        actions.start_fieldwork(inspection, reason="Nobody needs it this week.", by=cast.lead)
        with pytest.raises(NotAllowed, match="started already"):
            actions.start_fieldwork(inspection, by=cast.lead)
    assert FieldworkStart.objects.get().unanswered == 1


def test_everybody_declares_and_somebody_else_decides(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    page, own = reverse("inspection_detail", args=[inspection.ref]), reverse("interest_declare", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        assert INTEREST in as_(cast.team_inspector).get(page).content.decode()
        assert "Say what there is" in errors(send(as_(cast.team_inspector), own, none="no"))["what"][0]
        assert send(as_(cast.team_inspector), own, none="no", what="My sister works there").status_code == 302
        assert INTEREST not in as_(cast.team_inspector).get(page).content.decode()
        assert as_(cast.deputy).get(reverse("interest_list", args=[inspection.ref])).status_code == 403
        assert "My sister" in as_(cast.lead).get(reverse("interest_list", args=[inspection.ref])).content.decode()
        declared = Interest.objects.get()
        with pytest.raises(Invalid, match="from which site or case"):
            actions.decide_interest(declared, outcome="limited", by=cast.lead)
        actions.decide_interest(declared, outcome="leaves", limit="Too close", by=cast.lead)
        assert "team" not in roles_on(cast.team_inspector, inspection)
        mine = actions.declare_interest(inspection, none=False, what="I worked there", by=cast.lead)
        with pytest.raises(NotAllowed, match="own declaration"):
            actions.decide_interest(mine, outcome="stays", by=cast.lead)
        actions.decide_interest(mine, outcome="stays", by=cast.scheduler)


@pytest.mark.rule("SITE-02")
def test_the_contact_sheet_has_badges_and_says_that_dbs_copies_are_not_carried(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    for person in (cast.lead, cast.deputy, cast.team_inspector, cast.second_team_inspector, cast.shadow):
        person.badge_number = f"B-{person.pk}"
        person.save(update_fields=["badge_number"])
    url = reverse("contact_sheet", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        stages.furnish(cast, inspection)
        page = as_(cast.team_inspector).get(url).content.decode()
        assert "do not carry copies of their DBS checks" in page
        assert all(f"B-{p.pk}" in page for p in (cast.lead, cast.deputy, cast.shadow))
        assert "A1 Invented North" in page
        assert "Not entered yet" not in page.partition("Sites</caption>")[0]
        send(as_(cast.team_inspector), url)
        run_queued()
        made = as_(cast.team_inspector).get(url).context
        file = as_(cast.deputy).get(reverse("contact_sheet_file", args=[inspection.ref, made["printed"].pk]))
        assert file.status_code == 200
        assert file.content.startswith(b"%PDF")
        assert as_(cast.link_person).get(url).status_code == 404
        told = as_(cast.link_person).get(reverse("cafcass_inspection", args=[inspection.ref])).content.decode()
        assert "A1 Invented North" in told


def test_sites_are_added_changed_and_withdrawn(cast: Cast, as_):  # type: ignore[no-untyped-def]
    inspection = stages.planned(cast)
    with clock.moved_to(stages.PLANNED_AT):
        url, pair = reverse("site_create", args=[inspection.ref]), inspection.pairs.get()
        assert as_(cast.deputy).get(url).status_code == 403
        assert send(as_(cast.lead), url, code="A1", name="North", pair=pair.pk).status_code == 302
        assert "called A1 already" in errors(send(as_(cast.lead), url, code="A1", name="Other"))["code"][0]
        one, other = Site.objects.get(), actions.add_site(inspection, Place("A2", "South"), by=cast.lead)
        way = reverse("site_travel_edit", args=[inspection.ref])
        assert "two different" in errors(send(as_(cast.lead), way, one=one.pk, other=one.pk, minutes=5))["other"][0]
        assert send(as_(cast.lead), way, one=other.pk, other=one.pk, minutes=50).status_code == 302
        assert (
            "A1 and A2: 50 minutes"
            in as_(cast.deputy).get(reverse("site_list", args=[inspection.ref])).content.decode()
        )
        assert "A1 North" in as_(cast.deputy).get(reverse("team", args=[inspection.ref])).content.decode()
        gone = reverse("site_withdraw", args=[inspection.ref, one.pk])
        assert send(as_(cast.lead), gone, reason="Closed").status_code == 302
        assert send(as_(cast.lead), url, code="A1", name="Other").status_code == 302


@pytest.mark.parametrize(
    "page", ["interruption_list", "site_list", "adjustment_list", "interest_list", "contact_sheet"]
)
def test_a_list_takes_as_many_queries_for_many_rows(cast: Cast, as_, page: str, django_assert_max_num_queries):  # type: ignore[no-untyped-def]
    inspection = stages.announced(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        for number in range(30):
            actions.add_site(inspection, Place(f"S{number}", "Somewhere"), by=cast.lead)
            actions.raise_adjustment(
                inspection, need="x", raised_by="x", raised_on=clock.today(), owner=cast.lead, by=cast.lead
            )
            actions.declare_interest(inspection, none=True, by=cast.team_inspector)
        reader = as_(cast.lead)
        with django_assert_max_num_queries(12):
            assert reader.get(reverse(page, args=[inspection.ref])).status_code == 200
