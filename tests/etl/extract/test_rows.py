"""Which rows are data, whom they speak for, and whether the printed sums agree."""

from __future__ import annotations

from pathlib import Path

from tests.etl.extract.books import HEAD, TITLE, enrolment, read_path, read_rows, write_book

ONE = ("石桥镇", "石桥小学", "小学", 6, 240, 110)
TWO = (None, "石桥初级中学", "初中", 6, 300, 140)
THREE = ("双河乡", "双河小学", "小学", 3, 100, 50)


def test_merged_townships_are_filled_down_over_schools_and_subtotals(tmp_path: Path) -> None:
    rows = enrolment(
        ONE,
        TWO,
        (None, "小计", None, 12, 540, 250),
        THREE,
        ("双河乡", "小计", None, 3, 100, 50),
        ("合计", None, None, 15, 640, 300),
    )
    read = read_rows(tmp_path, rows, merges=("A3:A5", "A6:A7"))
    assert read.rows("township_text", "pupils") == [("石桥镇", 240), ("石桥镇", 300), ("双河乡", 100)]
    assert read.sheet.skipped_because == {"subtotal": 2, "total": 1}
    assert read.found("total_mismatch") == []
    assert read.codes("error") == []


def test_a_township_written_once_over_its_block_is_filled_down_but_not_past_a_sum(tmp_path: Path) -> None:
    rows = enrolment(ONE, TWO, ("小计", None, None, 12, 540, 250), (None, "清水小学", "小学", 1, 20, 9))
    assert read_rows(tmp_path, rows).rows("township_text") == [("石桥镇",), ("石桥镇",), (None,)]


def test_a_wrong_subtotal_is_a_warning_with_printed_and_computed_sum(tmp_path: Path) -> None:
    rows = enrolment(
        ONE, ("石桥镇", *TWO[1:]), ("石桥镇", "小计", None, 12, 545, 250), THREE, ("总计", None, None, 15, 640, 300)
    )
    (found,) = read_rows(tmp_path, rows).found("total_mismatch")
    assert (found.level, found.cell, found.value) == ("warning", "E5", "545")
    assert "540" in found.message
    assert "5" in found.message


def test_a_sum_over_unknown_parts_is_not_called_wrong(tmp_path: Path) -> None:
    rows = enrolment(ONE, ("石桥镇", "石桥初级中学", "初中", 6, None, 140), ("合计", None, None, 12, 540, 250))
    read = read_rows(tmp_path, rows)
    assert read.found("total_mismatch") == []
    assert read.cells("total_not_checked") == ["E5"]


def test_sums_named_after_a_township_or_standing_first_are_compared_with_its_rows(tmp_path: Path) -> None:
    rows = enrolment(
        ("全县", None, None, 9, 341, 160),
        ("石桥镇合计", None, None, 6, 240, 110),
        ONE,
        ("双河乡合计", None, None, 3, 100, 50),
        THREE,
    )
    read = read_rows(tmp_path, rows)
    assert read.sheet.rows_accepted == 2
    assert read.cells("total_mismatch") == ["E3"]


def test_sums_per_school_over_its_grades_are_left_out_and_compared(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ("学校名称", "学段", "年级", "班数", "在校生数"),
        ("石桥小学", "小学", "一年级", 1, 40),
        (None, None, "二年级", 1, 41),
        (None, None, "小计", 2, 82),
    ]
    read = read_rows(tmp_path, rows, merges=("A3:A5", "B3:B5"))
    assert read.rows("school_text", "grade", "pupils") == [("石桥小学", 1, 40), ("石桥小学", 2, 41)]
    assert read.cells("total_mismatch") == ["E5"]


def test_repeated_headers_blanks_footers_and_notes_are_no_rows(tmp_path: Path) -> None:
    rows = enrolment(
        ONE,
        (None,) * 6,
        HEAD,
        THREE,
        ("注：“—”表示不适用",),
        ("填表人：某某　审核人：某某　联系电话：",),
        ("说明：按学籍填写",),
        ("填报日期：2023年9月5日",),
    )
    read = read_rows(tmp_path, rows)
    assert read.rows("pupils") == [(240,), (100,)]
    assert read.sheet.skipped_because == {"header": 1, "note": 2, "footer": 2}
    assert read.codes("error") == []


def test_a_row_with_numbers_but_no_school_stops_the_file(tmp_path: Path) -> None:
    rows = [TITLE, HEAD[1:], ("石桥小学", "小学", 6, 240, 110), (None, "小学", 3, 100, 50)]
    assert read_rows(tmp_path, rows).cells("row_without_school") == ["A4"]


def test_rows_of_a_township_without_schools_are_its_own_totals(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期学生资助汇总表",),
        ("乡镇", "学段", "资助人数", "资助金额（元）"),
        ("石桥镇", "小学", 10, 5000),
        ("合计", None, 10, 5000),
    ]
    read = read_rows(tmp_path, rows)
    assert read.rows("area_level", "township_text", "school_text", "recipients") == [("township", "石桥镇", None, 10)]


def test_a_column_of_units_that_holds_townships_is_a_column_of_townships(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期学生资助汇总表",),
        ("单位", "资助人数", "资助金额（元）"),
        ("石桥镇", 10, 5000),
        ("云溪街道", 3, 1500),
    ]
    assert read_rows(tmp_path, rows).rows("area_level", "township_text") == [
        ("township", "石桥镇"),
        ("township", "云溪街道"),
    ]


def test_a_township_row_on_a_sheet_with_its_schools_is_their_sum(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", None, None, 6, 250, 110), ONE, ("双河乡", None, None, 3, 100, 50), THREE)
    read = read_rows(tmp_path, rows)
    assert read.rows("area_level", "pupils") == [("school", 240), ("school", 100)]
    assert read.cells("total_mismatch") == ["E3"]


def test_one_sheet_per_township_takes_the_township_from_the_sheet(tmp_path: Path) -> None:
    rows = [TITLE, HEAD[1:], ("石桥小学", "小学", 6, 240, 110)]
    assert read_path(write_book(tmp_path / "表.xlsx", {"石桥镇": rows})).rows("township_text") == [("石桥镇",)]


def test_male_and_female_are_added_and_both_are_needed(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "男", "女", "男专任教师", "女专任教师")
    read = read_rows(
        tmp_path, enrolment(("石桥小学", "小学", 40, 38, 5, 9), ("双河小学", "小学", None, 12, 1, "—"), head=head)
    )
    assert read.rows("pupils", "girls", "teachers_fulltime") == [(78, 38, 14), (None, 12, None)]
    assert read.sheet.columns["pupils"] == ["C", "D"]
    assert read.sheet.blocks[0]["teachers_fulltime"] == "E+F"


def test_one_sex_without_a_total_is_not_taken_for_the_total(tmp_path: Path) -> None:
    read = read_rows(tmp_path, enrolment(("石桥小学", "小学", 3, 9), head=("学校名称", "学段", "班数", "女专任教师")))
    assert read.rows("classes", "teachers_fulltime") == [(3, None)]
    assert "half_of_a_total" in read.codes("warning")


def test_a_total_beside_grade_groups_is_a_row_without_grade(tmp_path: Path) -> None:
    head = ("学校名称", "一年级学生数", "二年级学生数", "在校生数")
    assert read_rows(tmp_path, enrolment(("石桥小学", 40, 41, 81), head=head)).rows(
        "grade", "stage", "pupils", "block_no"
    ) == [
        (None, "primary", 81, 0),
        (1, "primary", 40, 1),
        (2, "primary", 41, 2),
    ]


def test_a_nine_year_school_with_grades_only_is_split_by_stage(tmp_path: Path) -> None:
    head = ("学校名称", "六年级学生数", "七年级学生数", "学生总数")
    read = read_rows(tmp_path, enrolment(("石桥九年一贯制学校", 40, 50, 90), ("双河小学", 30, None, 30), head=head))
    assert read.rows("school_text", "stage", "grade", "pupils") == [
        ("双河小学", "primary", None, 30),
        ("石桥九年一贯制学校", "primary", 6, 40),
        ("双河小学", "primary", 6, 30),
        ("石桥九年一贯制学校", "junior", 7, 50),
    ]
    assert "stage_total_left_out" in read.codes("info")


def test_groups_by_stage_become_rows_and_their_total_is_left_out(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ("乡镇", "小学", None, "初中", None, "合计", None),
        (None, "班数", "学生数", "班数", "学生数", "班数", "学生数"),
        ("石桥镇", 6, 240, 3, 150, 9, 390),
    ]
    read = read_rows(tmp_path, rows, merges=("A2:A3", "B2:C2", "D2:E2", "F2:G2"))
    assert read.rows("stage", "classes", "pupils") == [("primary", 6, 240), ("junior", 3, 150)]
    assert "group_total_left_out" in read.codes("info")


def test_groups_by_programme_become_rows(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期学生资助统计表",),
        ("学校名称", "学段", "寄宿生生活补助", None, "营养改善计划", None),
        (None, None, "人数", "金额", "人数", "金额"),
        ("石桥小学", "小学", 10, 5000, 200, 100000),
    ]
    read = read_rows(tmp_path, rows, merges=("A2:A3", "B2:B3", "C2:D2", "E2:F2"))
    assert read.rows("programme", "recipients", "amount") == [
        ("寄宿生生活补助", 10, 5000.0),
        ("营养改善计划", 200, 100000.0),
    ]


def test_resource_items_beside_each_other_become_rows_with_their_pupils(tmp_path: Path) -> None:
    rows = [
        ("2023—2024学年办学条件统计表",),
        ("学校名称", "学段", "在校生数", "图书册数", "教学仪器设备值（万元）"),
        ("石桥小学", "小学", 240, 5000, 48.5),
    ]
    assert read_rows(tmp_path, rows).rows("item", "quantity", "pupils") == [
        ("books", 5000.0, 240),
        ("equipment_yuan", 485000.0, 240),
    ]


def test_the_stage_is_told_by_title_sheet_or_the_schools_name_when_no_column_does(tmp_path: Path) -> None:
    head = ("学校名称", "在校生数")
    by_title = read_rows(tmp_path, enrolment(("石桥学校", 240), head=head, title=("2023年秋季小学在校生统计表",)))
    by_name = read_rows(
        tmp_path,
        enrolment(
            ("石桥幼儿园", 90), ("石桥初级中学", 300), ("石桥中心小学（东校区）", 5), ("第一中学", 900), head=head
        ),
    )
    assert by_title.rows("stage") == [("primary",)]
    assert by_name.rows("stage") == [("kindergarten",), ("junior",), ("primary",), (None,)]
    assert by_name.cells("stage_unknown") == ["A6"]


def test_pairs_name_both_schools_and_their_dates(tmp_path: Path) -> None:
    rows = [
        ("城乡教共体结对名单",),
        ("核心校", None, "成员校", None, "教共体类型", "结对时间"),
        ("学校名称", "所在乡镇", "学校名称", "所在乡镇", None, None),
        ("第一小学", "云溪街道", "石桥小学", "石桥镇", "融合型", "2021年9月1日"),
        (None, None, "双河小学", "双河乡", "共建", "2022.9"),
    ]
    read = read_rows(tmp_path, rows, merges=("A2:B2", "C2:D2", "E2:E3", "F2:F3", "A4:A5", "B4:B5"))
    assert read.sheet.dataset == "pair"
    assert read.codes("error") == []
    columns = ("core_school_text", "core_township_text", "member_school_text", "pair_type")
    assert read.rows(*columns) == [
        ("第一小学", "云溪街道", "石桥小学", "merged"),
        ("第一小学", "云溪街道", "双河小学", "co_built"),
    ]
    assert [str(day) for (day,) in read.rows("start")] == ["2021-09-01", "2022-09-01"]


def test_tables_stacked_on_one_sheet_have_totals_of_their_own(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "在校生数")
    rows = [
        TITLE,
        head,
        ("石桥小学", "小学", 240),
        ("合计", None, 240),
        (None,),
        ("初中",),
        head,
        ("石桥初中", "初中", 140),
        ("合计", None, 141),
    ]
    read = read_rows(tmp_path, rows)
    assert read.rows("school_text", "pupils") == [("石桥小学", 240), ("石桥初中", 140)]
    assert read.sheet.skipped_because == {"total": 2, "note": 1, "header": 1}
    assert read.cells("total_mismatch") == ["C9"]


def test_a_total_under_headers_repeated_on_each_page_is_of_the_whole_sheet(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "在校生数")
    rows = [TITLE, head, ("石桥小学", "小学", 240), head, ("石桥初中", "初中", 140), ("合计", None, 380)]
    assert read_rows(tmp_path, rows).found("total_mismatch") == []


def test_last_years_group_is_left_and_this_years_is_taken(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ("学校名称", "学段", "上年", None, "本年", None),
        (None, None, "班数", "学生数", "班数", "学生数"),
        ("石桥小学", "小学", 5, 230, 6, 240),
    ]
    read = read_rows(tmp_path, rows, merges=("A2:A3", "B2:B3", "C2:D2", "E2:F2"))
    assert read.rows("classes", "pupils") == [(6, 240)]


def test_years_beside_each_other_become_periods_and_a_bare_one_is_told(tmp_path: Path) -> None:
    rows = [("各年招生数",), ("学校名称", "学段", "2022年", "2023年"), ("石桥小学", "小学", 31, 32)]
    read = read_rows(tmp_path, rows)
    assert read.rows("period", "intake") == [("2022-2023-1", 31), ("2023-2024-1", 32)]
    assert len(read.found("period_from_bare_year")) == 2
