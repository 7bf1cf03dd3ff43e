"""One script run: open the store, know the visitor, draw the menu, run the page the address names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from access import Visitor, as_outsider, local_visitor
from store import Store, StoreBroken, StoreBusy
from store.upgrade import bring_up_to_date
from ui.audience import is_outside, names_are_off, prepare_outside, show_audience_banner
from ui.candidate import candidate_of, show_candidate_banner
from ui.context import Context
from ui.empty import sample_in_progress
from ui.lineage_link import go_to_clicked
from ui.menu import show_menu
from ui.page import Page
from ui.style import apply_style
from ui.text import say

_ICON = Path(__file__).parent / "icon.png"


def run_app(pages: Sequence[Page], data: Path) -> None:
    """Draw the app for whoever is there, on the version in use now or the candidate the address names."""
    st.set_page_config(page_title=say("app.name"), page_icon=str(_ICON), layout="wide")
    apply_style()
    store = Store(data)
    try:
        version = bring_up_to_date(store)
        with Context(store, visitor_here(), version, candidate_of(store)) as context:
            context.unnamed = names_are_off()
            run_page(context, pages)
    except StoreBusy:
        st.info(say("frame.store_busy"))
    except StoreBroken:
        st.error(say("frame.store_broken"))


def visitor_here() -> Visitor:
    """Who looks: the person at this machine, with the eyes of an outsider where the address says 对外."""
    return as_outsider(local_visitor()) if is_outside() else local_visitor()


def run_page(context: Context, pages: Sequence[Page]) -> None:
    """Draw the menu and the page the address names, for this visitor."""
    allowed = [page for page in pages if page.may_open(context)]
    targets = [st.Page(partial(page.show, context), title=page.title, url_path=page.url) for page in allowed]
    # A default page answers at the root only, its own address would be "not found": so the root is a page apart.
    root = st.Page(partial(allowed[0].show, context), title=allowed[0].title, url_path="home", default=True)
    here = st.navigation([root, *targets], position="hidden")
    context.targets = {page.url: target for page, target in zip(allowed, targets, strict=True)}
    st.session_state["page_here"] = (targets[0] if here is root else here).url_path
    go_to_clicked(context)
    show_menu(context, allowed, targets[0] if here is root else here)
    show_candidate_banner(context)
    show_audience_banner(context)
    if not sample_in_progress(context):
        prepare_outside(context)
        here.run()
