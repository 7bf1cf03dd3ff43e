"""What every room's tests may ask for: a real browser, and the folders of real and hostile files where named."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from deploy.browser import NO_BROWSER, find_browser
from etl.load_sample import load_sample
from etl.prepare import quiet
from store import Store

# Sandboxes inside containers refuse to nest; the pages walked are our own.
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"]


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest leaves its script as `__main__`; a process spawned later would run that script and fail."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, Chrome or Edge for the whole run. Fails, never skips, when there is none."""
    program = find_browser()
    if program is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Store:
    """The sample district, taken in through the importer once for all workers. Read it; never write it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sample-district"
    store = Store(folder)
    with FileLock(folder.with_suffix(".lock")):
        if store.current() is None:
            load_sample(store, "样例", progress=quiet)
    return store


@pytest.fixture(scope="session")
def real_dir() -> Path:
    """The folder of real public files named by REAL_DIR; without it the test is left out."""
    return folder_named_by("REAL_DIR")


@pytest.fixture(scope="session")
def hostile_dir() -> Path:
    """The folder of files that broke other readers, named by HOSTILE_DIR; without it the test is left out."""
    return folder_named_by("HOSTILE_DIR")


def folder_named_by(variable: str) -> Path:
    """The folder an environment variable names. Named but not there is a mistake, not a reason to leave tests out."""
    named = os.environ.get(variable)
    if not named:
        pytest.skip(f"{variable} names no folder")
    folder = Path(named).resolve()
    assert folder.is_dir(), f"{variable}={named} is not a folder"
    return folder
