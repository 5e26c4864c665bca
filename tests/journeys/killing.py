"""A browser with a profile on the disk: its tab may crash, and the whole of it may be killed and opened again."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Error, Page


class Device:
    """`options` are those of a launch and of a context together."""

    def __init__(self, browsers: BrowserType, profile: Path, options: dict[str, Any]) -> None:
        self.browsers, self.profile, self.options = browsers, profile, options
        self.context: BrowserContext
        self.page: Page
        self.asked: Any = None

    def open(self) -> Page:
        self.context = self.browsers.launch_persistent_context(self.profile, **self.options)
        self.context.set_default_timeout(20_000)
        self.page = self.context.pages[0]
        return self.page

    def crash_tab(self) -> Page:
        """The tab's own process ends without a word; another tab is opened in its place."""
        crashed = self.page
        session: Any = self.context.new_cdp_session(crashed)
        with crashed.expect_event("crash"):
            # A tab that crashes never answers, so nobody waits for it.
            self.asked = session._loop.create_task(session._impl_obj.send("Page.crash", None, None))
        self.asked.cancel()
        self.page = self.context.new_page()
        crashed.close()
        return self.page

    def kill(self) -> None:
        """SIGKILL to the browser that has this profile, and to nothing else."""
        (number,) = self._processes()
        os.kill(number, signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()
        while self._processes():
            time.sleep(0.05)

    def close(self) -> None:
        with contextlib.suppress(Error):
            self.context.close()

    def _processes(self) -> list[int]:
        own = f"--user-data-dir={self.profile}"
        return [number for number, words in _running() if own in words and not _kind(words)]


def _running() -> Iterator[tuple[int, list[str]]]:
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield int(each.parent.name), each.read_bytes().decode(errors="replace").replace(" --", "\0--").split("\0")


def _kind(words: list[str]) -> str:
    return next((word.removeprefix("--type=") for word in words if word.startswith("--type=")), "")
