"""The app: `streamlit run app.py` serves it, and each script run executes this file."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from ui.headers import SafeHeaders


def data_folder() -> Path:
    """Where the bureau's data lies: EDU_DATA, else data/local beside this file."""
    return Path(os.environ.get("EDU_DATA") or Path(__file__).parent / "data" / "local").expanduser()


@asynccontextmanager
async def warmed(_: st.App) -> AsyncIterator[None]:
    """Import what every page needs before the first visitor waits for it.

    Streamlit ends every script run with a full garbage collection. What is loaded here stays to the end, so it is set apart:
    else each run walks through all of it, which cost more than most pages (docs/performance.md).
    """
    for name in ("pages", "plotly.graph_objects", "plotly.io"):
        import_module(name)
    gc.collect()
    gc.freeze()
    yield


if __name__ == "__main__":
    from pages import PAGES
    from ui.frame import run_app

    run_app(PAGES, data_folder())
else:
    # The server imports this file once. Said before the first run, so that Streamlit never takes pages/ for its own kind of
    # folder: else the first visitor after a restart who opens a page's address is told "Page not found".
    PagesManager.uses_pages_directory = False
    app = st.App(Path(__file__).name, lifespan=warmed, middleware=[Middleware(SafeHeaders)])
