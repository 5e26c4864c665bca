"""What must not get out: internal text to Cafcass or the public, before its time or ever."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from accounts import clock
from files.jobs import run_queued
from inspections import tasklist
from inspections.roles import roles_on
from reports import actions
from reports.actions.rendering import render_later
from reports.content import content_of
from reports.models import Report
from tests.cast import Cast
from tests.reports import stages
from tests.reports.visits import letter

GIVEN = {"code": "private", "rendering": 1, "comment": 1, "complaint": 1, "slug": "x"}


def addresses(report: Report) -> list[str]:
    """Every address of the product that can be built for this inspection; the one that reports on the machine apart."""
    built = set()
    for name, keys in names(get_resolver()):
        values = {**GIVEN, "ref": report.inspection.ref}
        try:
            built.add(reverse(name, kwargs={key: values[key] for key in keys}))
        except (KeyError, NoReverseMatch):
            continue
    return sorted(built - {reverse("sign_out"), "/health/"})


def names(resolver: URLResolver) -> list[tuple[str, list[str]]]:
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += names(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            found.append((entry.name, list(entry.pattern.converters)))
    return found


def read_all(client: Client, report: Report, having: str = "") -> bytes:
    return b"\n".join(client.get(address).content for address in addresses(report) if having in address)


@pytest.mark.crawl
@pytest.mark.parametrize("who", [None, "stranger", "cafcass_stranger", "contributor", "chief_executive", "link_person"])
def test_nothing_of_a_draft_shows_before_it_is_sent(cast: Cast, as_: Callable[..., Client], who: str | None) -> None:
    report = stages.cleared(cast)
    with clock.moved_to(stages.CLEARED_AT):
        stages.make_pdf(report, "draft", cast.lead)
        client = as_(getattr(cast, who) if who else None)
        seen = read_all(client, report)
        # The glossary, open to all, explains the grades; no address of this inspection may name one.
        own = read_all(client, report, report.inspection.ref)
    assert stages.SECRET.encode() not in seen
    assert b"Outstanding" not in own
    assert len(addresses(report)) > 40, "the crawl found the addresses"


@pytest.mark.crawl
def test_cafcass_reads_what_was_sent_and_nothing_internal(cast: Cast, as_: Callable[..., Client]) -> None:
    """After the draft: a note between reviewer and lead, an answer not yet sent and the working text stay inside."""
    report = stages.drafted(cast)
    with clock.moved_to(stages.CLEARED_AT):
        actions.submit(report, version=None, by=cast.lead)
        actions.review(report, outcome="cleared", note="Hornbeam", version=None, by=cast.qa_manager)
    report = stages.draft_sent(cast, stages.fresh(report))
    with clock.moved_to(stages.IN_WINDOW):
        comment = actions.comment(report, about="findings", paragraph="", text="Ours", by=cast.chief_executive)
        actions.answer(comment, outcome="accepted", text="Dogwood", version=0, by=cast.lead)
        actions.save_texts(report, {"private": "Sycamore"}, version=None, by=cast.lead)
        actions.save_childrens_summary(report, "Rowan", version=None, by=cast.lead)
        actions.share(report, "draft", cast.link_person, by=cast.chief_executive)
        for person in (cast.chief_executive, cast.link_person):
            seen = read_all(as_(person), report)
            assert b"Ours" in seen
            assert not [word for word in (b"Hornbeam", b"Dogwood", b"Sycamore", b"Rowan") if word in seen]


@pytest.mark.parametrize("who", ["shadow", "analyst"])
def test_who_is_not_in_the_table_finds_no_draft(cast: Cast, as_: Callable[..., Client], who: str) -> None:
    report = stages.drafted(cast)
    for name in ("report", "report_read", "report_pdf", "childrens_summary"):
        assert as_(getattr(cast, who)).get(reverse(name, args=[report.inspection.ref])).status_code == 404


def test_the_pdf_of_another_report_is_not_here(cast: Cast, as_: Callable[..., Client]) -> None:
    report, other = stages.drafted(cast), letter(cast)
    rendering = render_later(other, "draft", content_of(other), by=cast.lead)
    run_queued()
    own = reverse("report_file", kwargs={"ref": other.inspection.ref, "rendering": rendering.pk})
    theirs = reverse("report_file", kwargs={"ref": report.inspection.ref, "rendering": rendering.pk})
    assert [as_(cast.lead).get(address).status_code for address in (own, theirs)] == [200, 404]


@pytest.mark.crawl
def test_reading_never_writes(cast: Cast, as_: Callable[..., Client]) -> None:
    from accounts.models import Event

    report = stages.draft_sent(cast)
    before = (Event.objects.count(), report.renderings.count())
    for person in (cast.lead, cast.qa_manager, cast.director, cast.chief_executive, cast.complaint_handler):
        read_all(as_(person), report)
    assert (Event.objects.count(), report.renderings.count()) == before


def test_somebody_elses_operation_number_does_nothing(cast: Cast, as_: Callable[..., Client]) -> None:
    report = stages.begun(cast)
    address = reverse("section_edit", kwargs={"ref": report.inspection.ref, "code": "private"})
    op = str(uuid4())
    as_(cast.lead).post(address, {"op": op, "version": 0, "text": "Mine"})
    comments = reverse("childrens_summary", kwargs={"ref": report.inspection.ref})
    again = as_(cast.lead).post(comments, {"op": op, "version": 0, "text": "Same number, another form"})
    assert again.status_code == 409
    assert report.childrens_summary_texts.count() == 0


def test_sending_the_draft_is_to_do_once_the_text_is_cleared(cast: Cast) -> None:
    report = stages.drafted(cast)
    assert _status(cast, report, "Send the draft") == "Cannot start yet"
    stages.cleared(cast, report)
    assert _status(cast, report, "Send the draft") == "To do"


def _status(cast: Cast, report: Report, title: str) -> str:
    inspection = stages.fresh(report).inspection
    rows = tasklist.rows(cast.lead, inspection, roles_on(cast.lead, inspection))
    return str(next(row["status"] for row in rows if row["title"] == title))
