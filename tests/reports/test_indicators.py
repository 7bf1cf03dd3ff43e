"""An indicator's values as they leave: the value in its unit, both sides, and what is missing."""

import datetime
from pathlib import Path

import pytest

import metrics
from catalog import INDICATORS, indicator
from catalog.model import Unit
from reports import FieldKind, write_workbook
from reports.indicators import coverage_of, indicator_download
from reports.units import UNIT_LABELS, value_field
from store import Store
from tests.metrics.building import enrolled, pair, reading, register
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
    assert (found["双河镇"]["分子（人）"], found["双河镇"]["分母（个）"]) == (200, 5)
    assert found["云台乡"]["平均班额（人/班）"] == pytest.approx(400 / 12)
    assert found["云台乡"]["时期代码"] == AUTUMN
    assert found["云台乡"]["已计学校数（所）"] == 2


def test_every_indicator_becomes_a_workbook_without_a_formula(store: Store, tmp_path: Path) -> None:
    # By turns of level: one workbook an indicator shows its columns, the levels differ in rows only.
    asked = [each for each in INDICATORS if not each.one_paper]
    assert asked
    for number, each in enumerate(asked):
        level = each.levels[number % len(each.levels)]
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
        assert coverage_of(complete.assign(schools_missing=1)).endswith("有学校未报或无法计算")
        assert coverage_of(complete.iloc[:0]) == ""


def test_silent_schools_and_numbers_that_cannot_be_computed_stand_apart(tmp_path: Path) -> None:
    rows = [row for name in ("一中", "二中", "三中") for row in register(name, "东镇", ["junior"])]
    rows += [enrolled(name, "2021-2022-1", "junior", intake=50, pupils=150) for name in ("一中", "二中")]
    # 二中 sends no return of the year in which its cohort leaves; 三中 sends both and leaves its intake blank.
    rows += [enrolled("三中", "2021-2022-1", "junior", pupils=150)]
    rows += [
        enrolled(name, "2023-2024", "junior", graduates=48, transfer_in=0, transfer_out=0) for name in ("一中", "三中")
    ]
    with reading(tmp_path, rows) as reader:
        values = metrics.values(reader, "retention_rate", "school", ["2023-2024"])
        silent = metrics.silent_counts(reader, "retention_rate", "school", ["2023-2024"])
        parted = values.merge(silent, how="left", on=["period", "area_id"])
        download = indicator_download(reader, indicator("retention_rate"), parted, occasion(reader))
    cells = {field.title: list(column) for field, column in zip(download.fields, download.columns, strict=True)}
    by_school = dict(
        zip(cells["区域"], zip(cells["未报学校数"], cells["已报但无法计算学校数"], strict=True), strict=True)
    )
    assert by_school["一中"] == (0, 0)
    assert by_school["二中"] == (1, 0)
    assert by_school["三中"] == (0, 1)
    remarks = dict(zip(cells["区域"], cells["备注"], strict=True))
    assert remarks["一中"] is None
    assert remarks["二中"] == "有学校未报，没有值"
    assert remarks["三中"] == "缺少计算所需的数，无法计算"
    assert coverage_of(parted) == "3 行，其中 1 行有学校未报，1 行有学校已报但缺项、无法计算"


def test_the_gap_of_two_rates_is_in_points(tmp_path: Path) -> None:
    rows = [each for name in ("一中", "二中") for each in register(name, "东镇", ["junior"])]
    rows += [
        enrolled(name, f"{2022}-2023-1", "junior", pupils=100, boarders=n) for name, n in (("一中", 60), ("二中", 45))
    ]
    rows.append(pair("一中", "二中", datetime.date(2020, 9, 1)))
    with reading(tmp_path, rows) as reader:
        values = metrics.values(reader, "boarder_share", "pair", ["2022-2023-1"])
        download = indicator_download(reader, indicator("boarder_share"), values, occasion(reader))
    cells = {field.header: list(column) for field, column in zip(download.fields, download.columns, strict=True)}
    assert cells["差距（百分点）"] == [15]
    assert cells["核心校寄宿率"] == [0.6]
