"""Funding: running costs per pupil against the standard, and training out of them."""

from ui.theme import theme_page

PAGE = theme_page("funding", "funding", ":material/payments:")
