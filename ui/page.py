"""A page: what the menu shows of it, who may open it, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from access import Role
from ui.context import Context
from ui.text import say


@dataclass(frozen=True)
class Page:
    """One screen. `url` is its address below the root, `section` the key of the menu's heading it stands under."""

    title_key: str
    url: str
    role: Role
    render: Callable[[Context], None]
    section: str = "menu.explore"
    icon: str = ""
    # Work on files and places cannot be done without their names: with names off nothing of it is shown.
    needs_names: bool = False

    @property
    def title(self) -> str:
        """The title in the visitor's language."""
        return say(self.title_key)

    def may_open(self, context: Context) -> bool:
        """Whether this visitor's role reaches the page's."""
        return context.visitor.role >= self.role

    def show(self, context: Context) -> None:
        """Draw the page. The role is checked here again: a hidden menu entry keeps nobody out."""
        if not self.may_open(context):
            st.error(say("frame.not_allowed"))
            return
        if self.needs_names and context.unnamed:
            st.title(self.title)
            st.info(say("audience.needs_names"))
            return
        self.render(context)
