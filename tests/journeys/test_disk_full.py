"""S11 on a disk that is truly full: the browser's profile on a small file system of its own, filled up with a file."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, expect

from evidence.models import LossAlarm
from inspections.models import Inspection
from tests.cast import Cast
from tests.inspections.stages import ON_SITE_AT, announced
from tests.journeys.acting import stand
from tests.journeys.killing import Device
from tests.journeys.test_day_offline import first_opened, signed_in
from tests.journeys.test_field_page import TEXTS, begin, state_of, texts, write

pytestmark = pytest.mark.django_db(transaction=True)
SIZE = "160m"
# Larger than what a browser has room for in the files that it has open.
LONG = "The letter came late, and nobody had told the child about it. " * 300
TRIES, ROOM_MS = 2, 10_100
# Either it is saved or there is an alarm.
SETTLED = """
() => !document.querySelector('#field-alarm').hidden
  || document.querySelector('#field-saved').textContent.startsWith('Saved')
"""


@pytest.fixture
def inspection(cast: Cast) -> Inspection:
    found = announced(cast)
    stand(ON_SITE_AT)
    return found


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    try:
        given = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
        subprocess.run(given, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("A small file system cannot be mounted here: it takes root, and a machine that permits it.")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def tablet(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    disk: Path,
) -> Iterator[Device]:
    made = Device(browser_type, disk / "profile", {**browser_type_launch_args, **browser_context_args})
    made.open()
    yield made
    made.close()


def fill(disk: Path) -> Path:
    """A file in all the room that is left, to the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while file.write(os.urandom(size)):
                    pass
    return filler


@pytest.mark.prove("S11")
def test_on_a_disk_that_is_full_nothing_is_said_to_be_saved_and_nothing_is_lost(
    tablet: Device, disk: Path, cast: Cast, inspection: Inspection, live_server: Any, capsys: Any
) -> None:
    first_opened(tablet, cast, live_server.url)
    page, said = tablet.page, []
    tablet.context.set_offline(True)
    write(page, TEXTS[0])
    begin(page, TEXTS[1])
    alarm, area = page.locator("#field-alarm"), page.get_by_label("What you saw")
    for number in range(TRIES):
        # As a disk fills up in practice: not within the seconds for which the page takes it to have room.
        page.wait_for_timeout(ROOM_MS)
        filler = fill(disk)
        typed = f"{number}: {LONG * (1 + number % 4)}".strip()
        area.fill(typed)
        page.wait_for_function(SETTLED)
        # A browser that tidies up finds room where a moment before there was none, and then it is saved indeed.
        if alarm.is_visible():
            said.append(alarm.locator("p").first.inner_text())
            assert area.input_value() == typed
            expect(page.get_by_role("link", name="Keep what you typed as a file")).to_be_visible()
        filler.unlink()
        # Nobody types on: what stands on the screen is saved as soon as there is room.
        expect(page.locator("#field-saved")).to_contain_text("Saved on this tablet at", timeout=20_000)
        expect(alarm).to_be_hidden()
        assert area.input_value() == typed
    page.get_by_role("button", name="Done").click()
    expect(state_of(page, f"{TRIES - 1}: The letter")).to_have_text("saved on this tablet")
    tablet.kill()
    tablet.open()
    signed_in(tablet, cast, live_server.url)
    expect(tablet.page.locator("#field-state")).to_have_text("Everything is sent.")
    with capsys.disabled():
        print(f"\n  S11: a disk of {SIZE} full {TRIES} times while a note is typed; said at once {len(said)} times:")
        print(*(f"    {each}" for each in sorted(set(said))), sep="\n")
        print(f"  S11: notes that arrived {len(texts())} of 2, alarms {LossAlarm.objects.count()} (goal 0)")
    assert said, "The disk was never full."
    assert texts() == sorted([TEXTS[0], typed])
    assert not LossAlarm.objects.exists()
