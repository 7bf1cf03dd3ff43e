"""Settings: thresholds, formulas and limits in force, who changed them, and changing one."""

from __future__ import annotations

import streamlit as st

from access import Role
from catalog.settings import SETTINGS
from ui.context import Context
from ui.data_style import apply_data_style
from ui.page import Page
from ui.settings_link import TAB
from ui.settings_view import show_changes, show_form, show_groups, show_outcome
from ui.standards import show_standard_form, show_standards
from ui.style import show_subtitle
from ui.targets import show_target_form, show_targets
from ui.text import say


# What an address calls the tabs.
_TABS = ("values", "standards", "targets")


def render(context: Context) -> None:
    """What is in force on the left, changing it on the right; settings first, then targets."""
    apply_data_style()
    changed = len(context.settings.changed)
    key = "settings.title_changed" if changed else "settings.title_default"
    st.title(say(key, all=len(SETTINGS), changed=changed))
    show_subtitle(f"{say('page.settings')} · {say('settings.subtitle')}")
    show_outcome()
    if context.is_empty:
        st.info(say("settings.empty"))
    tabs = [say("settings.tab_values"), say("standards.tab"), say("settings.tab_targets")]
    opened = dict(zip(_TABS, tabs, strict=True)).get(st.query_params.get(TAB, ""), tabs[0])
    values, standards, targets = st.tabs(tabs, default=opened)
    with values:
        left, right = st.columns([7, 4], gap="medium")
        with left:
            show_groups(context)
        with right:
            show_form(context)
            show_changes(context)
    with standards:
        left, right = st.columns([7, 4], gap="medium")
        with left:
            show_standards(context)
        with right:
            show_standard_form(context)
    with targets:
        # Across the whole page: the document and who set it are what is asked first.
        show_targets(context)
        left, _ = st.columns([7, 4], gap="medium")
        with left:
            show_target_form(context)


PAGE = Page(title_key="page.settings", url="settings", role=Role.CLERK, render=render, section="menu.data",
            icon=":material/tune:")  # fmt: skip
