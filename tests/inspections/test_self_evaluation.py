"""The yearly self-evaluation: asked for, put together by Cafcass, shared, read and analysed by Ofsted."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import clock
from accounts.refusals import NotAllowed
from files.jobs import run_queued
from files.models import OutgoingMail, Upload
from inspections import engagement_queries as queries
from inspections import intelligence, strands
from inspections.actions import self_evaluation as actions
from inspections.due.engagement import due
from inspections.models import (
    Inspection,
    ProgrammeConcern,
    ProgrammeDecision,
    SelfEvaluation,
    SelfEvaluationFile,
    SelfReportedWeakness,
)
from tests.cast import Cast
from tests.inspections import engaging
from tests.inspections.forms import errors, opened, send

pytestmark = pytest.mark.django_db


def url(name: str, *more: Any, year: int = 2026) -> str:
    return reverse(name, args=[year, *more])


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def upload(client: Any, *files: Any, **tags: Any) -> Any:
    page = url("own_self_evaluation_file_create")
    return client.post(page, opened(client, page) | {"documents": list(files), **tags})


def pdf_of(pages: int) -> bytes:
    return b"%PDF-1.7\n" + b"<< /Type /Page >>\n" * pages


@pytest.mark.rule("SELF-01")
def test_a_year_without_a_request_is_named_and_one_is_open_at_a_time(cast: Cast, as_: Any) -> None:
    with clock.moved_to(clock.at(date(2025, 10, 1), 9)):
        assert "Self-evaluation 2025 has not been asked for." in strands.missing_in(2025)
        assert "has not been asked for" in words(as_(cast.engagement_chair).get(reverse("engagement_list")))
    made = engaging.asked(cast, clock.at(date(2025, 10, 2), 9))
    assert (made.year, made.state) == (2025, "asked")
    with clock.moved_to(clock.at(date(2025, 10, 3), 9)):
        assert strands.missing_in(2025) == []
        with pytest.raises(NotAllowed, match="asked for already"):
            actions.ask_for_self_evaluation(by=cast.engagement_chair)
    with clock.moved_to(engaging.ASKED_AT), pytest.raises(NotAllowed, match="2025 is still open"):
        actions.ask_for_self_evaluation(by=cast.engagement_chair)
    with pytest.raises(DatabaseError), transaction.atomic():
        SelfEvaluation.objects.create(year=2026, framework_version="2024-04-05", asked_by=cast.engagement_chair)


@pytest.mark.rule("SELF-01", part="one that nobody discussed is closed with a reason, and the next can be asked for")
def test_closing_lets_the_next_be_asked_for(cast: Cast) -> None:
    old = engaging.asked(cast, clock.at(date(2025, 10, 2), 9))
    with clock.moved_to(engaging.ASKED_AT):
        actions.close_self_evaluation(old, reason="Overtaken by the next.", by=cast.engagement_chair)
        assert actions.ask_for_self_evaluation(by=cast.engagement_chair).year == 2026


@pytest.mark.rule("SELF-02")
def test_not_sharing_has_no_consequence_at_all(cast: Cast, as_: Any) -> None:
    evaluation = engaging.asked(cast, expected_month=date(2026, 2, 1))
    with clock.moved_to(engaging.SHARED_AT):
        response = send(as_(cast.link_person), url("own_self_evaluation_decline"), choice="decline")
        assert response.status_code == 302
    meeting = engaging.planned(cast, at=engaging.SHARED_AT)
    with clock.moved_to(clock.at(date(2026, 12, 1), 9)):
        pages = [
            as_(cast.link_person).get(url("own_self_evaluation")),
            as_(cast.engagement_chair).get(url("self_evaluation_detail")),
            as_(cast.engagement_chair).get(reverse("engagement_list")),
            as_(cast.engagement_chair).get(url("engagement_meeting_detail")),
        ]
        assert SelfEvaluation.objects.get(pk=evaluation.pk).state == "not_sharing"
        assert all("overdue" not in words(page).lower() for page in pages)
        assert list(due(clock.today())) == []
        assert strands.missing_in(2026) == []
    # Nor has not meeting: no flag and no letter.
    with clock.moved_to(engaging.SHARED_AT):
        send(as_(cast.chief_executive), url("own_engagement_decline"), choice="decline")
    with clock.moved_to(clock.at(date(2026, 12, 1), 9)):
        assert engaging.fresh(meeting).state == "declined"
        assert "overdue" not in words(as_(cast.engagement_chair).get(url("engagement_meeting_detail"))).lower()
        assert as_(cast.engagement_chair).get(url("engagement_letter")).status_code == 404
        assert list(due(clock.today())) == []


@pytest.mark.rule("SELF-03")
def test_the_month_that_passes_is_no_deadline(cast: Cast, as_: Any) -> None:
    engaging.asked(cast, expected_month=date(2026, 2, 1))
    with clock.moved_to(clock.at(date(2026, 2, 1), 9)):
        (suggested,) = due(clock.today())
        assert (suggested.suggestion, suggested.day, suggested.person) == (True, date(2026, 2, 28), cast.link_person)
    with clock.moved_to(clock.at(date(2026, 3, 1), 9)):
        page = words(as_(cast.engagement_chair).get(url("self_evaluation_detail")))
        assert "not yet shared" in page
        assert "no deadline" in page
        assert "govuk-tag--red" not in page
        assert list(due(clock.today())) == []


@pytest.mark.rule("SELF-04")
@pytest.mark.parametrize(
    ("shared_on", "said", "unsaid"),
    [
        (date(2026, 3, 10), "Only 2 working days for analysis", "out of date"),
        (date(2026, 2, 10), "22 working days between sharing and the meeting.", "Only"),
        (date(2025, 10, 1), "may be out of date", "Only"),
        (date(2026, 3, 13), "Shared after the meeting", "Only"),
    ],
)
def test_days_between_sharing_and_meeting(cast: Cast, as_: Any, shared_on: date, said: str, unsaid: str) -> None:
    evaluation = engaging.asked(cast, clock.at(date(2025, 9, 1), 9))
    meeting = engaging.planned(cast, at=clock.at(date(2025, 9, 2), 9))
    meeting.evaluation = evaluation
    meeting.save()
    with clock.moved_to(clock.at(shared_on, 12)):
        engaging.with_file(evaluation, cast.link_person)
        actions.share(evaluation, by=cast.chief_executive)
        page = words(as_(cast.engagement_chair).get(url("engagement_meeting_detail")))
    assert said in page
    assert unsaid not in page


@pytest.mark.rule("SELF-05")
def test_an_unanswered_question_is_named_and_stops_nothing(cast: Cast, as_: Any) -> None:
    evaluation = engaging.asked(cast)
    client = as_(cast.link_person)
    with clock.moved_to(engaging.SHARED_AT):
        send(client, url("own_self_evaluation_answers"), **{"SEQ-1": "A great deal.", "SEQ-2": "See pages 3 to 5."})
        before = words(client.get(url("own_self_evaluation_share")))
        assert "2 of 3 questions answered" in before
        assert send(client, url("own_self_evaluation_share")).status_code == 302
        page = words(as_(cast.engagement_chair).get(url("self_evaluation_detail")))
    assert SelfEvaluation.objects.get(pk=evaluation.pk).state == "shared"
    assert "2 of 3 questions answered" in page
    assert "What does it plan over the next 12 months" in page


@pytest.mark.rule("SELF-06")
def test_the_analysis_reaches_nobody_at_cafcass(cast: Cast, as_: Any) -> None:
    evaluation = engaging.shared(cast)
    given = {"grip": "Kestrel grip.", "suitability": "Kestrel action.", "questions": "Kestrel question?"}
    with clock.moved_to(engaging.SHARED_AT):
        assert send(as_(cast.engagement_chair), url("self_evaluation_analysis"), **given).status_code == 302
        assert SelfEvaluation.objects.get(pk=evaluation.pk).state == "analysed"
        ofsted = words(as_(cast.engagement_chair).get(url("self_evaluation_detail")))
        assert all(text in ofsted for text in given.values())
        for who in (cast.link_person, cast.chief_executive, cast.contributor):
            assert as_(who).get(url("self_evaluation_analysis")).status_code == 404
            assert as_(who).get(url("self_evaluation_detail")).status_code == 404
            shown = words(as_(who).get(url("own_self_evaluation"))) + words(as_(who).get(reverse("home")))
            assert "Kestrel" not in shown
            assert "nalys" not in shown
    analysis = queries.analysis_of(evaluation)
    assert analysis
    assert (analysis.author, analysis.at) == (cast.engagement_chair, engaging.SHARED_AT)


def test_two_analysts_at_once_lose_neither_text(cast: Cast, as_: Any) -> None:
    engaging.analysed(cast, engaging.shared(cast))
    page, client = url("self_evaluation_analysis"), as_(cast.lead)
    first = opened(client, page)
    send(as_(cast.engagement_chair), page, grip="Changed meanwhile", suitability="s", questions="q", themes="")
    late = client.post(page, first | {"grip": "Typed late", "suitability": "s", "questions": "q", "themes": ""})
    assert late.status_code == 409
    assert "Typed late" in words(late)
    assert "Changed meanwhile" in words(late)


@pytest.mark.rule("SELF-07")
def test_files_alone_will_do_and_an_empty_one_is_refused_by_name(cast: Cast, as_: Any) -> None:
    engaging.asked(cast)
    client = as_(cast.link_person)
    files = [SimpleUploadedFile(f"report {number}.pdf", pdf_of(1)) for number in range(3)]
    with clock.moved_to(engaging.SHARED_AT):
        refused = upload(client, SimpleUploadedFile("nothing.pdf", b""), SimpleUploadedFile("ours.pdf", pdf_of(1)))
        assert refused.status_code == 400
        assert "“nothing.pdf” is empty" in errors(refused)["documents"][0]
        assert not Upload.objects.exists()
        assert upload(client, *files).status_code == 302
        run_queued()
        assert send(client, url("own_self_evaluation_share")).status_code == 302
        page = words(as_(cast.engagement_chair).get(url("self_evaluation_detail")))
    assert all(f"report {number}.pdf" in page for number in range(3))


@pytest.mark.rule("SELF-07", part="an unsafe file is held, and sharing waits until it is taken out")
def test_an_unsafe_file_stands_in_the_way_until_it_is_taken_out(cast: Cast, as_: Any) -> None:
    evaluation = engaging.asked(cast)
    client = as_(cast.chief_executive)
    with clock.moved_to(engaging.SHARED_AT):
        upload(client, SimpleUploadedFile("ours.pdf", b"MZ\x90\x00" + b"\x00" * 90))
        engaging.with_file(evaluation, cast.link_person)
        run_queued()
        file = SelfEvaluationFile.objects.order_by("pk").first()
        assert file
        assert "something else" in words(client.get(url("own_self_evaluation")))
        assert client.get(url("own_self_evaluation_file", file.pk)).status_code == 404
        assert "Remove “ours.pdf” first" in words(send(client, url("own_self_evaluation_share")))
        send(client, url("own_self_evaluation_file_remove", file.pk))
        assert send(client, url("own_self_evaluation_share")).status_code == 302
        assert "ours.pdf" not in words(as_(cast.engagement_chair).get(url("self_evaluation_detail")))


def test_nothing_at_all_cannot_be_shared(cast: Cast) -> None:
    evaluation = engaging.asked(cast)
    with pytest.raises(NotAllowed, match="nothing to share yet"):
        actions.share(evaluation, by=cast.chief_executive)


@pytest.mark.rule("SELF-08")
def test_missing_themes_become_a_point_to_raise(cast: Cast, as_: Any) -> None:
    evaluation = engaging.shared(cast)
    engaging.planned(cast)
    page = url("engagement_agenda_edit")
    with clock.moved_to(engaging.SHARED_AT):
        assert "not brought out" not in words(as_(cast.engagement_chair).get(page))
        engaging.analysed(cast, evaluation)
        shown = words(as_(cast.engagement_chair).get(page))
        assert "Main themes and learning are not brought out." in shown
        assert "How are managers told?" in shown
        theirs = words(as_(cast.chief_executive).get(url("own_engagement_meeting")))
    assert "not brought out" not in theirs
    assert "How are managers told?" not in theirs


@pytest.mark.rule("SELF-09")
def test_only_appendices_are_advised_about(cast: Cast, as_: Any) -> None:
    engaging.asked(cast)
    client = as_(cast.link_person)
    files = [SimpleUploadedFile(f"{number}.pdf", pdf_of(1)) for number in range(5)]
    with clock.moved_to(engaging.SHARED_AT):
        upload(client, *files, part="appendix")
        run_queued()
        page = words(client.get(url("own_self_evaluation_share")))
        assert "Say which is the main document." in page
        assert "There are 5 appendices" in page
        assert send(client, url("own_self_evaluation_share")).status_code == 302


@pytest.mark.rule("SELF-10")
def test_a_long_document_is_kept_with_advice(cast: Cast, as_: Any) -> None:
    engaging.asked(cast)
    client = as_(cast.link_person)
    with clock.moved_to(engaging.SHARED_AT):
        upload(client, SimpleUploadedFile("long.pdf", pdf_of(64)), SimpleUploadedFile("short.pdf", pdf_of(30)))
        run_queued()
        page = words(client.get(url("own_self_evaluation")))
        assert "Long documents are unlikely to help (64 pages: “long.pdf”)." in page
        assert "30 pages: “short.pdf”" not in page
        send(client, url("own_self_evaluation_answers"), **{"SEQ-1": "word " * 3000})
        assert "3000 words typed" in words(client.get(url("own_self_evaluation")))
        assert send(client, url("own_self_evaluation_share")).status_code == 302


@pytest.mark.rule("SELF-11")
def test_the_mail_says_that_no_additional_work_is_expected(cast: Cast, as_: Any) -> None:
    assert cast.chief_executive
    assert cast.link_person
    with clock.moved_to(engaging.ASKED_AT):
        client = as_(cast.engagement_chair)
        assert "No additional work is expected" in words(client.get(reverse("self_evaluation_ask")))
        send(client, reverse("self_evaluation_ask"), expected_month="2026-02-01")
    mails = OutgoingMail.objects.all()
    assert {mail.to for mail in mails} == {cast.chief_executive.email, cast.link_person.email}
    assert all("No additional work is expected" in mail.body for mail in mails)
    assert all("February 2026; that is a suggestion and no deadline" in mail.body for mail in mails)
    form = words(as_(cast.link_person).get(url("own_self_evaluation")))
    assert "no additional work is expected" in form


@pytest.mark.rule("SELF-12")
def test_before_sharing_ofsted_finds_nothing_and_afterwards_changes_nothing(cast: Cast, as_: Any) -> None:
    evaluation = engaging.asked(cast)
    file = engaging.with_file(evaluation, cast.link_person)
    run_queued()
    ofsted, address = as_(cast.engagement_chair), url("self_evaluation_file", file.pk)
    with clock.moved_to(engaging.SHARED_AT):
        assert ofsted.get(address).status_code == 404
        assert "ours.txt" not in words(ofsted.get(url("self_evaluation_detail")))
        assert ofsted.get(url("self_evaluation_analysis")).status_code == 404
        for name in ("file_create", "answers", "share"):
            assert ofsted.get(url(f"own_self_evaluation_{name}")).status_code == 404
        with pytest.raises(NotAllowed):
            engaging.with_file(evaluation, cast.engagement_chair)
        actions.share(evaluation, by=cast.chief_executive)
        found = ofsted.get(address)
        assert (found.status_code, found.content) == (200, engaging.TEXT)
        assert found["Content-Disposition"].startswith("attachment")
        page = words(ofsted.get(url("self_evaluation_detail")))
    assert "Take it out" not in page
    assert "removal" not in page
    with pytest.raises(NotAllowed, match="stays as it was shared"):
        actions.remove_file(file, by=cast.link_person)
    with pytest.raises(DatabaseError), transaction.atomic():
        SelfEvaluationFile.objects.filter(pk=file.pk).update(removed_at=engaging.SHARED_AT)


@pytest.mark.rule("SELF-13")
def test_suggested_sources_are_counted_and_block_nothing(cast: Cast, as_: Any) -> None:
    evaluation = engaging.asked(cast)
    client = as_(cast.link_person)
    with clock.moved_to(engaging.SHARED_AT):
        engaging.with_file(evaluation, cast.link_person, sources=["SES-1", "SES-2"])
        file = engaging.with_file(evaluation, cast.link_person)
        send(client, url("own_self_evaluation_file_tag", file.pk), sources=["SES-5"], part="main")
        run_queued()
        assert "3 of 5 suggested sources" in words(client.get(url("own_self_evaluation")))
        assert send(client, url("own_self_evaluation_share")).status_code == 302
        assert "3 of 5 suggested sources" in words(as_(cast.engagement_chair).get(url("self_evaluation_detail")))


@pytest.mark.rule("SELF-14", part="each weakness is judged with a reason, and is offered to decisions with its plan")
def test_a_weakness_is_judged_with_a_reason(cast: Cast, as_: Any) -> None:
    evaluation = engaging.shared(cast)
    client = as_(cast.engagement_chair)
    without = send(client, url("weakness_create"), text="Late letters", credible_plan="yes", reason="")
    assert errors(without)["reason"] == ["Enter a reason"]
    assert errors(send(client, url("weakness_create"), text="x", reason="y"))["credible_plan"]
    engaging.analysed(cast, evaluation)
    credible, not_credible = queries.weaknesses(evaluation)
    offered = {each.key: each.credible_plan for each in intelligence.offered()}
    assert offered[f"weakness-{credible.pk}"] is True
    assert offered[f"weakness-{not_credible.pk}"] is False
    page = f"{url('weakness_create')}?of={credible.pk}"
    send(client, page, text=credible.text, credible_plan="no", reason="The plan has stalled.")
    assert credible not in queries.weaknesses(evaluation)
    assert SelfReportedWeakness.objects.count() == 3
    assert not any(each.credible_plan for each in intelligence.offered())
    assert "Late letters" not in words(as_(cast.chief_executive).get(url("own_self_evaluation")))


@pytest.mark.rule("SELF-14")
def test_a_visit_for_a_weakness_with_a_credible_plan_needs_a_reason(cast: Cast, as_: Any) -> None:
    """W1 as Cafcass reported it and the analyst judged it; the decision cites it and nothing else."""
    credible, not_credible = queries.weaknesses(engaging.analysed(cast, engaging.shared(cast)))
    assert not ProgrammeDecision.objects.exists()
    assert not ProgrammeConcern.objects.exists()
    assert not Inspection.objects.exists()
    client, page = as_(cast.decision_maker), reverse("programme_decision_create")
    typed = {"title": "Visit", "outcome": "focused_visit", "grounds": "Letters are late.", "weighed": "Little delay."}
    only = typed | {"items": [f"weakness-{credible.pk}"]}
    refused = send(client, page, **only)
    assert errors(refused)["still_needed"] == ["This counts as effective leadership: say why a visit is still needed."]
    assert not ProgrammeDecision.objects.exists()
    assert send(client, page, **only, still_needed="It is getting worse.").status_code == 302
    assert send(client, page, **typed, items=[f"weakness-{not_credible.pk}"]).status_code == 302
    assert [each.still_needed for each in ProgrammeDecision.objects.order_by("pk")] == ["It is getting worse.", ""]


def test_a_contributor_helps_with_what_was_given_to_them_and_no_more(cast: Cast, as_: Any) -> None:
    evaluation = engaging.asked(cast)
    client = as_(cast.contributor)
    assert client.get(url("own_self_evaluation")).status_code == 404
    send(as_(cast.chief_executive), url("own_self_evaluation_delegate"), person=cast.contributor.pk)
    assert "Self-evaluation 2026" in words(as_(cast.contributor).get(reverse("home")))
    assert upload(client, SimpleUploadedFile("theirs.txt", b"Some words.")).status_code == 302
    assert client.get(url("own_self_evaluation_share")).status_code == 403
    with pytest.raises(NotAllowed):
        actions.share(evaluation, by=cast.contributor)
    assert as_(cast.cafcass_stranger).get(url("own_self_evaluation")).status_code == 404


def test_too_large_is_said_beside_the_field(cast: Cast, as_: Any, settings: Any) -> None:
    engaging.asked(cast)
    settings.UPLOAD_MAX_BYTES = 1000
    refused = upload(as_(cast.link_person), SimpleUploadedFile("big.pdf", pdf_of(200)))
    assert refused.status_code == 413
    assert "“big.pdf” is larger than" in errors(refused)["documents"][0]
    settings.UPLOAD_REQUEST_MAX_BYTES = 1500
    assert upload(as_(cast.link_person), SimpleUploadedFile("big.pdf", pdf_of(200))).status_code == 413
    assert not Upload.objects.exists()


def test_sent_twice_it_is_there_once(cast: Cast, as_: Any) -> None:
    engaging.asked(cast)
    client, page = as_(cast.link_person), url("own_self_evaluation_file_create")
    form = opened(client, page)
    answers = [
        client.post(page, form | {"documents": SimpleUploadedFile("ours.txt", b"Some words.")}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Upload.objects.count() == 1


def test_files_are_taken_only_with_a_token_and_from_those_who_may(cast: Cast, as_: Any) -> None:
    engaging.asked(cast)
    page, strict = url("own_self_evaluation_file_create"), as_(cast.link_person, enforce_csrf_checks=True)
    files = {"documents": SimpleUploadedFile("ours.txt", b"Some words.")}
    assert strict.post(page, files).status_code == 403
    assert as_(cast.cafcass_stranger).post(page, files).status_code == 404
    assert not Upload.objects.exists()


def test_the_list_costs_the_same_for_one_and_thirty_years(
    cast: Cast, as_: Any, django_assert_max_num_queries: Any
) -> None:
    engaging.shared(cast)
    client, page = as_(cast.engagement_chair), reverse("engagement_list")
    client.get(page)
    with django_assert_max_num_queries(12) as one:
        client.get(page)
    SelfEvaluation.objects.bulk_create(
        SelfEvaluation(year=year, state="not_sharing", framework_version="2024-04-05", asked_by=cast.engagement_chair)
        for year in range(1990, 2019)
    )
    with django_assert_max_num_queries(len(one)):
        client.get(page)


@pytest.mark.parametrize("name", ["own_self_evaluation", "self_evaluation_detail"])
def test_a_page_costs_the_same_for_one_and_thirty_files(
    cast: Cast, as_: Any, django_assert_max_num_queries: Any, name: str
) -> None:
    evaluation = engaging.asked(cast)
    engaging.with_file(evaluation, cast.link_person)
    client = as_(cast.link_person if name.startswith("own") else cast.engagement_chair)
    client.get(url(name))
    with django_assert_max_num_queries(12) as one:
        client.get(url(name))
    for number in range(29):
        engaging.with_file(evaluation, cast.link_person, content=b"Words %d" % number)
    with django_assert_max_num_queries(len(one)):
        client.get(url(name))
    if name != "own_self_evaluation":
        actions.share(evaluation, by=cast.chief_executive)
        with django_assert_max_num_queries(12):
            client.get(url(name))
