"""Corrections on the upload page: offered where a sheet was misread, kept by those who may, never for lists of persons."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import Role, Visitor
from catalog import dataset
from etl.drafts import Draft, open_draft
from etl.layout_memory import listed
from etl.layouts import IGNORE, ColumnSaid, SheetLayout
from etl.options import Options
from etl.prepare import prepare, read_again
from store import Store
from store.desk import Desk
from tests.etl.build import write_book
from tests.pages.screen import screen, words
from ui.context import Context
from ui.corrections import column_choices, forget, period_of, remember, rows_of

UPLOAD = "pages.data.upload"
TITLE = ["2023—2024学年第一学期在校生情况统计表"]
ROW = ["石桥镇", "石桥镇中心小学", "小学", 480, 12]


@pytest.fixture
def data(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "data")


def book(path: Path, title: list[str], header: list[str], row: list[object] = ROW) -> Path:
    """A workbook of one row."""
    return write_book(path, {"表": [title, header, row]})


def misnamed(folder: Path) -> Path:
    """A return with one column under a word we do not know."""
    return book(folder / "人头.xlsx", TITLE, ["乡镇", "学校", "学段", "坐了多少", "班数"])


def job_of(store: Store, draft: Draft) -> str:
    """A finished job that leads to the draft."""
    desk = Desk(store.folder.root)
    number = desk.add_job("prepare", {"path": draft.file_name}, person="李")
    desk.start_job(number, 1)
    desk.finish_job(number, {"draft": draft.id})
    return number


def opened(store: Store, draft: Draft, role: Role = Role.ADMIN, scope: tuple[str, ...] | None = None) -> AppTest:
    """The page of a draft."""
    test = screen(store.folder.root, UPLOAD, role, scope, job=job_of(store, draft))
    assert not test.exception
    return test


def labels(test: AppTest) -> list[str]:
    """The labels of all boxes to choose in."""
    return [each.label for each in test.selectbox]


def test_a_sheet_that_was_not_recognised_asks_for_its_dataset(data: Store, tmp_path: Path) -> None:
    header = ["片", "点位", "层", "人头", "间"]
    draft = prepare(data, book(tmp_path / "情况.xlsx", ["有关情况一览"], header), Options(), "李")
    test = opened(data, draft)
    assert labels(test) == ["数据集", "表头行"]
    test.selectbox[0].select("在校生").run()
    assert not test.exception
    assert open_draft(data, draft.id).options.sheets == {"表": SheetLayout(dataset="enrolment")}
    assert "还不能识别" in words(test)
    assert labels(test)[2:] == ["A 片", "B 点位", "C 层", "D 人头", "E 间"]


def test_a_column_is_put_right_at_once_and_kept_on_request(data: Store, tmp_path: Path) -> None:
    draft = prepare(data, misnamed(tmp_path), Options(), "李")
    test = opened(data, draft)
    column = next(each for each in test.selectbox if each.label == "D 坐了多少")
    column.select("在校生数").run()
    assert not test.exception
    assert open_draft(data, draft.id).options.sheets["表"].columns == {"D": ColumnSaid("pupils")}
    assert listed(data) == []
    next(each for each in test.button if each.label == "确认并记住").click().run()
    assert [(each.person, each.layout.columns) for each in listed(data)] == [("测试员", {"D": ColumnSaid("pupils")})]
    assert [each.label for each in test.button if each.label == "已记住"]


def test_a_clerk_of_one_township_corrects_but_changes_nothing_for_others(data: Store, tmp_path: Path) -> None:
    draft = prepare(data, misnamed(tmp_path), Options(), "李")
    draft = read_again(data, draft, Options(sheets={"表": SheetLayout(columns={"D": ColumnSaid("pupils")})}))
    test = opened(data, draft, Role.CLERK, ("T0001",))
    assert "恢复自动识别" in [each.label for each in test.button]
    assert "确认并记住" not in [each.label for each in test.button]
    visitor = Visitor("镇办", Role.CLERK, frozenset({"T0001"}))
    with Context(data, visitor, data.current()) as context:
        with pytest.raises(PermissionError):
            remember(context, draft, "表")
        with pytest.raises(PermissionError):
            forget(context, "f" * 32)


def test_lists_of_persons_are_neither_kept_nor_corrected(data: Store, tmp_path: Path) -> None:
    header, row = ["学校", "姓名", "学段", "在校生数"], ["石桥镇中心小学", "某甲", "小学", 1]
    draft = prepare(data, book(tmp_path / "名册.xlsx", ["在校生名册"], header, row), Options(), "李")
    test = opened(data, draft)
    assert labels(test) == []
    assert "某甲" not in words(test)


def test_every_column_of_every_dataset_can_be_chosen() -> None:
    for name in ("enrolment", "subsidy", "resource", "exam", "pair", "support", "dropout", "school"):
        declared = dataset(name)
        chosen = [each.column for each in column_choices(declared).values()]
        assert {each.name for each in declared.columns} <= set(chosen)
        assert IGNORE in chosen
    assert ColumnSaid("quantity", group={"item": "books"}) in column_choices(dataset("resource")).values()


@pytest.mark.parametrize(
    ("text", "rows"),
    [("6-52", (6, 52)), ("6", (6, None)), ("6-", (6, None)), (" 6 — 52 ", (6, 52)), ("-52", (None, 52)), ("", (None, None)),
     ("52-6", None), ("0", None), ("六", None)],
)  # fmt: skip
def test_rows_are_read_as_people_write_them(text: str, rows: object) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize(
    ("text", "code"),
    [("2024-2025-1", "2024-2025-1"), ("2024年秋季学期", "2024-2025-1"), ("2023—2024学年第二学期", "2023-2024-2"),
     ("去年", None), ("", None)],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(text: str, code: str | None) -> None:
    assert period_of(text, dataset("enrolment")) == code


def test_the_unit_of_amounts_is_said_and_an_abandoned_upload_expires(data: Store, tmp_path: Path) -> None:
    header = ["乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额"]
    row = ["石桥镇", "石桥镇中心小学", "小学", "家庭经济困难学生生活补助", 40, 2.5]
    title = ["2023—2024学年第二学期学生资助发放统计表（单位：万元）"]
    draft = prepare(data, book(tmp_path / "资助.xlsx", title, header, row), Options(), "李")
    assert "金额单位 万元，入库一律换算为元" in words(opened(data, draft))
    assert draft.upload is not None
    long_ago = time.time() - 8 * 86400
    os.utime(draft.folder, (long_ago, long_ago))
    assert not screen(data.folder.root, UPLOAD).exception
    assert not draft.folder.exists()


def test_the_unit_of_one_column_is_said_and_its_numbers_follow(data: Store, tmp_path: Path) -> None:
    header = ["乡镇", "学校", "学段", "在校生数", "班数"]
    row = ["石桥镇", "石桥镇中心小学", "小学", 4.8, 12]
    draft = prepare(data, book(tmp_path / "百人.xlsx", TITLE, header, row), Options(), "李")
    test = opened(data, draft)
    test.toggle[0].set_value(True).run()
    next(each for each in test.selectbox if each.label == "D 单位").select("百人").run()
    assert not test.exception
    again = open_draft(data, draft.id)
    assert again.options.sheets["表"].columns == {"D": ColumnSaid(unit="百人")}
    with data.read_file(again.candidate) as reader:
        assert reader.value("SELECT max(pupils) FROM enrolment") == 480


def test_a_column_left_aside_beside_the_missing_main_number_is_to_be_confirmed(data: Store, tmp_path: Path) -> None:
    draft = prepare(data, misnamed(tmp_path), Options(), "李")
    found = next(each for each in draft.findings if each.code == "main_number_not_read")
    assert (found.level, found.cell, found.value) == ("warning", "D2", "坐了多少")
    assert "更正识别结果" in found.advice
    test = opened(data, draft)
    next(each for each in test.button if each.label == "D 列就是“在校生数”，重新识别").click().run()
    assert not test.exception
    again = open_draft(data, draft.id)
    assert again.options.sheets["表"].columns == {"D": ColumnSaid("pupils")}
    assert "main_number_not_read" not in {each.code for each in again.findings}
