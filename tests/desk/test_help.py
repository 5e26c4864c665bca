"""Help, glossary, health: open to everybody, made from the data that they claim to show."""

from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts import clock
from desk import glossary
from desk.health import note_tick
from desk.models import WorkerTick
from framework.versions import in_force, version

PAGES = ["/help/", "/help/framework/", "/help/glossary/", "/help/privacy/", "/help/accessibility/"]


@pytest.mark.parametrize("page", PAGES)
def test_everybody_may_read_it(
    client: Client, db: None, page: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):  # the clock
        assert client.get(page).status_code == 200


def test_the_help_page_leads_to_all_of_them(client: Client, db: None) -> None:
    page = client.get("/help/").content.decode()
    assert all(f'href="{other}"' in page for other in PAGES[1:])


@pytest.mark.rule(
    "DATA-02", part="every page's footer leads to the notice, which says what is kept, why, how long, and the rights"
)
def test_the_footer_of_every_page_leads_to_the_privacy_notice(client: Client, db: None) -> None:
    for address in (*PAGES, "/sign-in/", "/reports/"):
        footer = client.get(address).content.decode().partition("<footer")[2]
        assert 'href="/help/privacy/"' in footer, address
    notice = client.get("/help/privacy/").content.decode()
    for said in (
        "list of closed cases",
        "It is needed to",
        "It is destroyed when",
        "Data Protection Act 2018",
        "complain",
    ):
        assert said in notice


@pytest.mark.parametrize("day", [date(2024, 5, 1), date(2025, 10, 1)])
def test_the_framework_page_shows_the_version_in_force_that_day(client: Client, db: None, day: date) -> None:
    with clock.moved_to(clock.at(day, 10)):
        response = client.get("/help/framework/")
    assert response.context["version"].code == in_force(day).code
    page = response.content.decode()
    shown = version(in_force(day).code)
    for text in [*(area.label for area in shown.areas), *(grade.label for grade in shown.grades)]:
        assert text in page


def test_the_glossary_page_shows_every_entry(client: Client, db: None) -> None:
    page = unescape(client.get("/help/glossary/").content.decode())
    entries = [entry for section in glossary.sections() for entry in section.entries]
    assert len(entries) > 30
    assert all(term in page for term, _ in entries)
    for term in ("Programme concern", "Serious concern", "Concern about the inspection"):
        assert term in dict(entries)


def test_a_line_of_the_glossary_that_is_no_entry_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "glossary.md"
    file.write_text("# G\n\n## People\n\n- **Lead**: leads.\nloose words\n", encoding="utf-8")
    with pytest.raises(ValueError, match="loose words"):
        glossary.sections(file)


def test_health_says_whether_the_worker_ticks(client: Client, db: None) -> None:
    silent = client.get("/health/")
    assert (silent.status_code, silent.json()["worker"], silent.json()["tick_seconds_ago"]) == (503, "silent", None)
    note_tick()
    running = client.get("/health/")
    assert (running.status_code, running.json()["worker"]) == (200, "runs")
    assert running.json()["tick_seconds_ago"] < 5
    WorkerTick.objects.update(at=clock.now() - timedelta(minutes=10))
    assert client.get("/health/").status_code == 503


def test_a_moved_clock_does_not_make_the_worker_look_dead(client: Client, db: None) -> None:
    note_tick()
    clock.move(timedelta(days=300))
    assert client.get("/health/").json()["tick_seconds_ago"] < 5


def test_the_worker_notes_its_ticks(db: None) -> None:
    from files.jobs import tick

    assert tick() == []
    assert WorkerTick.objects.count() == 1
    tick()
    assert WorkerTick.objects.count() == 1
