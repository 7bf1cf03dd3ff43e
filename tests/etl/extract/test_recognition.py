"""Which dataset a sheet is, and what its headers mean."""

from pathlib import Path

import pytest

from etl.extract.headers import read_header
from etl.extract.vocabulary import vocabulary
from tests.etl.extract.books import HEAD, enrolment, read_path, read_rows, write_book


def meaning(dataset: str, *path: str) -> tuple[object, ...]:
    """(role, column, groups, sex) of a header."""
    found = read_header(0, path, vocabulary(dataset))
    return found.role, found.column, found.dim, found.sex


def test_a_plain_sheet_becomes_its_long_table(tmp_path: Path) -> None:
    read = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110)))
    assert (read.sheet.dataset, read.sheet.period, read.sheet.header_rows) == ("enrolment", "2023-2024-1", [2])
    assert read.rows("row_no", "township_text", "school_text", "stage", "classes", "pupils", "girls") == [
        (3, "石桥镇", "石桥小学", "primary", 6, 240, 110)
    ]
    assert read.sheet.columns["pupils"] == "E"
    assert read.sheet.blocks[0]["girls"] == "F"
    assert read.rows("district_text") == [("青云县",)]
    assert read.codes("error") == []


@pytest.mark.parametrize(
    "header",
    [
        "推估114年人數",
        "參考學生人數",
        "學生人數差異",
        "學生人數變化百分比",
        "學校名稱_ref",
        "去年在校生数",
        "上年同期在校生数",
        "预计毕业生数",
        "生均图书",
        "留守儿童(%)",
        "在校生数增减",
        "计划招生数",
        "入学率",
        "教职工男",
    ],
)
def test_forecasts_references_differences_and_rates_never_become_facts(header: str) -> None:
    assert meaning("enrolment", header)[0] == "unknown"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("1年級男學生數",), ("fact", "pupils", {"grade": 1}, "m")),
        (("一年级", "男"), ("fact", "pupils", {"grade": 1}, "m")),
        (("三年级 班数",), ("fact", "classes", {"grade": 3}, "")),
        (("初中", "一年级", "学生数"), ("fact", "pupils", {"grade": 7}, "")),
        (("男專任教師",), ("fact", "teachers_fulltime", {}, "m")),
        (("小学", "学生数"), ("fact", "pupils", {"stage": "primary"}, "")),
        (("其中：女",), ("fact", "pupils", {}, "f")),
        (("#女",), ("fact", "pupils", {}, "f")),
        (("在校（园）\n学生数（人）",), ("fact", "pupils", {}, "")),
        (("大班额情况", "56—65人班数"), ("fact", "classes_56_65", {}, "")),
    ],
)
def test_groups_by_grade_stage_and_sex_are_read_by_one_rule(
    path: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    assert meaning("enrolment", *path) == expected


def test_subject_month_programme_and_item_groups_are_read(tmp_path: Path) -> None:
    assert meaning("exam", "语文（120分）", "及格", "人数") == ("fact", "n_pass", {"subject": "语文"}, "")
    assert meaning("dropout", "9月", "辍学") == ("fact", "dropouts", {"period": ("month", 9)}, "")
    assert meaning("dropout", "辍学", "10月") == ("fact", "dropouts", {"period": ("month", 10)}, "")
    assert meaning("subsidy", "寄宿生生活补助", "金额（万元）") == (
        "fact",
        "amount",
        {"programme": "寄宿生生活补助"},
        "",
    )
    assert meaning("resource", "设备", "教学仪器设备值（万元）") == ("fact", "quantity", {"item": "equipment_yuan"}, "")


def test_unknown_columns_are_listed_once(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110, "甲", 1), head=(*HEAD, "校舍结构", "推估人数"))
    (listed,) = read_rows(tmp_path, rows).found("columns_unknown")
    assert "校舍结构" in listed.message
    assert "推估人数" in listed.message


def test_a_sheet_of_something_else_is_refused_with_a_reason(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [("食堂采购单",), ("品名", "单价", "数量"), ("白菜", 2.5, 10)])
    assert read.sheet.dataset is None
    assert read.sheet.reason
    assert read.codes("error") == ["nothing_recognised"]


def test_a_notes_sheet_beside_a_good_one_stops_nothing(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "表.xlsx",
        {"填表说明": [("1. 在校生数按学籍填写",)], "在校生": enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110))},
    )
    read = read_path(path)
    assert [each.dataset for each in read.sheets] == [None, "enrolment"]
    assert read.codes("error") == []


def test_a_summary_sheet_counts_nothing_twice_and_is_compared(tmp_path: Path) -> None:
    head = HEAD[1:]
    sheets = {
        "石桥镇": [("2023年秋季在校生统计表",), head, ("石桥小学", "小学", 6, 240, 110)],
        "双河乡": [("2023年秋季在校生统计表",), head, ("双河小学", "小学", 6, 100, 50)],
        "汇总": [
            ("2023年秋季在校生统计汇总表",),
            ("乡镇", "班数", "在校生数", "其中女"),
            ("石桥镇", 6, 240, 110),
            ("双河乡", 6, 101, 50),
            ("合计", 12, 341, 160),
        ],
    }
    read = read_path(write_book(tmp_path / "表.xlsx", sheets))
    assert [each.dataset for each in read.sheets] == ["enrolment", "enrolment", None]
    assert "summary" in read.sheets[2].reason
    assert read.rows("township_text") == [("石桥镇",)]
    (differs,) = read.found("summary_differs")
    assert (differs.value, differs.sheet) == ("341", "汇总")


def test_the_dataset_can_be_named_by_the_clerk(tmp_path: Path) -> None:
    rows = [("学校名称", "学段", "人数", "金额"), ("石桥小学", "小学", 10, 5000)]
    assert read_rows(tmp_path, rows, period="2023-2024-1").codes("error") == ["nothing_recognised"]
    read = read_rows(tmp_path, rows, dataset="subsidy", period="2023-2024-1")
    assert read.rows("recipients", "amount") == [(10, 5000.0)]


def test_two_columns_that_mean_the_same_and_differ_stop_the_file(tmp_path: Path) -> None:
    head = ("乡镇", "学校名称", "学段", "在校生数", "学生人数")
    read = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", 240, 241), head=head))
    (twice,) = read.found("column_twice_differs")
    assert (twice.level, twice.cell) == ("error", "E3")
    assert "在校生数" in twice.message
    same = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", 240, 240), head=head))
    assert same.codes("error") == []
    assert "column_twice" in same.codes("warning")


def test_merged_header_rows_are_joined_and_index_rows_dropped(tmp_path: Path) -> None:
    rows = [
        ("2023—2024学年第一学期在校生统计表",),
        ("乡镇", "学校名称", "一年级", None, None, "二年级", None, None),
        (None, None, "班数", "人数", None, "班数", "人数", None),
        (None, None, None, "男", "女", None, "男", "女"),
        ("甲", "乙", 1, 2, 3, 4, 5, 6),
        ("石桥镇", "石桥小学", 2, 40, 38, 1, 20, 21),
    ]
    merges = ("A1:H1", "A2:A4", "B2:B4", "C2:E2", "F2:H2", "C3:C4", "D3:E3", "F3:F4", "G3:H3")
    read = read_rows(tmp_path, rows, merges=merges)
    assert read.sheet.header_rows == [2, 3, 4]
    assert read.sheet.skipped_because == {"index": 1}
    assert read.rows("grade", "stage", "classes", "pupils", "girls") == [
        (1, "primary", 2, 78, 38),
        (2, "primary", 1, 41, 21),
    ]
    assert read.sheet.blocks[1] == {"classes": "C", "pupils": "D+E", "girls": "E"}


def test_group_headers_without_merged_cells_hold_until_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "2023年秋季在校生.csv"
    path.write_text("学校名称,一年级,,二年级,\n,班数,人数,班数,人数\n石桥小学,2,78,1,41\n", encoding="utf-8-sig")
    assert read_path(path).rows("grade", "classes", "pupils") == [(1, 2, 78), (2, 1, 41)]


def test_this_term_is_the_tables_own_and_a_lone_person_under_a_grade_is_a_pupil() -> None:
    assert meaning("enrolment", "本学期在校生数")[:2] == ("fact", "pupils")
    assert meaning("enrolment", "实有学生数")[:2] == ("fact", "pupils")
    assert meaning("enrolment", "上学期在校生数")[0] == meaning("enrolment", "应有学生数")[0] == "unknown"
    assert meaning("enrolment", "一年级", "人")[:2] == ("fact", "pupils")


def test_a_number_in_the_list_and_a_mark_are_no_part_of_a_schools_name(tmp_path: Path) -> None:
    names = ["1.石桥小学", "（2）双河小学", "3、柳林小学*", "101中学"]
    read = read_rows(tmp_path, [["2023年秋季学期在校生统计表"], ["学校", "学生数"], *([each, 100] for each in names)])
    assert [name for (name,) in read.rows("school_text")] == ["石桥小学", "双河小学", "柳林小学", "101中学"]


def test_words_of_payments_and_of_new_pupils_are_read_for_what_they_are(tmp_path: Path) -> None:
    assert meaning("subsidy", "实助人数")[:2] == ("fact", "recipients")
    assert meaning("subsidy", "实发金额（元）")[:2] == ("fact", "amount")
    assert meaning("subsidy", "其他", "人数") == ("fact", "recipients", {"category": "其他"}, "")
    new = [["石桥镇2023年秋季小学招生情况统计表"], ["学校", "计划招生", "实际招生", "班数"], ["石桥小学", 60, 55, 2]]
    assert read_rows(tmp_path, new).rows("intake", "classes") == [(55, None)]
