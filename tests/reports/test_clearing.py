"""Submitting, clearing and returning."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Person, Post
from accounts.refusals import Invalid, NotAllowed
from evidence.actions.findings import agree_findings, reopen_findings
from evidence.actions.judgement import agree_judgements, give_grade, reopen_judgements
from evidence.queries import agreed_summaries
from reports import actions
from reports.content import content_of, missing_from, sha256_of
from reports.models import Report, Review
from reports.workflow import CLEARING
from tests.cast import LONG_AGO, Cast
from tests.inspections import stages as inspecting
from tests.reports import stages
from tests.reports.visits import letter


@pytest.mark.rule("REP-07", part="every box of the first page must be filled")
@pytest.mark.rule("REP-08", part="empty sections block submission")
def test_everything_missing_is_named_and_blocks(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    actions.save_texts(report, {"private": "There"}, version=None, by=cast.lead)
    address = reverse("submission_create", kwargs={"ref": report.inspection.ref})
    refused = as_(cast.lead).post(address, {"op": str(uuid4()), "version": report.version})
    assert refused.status_code == 403
    page = refused.content.decode()
    assert "What is different for children" in page
    assert "Quality and effectiveness of public law practice" in page
    assert "Quality and effectiveness of private law practice" not in page
    with pytest.raises(NotAllowed, match="public law practice"):
        actions.submit(report, version=None, by=cast.lead)
    assert stages.fresh(report).state == "drafting"


def test_judgements_not_agreed_block(cast: Cast) -> None:
    inspection = inspecting.fieldwork_ended(cast)
    report = stages.begun(cast, inspection)
    stages.write(report, cast.lead)
    assert missing_from(content_of(report), report) == ["The judgements are not agreed yet."]
    with pytest.raises(NotAllowed, match="judgements"):
        actions.submit(report, version=None, by=cast.lead)


@pytest.mark.rule("CLEAR-01", part="the QA manager's approval of exactly this text is needed; an edit takes it away")
def test_an_edit_after_clearing_takes_the_clearance_away(cast: Cast) -> None:
    report = stages.drafted(cast)
    with pytest.raises(NotAllowed, match="QA manager has not cleared"), clock.moved_to(stages.CLEARED_AT):
        actions.send_draft(report, by=cast.lead)
    report = stages.cleared(cast, report)
    assert report.state == "cleared"
    with clock.moved_to(stages.DRAFT_SENT_AT):
        stages.make_pdf(report, "draft", cast.lead)
        actions.save_texts(report, {"private": "Another word."}, version=None, by=cast.lead)
        assert stages.fresh(report).state == "drafting"
        stages.make_pdf(report, "draft", cast.lead)
        with pytest.raises(NotAllowed, match="QA manager has not cleared"):
            actions.send_draft(stages.fresh(report), by=cast.lead)


def test_saving_the_same_text_again_takes_nothing_away(cast: Cast) -> None:
    report = stages.cleared(cast)
    texts = {section["code"]: section["text"] for section in content_of(report)["sections"]}
    cites = list(agreed_summaries(report.inspection))
    actions.save_texts(report, texts, version=None, cites=cites, by=cast.lead)
    assert stages.fresh(report).state == "cleared"


def test_a_clearance_counts_for_its_content_and_no_other(cast: Cast) -> None:
    """Even where the state says cleared: the hash decides."""
    report = stages.cleared(cast)
    actions.save_texts(report, {"private": "Another word."}, version=None, by=cast.lead)
    Report.objects.filter(pk=report.pk).update(state="cleared")
    with clock.moved_to(stages.DRAFT_SENT_AT), pytest.raises(NotAllowed, match="as it stands now"):
        actions.send_draft(stages.fresh(report), by=cast.lead)


@pytest.mark.rule("CLEAR-02", part="asked for a report, not for a letter; offered before the draft")
def test_a_report_passes_the_director_and_a_letter_does_not(cast: Cast) -> None:
    report = stages.drafted(cast)
    with clock.moved_to(stages.CLEARED_AT):
        actions.submit(report, version=None, by=cast.lead)
        actions.review(report, outcome="cleared", version=None, by=cast.qa_manager)
        assert stages.fresh(report).state == "with_director"
        actions.review(report, outcome="cleared", version=None, by=cast.director)
    assert stages.fresh(report).state == "cleared"


@pytest.mark.rule("EVID-17", part="a letter is submitted once the findings of its visit are agreed")
def test_a_letter_waits_for_the_findings(cast: Cast, as_: Callable[..., Client]) -> None:
    report = letter(cast)
    reopen_findings(report.inspection, reason="A late file.", by=cast.lead)
    sentence = "The findings are not agreed yet."
    with pytest.raises(NotAllowed, match=sentence):
        actions.submit(report, version=None, by=cast.lead)
    address = reverse("report", kwargs={"ref": report.inspection.ref})
    assert sentence in as_(cast.lead).get(address).content.decode()
    agree_findings(report.inspection, by=cast.lead)
    actions.submit(report, version=None, by=cast.lead)


def test_a_letter_is_cleared_by_the_qa_manager_alone(cast: Cast) -> None:
    report = letter(cast)
    actions.submit(report, version=None, by=cast.lead)
    actions.review(report, outcome="cleared", version=None, by=cast.qa_manager)
    assert stages.fresh(report).state == "cleared"


def test_a_return_needs_a_note_and_goes_back_to_the_lead(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.drafted(cast)
    actions.submit(report, version=None, by=cast.lead)
    address = reverse("review_create", kwargs={"ref": report.inspection.ref})
    client = as_(cast.qa_manager)
    bare = client.post(address, opened(client, address) | {"outcome": "returned", "note": ""})
    assert bare.status_code == 400
    assert "note" in bare.context["form"].errors
    noted = opened(client, address) | {"outcome": "returned", "note": "Say how far."}
    assert client.post(address, noted).status_code == 302
    assert stages.fresh(report).state == "drafting"
    assert "Say how far." in as_(cast.lead).get(reverse("report", args=[report.inspection.ref])).content.decode()


def test_what_changed_while_it_was_read_cannot_be_cleared(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.drafted(cast)
    actions.submit(report, version=None, by=cast.lead)
    address = reverse("review_create", kwargs={"ref": report.inspection.ref})
    client = as_(cast.qa_manager)
    shown = opened(client, address)
    actions.save_texts(report, {"private": "Changed meanwhile"}, version=None, by=cast.lead)
    actions.submit(report, version=None, by=cast.lead)
    response = client.post(address, shown | {"outcome": "cleared"})
    assert response.status_code == 409
    assert "Changed meanwhile" in response.content.decode()
    assert not Review.objects.exists()


def opened(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the page that was opened."""
    form = client.get(address).context["form"]
    return {name: str(form[name].value()) for name in ("op", "version", "seen")}


@pytest.mark.rule("CLEAR-01", part="what is cleared is what was shown: grades and title are part of it")
def test_grades_that_change_while_it_is_read_cannot_be_cleared_unseen(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.drafted(cast)
    address = reverse("review_create", kwargs={"ref": report.inspection.ref})
    with clock.moved_to(stages.CLEARED_AT):
        actions.submit(report, version=None, by=cast.lead)
        client = as_(cast.qa_manager)
        shown = opened(client, address)
        reopen_judgements(report.inspection, reason="A file was misread", by=cast.lead)
        cited = list(agreed_summaries(report.inspection, "public"))
        give_grade(report.inspection, "public", grade="good", text="Why", cites=cited, by=cast.lead)
        agree_judgements(report.inspection, by=cast.lead)
        response = client.post(address, shown | {"outcome": "cleared"})
        assert response.status_code == 409
        assert not Review.objects.exists()
        again = response.context["form"]
        now = {name: str(again[name].value()) for name in ("op", "version", "seen")}
        assert client.post(address, now | {"outcome": "cleared"}).status_code == 302
    assert Review.objects.get().content_sha256 == sha256_of(content_of(stages.fresh(report)))


def give_post(person: Person, post: str) -> Person:
    Post.objects.create(person=person, post=post, since=LONG_AGO)
    return person


@pytest.mark.parametrize("who", ["lead", "deputy", "team_inspector", "qa_manager"])
def test_whoever_worked_on_it_never_clears_it_as_director(cast: Cast, who: str) -> None:
    """N2: the lead, the QA manager and the director are three people."""
    report = stages.drafted(cast)
    person = give_post(getattr(cast, who), "director")
    actions.submit(report, version=None, by=cast.lead)
    actions.review(report, outcome="cleared", version=None, by=cast.qa_manager)
    with pytest.raises(NotAllowed, match="Nobody reviews"):
        actions.review(report, outcome="cleared", version=None, by=person)
    assert stages.fresh(report).state == "with_director"


@pytest.mark.parametrize(("step", "who"), [("qa_manager", "lead"), ("director", "lead"), ("director", "qa_manager")])
def test_the_database_refuses_a_second_role_too(cast: Cast, step: str, who: str) -> None:
    report = stages.drafted(cast)
    sha256 = sha256_of(content_of(report))
    with pytest.raises(DatabaseError, match="three people"), transaction.atomic():
        Review.objects.create(report=report, step=step, outcome="cleared", content_sha256=sha256, by=getattr(cast, who))


def test_the_database_refuses_one_person_in_both_steps(cast: Cast) -> None:
    report = stages.drafted(cast)
    shared = {"report": report, "outcome": "cleared", "content_sha256": "0" * 64}
    Review.objects.create(step="director", by=cast.director, **shared)
    with pytest.raises(DatabaseError, match="three people"), transaction.atomic():
        Review.objects.create(step="qa_manager", by=cast.director, **shared)


@pytest.mark.parametrize("who", ["lead", "deputy", "team_inspector", "qa_manager", "director", "administrator"])
@pytest.mark.parametrize("state", CLEARING.states)
def test_only_the_one_it_waits_for_reviews(cast: Cast, who: str, state: str) -> None:
    """Role by state: the QA manager reviews what waits for them, the director what waits for them, and nobody else."""
    report = stages.drafted(cast)
    Report.objects.filter(pk=report.pk).update(state=state)
    report = stages.fresh(report)
    waits_for = {"with_qa_manager": "qa_manager", "with_director": "director"}.get(state)
    if who == waits_for:
        actions.review(report, outcome="returned", note="Again", version=None, by=getattr(cast, who))
        assert stages.fresh(report).state == "drafting"
    else:
        with pytest.raises(NotAllowed):
            actions.review(report, outcome="cleared", version=None, by=getattr(cast, who))
        assert stages.fresh(report).state == state


def test_an_incomplete_text_is_not_cleared(cast: Cast) -> None:
    report = stages.drafted(cast)
    actions.save_texts(report, {"public": ""}, version=None, by=cast.lead)
    Report.objects.filter(pk=report.pk).update(state="with_qa_manager")
    with pytest.raises(Invalid, match="public law practice"):
        actions.review(stages.fresh(report), outcome="cleared", version=None, by=cast.qa_manager)
