"""Programmes and groups of aid that stand in a title or in the name of a sheet."""

from pathlib import Path

import pytest

from etl.extract.aid import category_of, programme_in
from tests.etl.build import Bureau
from tests.etl.extract.books import read_path, read_rows, write_book

TABLE = [
    ("青云县2023年秋季小学学生资助发放表（单位：元）",),
    ("学校", "资助人数", "资助金额"),
    ("石桥小学", 30, 9000),
    ("柳林小学", 20, 6000),
]


@pytest.mark.parametrize(
    ("title", "programme"),
    [
        ("青云县2023年秋季小学营养膳食补助发放表", "营养膳食补助"), ("2024年生源地贷款发放情况", "生源地贷款"), ("学前免保教费统计表", "免保教费"),
        ("滋蕙计划资助名额", "滋蕙计划"), ("石桥镇学生交通补贴统计表", "交通补贴"), ("青云县2023年秋季红烛助学发放表", "红烛助学"),
        ("2023年秋季小学学生资助统计表", None), ("石桥镇学生补助统计表", None), ("寄宿生及非寄宿生生活补助", None), ("免学费和国家助学金", None),
    ],
)  # fmt: skip
def test_the_programme_a_title_names(title: str, programme: str | None) -> None:
    assert programme_in(title) == programme


@pytest.mark.parametrize(
    ("sheet", "titles", "category"),
    [
        ("脱贫户", [], "脱贫户"), ("2.低保户", [], "低保户"), ("其他非寄宿", [], "其他非寄宿"), ("Sheet1", ["脱贫户学生资助发放表"], "脱贫户"),
        ("Sheet1", ["脱贫户、低保户学生资助发放表"], None), ("困难学生", [], None), ("资助汇总表", [], None),
    ],
)  # fmt: skip
def test_the_group_a_sheet_is_about(sheet: str, titles: list[str], category: str | None) -> None:
    assert category_of(titles, sheet) == category


@pytest.mark.parametrize("names", [("脱贫户", "低保户"), ("寄宿生", "非寄宿生")])
def test_sheets_named_after_groups_are_both_counted(bureau: Bureau, files: Path, names: tuple[str, str]) -> None:
    bureau.must_take(write_book(files / "a.xlsx", dict.fromkeys(names, TABLE)))
    assert bureau.rows("SELECT sum(amount) AS total FROM subsidy") == [{"total": 30_000}]


def test_a_programme_of_the_sheets_name_beats_a_general_title(tmp_path: Path) -> None:
    book = read_path(write_book(tmp_path / "a.xlsx", {"营养改善计划": TABLE, "雨露计划": TABLE}))
    assert [book.rows("programme", sheet=each)[0] for each in (0, 1)] == [("营养改善计划",), ("雨露计划",)]


def test_an_unknown_programme_is_kept_and_told(tmp_path: Path) -> None:
    found = read_rows(tmp_path, [("青云县2023年秋季小学红烛助学发放表（元）",), *TABLE[1:]])
    assert found.rows("programme")[0] == ("红烛助学",)
    assert found.codes("warning") == ["programme_unlisted"]


def test_several_programmes_in_one_number_are_told(tmp_path: Path) -> None:
    found = read_rows(tmp_path, [("青云县2023年秋季免学费和国家助学金发放表（元）",), *TABLE[1:]])
    assert found.rows("programme")[0] == (None,)
    assert found.codes("warning") == ["programmes_together"]


def test_a_sheet_of_one_group_beside_the_sheet_of_all_is_a_part_of_it(tmp_path: Path) -> None:
    part = [*TABLE[:2], ("石桥小学", 10, 3000), ("柳林小学", 5, 1500)]
    book = read_path(write_book(tmp_path / "a.xlsx", {"资助总表": TABLE, "其中脱贫户": part}))
    assert book.rows("category", "recipients") == [(None, 30), (None, 20)]
    assert book.sheets[1].table is None
    assert [each.sheet for each in book.found("sheet_is_part")] == ["其中脱贫户"]
