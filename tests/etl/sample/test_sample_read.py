"""The sample district's files through the child process: every sheet as what it is, every sum as it was made."""

from __future__ import annotations

import pyarrow as pa
import pytest

from catalog import dataset
from etl.extract import extract
from etl.model import Extract
from etl.sample import SampleFiles


@pytest.fixture(scope="module")
def sample_extracts(sample: SampleFiles) -> dict[str, list[Extract]]:
    """Every file of the sample, by dataset."""
    found: dict[str, list[Extract]] = {}
    for file in sample.files:
        found.setdefault(file.dataset, []).append(extract(file.path))
    return found


def check_recognised(name: str, each: Extract) -> None:
    """Taken whole, and every sheet as what it is."""
    assert not each.refused, (each.file_name, [found.message for found in each.findings if found.stops])
    assert {sheet.dataset for sheet in each.sheets if sheet.dataset} == {name}, each.file_name
    assert all(sheet.dataset or "summary" in sheet.reason for sheet in each.sheets), each.file_name


def test_a_file_of_every_kind_of_the_sample_is_recognised_as_what_it_is(sample: SampleFiles) -> None:
    newest = {file.dataset: file.path for file in sample.files}
    assert len(newest) > 10
    for name, path in newest.items():
        check_recognised(name, extract(path))


@pytest.mark.slow
def test_every_sheet_of_the_sample_is_recognised_as_what_it_is(sample_extracts: dict[str, list[Extract]]) -> None:
    for name, extracts in sample_extracts.items():
        for each in extracts:
            check_recognised(name, each)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["subsidy", "exam", "support", "resource", "dropout"])
def test_the_sums_of_the_sample_are_its_truth(
    name: str, sample: SampleFiles, sample_extracts: dict[str, list[Extract]]
) -> None:
    tables = [sheet.table for each in sample_extracts[name] for sheet in each.sheets if sheet.table is not None]
    table = pa.concat_tables(tables)
    for column in dataset(name).facts:
        ours = sum(value for value in table.column(column.name).to_pylist() if value is not None)
        truth = sum(row[column.name] for row in sample.truth[name] if row.get(column.name) is not None)  # type: ignore[misc]
        assert ours == pytest.approx(truth, rel=1e-9), column.name


@pytest.mark.slow
def test_the_only_wrong_total_planted_in_the_sample_is_found(sample_extracts: dict[str, list[Extract]]) -> None:
    found = [
        each
        for extracts in sample_extracts.values()
        for one in extracts
        for each in one.findings
        if each.level == "warning"
    ]
    assert [each.code for each in found] == ["total_mismatch"]
