"""Files sent in pieces from a page: how far they are is shown, a lost connection loses nothing, one copy arrives."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from files import arriving
from files.models import ArrivingFile
from information.models import AnnexFile
from inspections.models import Inspection
from tests.cast import Cast
from tests.information import giving
from tests.journeys.acting import Actor, Stage, stand

pytestmark = pytest.mark.django_db(transaction=True)
SIZE = 5 * 1024 * 1024
RECEIVED = "Received: 1 with its item"
PIECES = re.compile("/files/arriving/.+")


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = giving.announced(cast)
    stand(giving.GIVEN_AT)
    return found


def room(stage: Stage, cast: Cast, inspection: Inspection) -> Actor:
    link = stage.as_(cast.link_person)
    link.follow(inspection.title)
    link.follow("Annex A: what to give")
    return link


def chosen(link: Actor, folder: Path) -> Path:
    file = folder / "A-02 invented minutes.txt"
    file.write_bytes(b"An invented sentence of minutes.\n" * (SIZE // 33))
    link.page.locator("[name=documents]").set_input_files(file)
    return file


def gives(link: Actor) -> None:
    """Only the click: the page stands until everything is sent."""
    link.page.get_by_role("button", name="Give these files", exact=True).click()


def test_a_lost_connection_loses_nothing(stage: Stage, cast: Cast, inspection: Inspection, tmp_path: Path) -> None:
    stage.watch.expect("Failed to load resource")
    link = room(stage, cast, inspection)
    file, cut = chosen(link, tmp_path), []

    def cut_off(route: Route) -> None:
        """The second piece and all that is tried again do not get through."""
        if route.request.method == "PATCH":
            cut.append(route.request.headers["upload-offset"])
            if len(cut) > 1:
                route.abort()
                return
        route.continue_()

    link.page.route(PIECES, cut_off)
    link.page.clock.install()
    gives(link)
    bar = link.page.get_by_role("progressbar", name=f"Sent of {file.name}")
    expect(bar).to_be_visible()
    lost = link.page.get_by_text("The connection was lost. What was sent is kept")
    for _ in range(100):
        if lost.is_visible():
            break
        link.page.clock.run_for(25_000)
        link.page.wait_for_timeout(200)
    expect(lost).to_be_visible()
    stage.examine(link.page)
    here = arriving.come_so_far(ArrivingFile.objects.get())
    assert 0 < here < file.stat().st_size
    link.page.unroute(PIECES)
    first: list[str] = []
    link.page.on("request", lambda asked: first.append(asked.headers.get("upload-offset", "")))
    gives(link)
    expect(link.page.locator(".govuk-notification-banner--success")).to_contain_text(RECEIVED, timeout=60_000)
    stage.examine(link.page)
    assert next(offset for offset in first if offset) == str(here)
    given = AnnexFile.objects.get()
    assert given.upload.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert ArrivingFile.objects.get().taken_at is not None


def test_without_pieces_the_form_carries_the_file(
    stage: Stage, cast: Cast, inspection: Inspection, tmp_path: Path
) -> None:
    """As when a firewall knows nothing of the protocol."""
    stage.watch.expect("Failed to load resource")
    link = room(stage, cast, inspection)
    chosen(link, tmp_path)
    asked: list[str] = []
    link.page.on("request", lambda request: asked.append(request.url))
    link.page.route("**/files/arriving/", lambda route: route.fulfill(status=405, body=""))
    gives(link)
    expect(link.page.locator(".govuk-notification-banner--success")).to_contain_text(RECEIVED, timeout=60_000)
    stage.examine(link.page)
    assert any(url.endswith("/files/arriving/") for url in asked)
    assert AnnexFile.objects.count() == 1
    assert not ArrivingFile.objects.exists()
