"""A small district in a real store, for pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Store
from tests.reports.district import small_district


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small district, built once a module; pages that only look share it."""
    return small_district(tmp_path_factory.mktemp("district"))


@pytest.fixture
def folder(store: Store) -> Path:
    """Its data folder."""
    return store.folder.root
