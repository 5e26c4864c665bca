"""The page's piece that shows a job: for whoever asked, and for nobody else."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from files.jobs import enqueue, registry
from files.models import Job
from files.views import own_address
from tests.cast import Cast

As = Callable[..., Client]


@pytest.fixture
def hers(cast: Cast, make_copy: Any) -> Job:
    return enqueue("copy", argument="a word", key="copy/1", by=cast.lead)


def without_chance(content: bytes) -> bytes:
    """The page without the two words that are new in every answer: the nonce and the token against forgery."""
    return re.sub(rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', b"", content)


def address(job_id: Any) -> str:
    return f"/files/jobs/{job_id}/"


def test_whoever_asked_sees_how_far_it_is(hers: Job, cast: Cast, as_: As) -> None:
    Job.objects.filter(pk=hers.pk).update(state="running", step="Laying out the pages", progress=40)
    response = as_(cast.lead).get(address(hers.pk), {"page": "/reports/1/"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Laying out the pages" in page
    assert "40%" in page
    assert '<a class="govuk-link" href="/reports/1/">Check again</a>' in page
    assert "<html" not in page


def test_anybody_else_gets_what_a_random_id_gets(hers: Job, cast: Cast, as_: As) -> None:
    stranger = as_(cast.director)
    theirs, unknown = stranger.get(address(hers.pk)), stranger.get(address(uuid.uuid4()))
    assert theirs.status_code == unknown.status_code == 404
    assert without_chance(theirs.content) == without_chance(unknown.content)


def test_a_room_above_may_let_others_see_its_kind(
    hers: Job, cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.READABLE_BY, "copy", lambda person, job: person == cast.deputy)
    assert as_(cast.deputy).get(address(hers.pk)).status_code == 200
    assert as_(cast.director).get(address(hers.pk)).status_code == 404


def test_a_job_of_nobody_is_seen_by_nobody(job: Job, cast: Cast, as_: As) -> None:
    assert as_(cast.lead).get(address(job.pk)).status_code == 404


def test_somebody_not_signed_in_is_asked_to(hers: Job, as_: As, settings: Any) -> None:
    settings.LOGIN_URL = "/sign-in/"
    response = as_(None).get(address(hers.pk))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")


def test_a_waiting_job_says_so_and_can_be_looked_at_again_without_scripts(hers: Job) -> None:
    page = render_to_string("files/_job.html", {"job": hers, "address": "/reports/1/?a=1&b=2"})
    assert "Waiting to start" in page
    assert 'href="/reports/1/?a=1&amp;b=2"' in page
    assert f'data-job="/files/jobs/{hers.pk}/?page=%2Freports%2F1%2F%3Fa%3D1%26b%3D2"' in page
    assert 'type="module"' in page


@pytest.mark.parametrize(
    ("state", "error", "shown"),
    [("done", "", "It is ready."), ("failed", "The draft was withdrawn.", "The draft was withdrawn.")],
)
def test_an_ended_job_says_how_and_asks_no_more(hers: Job, state: str, error: str, shown: str) -> None:
    hers.state, hers.error = state, error
    page = render_to_string("files/_job.html", {"job": hers, "address": "/reports/1/"})
    assert shown in page
    assert "data-job=" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "given", ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_link_back_never_leads_elsewhere(given: str) -> None:
    assert own_address(given) == "/"


def test_the_link_back_leads_to_the_page() -> None:
    assert own_address("/reports/1/?a=1") == "/reports/1/?a=1"
