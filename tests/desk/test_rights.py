"""The log of what people ask about their own data: received, kind, answered (DATA-02)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import clock
from accounts.models import Event
from accounts.refusals import NotAllowed
from desk import rights
from desk.models import RightsAnswer, RightsRequest
from govuk.forms import date_data
from tests.cast import Cast
from tests.inspections.forms import errors, send

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
RECEIVED = date(2024, 3, 1)
LIST, NEW = "/data-protection/requests/", "/data-protection/requests/new/"
ASKED = {"kind": "access", "about": "Mailbox, number 12"}


@pytest.fixture(autouse=True)
def spring() -> Any:
    with clock.moved_to(clock.at(date(2024, 3, 11), 10)):
        yield


def waiting(client: Client) -> str:
    page = " ".join(client.get(LIST).content.decode().split())
    return page.partition("Waiting for an answer")[2].partition("<h2")[0]


@pytest.mark.rule("DATA-02")
def test_a_request_of_1_march_2024_is_listed_until_it_is_answered(cast: Cast, as_: As) -> None:
    client = as_(cast.administrator)
    sent = send(client, NEW, **ASKED, **date_data("received_on", RECEIVED))
    assert sent.status_code == 302
    made = RightsRequest.objects.get()
    assert "1 March 2024" in waiting(client)
    assert "10 days ago" in waiting(client)
    assert "To see what is kept" in waiting(client)
    answer = reverse("rights_request_answer", args=[made.pk])
    early = send(client, answer, text="Sent.", **date_data("answered_on", date(2024, 2, 28)))
    assert errors(early) == {"answered_on": ["The answer comes after the request."]}
    assert "1 March 2024" in waiting(client)
    assert send(client, answer, text="Sent.", **date_data("answered_on", date(2024, 3, 8))).status_code == 302
    assert "1 March 2024" not in waiting(client)
    assert "8 March 2024" in client.get(LIST).content.decode()
    assert list(Event.objects.filter(verb__contains="rights").values_list("verb", "after")) == [
        ("logged rights request", "access"),
        ("answered rights request", ""),
    ]


def test_it_is_answered_once_and_neither_row_ever_changes(cast: Cast, as_: As) -> None:
    made = rights.log_request(received_on=RECEIVED, **ASKED, by=cast.administrator)
    rights.log_answer(made, answered_on=RECEIVED, text="Sent.", by=cast.administrator)
    with pytest.raises(NotAllowed):
        rights.log_answer(made, answered_on=RECEIVED, text="Again.", by=cast.administrator)
    for rows in (RightsRequest.objects.all(), RightsAnswer.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_day_to_come_is_refused_and_nobody_else_sees_the_log(cast: Cast, as_: As) -> None:
    late = send(as_(cast.administrator), NEW, **ASKED, **date_data("received_on", date(2024, 3, 12)))
    assert errors(late) == {"received_on": ["This day has not come yet."]}
    for who in (cast.lead, cast.director, cast.auditor, cast.link_person):
        assert as_(who).get(LIST).status_code == 404


def test_many_requests_cost_no_more_queries(cast: Cast, as_: As) -> None:
    client, counts = as_(cast.administrator), []
    for many in (1, 40):
        given = {"received_on": RECEIVED, **ASKED, "by": cast.administrator}
        RightsRequest.objects.bulk_create(RightsRequest(**given) for _ in range(many))
        done = RightsRequest.objects.create(**given)
        RightsAnswer.objects.create(request=done, answered_on=RECEIVED, text="Sent.", by=cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
