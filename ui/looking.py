"""One visitor looking at one version of the data: which file that is, how far he sees, and the run's one cursor."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from access import Visitor, may
from metrics.disclosure import ACTING, PUBLIC
from metrics.townships import THEN, seen_as
from store import Reader, Store


class Looking:
    """One visitor looking at one version (or at a candidate not yet in use). Close it at the end of the run."""

    def __init__(self, store: Store, visitor: Visitor, version: int | None, candidate: Path | None = None) -> None:
        self.store = store
        self.visitor = visitor
        self.version = version
        self.candidate = candidate
        # What Streamlit knows the pages the visitor may open by, under their addresses: links need it.
        self.targets: dict[str, Any] = {}
        # Townships of then or of now (metrics/townships.py): what the visitor chose on this page.
        self.townships = THEN
        # Whether townships and schools go without their names (ui/unnamed.py).
        self.unnamed = False
        self._open = ExitStack()
        self._reader: Reader | None = None
        self._published: tuple[str, int] | None = None
        self._answered: dict[tuple[Any, ...], Any] = {}
        # Which indicators are asked with one another, by indicator, periods and conditions.
        self._groups: dict[tuple[Any, ...], tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the cursor back. The next question opens another."""
        self._open.close()
        self._reader = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return self.version is None and self.candidate is None

    @property
    def source(self) -> tuple[str, int, str, str, bool]:
        """What the answers depend on: the version's file, when it was made (a folder may be emptied and filled again),
        whether townships are those of then or of now, who sees them, and whether places are named."""
        return (*self._file, self.townships, self.audience, self.unnamed)

    @property
    def audience(self) -> str:
        """Whether the visitor sees exact small counts, because he must act, or what may leave the house."""
        return ACTING if may(self.visitor, "exact") else PUBLIC

    @property
    def _file(self) -> tuple[str, int]:
        if self.candidate is not None:
            return _identity(self.candidate)
        # A published file never changes, and a page asks some sixty times.
        if self._published is None:
            self._published = _identity(self.store.folder.version_path(self.version or 0))
        return self._published

    def _once(self, answer: Callable[..., Any], *asked: Any) -> Any:
        """The answer, looked up once in this run: a page asks for the same a dozen times, and each look-up in Streamlit's
        cache costs a millisecond of hashing and copying. Whoever hands it on gives a copy of what could be changed."""
        key = (answer, self.source, *asked)
        if key not in self._answered:
            self._answered[key] = answer(self, self.source, *asked)
        return self._answered[key]

    @property
    def path(self) -> Path:
        """The file looked at."""
        return self.candidate or self.store.folder.version_path(self.version or 0)

    @property
    def scope(self) -> tuple[str, ...] | None:
        """The townships this visitor may see, in order; None for all."""
        return None if self.visitor.townships is None else tuple(sorted(self.visitor.townships))

    @property
    def reader(self) -> Reader:
        """The run's one cursor, opened at the first question that is not answered from memory."""
        if self._reader is None:
            opened = self.store.read_file(self.candidate) if self.candidate else self.store.read(self.version)
            self._reader = self._open.enter_context(opened)
        return seen_as(self._reader, self.townships)


def _identity(file: Path) -> tuple[str, int]:
    return str(file.resolve()), file.stat().st_mtime_ns
