"""Rows under a school that are parts of it: its stages where they add up to it, its girls and boarders never."""

from __future__ import annotations

from pathlib import Path

from tests.etl.extract.books import read_rows

TITLE = ["青云县2023-2024学年第一学期在校生统计表"]
A, B = "双河乡九年一贯制学校", "石桥镇中心小学"


def test_stages_that_add_up_to_their_school_take_its_place(tmp_path: Path) -> None:
    rows = [TITLE, ["学校", "人数"], [A, 312], ["  其中：小学部", 181], ["  初中部", 131], [B, 481]]
    read = read_rows(tmp_path, rows)
    assert read.rows("school_text", "stage", "pupils") == [(A, "primary", 181), (A, "junior", 131), (B, "primary", 481)]
    assert read.found("total_mismatch") == []


def test_stages_that_do_not_add_up_to_their_school_are_asked(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [TITLE, ["学校", "人数"], [A, 322], ["其中：小学部", 181], ["初中部", 131], [B, 481]])
    assert read.cells("school_parts_differ") == ["A3"]
    assert "school_parts_differ" in read.codes("error")


def test_girls_under_the_boarders_of_a_school_are_no_school(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [TITLE, ["学校", "人数"], [B, 481], ["其中：寄宿生", 12], ["女生", 231]])
    assert read.rows("school_text", "pupils") == [(B, 481)]


def test_a_column_of_school_parts_is_the_stage(tmp_path: Path) -> None:
    rows = [TITLE, ["学校", "学部", "人数"], [A, "小学部", 181], [None, "初中部", 131], [B, "小学部", 481]]
    read = read_rows(tmp_path, rows, merges=["A3:A4"])
    assert [stage for (stage,) in read.rows("stage")] == ["primary", "junior", "primary"]


def test_the_seat_of_a_school_and_its_teaching_points_take_its_place(tmp_path: Path) -> None:
    points = [["其中：本部", 14, 450], ["双河教学点", 4, 100], ["大河教学点", 2, 50], ["柳林小学", 9, 300]]
    read = read_rows(tmp_path, [TITLE, ["学校", "班数", "人数"], [B, 20, 600], *points])
    taken = [(B, 450), ("双河教学点", 100), ("大河教学点", 50), ("柳林小学", 300)]
    assert read.rows("school_text", "pupils") == taken
    assert read.codes("error") == []
    points[2][2] = 40
    read = read_rows(tmp_path, [TITLE, ["学校", "班数", "人数"], [B, 20, 600], *points])
    assert read.cells("school_parts_differ") == ["A3"]


def test_a_central_school_that_is_exactly_the_schools_beside_it_is_asked(tmp_path: Path) -> None:
    rows = [["石桥镇中心校", 26, 600], [B, 14, 420], ["双河小学", 6, 120], ["大河村小", 6, 60], ["柳林小学", 9, 300]]
    read = read_rows(tmp_path, [TITLE, ["学校", "班数", "人数"], *rows])
    assert read.cells("school_holds_others") == ["A3"]
    assert read.found("school_holds_others")[0].level == "error"
    read = read_rows(tmp_path, [TITLE, ["学校", "班数", "人数"], *rows[1:4], rows[0], rows[4]])
    assert read.cells("school_holds_others") == ["A6"]
    rows[0][1] = 27  # one number that is another: nobody's sum
    assert read_rows(tmp_path, [TITLE, ["学校", "班数", "人数"], *rows]).codes("error") == []


def test_nothing_is_no_sum_of_nothing_and_a_few_are_not_asked_about(tmp_path: Path) -> None:
    """One column of counts that are mostly 0, as of large classes: 0 = 0 + 0 + 0, and 2 = 2 + 0 + 0 or 1 + 1 by chance."""
    for counts in ([0, 0, 0, 0, 0], [2, 2, 0, 0, 1], [3, 1, 1, 1, 0]):
        rows = list(zip(["石桥镇中心校", B, "双河小学", "大河村小", "柳林小学"], counts, strict=True))
        assert read_rows(tmp_path, [TITLE, ["学校", "66人及以上班数"], *rows]).codes("error") == []
    rows = list(zip(["石桥镇中心校", B, "双河小学", "大河村小", "柳林小学"], [600, 420, 120, 60, 300], strict=True))
    assert read_rows(tmp_path, [TITLE, ["学校", "人数"], *rows]).cells("school_holds_others") == ["A3"]


def test_a_school_over_its_campuses_is_asked(tmp_path: Path) -> None:
    rows = [["县一小", 30, 1350], ["县一小（东校区）", 18, 810], ["县一小（西校区）", 12, 540], ["县二小", 20, 900]]
    assert read_rows(tmp_path, [TITLE, ["学校", "班数", "人数"], *rows]).cells("school_holds_others") == ["A3"]
