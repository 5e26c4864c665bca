"""Who chooses the sites, and what each choice rests on."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from information.actions.lines import set_line
from inspections import actions
from inspections.actions.sites import Place, Why
from inspections.models import Inspection, Site, SiteChoice
from tests.cast import Cast
from tests.inspections import stages
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TYPED = {"code": "A9", "name": "Fennel House", "address": "", "pair": ""}
WHY = {"ground": "data", "reason": "Waits are longest there."}


def furnished(cast: Cast) -> Inspection:
    inspection = stages.announced(cast)
    stages.furnish(cast, inspection)
    return inspection


@pytest.mark.rule("OFF-10")
def test_only_the_lead_adds_a_site_and_says_what_it_rests_on(cast: Cast, as_: As) -> None:
    inspection = furnished(cast)
    new = reverse("site_create", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        for person in (cast.deputy, cast.scheduler, cast.team_inspector):
            assert as_(person).get(new).status_code == 403
            assert as_(person).post(new, {**TYPED, **WHY, "op": str(uuid4())}).status_code == 403
        without = send(as_(cast.lead), new, **TYPED, ground="data", reason=" ")
        assert without.status_code == 400
        assert errors(without)["reason"] == ["Enter a reason"]
        groundless = send(as_(cast.lead), new, **TYPED, reason="Waits are longest there.")
        assert "Select what it rests on" in errors(groundless)["ground"][0]
        assert 'value="Fennel House"' in groundless.content.decode()
        assert not Site.objects.filter(code="A9").exists()
        assert send(as_(cast.lead), new, **TYPED, **WHY).status_code == 302
        kept = SiteChoice.objects.get(site__code="A9")
        assert (kept.act, kept.ground, kept.reason, kept.by) == ("added", "data", WHY["reason"], cast.lead)
        shown = as_(cast.deputy).get(reverse("site_list", args=[inspection.ref])).content.decode()
        assert WHY["reason"] in shown
        assert "Added A9 Fennel House" in shown


@pytest.mark.rule("OFF-10", part="changing and withdrawing ask for it too, past every page")
def test_changing_and_withdrawing_need_a_reason_that_rests_on_something(cast: Cast) -> None:
    inspection = furnished(cast)
    site = inspection.sites.get(code="A1")
    place = Place("A1", "Invented North West")
    with clock.moved_to(stages.ON_SITE_AT):
        for why, field in (
            (Why("", "Because"), "ground"),
            (Why("line-999", "x"), "ground"),
            (Why("data", " "), "reason"),
        ):
            for act in (
                lambda why=why: actions.add_site(inspection, Place("A9", "New"), why, by=cast.lead),
                lambda why=why: actions.change_site(site, place, why, by=cast.lead),
                lambda why=why: actions.withdraw_site(site, why, by=cast.lead),
            ):
                with pytest.raises(Invalid) as found:
                    act()
                assert found.value.field == field
        for person in (cast.deputy, cast.scheduler):
            with pytest.raises(NotAllowed, match="Only the lead"):
                actions.withdraw_site(site, stages.WHY, by=person)
        site.refresh_from_db()
        assert site.name == "Invented North"
        assert site.withdrawn_at is None
        actions.change_site(site, place, stages.WHY, by=cast.lead)
        actions.withdraw_site(site, Why("data", "Closed for repairs."), by=cast.lead)
    acts = SiteChoice.objects.filter(site=site).values_list("act", "reason")
    assert list(acts)[1:] == [("changed", stages.WHY.reason), ("withdrawn", "Closed for repairs.")]


@pytest.mark.rule("OFF-10", part="a choice rests on a line of enquiry in the words of that day")
def test_a_site_rests_on_a_line_of_enquiry_and_on_the_analysis_once_issued(cast: Cast, as_: As) -> None:
    inspection = furnished(cast)
    other = stages.plan(cast, title="Another", lead=cast.other_lead)
    new = reverse("site_create", args=[inspection.ref])
    with clock.moved_to(stages.ON_SITE_AT):
        line = set_line(inspection, title="Why do files wait?", theme="Delay", by=cast.lead)
        said = as_(cast.lead).get(new).content.decode()
        assert "Line of enquiry L1 Why do files wait?" in said
        assert "Pre-inspection analysis" not in said
        with pytest.raises(Invalid):
            actions.add_site(other, Place("Z1", "Zinnia"), Why(f"line-{line.pk}", "x"), by=cast.other_lead)
        site = actions.add_site(inspection, Place("A9", "New"), Why(f"line-{line.pk}", "Files wait."), by=cast.lead)
    kept = site.choices.get()
    assert kept.rests_on == "Line of enquiry L1 Why do files wait?"
    with pytest.raises(DatabaseError), transaction.atomic():
        SiteChoice.objects.filter(pk=kept.pk).update(reason="Another")


def test_cafcass_reads_no_reason_for_a_site(cast: Cast, as_: As) -> None:
    inspection = furnished(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        actions.add_site(inspection, Place("A9", "Fennel House"), Why("data", "Whinchat"), by=cast.lead)
        actions.issue_contact_sheet(inspection, by=cast.lead)
        for name in ("cafcass_inspection", "cafcass_contact_sheet"):
            said = as_(cast.link_person).get(reverse(name, args=[inspection.ref])).content.decode()
            assert "Fennel House" in said
            assert "Whinchat" not in said


def test_a_code_is_given_once_in_whichever_case(cast: Cast, as_: As) -> None:
    inspection = furnished(cast)
    with clock.moved_to(stages.ON_SITE_AT):
        again = send(as_(cast.lead), reverse("site_create", args=[inspection.ref]), **{**TYPED, **WHY, "code": "a1"})
    assert errors(again)["code"] == ["There is a site called a1 already."]
