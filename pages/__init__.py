"""The menu: every page, in the order it stands there. Modules live one level down, never directly in this folder,
because Streamlit would run such a file without `app.py`, and so without the sign-in (docs/decisions.md)."""

from pages.about import definitions
from ui.page import Page

PAGES: tuple[Page, ...] = (definitions.PAGE,)
