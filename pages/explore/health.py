"""Pupils' fitness and eyesight."""

from ui.theme import theme_page

PAGE = theme_page("health", "health", ":material/monitor_heart:")
