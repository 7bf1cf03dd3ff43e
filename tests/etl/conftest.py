"""A data folder of its own for each test of the importer."""

from pathlib import Path

import pytest

from tests.etl.build import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """An empty data folder."""
    return Bureau(tmp_path / "data")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder for the files a test makes."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder
