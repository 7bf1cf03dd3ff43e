"""Open the store, know the visitor, draw the menu, run one page."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import streamlit as st

from access import local_visitor
from pages import PAGES
from store import Store, StoreBroken
from ui.candidate import candidate_of, show_candidate_banner
from ui.context import Context
from ui.menu import show_menu
from ui.style import apply_style
from ui.text import say


def data_folder() -> Path:
    """Where the bureau's data lies: EDU_DATA, else data/local beside this file."""
    return Path(os.environ.get("EDU_DATA") or Path(__file__).parent / "data" / "local")


def main() -> None:
    """One script run."""
    st.set_page_config(page_title=say("app.name"), page_icon=":material/balance:", layout="wide")
    apply_style()
    store = Store(data_folder())
    try:
        with Context(store, local_visitor(), store.current(), candidate_of(store)) as context:
            run_page(context)
    except StoreBroken:
        st.error(say("frame.store_broken"))


def run_page(context: Context) -> None:
    """Draw the menu and the page the address names, for this visitor."""
    allowed = [page for page in PAGES if page.may_open(context)]
    targets = [
        st.Page(partial(page.show, context), title=page.title, url_path=page.url, default=number == 0)
        for number, page in enumerate(allowed)
    ]
    here = st.navigation(targets, position="hidden")
    show_menu(context, list(zip(allowed, targets, strict=True)), here)
    show_candidate_banner(context)
    here.run()


main()
