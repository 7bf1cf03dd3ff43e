"""The sample's 59 workbooks, through the importer, hold exactly the facts they were written from, cell for cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from catalog import dataset
from catalog.model import Role
from catalog.periods import PeriodKind, parse_period
from etl.sample import sample_truth
from store import Store

# The whole district goes through the importer first; a part of it is read in tests/etl/extract/test_real.py on each run.
pytestmark = pytest.mark.slow

Key = tuple[Any, ...]
Cells = dict[Key, dict[str, Any]]


@pytest.fixture(scope="module")
def truth() -> dict[str, list[dict[str, Any]]]:
    return sample_truth()


def _key(name: str, place: str | None, row: dict[str, Any], leave_out: str | None = None) -> Key:
    declared = dataset(name)
    snapshot = all(column.role is Role.STOCK for column in declared.facts)
    parts: list[Any] = [place]
    for column in declared.key:
        value = row.get(column)
        # A snapshot of a school year is kept under its autumn term.
        if column == "period" and snapshot and parse_period(value).kind is PeriodKind.SCHOOL_YEAR:
            value = f"{value}-1"
        if column != leave_out:
            parts.append(value)
    return tuple(parts)


def _stored(store: Store, name: str, table: str, leave_out: str | None = None) -> Cells:
    with store.read() as reader:
        places = {each["area_id"]: each["code"] or each["name"] for each in reader.rows("SELECT * FROM area")}
        rows = reader.rows(f'SELECT * FROM "{table}"')
    return {_key(name, places[row["area_id"]], row, leave_out): row for row in rows}


def _differences(store: Store, name: str, expected: list[dict[str, Any]]) -> Iterator[str]:
    declared = dataset(name)
    cells = _stored(store, name, name)
    # Where a sheet has only grade rows, the total over them answers.
    totals = _stored(store, name, f"{name}_totals", declared.breakdown) if declared.breakdown else {}
    for row in expected:
        place = row["school"] or row.get("area")
        key = _key(name, place, row)
        for column in declared.facts:
            want, got = row.get(column.name), cells.get(key, {}).get(column.name)
            if got is None and declared.breakdown and row.get(declared.breakdown) is None:
                got = totals.get(_key(name, place, row, declared.breakdown), {}).get(column.name)
            if (want is None) != (got is None) or (want is not None and abs(float(want) - float(got)) > 0.006):
                yield f"{key} {column.name}: written {want}, stored {got}"


@pytest.mark.parametrize(
    "name",
    ["enrolment", "dropout", "subsidy", "resource", "staff", "funding", "health", "population", "dropout_review"],
)
def test_every_cell_arrives_as_it_was_written(sample_store: Store, truth, name: str) -> None:
    assert list(_differences(sample_store, name, truth[name])) == []


def test_exam_sums_arrive_to_the_precision_of_the_printed_means(sample_store: Store, truth) -> None:
    stored = _stored(sample_store, "exam", "exam")
    assert len(stored) == len(truth["exam"])
    for row in truth["exam"]:
        got = stored[_key("exam", row["school"], row)]
        for column in ("eligible", "sat", "n_pass", "n_excellent", "n_low"):
            assert got[column] == row[column], (row, column)
        for column in ("sum_score", "sum_squares"):
            assert got[column] == pytest.approx(row[column], rel=1e-6), (row, column)


def test_nothing_is_left_unresolved_and_no_school_is_made_twice(sample_store: Store, truth) -> None:
    with sample_store.read() as reader:
        assert reader.value("SELECT count(*) FROM unresolved") == 0
        codes = {row["code"] for row in reader.rows("SELECT code FROM area WHERE level = 'school'")}
        assert codes == {row["school_code"] for row in truth["school"]}
        assert reader.value("SELECT count(*) FROM area WHERE level = 'school'") == len(codes)
        assert reader.value("SELECT count(*) FROM pair") == len(truth["pair"])
        assert reader.value("SELECT count(*) FROM support") == len(truth["support"])


def test_a_school_that_never_reports_is_known_as_silent(sample_store: Store, truth) -> None:
    said = {(row["school"], row["stage"], row["period"]) for row in truth["dropout"]}
    with sample_store.read() as reader:
        silent = reader.rows(
            "SELECT d.*, a.code FROM due d JOIN area a ON a.area_id = d.school_id"
            " WHERE d.dataset = 'dropout' AND NOT d.reported"
        )
    assert silent
    assert all((row["code"], row["stage"], row["period"]) not in said for row in silent)
