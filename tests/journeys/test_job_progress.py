"""A page that shows a job: it follows the job by itself, stops when the job has ended, and works without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path
from playwright.sync_api import Browser, Page, expect

from files.models import Job

PAGE = """{% extends "govuk/page.html" %}{% block page_title %}A report{% endblock %}
{% block content %}<h1 class="govuk-heading-l">A report</h1>
{% include "files/_job.html" with address="/a-report/" %}{% endblock %}"""


def a_report(request: HttpRequest) -> HttpResponse:
    job = Job.objects.get()
    return HttpResponse(engines["django"].from_string(PAGE).render({"job": job}, request))


urlpatterns = [path("a-report/", a_report), path("", include("config.urls"))]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lead(live_server: Any, page: Page) -> Any:
    """Somebody at Ofsted, signed in in the browser, who asked for one job."""
    person = get_user_model().objects.create(email="lead@ofsted.example", name="Lena Example", side="ofsted")
    client = Client()
    client.force_login(person)
    assert SESSION_KEY in client.session
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    Job.objects.create(kind="copy", key="copy/1", by=person)
    return person


def now_at(progress: int, step: str) -> None:
    Job.objects.update(state="running", progress=progress, step=step)


def test_the_page_follows_the_job_and_stops_when_it_has_ended(
    lead: Any, at: Callable[[str], Page], axe: Callable[[Page], None], shot: Callable[[Page, str], None]
) -> None:
    page = at("/a-report/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/files/jobs/" in request.url else None)
    expect(page.get_by_text("Waiting to start")).to_be_visible()
    now_at(40, "Laying out the pages")
    expect(page.get_by_text("Laying out the pages")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "40")
    axe(page)
    shot(page, "job-running")
    Job.objects.update(state="done", progress=100)
    expect(page.get_by_role("link", name="Show it")).to_have_attribute("href", "/a-report/")
    count = len(asked)
    page.wait_for_timeout(4500)
    assert len(asked) == count


def test_a_failure_is_said(lead: Any, at: Callable[[str], Page], axe: Callable[[Page], None]) -> None:
    page = at("/a-report/")
    Job.objects.update(state="failed", error="The draft was withdrawn, so there is nothing to print.")
    expect(page.get_by_text("The draft was withdrawn")).to_be_visible()
    axe(page)


def test_without_scripts_the_reader_checks_again(lead: Any, live_server: Any, browser: Browser, page: Page) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{live_server.url}/a-report/")
    now_at(40, "Laying out the pages")
    plain.get_by_role("link", name="Check again").click()
    expect(plain.get_by_text("Laying out the pages")).to_be_visible()
    context.close()
