"""The decision on publication, the embargo, and the one clock that ends it."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts import clock
from accounts.models import Event, Post
from accounts.refusals import Invalid, NotAllowed
from files.jobs import run_queued, tick
from govuk.forms import date_data
from inspections.models import Inspection, Outcome
from reports import actions
from reports.models import Publication, Report
from tests.cast import LONG_AGO, Cast
from tests.reports import stages
from tests.reports.test_sending import to
from tests.reports.visits import letter

T = clock.at(date(2024, 3, 26))
SLUG = "cafcass-national-inspection-2024-2024-02"
PUBLIC = [reverse("published_report", args=[SLUG]), reverse("published_report_file", args=[SLUG])]


def statuses(client: Client) -> list[int]:
    return [client.get(address).status_code for address in PUBLIC]


@pytest.mark.rule("CLEAR-12")
def test_the_embargo_holds_to_the_second(cast: Cast, as_: Callable[..., Client]) -> None:
    """T-1 s, T, T+1 s; by GET, HEAD and Range; for the public and for insiders."""
    report = stages.decided(cast)
    readers = [as_(None), as_(cast.chief_executive), as_(cast.lead), as_(cast.stranger), as_(cast.administrator)]
    with clock.moved_to(T - timedelta(seconds=1)):
        tick()
        for reader in readers:
            assert statuses(reader) == [404, 404]
            assert [reader.head(address).status_code for address in PUBLIC] == [404, 404]
            assert reader.get(PUBLIC[1], headers={"range": "bytes=0-10"}).status_code == 404
        assert SLUG not in as_(None).get(reverse("published_reports")).content.decode()
        # Web processes trust the state and no clock of their own: nothing is there until the worker has ticked.
    with clock.moved_to(T):
        assert statuses(readers[0]) == [404, 404]
        tick()
        assert statuses(readers[0]) == [200, 200]
        assert [readers[0].head(address).status_code for address in PUBLIC] == [200, 200]
    with clock.moved_to(T + timedelta(seconds=1)):
        for reader in readers:
            assert statuses(reader) == [200, 200]
        assert SLUG in as_(None).get(reverse("published_reports")).content.decode()
    assert Inspection.objects.get(pk=report.inspection_id).state == "published"


@pytest.mark.rule("CLEAR-12", part="the embargo with its day stands on Cafcass's page until publication")
def test_the_embargo_banner_names_the_day_until_publication(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.final_sent(cast)
    page = as_(cast.chief_executive).get(to("cafcass_final", report)).content.decode()
    assert "Under embargo" in page
    assert "Tuesday 26 March 2024" in page
    stages.published(cast, stages.decided(cast, report))
    assert "Under embargo" not in as_(cast.chief_executive).get(to("cafcass_final", report)).content.decode()


@pytest.mark.rule("CLEAR-13")
@pytest.mark.parametrize("due_on", [date(2024, 3, 25), date(2024, 3, 20)])
def test_earlier_than_the_fifth_working_day_is_refused(cast: Cast, as_: Callable[..., Client], due_on: date) -> None:
    report = stages.final_sent(cast)
    data = {"op": str(uuid4()), **date_data("due_on", due_on), "reason": "It is ready"}
    with clock.moved_to(stages.DECIDED_AT):
        response = as_(cast.director).post(to("publication", report), data)
    assert response.status_code == 400
    assert "Tuesday 26 March 2024" in str(response.context["form"].errors["due_on"])
    assert not report.publication_decisions.exists()


@pytest.mark.rule("CLEAR-13")
def test_later_needs_a_reason_and_the_real_day_and_address_are_kept(cast: Cast) -> None:
    report = stages.final_sent(cast)
    with clock.moved_to(stages.DECIDED_AT):
        with pytest.raises(Invalid) as refusal:
            actions.decide_publication(report, due_on=date(2024, 4, 3), by=cast.director)
        assert refusal.value.field == "reason"
        actions.decide_publication(report, due_on=date(2024, 4, 3), reason="Easter", by=cast.administrator)
        run_queued()
    with clock.moved_to(clock.at(date(2024, 4, 2), 23, 59)):
        assert actions.release_due() == 0
    with clock.moved_to(clock.at(date(2024, 4, 3))):
        assert actions.release_due() == 1
    published = Publication.objects.get()
    assert (published.published_on, published.slug) == (date(2024, 4, 3), SLUG)
    assert report.inspection.timeline.dates.get(code="publication").date == date(2024, 4, 3)


def test_a_letter_sent_on_30_may_2025_is_published_on_6_june(cast: Cast) -> None:
    from reports.dates import publication_if_sent

    timeline = letter(cast).inspection.timeline
    assert publication_if_sent(timeline, date(2025, 5, 30)) == date(2025, 6, 6)


@pytest.mark.parametrize("who", ["lead", "deputy", "qa_manager", "complaint_handler", "chief_executive", "stranger"])
def test_only_director_or_administrator_decide(cast: Cast, as_: Callable[..., Client], who: str) -> None:
    report = stages.final_sent(cast)
    data = {"op": str(uuid4()), **date_data("due_on", date(2024, 3, 26))}
    assert as_(getattr(cast, who)).post(to("publication", report), data).status_code in (403, 404)
    with pytest.raises(NotAllowed):
        actions.decide_publication(report, due_on=date(2024, 3, 26), by=getattr(cast, who))


def test_without_a_decision_nothing_is_ever_published(cast: Cast) -> None:
    stages.final_sent(cast)
    with clock.moved_to(clock.at(date(2025, 1, 1))):
        tick()
    assert not Publication.objects.exists()


@pytest.mark.crawl
def test_no_address_publishes(cast: Cast, as_: Callable[..., Client]) -> None:
    """Every address of this room, posted to by everybody in the cast before the day: nothing becomes public."""
    report = stages.decided(cast)
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    with clock.moved_to(T - timedelta(seconds=1)):
        for person in (cast.lead, cast.director, cast.administrator):
            client = as_(person, raise_request_exception=False)
            for name in names:
                for kwargs in ({"ref": report.inspection.ref}, {}):
                    try:
                        address = reverse(name, kwargs=kwargs)
                    except Exception:
                        continue
                    if "sign-out" not in address:
                        client.post(address, {"op": str(uuid4())})
    assert not Publication.objects.exists()
    with clock.moved_to(T - timedelta(seconds=1)), pytest.raises(NotAllowed, match="embargo stands"):
        actions.publish(report)


def test_ticks_that_come_twice_or_late_publish_once(cast: Cast) -> None:
    """A tick that was missed is made up for; a second one, or a restart, changes nothing."""
    stages.decided(cast)
    with clock.moved_to(T + timedelta(days=2, hours=5)):
        assert actions.release_due() == 1
        assert actions.release_due() == 0
        tick()
    assert Publication.objects.count() == 1
    assert Outcome.objects.count() == 1
    assert Publication.objects.get().published_on == date(2024, 3, 28)


def test_the_public_pdf_is_asked_for_again_when_it_is_not_there(cast: Cast) -> None:
    report = stages.final_sent(cast)
    with clock.moved_to(stages.DECIDED_AT):
        actions.decide_publication(report, due_on=date(2024, 3, 26), by=cast.director)
    with clock.moved_to(T):
        assert actions.release_due() == 0, "the worker has not made it yet"
        run_queued()
        assert actions.release_due() == 1


def test_what_is_published_is_the_final_and_nothing_written_since(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.decided(cast)
    final = report.sendings.get(kind="final")
    with pytest.raises(NotAllowed):
        actions.save_texts(report, {"private": "Too late"}, version=None, by=cast.lead)
    published = stages.published(cast, report)
    assert published.content == final.content
    assert published.content_sha256 == final.content_sha256
    page = as_(None).get(PUBLIC[0]).content.decode()
    assert "Lena Example" in page
    assert "Overall effectiveness" in page


def test_the_outcome_is_written_down_for_the_programme(cast: Cast) -> None:
    stages.published(cast)
    outcome = Outcome.objects.get()
    assert (outcome.ended_on, outcome.published_on) == (date(2024, 2, 16), date(2024, 3, 26))
    assert dict(outcome.grades.values_list("area", "grade")) == dict.fromkeys(
        ("private", "public", "leaders", "overall"), "outstanding"
    )
    assert list(outcome.findings.values_list("kind", "text")) == [
        ("area_for_improvement", "The quality of closing letters to independent reviewing officers"),
        ("area_for_improvement", "The time that children wait"),
    ]


@pytest.mark.rule("CHILD-02")
def test_the_childrens_summary_is_never_public(cast: Cast, as_: Callable[..., Client]) -> None:
    published = stages.published(cast)
    text = "Cafcass listens to you"
    ref = published.report.inspection.ref
    client = as_(None)
    for address in (*PUBLIC, reverse("published_reports"), reverse("home")):
        assert text.encode() not in client.get(address, follow=True).content
    for name in ("childrens_summary", "cafcass_childrens_summary"):
        response = client.get(reverse(name, kwargs={"ref": ref}))
        assert response.status_code in (302, 404)
        assert text.encode() not in response.content
    assert as_(cast.stranger).get(reverse("cafcass_childrens_summary", kwargs={"ref": ref})).status_code == 404
    assert text not in str(published.content)


def test_the_database_refuses_to_publish_anything_but_the_final_or_during_a_complaint(cast: Cast) -> None:
    report = stages.final_sent(cast)
    final = report.sendings.get(kind="final")
    row = {
        "report": report,
        "slug": "x",
        "title": "x",
        "published_on": date(2024, 3, 26),
        "content": final.content,
        "file": final.file,
    }
    with pytest.raises(DatabaseError, match="final version"), transaction.atomic():
        Publication.objects.create(content_sha256="0" * 64, **row)
    with clock.moved_to(stages.IN_WINDOW):
        actions.complain(report, text="Unfair", by=cast.chief_executive)
    with pytest.raises(DatabaseError, match="complaint"), transaction.atomic():
        Publication.objects.create(content_sha256=final.content_sha256, **row)


def test_before_publication_the_address_is_like_any_that_never_was(cast: Cast, as_: Callable[..., Client]) -> None:
    stages.decided(cast)
    for client in (as_(None), as_(cast.stranger)):
        for known in PUBLIC:
            there, nowhere = client.get(known), client.get(known.replace(SLUG, "no-such-report"))
            assert (there.status_code, nowhere.status_code) == (404, 404)
            assert same(there.content) == same(nowhere.content)
            assert there.headers.keys() == nowhere.headers.keys()


def same(content: bytes) -> bytes:
    """The page without what is drawn by lot for each request."""
    import re

    return re.sub(rb'(nonce|value)="[^"]*"', b"", content)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time")
def test_two_workers_at_once_publish_once(cast: Cast) -> None:
    stages.decided(cast)
    run_at_once(T, [actions.release_due, actions.release_due])
    assert Publication.objects.count() == 1
    assert Outcome.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time")
def test_a_complaint_and_the_tick_at_once_never_both_win(cast: Cast) -> None:
    """Whichever takes the inspection first decides; never a published report with a complaint in time before it."""
    report = stages.draft_sent(cast)
    with clock.moved_to(clock.at(date(2024, 3, 1), 12)):
        actions.say_nothing(report, by=cast.chief_executive)
        stages.send_final(cast, stages.fresh(report))
        actions.decide_publication(stages.fresh(report), due_on=date(2024, 3, 8), by=cast.director)
        run_queued()
    moment = clock.at(date(2024, 3, 8), 9)
    run_at_once(moment, [actions.release_due, lambda: actions.complain(report, text="Unfair", by=cast.chief_executive)])
    assert Report.objects.get().complaints.count() == 1
    order = list(Event.objects.filter(verb__in=["published", "complained"]).values_list("verb", flat=True))
    assert order in (["complained"], ["published", "complained"])
    assert Publication.objects.count() == order.count("published")


def run_at_once(moment: datetime, work: list[Callable[[], object]]) -> None:
    """Each in a thread with a connection of its own, started together."""
    gate = threading.Barrier(len(work))

    def run(each: Callable[[], object]) -> None:
        try:
            gate.wait()
            with clock.moved_to(moment):
                each()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_report_that_cannot_be_published_keeps_back_no_other(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, due = Report(pk=1), Report(pk=2)

    def publish(report: Report) -> object:
        if report is broken:
            raise ValueError("It breaks")
        return report

    monkeypatch.setattr("reports.actions.publishing.publish", publish)
    monkeypatch.setattr("reports.queries.due_for_publication", lambda today: [broken, due])
    monkeypatch.setattr("accounts.clock.today", lambda: date(2024, 3, 26))
    assert actions.release_due() == 1
    assert "Report 1 is due" in caplog.text


@pytest.mark.rule("CLEAR-13", part="nobody decides on the publication of an inspection on which they have worked")
@pytest.mark.parametrize("who", ["lead", "qa_manager"])
def test_whoever_worked_on_it_does_not_decide_on_its_publication(cast: Cast, who: str) -> None:
    report = stages.final_sent(cast)
    person = getattr(cast, who)
    Post.objects.create(person=person, post="director", since=LONG_AGO)
    with clock.moved_to(stages.DECIDED_AT), pytest.raises(NotAllowed, match="on which they have worked"):
        actions.decide_publication(report, due_on=date(2024, 3, 26), by=person)


def test_the_lead_reads_who_decides_on_the_day(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.final_sent(cast)
    sentence = "The national director or an inspection administrator decides on the day."
    with clock.moved_to(stages.FINAL_SENT_AT):
        assert sentence in as_(cast.lead).get(to("publication", report)).content.decode()
        assert sentence not in as_(cast.director).get(to("publication", report)).content.decode()
