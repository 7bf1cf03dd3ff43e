"""Servers on small counties, and pages that fail the test on a console error or a request to anywhere else."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, expect

from tests.browser.county import load_county
from tests.browser.server import Server, free_port

# A machine busy with other tests may take half a minute to start a job's process; a page that is wrong stays wrong.
PATIENCE_MS = 60_000
DONE = re.compile("notRunning")
# On a deep link Streamlit's own script first looks for its server below the page's address, is told 404, and goes on to
# the right place. Nothing else may be missing.
_PROBED = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")


@dataclass
class Watch:
    """What a browser did that it should not."""

    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep errors."""
        if message.type == "error" and not _PROBED.search(str(message.location.get("url", ""))):
            self.console.append(f"{message.text} {message.location}")

    def assert_clean(self) -> None:
        """Nothing was complained about and nobody outside was asked."""
        assert self.console == []
        assert self.elsewhere == []


def watched(browser: Browser, server: Server, width: int = 1440, height: int = 900) -> tuple[BrowserContext, Watch]:
    """A browser context that can reach this server and nothing else."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch()
    home = urlsplit(server.url).netloc

    def stay_home(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == home or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            watch.elsewhere.append(request.url)
            route.abort()

    context.route("**/*", stay_home)
    context.on("console", watch.note_console)
    context.on("weberror", lambda error: watch.console.append(str(error.error)))
    return context, watch


def settled(page: Page) -> Page:
    """The page once its script has run to the end."""
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", DONE, timeout=PATIENCE_MS)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    return page


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


def run_server(data: Path) -> Iterator[Server]:
    """A server to the end of the fixture."""
    server = Server(data, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small county, taken in once, also where several processes run the tests: then each has a copy."""
    folder = tmp_path_factory.mktemp("county")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        load_county(folder / "data", folder / "files")
        return folder / "data"
    shared = tmp_path_factory.getbasetemp().parent / "county"
    with FileLock(f"{shared}.lock"):
        if not shared.is_dir():
            load_county(folder / "loaded", folder / "files")
            (folder / "loaded").rename(shared)
    shutil.copytree(shared, folder / "data")
    return folder / "data"


@pytest.fixture(scope="session")
def full(county: Path) -> Iterator[Server]:
    """A server on the small county, for walks that change nothing."""
    yield from run_server(county)


@pytest.fixture(scope="module")
def own(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a copy of the small county, for walks that change it."""
    copy = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(county, copy)
    yield from run_server(copy)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a folder that holds nothing."""
    yield from run_server(tmp_path_factory.mktemp("empty") / "data")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of a server in a fresh browser context; at the end nothing may have gone wrong in any."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_at(server: Server, path: str = "/", **size: int) -> Page:
        context, watch = watched(browser, server, **size)
        opened.append((context, watch))
        page = context.new_page()
        page.goto(server.url + path)
        return settled(page)

    yield open_at
    for context, _ in opened:
        context.close()
    for _, watch in opened:
        watch.assert_clean()
