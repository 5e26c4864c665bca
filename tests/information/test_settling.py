"""Questions of both sides, sites ready or not, and Cafcass's context, before the team comes."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import Invalid, NotAllowed
from files.models import OutgoingMail
from information.actions import settling as actions
from information.models import ContextNote, Question, QuestionAnswer, SiteSetup
from information.queries.notification import matters
from information.queries.settling import site_now
from information.rules.preparing import ADJUSTMENTS
from inspections.actions.conduct import log_adjustment
from inspections.models import Adjustment
from tests.information import giving
from tests.inspections import stages
from tests.inspections.forms import errors, send, unopened

pytestmark = pytest.mark.django_db
WEDNESDAY = clock.at(date(2024, 1, 24), 10, 5)
ANSWERED = clock.at(date(2024, 1, 24), 16, 40)
READY = {"workspace": "yes", "file_access": "yes", "systems": "yes", "support": "Business support officer"}


@pytest.fixture
def inspection(cast):
    found = giving.announced(cast)
    stages.furnish(cast, found)
    return found


def page(inspection, name, *more):
    return reverse(name, args=[inspection.ref, *more])


def text(client, *address):
    return " ".join(client.get(page(*address)).content.decode().split())


@pytest.mark.rule("NOTI-11")
def test_a_question_of_the_link_person_is_answered_and_both_see_it_with_day_and_time(cast, as_, inspection):
    link, lead = as_(cast.link_person), as_(cast.lead)
    with clock.moved_to(WEDNESDAY):
        assert "Ask the lead inspector anything here" in text(link, inspection, "cafcass_inspection")
        own = page(inspection, "own_question_list")
        assert list(errors(send(link, own, text=" "))) == ["text"]
        assert send(link, own, text="Do you look at adoption?").status_code == 302
    question = Question.objects.get()
    assert OutgoingMail.objects.filter(to=cast.lead.email, subject="There is a question for you").exists()
    with clock.moved_to(ANSWERED):
        assert link.get(page(inspection, "own_question_answer", question.pk)).status_code == 403
        assert as_(cast.team_inspector).get(page(inspection, "question_answer", question.pk)).status_code == 403
        assert send(lead, page(inspection, "question_answer", question.pk), text="Yes, we do.").status_code == 302
        for client, name in ((link, "own_question_list"), (as_(cast.team_inspector), "question_list")):
            shown = text(client, inspection, name)
            assert "Do you look at adoption?" in shown
            assert "Linden Specimen, Cafcass" in shown
            assert "Yes, we do." in shown
            assert "Lena Example, Wed 24 Jan 2024, 16:40" in shown
            assert "Wed 24 Jan 2024, 10:05" in shown
        with pytest.raises(NotAllowed, match="answered already"):
            actions.answer(question, text="Again", by=cast.lead)
        # The lead asks too, and the link person answers.
        ours = actions.ask(inspection, text="Who is on leave?", by=cast.deputy)
        with pytest.raises(NotAllowed, match="The other side"):
            actions.answer(ours, text="x", by=cast.lead)
        assert send(link, page(inspection, "own_question_answer", ours.pk), text="Nobody.").status_code == 302
        assert as_(cast.link_person).get(page(inspection, "question_list")).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        QuestionAnswer.objects.update(text="Another")


@pytest.mark.rule("NOTI-14")
def test_a_site_without_systems_is_not_ready_in_the_first_meeting(cast, as_, inspection):
    site, link, lead = inspection.sites.get(code="A1"), as_(cast.link_person), as_(cast.lead)
    setup = page(inspection, "own_site_setup", site.pk)
    with clock.moved_to(WEDNESDAY):
        assert send(link, setup, **READY | {"support": ""}).status_code == 302
        assert not site_now(inspection, site.pk).ready
        assert send(link, setup, **READY).status_code == 302
        assert site_now(inspection, site.pk).ready
        assert send(link, setup, **READY | {"systems": "no"}).status_code == 302
        assert "Not ready</strong> IT systems" in text(link, inspection, "own_preparation")
    with clock.moved_to(stages.ON_SITE_AT):
        form = lead.get(page(inspection, "first_meeting_create")).context["form"]
        assert form.initial["not_ready"] == "A1 IT systems"
        actions.describe_site(site, READY, by=cast.lead)
        form = lead.get(page(inspection, "first_meeting_create")).context["form"]
        assert form.initial["not_ready"] == ""
    assert SiteSetup.objects.count() == 4
    with pytest.raises(DatabaseError), transaction.atomic():
        SiteSetup.objects.update(systems="yes")


@pytest.mark.rule("NOTI-20")
def test_a_site_of_which_nobody_said_how_it_is_set_up_is_incomplete(cast, as_, inspection):
    one, other = inspection.sites.order_by("code")
    with clock.moved_to(WEDNESDAY):
        actions.describe_site(other, {"structure": "Two teams and a court team."}, outside=True, by=cast.link_person)
        shown = as_(cast.team_inspector).get(page(inspection, "preparation")).context["sites"]
        assert [(each.site, each.complete) for each in shown] == [(one, False), (other, True)]
        assert "Incomplete" in text(as_(cast.lead), inspection, "preparation")
        actions.describe_site(one, {"structure": "One team."}, by=cast.deputy)
        assert "Incomplete" not in text(as_(cast.lead), inspection, "preparation")
        own = page(inspection, "own_preparation")
        assert list(errors(send(as_(cast.link_person), own))) == ["context"]
        given = {"context": "Two courts closed", "strengths": "Steady teams", "challenges": "Delay"}
        assert send(as_(cast.link_person), own, **given).status_code == 302
        shown = text(as_(cast.team_inspector), inspection, "context")
        assert "Two courts closed" in shown
        assert "Linden Specimen, Cafcass" in shown
    with pytest.raises(DatabaseError), transaction.atomic():
        ContextNote.objects.update(context="Another")


def test_what_the_team_wrote_of_a_site_and_of_the_context_never_reaches_cafcass(cast, as_, inspection):
    site = inspection.sites.get(code="A1")
    with clock.moved_to(WEDNESDAY):
        actions.describe_site(site, READY | {"structure": "Whinchat", "issues": "Whinchat"}, by=cast.lead)
        actions.describe_context(inspection, {"context": "Whinchat", "strengths": "", "challenges": ""}, by=cast.lead)
        for name, more in (("own_preparation", ()), ("own_site_setup", (site.pk,))):
            said = as_(cast.link_person).get(page(inspection, name, *more)).content.decode()
            assert "Whinchat" not in said
            assert "Business support officer" not in said
        assert "Whinchat" in text(as_(cast.deputy), inspection, "context")


def test_who_may_not_settle_is_refused_on_both_sides(cast, as_, inspection):
    site = inspection.sites.get(code="A1")
    with clock.moved_to(WEDNESDAY):
        for name, more in (("question_list", ()), ("site_setup", (site.pk,)), ("context", ())):
            assert as_(cast.team_inspector).post(page(inspection, name, *more), unopened()).status_code == 403
        with pytest.raises(NotAllowed):
            actions.describe_site(site, {}, by=cast.link_person)
        with pytest.raises(NotAllowed):
            actions.ask(inspection, text="x", outside=True, by=cast.lead)
        with pytest.raises(Invalid):
            actions.ask(inspection, text=" ", by=cast.lead)


@pytest.mark.rule("NOTI-18")
def test_the_link_person_raises_a_need_or_says_that_there_is_none_and_the_day_stands(cast, as_, inspection):
    link, own = as_(cast.link_person), page(inspection, "own_equalities")
    with clock.moved_to(clock.at(date(2024, 1, 25), 9)):
        assert list(errors(send(link, own))) == ["needs"]
        assert list(errors(send(link, own, needs="yes", need=" "))) == ["need"]
        assert send(link, own, needs="no").status_code == 302
        matter = next(each for each in matters(inspection) if each.item.code == ADJUSTMENTS)
        assert (matter.done, matter.mark.done_on) == (True, date(2024, 1, 25))
        assert "Nothing to raise, Thursday 25 January 2024" in text(link, inspection, "own_preparation")
    with clock.moved_to(clock.at(date(2024, 1, 26), 9)):
        assert send(link, own, needs="yes", need="A hearing loop on 5 February").status_code == 302
        matter = next(each for each in matters(inspection) if each.item.code == ADJUSTMENTS)
        assert not matter.done
        need = Adjustment.objects.get(made_by=cast.link_person)
        assert (need.owner, need.raised_by, need.raised_on) == (cast.lead, "Cafcass", date(2024, 1, 26))
        assert OutgoingMail.objects.filter(to=cast.lead.email, subject="Cafcass raised a need").exists()
        assert "A hearing loop on 5 February" in text(as_(cast.lead), inspection, "adjustment_list")
        assert "A hearing loop on 5 February" in text(link, inspection, "own_equalities")
        assert as_(cast.lead).get(own).status_code == 404


def test_of_the_teams_own_log_of_needs_cafcass_reads_nothing(cast, as_, inspection):
    with clock.moved_to(WEDNESDAY):
        log_adjustment(
            inspection, need="Whinchat", raised_by="x", raised_on=WEDNESDAY.date(), owner=cast.lead, by=cast.lead
        )
        for name in ("own_equalities", "own_preparation"):
            assert "Whinchat" not in text(as_(cast.link_person), inspection, name)
