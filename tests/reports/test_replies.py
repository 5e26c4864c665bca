"""What Cafcass says of the draft, and what comes of it."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Post
from accounts.refusals import Invalid, NotAllowed
from files.jobs import run_queued
from reports import actions
from reports.models import CafcassComment, CommentResponse, Complaint, NothingToSay, Report
from scheduling.queries import day
from tests.cast import LONG_AGO, Cast
from tests.reports import stages
from tests.reports.test_sending import to

RECEIVED = clock.at(date(2024, 3, 6), 15)
DECIDED = clock.at(date(2024, 3, 27), 15)


@pytest.mark.rule("CLEAR-06", part="type, paragraph and text; several")
def test_a_comment_needs_its_type_and_there_may_be_several(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    client = as_(cast.chief_executive)
    with clock.moved_to(stages.IN_WINDOW):
        bare = client.post(to("cafcass_comments", report), {"op": str(uuid4()), "text": "Typed"})
        assert bare.status_code == 400
        assert "Typed" in bare.content.decode()
        assert "about" in bare.context["form"].errors
        for about in ("draft_text", "process", "findings"):
            data = {"op": str(uuid4()), "about": about, "paragraph": "4", "text": "Typed"}
            assert client.post(to("cafcass_comments", report), data).status_code == 302
    assert list(CafcassComment.objects.values_list("about", "late")) == [
        ("draft_text", False),
        ("process", False),
        ("findings", False),
    ]
    with pytest.raises(Invalid):
        actions.comment(report, about="mood", paragraph="", text="x", by=cast.chief_executive)


@pytest.mark.rule("CLEAR-05", part="a later comment is kept as late")
@pytest.mark.parametrize(
    ("moment", "late"),
    [(clock.at(date(2024, 3, 8), 23, 59), False), (clock.at(date(2024, 3, 9)), True), (stages.WINDOW_OVER, True)],
)
def test_after_the_window_a_comment_is_late(cast: Cast, moment: object, late: bool) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(moment):  # type: ignore[arg-type]
        made = actions.comment(report, about="findings", paragraph="", text="x", by=cast.chief_executive)
    assert made.late is late


def test_a_late_comment_does_not_hold_the_final(cast: Cast) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.WINDOW_OVER):
        actions.comment(report, about="findings", paragraph="", text="x", by=cast.chief_executive)
    with clock.moved_to(stages.FINAL_SENT_AT):
        assert stages.send_final(cast, report).kind == "final"


@pytest.mark.rule("CLEAR-14")
def test_a_complaint_in_time_holds_everything_and_moves_the_dates(cast: Cast, as_: Callable[..., Client]) -> None:
    """Received Wednesday 6 March, decided Wednesday 27 March: the final moves to 11 April, publication to 18 April."""
    report = stages.draft_sent(cast)
    timeline = report.inspection.timeline
    assert (day(timeline, "final"), day(timeline, "publication")) == (date(2024, 3, 19), date(2024, 3, 26))
    with clock.moved_to(RECEIVED):
        complaint = actions.complain(report, text="Unfair", by=cast.chief_executive)
    assert complaint.in_window
    with clock.moved_to(stages.FINAL_SENT_AT):
        with pytest.raises(NotAllowed, match="on hold"):
            stages.send_final(cast, report)
        page = as_(cast.lead).get(to("report", report)).content.decode()
        assert "On hold" in page
        assert "Unfair" not in page
    with clock.moved_to(DECIDED):
        actions.decide_complaint(complaint, decision="Not upheld", version=1, by=cast.complaint_handler)
    assert (day(timeline, "final"), day(timeline, "publication")) == (date(2024, 4, 11), date(2024, 4, 18))
    with clock.moved_to(clock.at(date(2024, 4, 11), 10)):
        sent = stages.send_final(cast, stages.fresh(report))
    assert sent.publication_planned == date(2024, 4, 18)


@pytest.mark.parametrize("decided", [False, True])
def test_the_timetable_says_on_hold_to_the_team_and_why_to_those_who_decide(
    cast: Cast, as_: Callable[..., Client], decided: bool
) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(RECEIVED):
        complaint = actions.complain(report, text="Unfair", by=cast.chief_executive)
    if decided:
        with clock.moved_to(DECIDED):
            actions.decide_complaint(complaint, decision="No", version=1, by=cast.complaint_handler)
    address = reverse("timetable", args=[report.inspection.ref])
    with clock.moved_to(DECIDED):
        for who in (cast.lead, cast.deputy, cast.qa_manager, cast.team_inspector):
            page = as_(who).get(address).content.decode()
            assert "on hold" in page.lower()
            assert "complaint received" not in page.lower()
            assert "complaint of" not in page.lower()
            assert "Wed 6 Mar" not in page
        assert "omplaint" in as_(cast.director).get(address).content.decode()


def test_a_complaint_after_nothing_was_said_still_stops_publication(cast: Cast) -> None:
    """N8: the window is Cafcass's; that the final went out early does not close it."""
    report = stages.draft_sent(cast)
    with clock.moved_to(clock.at(date(2024, 3, 4), 10)):
        actions.say_nothing(report, by=cast.chief_executive)
        stages.send_final(cast, stages.fresh(report))
        actions.decide_publication(stages.fresh(report), due_on=date(2024, 3, 11), by=cast.director)
        run_queued()
    with clock.moved_to(RECEIVED):
        complaint = actions.complain(report, text="After all", by=cast.chief_executive)
    with clock.moved_to(clock.at(date(2024, 3, 11), 9)):
        assert actions.release_due() == 0
        with pytest.raises(NotAllowed, match="on hold"):
            actions.decide_publication(stages.fresh(report), due_on=date(2024, 3, 12), by=cast.director)
    with clock.moved_to(clock.at(date(2024, 3, 13), 9)):
        actions.decide_complaint(complaint, decision="No", version=1, by=cast.complaint_handler)
        earliest = day(report.inspection.timeline, "publication")
        assert earliest
        assert earliest > date(2024, 3, 13)
        assert actions.release_due() == 0, "the old decision named a day that is now too early"


def test_a_late_complaint_goes_to_the_handler_and_holds_nothing(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.WINDOW_OVER):
        complaint = actions.complain(report, text="Too late but true", by=cast.chief_executive)
    assert (complaint.in_window, complaint.extension) == (False, None)
    with clock.moved_to(stages.FINAL_SENT_AT):
        assert stages.send_final(cast, report).kind == "final"
    page = as_(cast.complaint_handler).get(to("complaints", report))
    assert "Too late but true" in page.content.decode()


@pytest.mark.parametrize("who", ["lead", "deputy", "team_inspector", "qa_manager", "administrator", "link_person"])
def test_nobody_of_the_inspection_reads_a_complaint(cast: Cast, as_: Callable[..., Client], who: str) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(RECEIVED):
        complaint = actions.complain(report, text="Unfair", by=cast.chief_executive)
    client = as_(getattr(cast, who))
    assert client.get(to("complaints", report)).status_code == 404
    assert client.post(to("complaint_decide", report, complaint=complaint.pk), {}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.decide_complaint(complaint, decision="x", version=1, by=getattr(cast, who))


def test_the_handler_decides_once_and_the_chief_executive_reads_it(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(RECEIVED):
        as_(cast.chief_executive).post(to("complaint_create", report), {"op": str(uuid4()), "text": "Unfair"})
    complaint = Complaint.objects.get()
    address = to("complaint_decide", report, complaint=complaint.pk)
    data = {"op": str(uuid4()), "version": 1, "decision": "We looked again"}
    with clock.moved_to(DECIDED):
        assert as_(cast.complaint_handler).post(address, data).status_code == 302
        second = {**data, "op": str(uuid4()), "version": 2, "decision": "And again"}
        assert as_(cast.complaint_handler).post(address, second).status_code == 403
        assert "We looked again" in as_(cast.chief_executive).get(to("complaint_create", report)).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.update(decision="Another")


def test_nothing_to_say_is_refused_after_a_comment_or_a_complaint(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        offered = to("nothing_to_say_create", report)
        assert offered in as_(cast.chief_executive).get(to("cafcass_draft", report)).content.decode()
        actions.comment(report, about="findings", paragraph="", text="x", by=cast.chief_executive)
        with pytest.raises(NotAllowed, match="has sent comments"):
            actions.say_nothing(report, by=cast.chief_executive)
        assert offered not in as_(cast.chief_executive).get(to("cafcass_draft", report)).content.decode()
    assert not NothingToSay.objects.exists()


def test_the_link_person_sees_and_comments_only_once_named(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    client = as_(cast.link_person)
    addresses = [to(name, report) for name in ("cafcass_draft", "cafcass_draft_file", "cafcass_comments")]
    with clock.moved_to(stages.IN_WINDOW):
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
        chosen = {"op": str(uuid4()), "person": str(cast.link_person.pk)}
        assert as_(cast.chief_executive).post(to("draft_share", report), chosen).status_code == 302
        assert [client.get(address).status_code for address in addresses] == [200, 200, 200]
        data = {"op": str(uuid4()), "about": "findings", "text": "From me"}
        assert client.post(to("cafcass_comments", report), data).status_code == 302
        assert client.get(to("complaint_create", report)).status_code == 404
        assert client.get(to("draft_share", report)).status_code == 403
    final = stages.final_sent(cast, answered(cast, report))
    assert client.get(to("cafcass_final", final)).status_code == 404, "named for the draft, not for the final"
    assert client.get(to("cafcass_childrens_summary", final)).status_code == 404


def test_somebody_who_is_no_link_person_cannot_be_named(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    data = {"op": str(uuid4()), "person": str(cast.contributor.pk)}
    assert as_(cast.chief_executive).post(to("draft_share", report), data).status_code == 400
    with pytest.raises(Invalid):
        actions.share(report, "draft", cast.contributor, by=cast.chief_executive)


def answered(cast: Cast, report: Report) -> Report:
    """Every comment answered, on the Monday after the window."""
    with clock.moved_to(stages.WINDOW_OVER):
        for each in report.comments.all():
            actions.answer(each, outcome="accepted", text="We changed it", version=0, by=cast.lead)
    return report


def test_answers_reach_cafcass_with_the_final_and_not_before(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        actions.comment(report, about="findings", paragraph="", text="x", by=cast.chief_executive)
    answered(cast, report)
    client = as_(cast.chief_executive)
    assert "We changed it" not in client.get(to("cafcass_comments", report)).content.decode()
    stages.final_sent(cast, report)
    assert "We changed it" in client.get(to("cafcass_comments", report)).content.decode()
    late = CommentResponse(comment=report.comments.get(), outcome="accepted", text="Later", by=cast.lead)
    with pytest.raises(DatabaseError, match="final version"), transaction.atomic():
        late.save()


def test_a_comment_of_another_inspection_is_not_here(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    client = as_(cast.lead)
    assert client.get(to("answer_create", report, comment=999)).status_code == 404
    assert as_(cast.complaint_handler).get(to("complaint_decide", report, complaint=999)).status_code == 404


@pytest.mark.parametrize("post", ["complaint_handler", "director"])
def test_a_post_given_later_opens_no_complaint_about_own_work(
    cast: Cast, as_: Callable[..., Client], post: str
) -> None:
    report = stages.draft_sent(cast)
    with clock.moved_to(stages.IN_WINDOW):
        complaint = actions.complain(report, text="Hornbeam", by=cast.chief_executive)
        Post.objects.create(person=cast.deputy, post=post, since=LONG_AGO)
        client = as_(cast.deputy)
        list_page = reverse("complaints", args=[report.inspection.ref])
        assert client.get(list_page).status_code == 404
        decision = reverse("complaint_decide", args=[report.inspection.ref, complaint.pk])
        assert "Hornbeam" not in client.get(decision).content.decode()
        assert "Hornbeam" in as_(cast.complaint_handler).get(list_page).content.decode()


def test_comments_are_numbered_within_their_own_report(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.draft_sent(cast)
    given = {"report": report, "about": "findings", "text": "x", "late": False, "by": cast.chief_executive}
    later = [CafcassComment.objects.create(pk=pk, **given) for pk in (41, 57)][-1]
    with clock.moved_to(stages.IN_WINDOW):
        page = as_(cast.lead).get(to("comments", report)).content.decode()
        answer = as_(cast.lead).get(reverse("answer_create", args=[report.inspection.ref, later.pk])).content.decode()
    assert "Comment 1:" in page
    assert "Comment 2:" in page
    assert "Comment 41" not in page
    assert "Comment 2:" in answer
