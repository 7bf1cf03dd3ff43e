"""Teachers: qualified, licensed, trained, exchanged."""

from ui.theme import theme_page

PAGE = theme_page("staff", "staff", ":material/badge:")
