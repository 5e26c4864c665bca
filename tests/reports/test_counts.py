"""How much a page asks of the database: the same at 1 and at 30 rows, and never more than 12 queries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from inspections.models import Outcome
from reports.models import CafcassComment, CommentResponse, Complaint, Publication, Report
from tests.cast import Cast
from tests.reports import stages


def comments(cast: Cast, report: Report, count: int) -> None:
    for number in range(count):
        made = CafcassComment.objects.create(
            report=report, about="findings", text=f"Comment {number}", late=False, by=cast.chief_executive
        )
        CommentResponse.objects.create(comment=made, outcome="accepted", text="Yes", by=cast.lead)


def complaints(cast: Cast, report: Report, count: int) -> None:
    for _ in range(count):
        Complaint.objects.create(
            report=report, text="Unfair", by=cast.chief_executive, received_on=date(2024, 3, 11), in_window=False
        )


CASES: list[tuple[str, str, Callable[[Cast, Report, int], None], int]] = [
    ("comments", "lead", comments, 10),
    ("cafcass_comments", "chief_executive", comments, 10),
    ("complaints", "complaint_handler", complaints, 9),
    ("complaint_create", "chief_executive", complaints, 9),
]


@pytest.mark.parametrize(("name", "who", "fill", "most"), CASES)
def test_a_list_asks_the_same_at_1_and_at_30_rows(
    cast: Cast, as_: Callable[..., Client], name: str, who: str, fill: Callable[[Cast, Report, int], None], most: int
) -> None:
    report = stages.draft_sent(cast)
    client = as_(getattr(cast, who))
    with clock.moved_to(stages.IN_WINDOW):
        fill(cast, report, 1)
        one = queries(client, reverse(name, args=[report.inspection.ref]))
        fill(cast, report, 29)
        thirty = queries(client, reverse(name, args=[report.inspection.ref]))
    assert (one, thirty) == (one, one)
    assert one <= 12
    assert one == most


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_public_list_asks_the_same_at_1_and_at_30_rows(cast: Cast, as_: Callable[..., Client]) -> None:
    first = stages.published(cast)
    address = reverse("published_reports")
    Outcome.objects.create(kind="inspection", title="Earlier", ended_on=date(2018, 3, 2))
    one = queries(as_(None), address)
    for number in range(29):
        Outcome.objects.create(kind="inspection", title=f"Earlier {number}", ended_on=date(2018, 3, 2))
    assert queries(as_(None), address) == one
    assert one <= 12
    assert Publication.objects.get() == first


@pytest.mark.parametrize(
    "name",
    ["report", "report_read", "report_pdf", "first_page_edit", "childrens_summary", "submission_create"],
)
def test_no_page_of_the_draft_asks_more_than_12_times(cast: Cast, as_: Callable[..., Client], name: str) -> None:
    report = stages.drafted(cast)
    with clock.moved_to(stages.CLEARED_AT):
        assert queries(as_(cast.lead), reverse(name, args=[report.inspection.ref])) <= 12


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("draft_sending_create", "lead"),
        ("final_sending_create", "lead"),
        ("publication", "director"),
        ("cafcass_draft", "chief_executive"),
        ("cafcass_final", "chief_executive"),
        ("cafcass_childrens_summary", "chief_executive"),
    ],
)
def test_no_page_of_sending_asks_over_12_times(cast: Cast, as_: Callable[..., Client], name: str, who: str) -> None:
    report = stages.decided(cast)
    with clock.moved_to(stages.DECIDED_AT):
        assert queries(as_(getattr(cast, who)), reverse(name, args=[report.inspection.ref])) <= 12


def test_the_published_report_asks_little(cast: Cast, as_: Callable[..., Client]) -> None:
    published = stages.published(cast)
    assert queries(as_(None), reverse("published_report", args=[published.slug])) <= 4
