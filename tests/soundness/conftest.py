"""A store of the rows a test draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import pytest

from store import Reader
from tests.metrics.building import File, Said, build


@pytest.fixture
def told(tmp_path) -> Iterator[Callable[..., Reader]]:
    """A function that puts rows into a store of its own and returns a reader of it.

    Rows (or lists of rows) are one file; File objects are kept as files of their own, in order.
    """
    with ExitStack() as open_readers:
        made: list[object] = []

        def tell(*given: Said | Sequence[Said] | File) -> Reader:
            files = [each for each in given if isinstance(each, File)]
            rows = [
                said
                for each in given
                if not isinstance(each, File)
                for said in ([each] if isinstance(each, Said) else each)
            ]
            made.append(given)
            store = build(tmp_path / f"store{len(made)}", [File(rows), *files] if rows else files)
            return open_readers.enter_context(store.read())

        yield tell
