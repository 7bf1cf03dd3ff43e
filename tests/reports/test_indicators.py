"""An indicator's values as they leave: the value in its unit, both sides, and what is missing."""

from pathlib import Path

import pytest

import metrics
from catalog import INDICATORS, indicator
from catalog.model import Unit
from reports import FieldKind, write_workbook
from reports.indicators import coverage_of, indicator_download
from reports.units import UNIT_LABELS, value_field
from store import Store
from tests.reports.district import AUTUMN, occasion, small_district
from tests.reports.reopen import formula_cells, rows_by_openpyxl


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small district, built once."""
    return small_district(tmp_path_factory.mktemp("district"))


def saved(store: Store, folder: Path, name: str, by: str) -> Path:
    """The workbook of an indicator's values."""
    path = folder / f"{name}.xlsx"
    with store.read() as reader:
        values = metrics.values(reader, name, by)
        write_workbook(path, indicator_download(reader, indicator(name), values, occasion(reader)))
    return path


def test_values_stand_beside_their_sides(store: Store, tmp_path: Path) -> None:
    rows = rows_by_openpyxl(saved(store, tmp_path, "mean_class_size", "township"))
    found = {row[rows[0].index("区域")]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert found["双河镇"]["平均班额（人/班）"] == 40
    assert (found["双河镇"]["分子"], found["双河镇"]["分母"]) == (200, 5)
    assert found["云台乡"]["平均班额（人/班）"] == pytest.approx(400 / 12)
    assert found["云台乡"]["时期代码"] == AUTUMN
    assert found["云台乡"]["已计学校数（所）"] == 2


def test_every_indicator_becomes_a_workbook_without_a_formula(store: Store, tmp_path: Path) -> None:
    for each in INDICATORS:
        if not each.one_paper:
            for level in each.levels:
                assert formula_cells(saved(store, tmp_path, each.name, level.value)) == []


def test_the_definition_goes_along(store: Store, tmp_path: Path) -> None:
    path = saved(store, tmp_path, "large_class_share", "district")
    said = dict(rows_by_openpyxl(path, "口径")[1:])
    assert said["算法"] == indicator("large_class_share").formula_zh
    assert said["方向"] == "越低越好"
    assert said["参考值"].startswith("5%（")
    assert [row[3] for row in rows_by_openpyxl(path, "来源")[1:]] == ["在校生"]


def test_every_unit_has_a_word_and_rates_are_percent() -> None:
    assert set(UNIT_LABELS) == set(Unit)
    for each in INDICATORS:
        assert (value_field(each).kind is FieldKind.PERCENT) == (each.unit is Unit.PERCENT)


def test_coverage_counts_the_rows_with_schools_missing(store: Store) -> None:
    with store.read() as reader:
        complete = metrics.values(reader, "pupils", "township")
        assert coverage_of(complete) == f"{len(complete)} 行，应报学校均已报"
        assert coverage_of(complete.assign(schools_missing=1)).endswith("有学校未报")
        assert coverage_of(complete.iloc[:0]) == ""
