"""A file made when its button is clicked, outside the page's run, and what the page says when that fails.

Streamlit calls the maker in a thread of its own; when it raises, the button shows an English sentence and the page knows
nothing. So the maker remembers what became of it, and the click waits for it before the page speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from metrics import MetricsError
from store import StoreError
from ui.text import say

# The browser asks for the file right after it reports the click.
_BEGINS_WITHIN = 3.0
_ENDS_WITHIN = 600.0


class Making:
    """One file: call it for the bytes, `failure_after_click` for why there were none."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make
        self._begun = Event()
        self._ended = Event()
        self._failure: Exception | None = None

    def __call__(self) -> bytes:
        """The file's bytes. What goes wrong is kept and raised on: the browser must not save half a file."""
        self._ended.clear()
        self._failure = None
        self._begun.set()
        try:
            return self._make()
        except Exception as failure:
            self._failure = failure
            raise
        finally:
            self._ended.set()

    def failure_after_click(self) -> Exception | None:
        """Wait for the file that was just clicked; the reason when it could not be made."""
        if self._begun.wait(_BEGINS_WITHIN):
            self._ended.wait(_ENDS_WITHIN)
            self._begun.clear()
        return self._failure


def failure_text(failure: Exception) -> str:
    """Why a file was not made, in words a visitor can act on."""
    if isinstance(failure, MetricsError):
        return say("download.failed", reason=str(failure))
    if isinstance(failure, StoreError | OSError):
        return say("download.failed", reason=say("download.failed_store"))
    if isinstance(failure, MemoryError):
        return say("download.failed", reason=say("download.failed_memory"))
    return say("download.failed", reason=say("download.failed_program", name=type(failure).__name__))
