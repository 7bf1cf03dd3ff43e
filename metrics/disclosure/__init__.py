"""Who sees how much: one engine for every exit. cells.py finds what must not be known, world.py what may be shown."""

from metrics.disclosure.veil import ACTING, AUDIENCES, PUBLIC, SAID, is_people, veiled
from metrics.disclosure.world import is_ready, smallest_shown, stranger_of

__all__ = [
    "ACTING",
    "AUDIENCES",
    "PUBLIC",
    "SAID",
    "is_people",
    "is_ready",
    "smallest_shown",
    "stranger_of",
    "veiled",
]
