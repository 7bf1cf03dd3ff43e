"""The sample district, written once for all tests of it."""

import pytest

from etl.sample import SampleFiles, write_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    """All files of the default seed, and their truth."""
    return write_sample(tmp_path_factory.mktemp("sample"))
