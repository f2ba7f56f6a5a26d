"""A real Chromium that opens one file with the network off, and tells what happened on the page.

``opened(path)`` gives the page and what was seen: requests, console errors, dialogs. The test fails
where Chromium is missing, with what to install: nothing about a page is taken on trust.
"""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Opened:
    """A page and what was seen of it; ``requests`` leaves out the file itself."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("no Chromium on this machine: apt-get install chromium")
    return path


@cache
def chromium() -> Browser:
    """One Chromium for all tests of a process; each page gets a context of its own."""
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
    atexit.register(playwright.stop)
    atexit.register(browser.close)
    return browser


@contextmanager
def opened(path: Path, *, width: int = 1280, height: int = 900, **options: Any) -> Iterator[Opened]:
    """The file, open in Chromium with the network off."""
    context = chromium().new_context(
        viewport={"width": width, "height": height}, offline=True, **options
    )
    try:
        page = context.new_page()
        seen = Opened(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and seen.errors.append(said.text))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(path.resolve().as_uri())
        page.wait_for_load_state("load")
        seen.requests.remove(path.resolve().as_uri())
        yield seen
    finally:
        context.close()
