"""The written files say what the truth says, read back the plain way; and hold nothing that looks personal."""

import csv
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.sample import SampleFiles, write_sample
from etl.sample.stories import SILENT_MONTH, SILENT_TOWNSHIP, WRONG_TOTAL_FILE

STAGES = {
    "小学": "primary",
    "初中": "junior",
    "学前": "kindergarten",
    "普通高中": "senior",
    "中职": "vocational",
    "特殊教育": "special",
}


def file_named(sample: SampleFiles, start: str) -> Path:
    return next(each.path for each in sample.files if each.path.name.startswith(start))


def filled_rows(page: Worksheet) -> list[list]:
    """The sheet's rows with every merged range filled from its first cell."""
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    for area in page.merged_cells.ranges:
        value = rows[area.min_row - 1][area.min_col - 1]
        for row in range(area.min_row - 1, area.max_row):
            for column in range(area.min_col - 1, area.max_col):
                rows[row][column] = value
    return rows


@cache
def all_cells(path: Path) -> list[list]:
    if path.suffix == ".csv":
        encoding = "utf-8-sig" if path.read_bytes().startswith(b"\xef\xbb\xbf") else "gb18030"
        with path.open(encoding=encoding, newline="") as stream:
            return list(csv.reader(stream))
    book = openpyxl.load_workbook(path, read_only=True)
    return [list(row) for page in book for row in page.iter_rows(values_only=True)]


def codes_by_place(sample: SampleFiles) -> dict[tuple[str, str], str]:
    return {(row["township"], row["school"]): row["school_code"] for row in sample.truth["school"]}


def test_files_come_in_order_the_register_first_and_all_datasets_appear(sample):
    assert [each.order for each in sample.files] == list(range(1, len(sample.files) + 1))
    assert sample.files[0].dataset == "school"
    assert {each.dataset for each in sample.files} == set(sample.truth)
    assert all(each.path.exists() for each in sample.files)
    assert {each.path.suffix for each in sample.files} == {".xlsx", ".csv"}


def test_the_one_sheet_of_2020_says_the_truth_under_merged_townships(sample):
    page = openpyxl.load_workbook(file_named(sample, "青云县2020—2021学年第一学期")).active
    read = {}
    for township, name, stage, classes, pupils, girls, *_ in filled_rows(page):
        if stage in STAGES and isinstance(pupils, int):
            plain = re.sub(r"\s", "", name).replace("青云县石桥镇", "石桥镇").replace("(", "（").replace(")", "）")
            read[codes_by_place(sample)[township, plain], STAGES[stage]] = (classes, pupils, girls)
    truth = {
        (row["school"], row["stage"]): (row["classes"], row["pupils"], row["girls"])
        for row in sample.truth["enrolment"]
        if row["period"] == "2020-2021-1" and row["grade"] is None
    }
    assert read == truth


def test_grade_by_sex_groups_of_2022_add_up_to_the_truth(sample):
    book = openpyxl.load_workbook(file_named(sample, "2022年秋季分年级分性别"))
    read = {}
    for stage, first in (("小学", 1), ("初中", 7)):
        for township, name, *values in filled_rows(book[stage])[5:]:
            code = codes_by_place(sample).get((township, name))
            for number in range(len(values) // 3 if code else 0):
                classes, boys, girls = values[3 * number : 3 * number + 3]
                if classes is not None:
                    read[code, first + number] = (classes, boys + girls, girls)
    truth = {
        (row["school"], row["grade"]): (row["classes"], row["pupils"], row["girls"])
        for row in sample.truth["enrolment"]
        if row["period"] == "2022-2023-1" and row["grade"] is not None
    }
    assert read == truth


def test_monthly_sheets_leave_the_silent_township_out(sample):
    book = openpyxl.load_workbook(file_named(sample, "2023—2024学年控辍保学月报表"))
    assert len(book.sheetnames) == 12
    for page in book:
        month = f"{page.title[:4]}-{int(page.title[5:-1]):02d}"
        rows = [row for row in page.iter_rows(min_row=4, values_only=True) if row[1] and row[5] is not None]
        assert any(row[3] == SILENT_TOWNSHIP for row in rows) == (month != SILENT_MONTH)
        read = {(row[1], STAGES[row[4]]): row[5:9] for row in rows}
        truth = {
            (row["school"], row["stage"]): (row["enrolled_start"], row["suspected"], row["dropouts"], row["returned"])
            for row in sample.truth["dropout"]
            if row["period"] == month
        }
        assert read == truth


def test_amounts_in_ten_thousands_are_the_truth_in_yuan(sample):
    book = openpyxl.load_workbook(file_named(sample, "2021—2022学年学生资助"))
    for page, term in zip(book, ("2021-2022-1", "2021-2022-2"), strict=True):
        read = sum(
            row[7]
            for row in filled_rows(page)[4:]
            if row[1] and row[1] not in ("小计", "合计") and isinstance(row[7], int | float)
        )
        truth = sum(row["amount"] for row in sample.truth["subsidy"] if row["period"] == term)
        assert read * 10_000 == pytest.approx(truth, abs=0.01)


def test_a_score_sheet_adds_up_to_the_truth(sample):
    rows = all_cells(file_named(sample, "2023年小学六年级"))
    subject = rows[0].index("数学（100分）")
    sums: dict[str, float] = {}
    for row in rows[1:]:
        if row[subject] not in ("", "缺考"):
            sums[row[1]] = sums.get(row[1], 0.0) + float(row[subject])
    truth = {
        row["school"]: row["sum_score"]
        for row in sample.truth["exam"]
        if row["period"] == "2022-2023-2" and row["subject"] == "数学" and row["grade"] == 6
    }
    assert sums == truth


def test_one_total_is_wrong_by_ten_and_the_others_are_right(sample):
    path = file_named(sample, WRONG_TOTAL_FILE)
    rows = all_cells(path)
    header = next(row for row in rows if row[0] == "序号")
    column = header.index("专任教师数")
    schools = [row[column] for row in rows if isinstance(row[0], int)]
    total = next(row[column] for row in rows if row[0] == "合计")
    assert total == sum(schools) + 10
    pupils = header.index("招生数")
    assert next(row[pupils] for row in rows if row[0] == "合计") == sum(
        row[pupils] for row in rows if isinstance(row[0], int) and isinstance(row[pupils], int)
    )


def test_offices_write_in_their_own_ways(sample):
    texts = {str(cell) for each in sample.files for row in all_cells(each.path) for cell in row if cell is not None}
    assert {"小计", "合计", "—", "甲", "缺考", "单位：人、万元", "青云县石桥镇中心小学"} <= texts
    assert any(re.fullmatch("[０-９]+", text) for text in texts)
    assert any(re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d)?", text) for text in texts)
    encodings = {each.path.read_bytes()[:3] == b"\xef\xbb\xbf" for each in sample.files if each.path.suffix == ".csv"}
    assert encodings == {True, False}


def test_no_cell_looks_like_an_identity_or_telephone_number(sample):
    for each in sample.files:
        for row in all_cells(each.path):
            for cell in row:
                text = str(cell)
                assert not re.search(r"\d{17}[\dXx]", text), (each.path.name, text)
                assert not re.search(r"(?<![\d.])1[3-9]\d{9}(?![\d.])", text), (each.path.name, text)


def test_pupils_are_placeholders(sample):
    for start, column in (("2024年中考", 4), ("2023年小学六年级", 5)):
        names = [row[column] for row in all_cells(file_named(sample, start)) if len(row) > column and row[column]]
        assert sum(bool(re.fullmatch(r"学生\d{4,}", name)) for name in names) == len(names) - 1


@pytest.mark.slow
def test_the_same_seed_gives_the_same_truth_and_cells(sample, tmp_path):
    again = write_sample(tmp_path)
    assert again.truth == sample.truth
    for one, two in zip(sample.files, again.files, strict=True):
        assert (one.path.name, one.dataset, one.person) == (two.path.name, two.dataset, two.person)
        assert all_cells(one.path) == all_cells(two.path), one.path.name


def test_a_scale_below_one_is_refused(tmp_path):
    with pytest.raises(ValueError, match="scale"):
        write_sample(tmp_path, scale=0)
