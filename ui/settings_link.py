"""The way from a limit to the setting that holds it: its value, who set it, when and why."""

from __future__ import annotations

from catalog.settings import InForce
from ui.context import Context
from ui.declared import setting_text
from ui.menu import show_page_link
from ui.text import name_of

TAB = "tab"


def setting_words(each: InForce) -> str:
    """A setting in force with its name: who set it, when and why, else what its default rests on."""
    return f"{name_of(each.setting)} {setting_text(each)}"


def show_setting_link(context: Context, each: InForce, label: str, indicator: str = "") -> None:
    """A link to the setting; for who has no settings page, to the definition of the indicator, which says the same."""
    if "settings" in context.targets:
        opened = {TAB: "values", "setting": each.setting.name}
        show_page_link(context, "settings", label, icon=":material/tune:", **opened)
    else:
        show_page_link(context, "definitions", label, icon=":material/menu_book:", indicator=indicator or None)
