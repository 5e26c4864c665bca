"""Sending the draft and the final version."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.refusals import NotAllowed
from evidence.actions.findings import agree_findings, reopen_findings
from files.jobs import run_queued
from files.models import OutgoingMail
from framework.versions import version
from reports import actions, queries
from reports.models import Report, Sending
from scheduling.models import TimelineDate
from tests.cast import Cast
from tests.reports import stages
from tests.reports.visits import letter


def to(name: str, report: Report, **more: object) -> str:
    return reverse(name, kwargs={"ref": report.inspection.ref, **more})


def test_the_draft_goes_with_a_finished_pdf_of_the_cleared_text_only(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.cleared(cast)
    client = as_(cast.lead)
    with clock.moved_to(stages.DRAFT_SENT_AT):
        sent = client.post(to("draft_sending_create", report), {"op": str(uuid4())})
        assert sent.status_code == 403
        assert "no finished PDF" in sent.content.decode()
        made = client.post(to("draft_pdf", report), {"op": str(uuid4())})
        assert made.url == to("draft_sending_create", report)  # type: ignore[attr-defined]
        assert "Waiting to start" in client.get(made.url).content.decode()  # type: ignore[attr-defined]
        run_queued()
        page = client.get(made.url)  # type: ignore[attr-defined]
        assert "Open the PDF" in page.content.decode()
        assert client.post(to("draft_sending_create", report), {"op": str(uuid4())}).status_code == 302
    sending = Sending.objects.get()
    assert sending.file == queries.file_of(report.renderings.get())
    assert sending.content_sha256 == report.renderings.get().content_sha256


@pytest.mark.rule("CLEAR-05", part="the window runs from the real sending")
@pytest.mark.parametrize(
    ("sent_on", "opens", "closes"),
    [
        (date(2024, 3, 1), date(2024, 3, 4), date(2024, 3, 8)),
        (date(2024, 3, 5), date(2024, 3, 6), date(2024, 3, 12)),
    ],
)
def test_the_window_opens_the_working_day_after_sending(cast: Cast, sent_on: date, opens: date, closes: date) -> None:
    report = stages.cleared(cast)
    cast.chief_executive  # noqa: B018
    with clock.moved_to(clock.at(sent_on, 11)):
        stages.make_pdf(report, "draft", cast.lead)
        sending = actions.send_draft(report, by=cast.lead)
    assert (sending.window_opens, sending.window_closes) == (opens, closes)
    row = TimelineDate.objects.get(timeline=report.inspection.timeline, code="comment_window")
    assert (row.date, row.end) == (opens, closes)
    assert TimelineDate.objects.get(timeline=report.inspection.timeline, code="draft").actual


def test_the_draft_may_go_before_the_director_has_seen_it_and_the_final_may_not(cast: Cast) -> None:
    """CLEAR-02: required before the final version, offered before the draft."""
    report = stages.drafted(cast)
    with clock.moved_to(stages.CLEARED_AT):
        actions.submit(report, version=None, by=cast.lead)
        actions.review(report, outcome="cleared", version=None, by=cast.qa_manager)
    report = stages.draft_sent(cast, stages.fresh(report))
    with clock.moved_to(stages.FINAL_SENT_AT):
        with pytest.raises(NotAllowed, match="national director has not cleared"):
            stages.send_final(cast, report)
        actions.review(report, outcome="cleared", version=None, by=cast.director)
        assert stages.send_final(cast, report).kind == "final"


@pytest.mark.rule("CLEAR-10")
def test_the_final_waits_until_the_last_minute_of_the_window(cast: Cast) -> None:
    report = stages.draft_sent(cast)
    assert TimelineDate.objects.get(timeline=report.inspection.timeline, code="final").date == date(2024, 3, 19)
    for moment in (clock.at(date(2024, 3, 7), 10), clock.at(date(2024, 3, 8), 23, 59)):
        with clock.moved_to(moment), pytest.raises(NotAllowed, match="Friday 8 March 2024"):
            stages.send_final(cast, report)
    with clock.moved_to(clock.at(date(2024, 3, 9))):
        assert stages.send_final(cast, report).kind == "final"


@pytest.mark.rule("CLEAR-10", part="Cafcass confirmed in writing that it has nothing to say")
def test_nothing_to_say_lets_the_final_go_early(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        said = as_(cast.chief_executive).post(to("nothing_to_say_create", report), {"op": str(uuid4())})
        assert said.status_code == 302
        assert stages.send_final(cast, stages.fresh(report)).kind == "final"


@pytest.mark.rule("CLEAR-08", part="every comment in time is answered before the final goes")
def test_the_final_names_the_comment_without_an_answer(cast: Cast) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        made = [
            actions.comment(report, about="findings", paragraph="3", text=f"{n}", by=cast.chief_executive)
            for n in range(3)
        ]
    with clock.moved_to(stages.WINDOW_OVER):
        for each in made[:2]:
            actions.answer(each, outcome="accepted", text="Yes", version=0, by=cast.lead)
        with pytest.raises(NotAllowed, match=f"comment {made[2].pk}\\."):
            stages.send_final(cast, report)
        actions.answer(made[2], outcome="not_accepted", text="No, because", version=0, by=cast.qa_manager)
        assert stages.send_final(cast, report).kind == "final"
        with pytest.raises(NotAllowed, match="went out"):
            actions.answer(made[2], outcome="accepted", text="Late change", version=None, by=cast.lead)


@pytest.mark.rule("CHILD-03", part="sent in the same act and at the same moment as the final")
def test_the_childrens_summary_goes_with_the_final(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    address = to("cafcass_childrens_summary", report)
    assert as_(cast.chief_executive).get(address).status_code == 404
    sending = stages.final_sent(cast, report).sendings.get(kind="final")
    assert sending.childrens_summary == queries.childrens_summary(report)
    assert sending.childrens_summary
    assert sending.childrens_summary.text in as_(cast.chief_executive).get(address).content.decode()


@pytest.mark.rule("CHILD-01", part="the final cannot go without one")
def test_without_a_childrens_summary_no_final(cast: Cast) -> None:
    report = stages.begun(cast)
    stages.write(report, cast.lead)
    report = stages.draft_sent(cast, stages.cleared(cast, stages.fresh(report)))
    with clock.moved_to(stages.FINAL_SENT_AT), pytest.raises(NotAllowed, match="summary for children"):
        stages.send_final(cast, report)
    draft = report.sendings.get(kind="draft")
    with pytest.raises(DatabaseError, match="summary for children"), transaction.atomic():
        Sending.objects.create(
            report=report, kind="final", by=cast.lead, content=draft.content, content_sha256="0" * 64, file=draft.file
        )


def test_the_final_that_was_made_yesterday_is_made_anew_because_it_names_the_day(cast: Cast) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(clock.at(date(2024, 3, 18), 10)):
        stages.make_pdf(report, "final", cast.lead, date(2024, 3, 25))
    with clock.moved_to(stages.FINAL_SENT_AT):
        with pytest.raises(NotAllowed, match="no finished PDF"):
            actions.send_final(report, by=cast.lead)
        assert stages.send_final(cast, report).publication_planned == date(2024, 3, 26)


@pytest.mark.parametrize("who", ["deputy", "qa_manager", "director", "administrator", "chief_executive", "stranger"])
def test_only_the_lead_sends(cast: Cast, who: str) -> None:
    report = stages.cleared(cast)
    with clock.moved_to(stages.DRAFT_SENT_AT):
        stages.make_pdf(report, "draft", cast.lead)
        with pytest.raises(NotAllowed):
            actions.send_draft(report, by=getattr(cast, who))
    report = stages.draft_sent(cast, report)
    with clock.moved_to(stages.FINAL_SENT_AT), pytest.raises(NotAllowed):
        actions.send_final(report, by=getattr(cast, who))
    assert set(Sending.objects.values_list("kind", flat=True)) == {"draft"}


def test_sent_twice_is_sent_once(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.cleared(cast)
    client = as_(cast.lead)
    with clock.moved_to(stages.DRAFT_SENT_AT):
        stages.make_pdf(report, "draft", cast.lead)
        data = {"op": str(uuid4())}
        answers = [client.post(to("draft_sending_create", report), data).status_code for _ in range(2)]
        again = client.post(to("draft_sending_create", report), {"op": str(uuid4())})
    assert answers == [302, 302]
    assert again.status_code == 403
    assert Sending.objects.count() == 1


def test_mails_say_where_and_until_when_and_nothing_of_what(cast: Cast) -> None:
    """No grade, no text, no attachment: a mail is read by anybody who looks over a shoulder."""
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        actions.share(report, "draft", cast.link_person, by=cast.chief_executive)
        complaint = actions.complain(report, text=f"{stages.SECRET} complaint", by=cast.chief_executive)
        actions.decide_complaint(complaint, decision=stages.SECRET, version=None, by=cast.complaint_handler)
    stages.final_sent(cast, report)
    mails = OutgoingMail.objects.exclude(pk__in=before).filter(made_at__gte=stages.DRAFT_SENT_AT)
    addressed = {mail.to for mail in mails}
    assert addressed == {cast.chief_executive.email, cast.link_person.email, cast.complaint_handler.email}
    grades = [grade.label.lower() for grade in version(report.inspection.framework_version).grades]
    for mail in mails:
        said = f"{mail.subject}\n{mail.body}".lower()
        assert not [grade for grade in grades if grade in said]
        assert stages.SECRET.lower() not in said
    assert "Friday 8 March 2024" in mails.filter(subject__contains="draft").first().body  # type: ignore[union-attr]
    to_handler = mails.get(to=cast.complaint_handler.email).body
    assert to("complaints", report) in to_handler


def test_a_letter_goes_the_same_way_without_director_and_without_childrens_summary(cast: Cast) -> None:
    report = letter(cast)
    with clock.moved_to(clock.at(date(2024, 6, 18), 10)):
        stages.clear(cast, report)
    with clock.moved_to(clock.at(date(2024, 6, 19), 10)):
        stages.make_pdf(stages.fresh(report), "draft", cast.lead)
        sent = actions.send_draft(stages.fresh(report), by=cast.lead)
        assert (sent.window_opens, sent.window_closes) == (date(2024, 6, 20), date(2024, 6, 26))
    with clock.moved_to(clock.at(date(2024, 7, 4), 10)):
        final = stages.send_final(cast, stages.fresh(report))
    assert final.childrens_summary is None
    assert final.publication_planned == date(2024, 7, 11)


@pytest.mark.rule("EVID-17", part="a letter that was cleared does not go out once the findings are opened again")
def test_a_cleared_letter_waits_while_the_findings_are_open_again(cast: Cast) -> None:
    report = letter(cast)
    with clock.moved_to(clock.at(date(2024, 6, 18), 10)):
        stages.clear(cast, report)
    with clock.moved_to(clock.at(date(2024, 6, 19), 10)):
        stages.make_pdf(stages.fresh(report), "draft", cast.lead)
        reopen_findings(report.inspection, reason="A late file.", by=cast.lead)
        with pytest.raises(NotAllowed, match="The findings are not agreed any more"):
            actions.send_draft(stages.fresh(report), by=cast.lead)
        agree_findings(report.inspection, by=cast.lead)
        assert actions.send_draft(stages.fresh(report), by=cast.lead)


def test_what_was_sent_is_opened_from_the_page_of_the_report(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.final_sent(cast)
    with clock.moved_to(stages.FINAL_SENT_AT):
        page = as_(cast.qa_manager).get(to("report", report)).content.decode()
        for sent in report.sendings.all():
            address = to(f"{sent.kind}_sent_file", report, sending=sent.pk)
            other = to("draft_sent_file" if sent.kind == "final" else "final_sent_file", report, sending=sent.pk)
            assert f'href="{address}"' in page
            assert b"".join(as_(cast.lead).get(address)) == sent.file.read()  # type: ignore[arg-type]
            assert as_(cast.lead).get(other).status_code == 404
