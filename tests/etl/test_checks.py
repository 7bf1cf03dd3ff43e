"""What is said about a file once it stands beside what is there."""

from etl.extract.run import extract
from tests.etl.build import Bureau, enrolment, write_book

YEAR_LATER = "2024—2025学年第一学期"
BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
VILLAGE = ("石桥镇", "石桥村小", "小学", 3, 60, 28)


def test_a_school_stated_twice_is_an_error_at_both_cells(bureau: Bureau, files):
    answer = bureau.take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE, (*BRIDGE[:4], 481, 230)]))
    found = [each for each in answer.value["findings"] if each["code"] == "duplicate_key"]
    assert answer.status == 1
    assert [each["level"] for each in found] == ["error", "error"]
    assert {each["cell"][1:] for each in found} == {"3", "5"}


def test_two_sheets_may_bring_different_columns_of_the_same_schools(bureau: Bureau, files):
    title = ["2023—2024学年第一学期在校生统计表"]
    sheets = {
        "学生": [title, ["乡镇", "学校", "学段", "在校生数"], ["石桥镇", "石桥小学", "小学", 100]],
        "教师": [title, ["乡镇", "学校", "学段", "专任教师数"], ["石桥镇", "石桥小学", "小学", 9]],
    }
    bureau.must_take(write_book(files / "a.xlsx", sheets))
    assert bureau.rows("SELECT pupils, teachers_fulltime FROM enrolment") == [{"pupils": 100, "teachers_fulltime": 9}]


def test_two_sheets_that_contradict_each_other_stop_the_file(bureau: Bureau, files):
    title, header = ["2023—2024学年第一学期在校生统计表"], ["乡镇", "学校", "学段", "在校生数"]
    sheets = {
        "一": [title, header, ["石桥镇", "石桥小学", "小学", 100]],
        "二": [title, header, ["石桥镇", "石桥小学", "小学", 101]],
    }
    answer = bureau.take(write_book(files / "a.xlsx", sheets))
    assert answer.status == 1
    assert "一!" in answer.finding("duplicate_key")["message"]


def test_a_jump_on_the_year_before_is_a_warning_at_the_cell(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE]))
    rows = [("石桥镇", "石桥镇中心小学", "小学", 12, 4800, 230), VILLAGE]
    answer = bureau.must_take(enrolment(files / "b.xlsx", rows, period=YEAR_LATER))
    found = answer.finding("changed_much")
    assert found["level"] == "warning"
    assert (found["sheet"], found["cell"], found["value"]) == ("在校生", "E3", "4800")
    assert answer.codes.count("changed_much") == 1


def test_a_jump_of_a_resource_says_of_which_as_its_column_does(bureau: Bureau, files):
    """“数量” alone would be any of eleven resources."""
    for year, books in ((2022, 3000), (2023, 9000)):
        title = [f"{year}—{year + 1}学年义务教育办学条件统计表"]
        header = ["乡镇", "学校", "学段", "在校生数", "图书册数（册）", "计算机台数（台）"]
        rows = [title, header, ["石桥镇", "石桥镇中心小学", "小学", 480, books, 60]]
        answer = bureau.must_take(write_book(files / f"{year}.xlsx", {"办学条件": rows}))
    assert "“图书册数·数量”由上年 3000 变为 9000" in answer.finding("changed_much")["message"]
    meanings = extract(files / "2023.xlsx").sheets[0].grid.meanings
    assert meanings[4:] == ["图书册数 · 数量", "计算机台数 · 数量"]


def test_a_small_school_may_change_by_a_few_pupils(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [("石桥镇", "石桥教学点", "小学", 1, 9, 4)]))
    rows = [("石桥镇", "石桥教学点", "小学", 1, 4, 2)]
    assert "changed_much" not in bureau.must_take(enrolment(files / "b.xlsx", rows, period=YEAR_LATER)).codes


def test_a_school_of_last_year_that_is_silent_is_named(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE]))
    answer = bureau.must_take(enrolment(files / "b.xlsx", [BRIDGE], period=YEAR_LATER))
    found = answer.finding("school_absent")
    assert found["level"] == "info"
    assert "石桥村小" in found["message"]
    assert "石桥镇中心小学" not in found["message"]


def test_schools_of_a_township_the_file_does_not_speak_of_are_not_called_silent(bureau: Bureau, files):
    maple = ("枫林乡", "枫林乡中心小学", "小学", 6, 210, 100)
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, maple]))
    answer = bureau.must_take(enrolment(files / "b.xlsx", [maple], period=YEAR_LATER))
    assert "school_absent" not in answer.codes


def test_a_total_given_later_that_its_schools_do_not_make_up_is_a_warning(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE]))
    header = ["乡镇", "学段", "在校生数"]
    path = enrolment(files / "t.xlsx", [("石桥镇", "小学", 600)], header=header)
    answer = bureau.must_take(path, "--dataset", "enrolment")
    found = answer.finding("total_differs")
    assert found["level"] == "warning"
    assert found["value"] == "600"
    assert "540" in found["message"]
    assert bureau.pupils() == {"石桥镇中心小学": 480, "石桥村小": 60}


def test_a_total_that_its_schools_make_up_is_not_mentioned(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE]))
    path = enrolment(files / "t.xlsx", [("石桥镇", "小学", 540)], header=["乡镇", "学段", "在校生数"])
    assert "total_differs" not in bureau.must_take(path, "--dataset", "enrolment").codes


def test_an_intake_told_again_in_spring_is_questioned_for_it_would_count_twice(bureau: Bureau, files):
    def roll(name: str, term: str, intake: list[int]):
        header = ["乡镇", "学校", "学段", "在校生数", "招生数"]
        rows = [["石桥镇", f"石桥第{n}小学", "小学", 600, new] for n, new in zip("一二三四", intake, strict=True)]
        return write_book(files / name, {"在校生": [[f"2023—2024学年第{term}学期在校生统计表"], header, *rows]})

    assert "flow_told_twice" not in bureau.must_take(roll("autumn.xlsx", "一", [101, 80, 95, 60])).codes
    found = bureau.must_take(roll("spring.xlsx", "二", [101, 80, 95, 60])).finding("flow_told_twice")
    assert (found["level"], found["cell"], found["value"]) == ("warning", "E3", "336")
    assert "flow_told_twice" not in bureau.must_take(roll("other.xlsx", "二", [3, 0, 2, 60])).codes


def test_district_exams_of_lower_grades_are_questioned_since_2026(bureau: Bureau, files):
    header = ["乡镇", "学校", "年级", "学科", "满分", "实考人数", "总成绩"]

    def paper(name: str, term: str, grade: str):
        rows = [["石桥镇", "石桥初级中学", grade, "数学", 120, 100, 8000]]
        return write_book(files / name, {"成绩": [[f"{term}期末质量监测成绩统计表"], header, *rows]})

    assert "exam_not_allowed" not in bureau.must_take(paper("a.xlsx", "2023—2024学年第二学期", "八年级")).codes
    assert "exam_not_allowed" in bureau.must_take(paper("b.xlsx", "2025—2026学年第二学期", "八年级")).codes
    assert "exam_not_allowed" not in bureau.must_take(paper("c.xlsx", "2025—2026学年第二学期", "九年级")).codes


MONTHLY = ["乡镇", "学校", "学段", "年初在校生数", "辍学人数", "劝返复学", "是否报告"]


def monthly(path, rows, month: int = 3, header=MONTHLY):
    """A monthly return of dropouts."""
    return write_book(path, {"月报": [[f"2024年{month}月控辍保学月报表"], header, *rows]})


def test_a_blank_month_is_said_to_be_no_report_and_a_zero_is_one(bureau: Bureau, files):
    rows = [
        ["石桥镇", "石桥小学", "小学", 480, 0, 0, None],
        ["石桥镇", "石桥初中", "初中", 400, None, None, None],
        ["白沙镇", "白沙小学", "小学", 210, None, None, "否"],
    ]
    found = bureau.must_take(monthly(files / "a.xlsx", rows)).finding("not_reported")
    assert (found["level"], found["sheet"], found["cell"], found["value"]) == ("warning", "月报", "E4", "1")
    assert "石桥初中" in found["message"]
    assert "不算 0" in found["message"]


def test_the_same_table_in_another_file_is_told_with_the_batch_that_said_it(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE, VILLAGE]))
    again = enrolment(
        files / "b.xlsx", [VILLAGE, BRIDGE], header=("乡镇", "学校", "学段", "班级数", "在校学生数", "女生")
    )
    found = bureau.must_take(again).finding("same_table_again")
    assert (found["level"], found["sheet"], found["cell"], found["value"]) == ("warning", "在校生", "D3", "b000001")
    other = enrolment(files / "c.xlsx", [(*VILLAGE[:4], 61, 28), BRIDGE])
    assert "same_table_again" not in bureau.must_take(other).codes


def test_a_sheet_that_repeats_another_counts_once_and_is_named(bureau: Bureau, files):
    title, header = ["2023—2024学年第一学期学生资助统计表"], ["乡镇", "学校", "学段", "资助人数", "资助金额（元）"]
    rows = [["石桥镇", "石桥小学", "小学", 10, 5000], ["石桥镇", "石桥初中", "初中", 10, 6000]]
    found = bureau.must_take(write_book(files / "a.xlsx", {"甲": [title, header, *rows], "乙": [title, header, *rows]}))
    said = found.finding("sheet_repeats")
    assert (said["level"], said["sheet"], said["cell"]) == ("warning", "乙", "D3")
    assert "2 行与工作表“甲”" in said["message"]
    assert bureau.rows("SELECT sum(amount)::INT AS n FROM subsidy") == [{"n": 11000}]


def test_a_subset_of_one_file_above_its_set_of_another_is_a_warning_at_its_cell(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    boarders = enrolment(files / "b.xlsx", [(*BRIDGE[:3], 481)], header=("乡镇", "学校", "学段", "寄宿生数"))
    found = bureau.must_take(boarders).finding("part_above_whole")
    assert (found["level"], found["sheet"], found["cell"], found["value"]) == ("warning", "在校生", "D3", "481")
    assert "“寄宿生数”481人 大于“在校生数”480人" in found["message"]
    fewer = enrolment(files / "c.xlsx", [(*BRIDGE[:3], 470)], header=("乡镇", "学校", "学段", "在校生数"))
    assert bureau.must_take(fewer).finding("part_above_whole")["cell"] == "D3", "the whole, when only that is new"


def test_a_school_of_last_month_that_is_silent_is_named_where_no_year_is_known(bureau: Bureau, files):
    rows = [["石桥镇", "石桥小学", "小学", 480, 0, 0, "是"], ["石桥镇", "石桥村小", "小学", 60, 1, 0, "是"]]
    bureau.must_take(monthly(files / "3.xlsx", rows))
    found = bureau.must_take(monthly(files / "4.xlsx", rows[:1], month=4)).finding("school_absent")
    assert found["message"] == "2024年4月有 1 所2024年3月在列的学校这次没有：石桥村小。"


def test_last_months_table_under_a_new_title_is_told_but_nil_returns_are_alike(bureau: Bureau, files):
    rows = [
        ["石桥镇", f"石桥{name}小", "小学", 480, number, 0, "是"] for name, number in (("一", 1), ("二", 0), ("三", 2))
    ]
    bureau.must_take(monthly(files / "3.xlsx", rows))
    found = bureau.must_take(monthly(files / "4.xlsx", rows, month=4)).finding("same_as_before")
    assert (found["level"], found["sheet"], found["cell"], found["value"]) == ("warning", "月报", "D3", "2024-03")
    assert found["message"] == "2024年4月“控辍保学”的 3 条数与2024年3月完全相同。"
    changed = [[*row[:4], 0, *row[5:]] for row in rows]
    assert "same_as_before" not in bureau.must_take(monthly(files / "5.xlsx", changed, month=5)).codes
    assert "same_as_before" not in bureau.must_take(monthly(files / "6.xlsx", changed, month=6)).codes


def test_a_sheet_with_more_classes_than_pupils_has_its_columns_the_wrong_way_round(bureau: Bureau, files):
    swapped = ("乡镇", "学校", "学段", "在校生数", "班数", "女生数")
    rows = [(*BRIDGE[:5], None), (*VILLAGE[:5], None)]
    answer = bureau.take(enrolment(files / "a.xlsx", rows, header=swapped))
    assert (answer.status, answer.finding("more_classes_than_pupils")["cell"]) == (1, "E3")


def test_pupils_left_aside_on_a_sheet_of_teachers_or_held_in_another_stage_are_told(bureau: Bureau, files):
    title = ["石桥镇2023—2024学年第一学期学校基本情况"]
    staff = [title, ["学校", "学生数", "教职工", "专任教师"], ["石桥小学", 300, 25, 22]]
    answer = bureau.must_take(write_book(files / "a.xlsx", {"表": staff}))
    assert answer.finding("pupils_left_aside")["cell"] == "B2"
    held = [title, ["学校", "班数", "在校生数", "其中：附设幼儿班人数"], ["石桥小学", 9, 330, 30]]
    answer = bureau.must_take(write_book(files / "b.xlsx", {"表": held}))
    assert answer.finding("pupils_of_another_stage")["cell"] == "D2"


def test_a_number_without_a_stage_does_not_join_those_of_stages(bureau: Bureau, files):
    title = ["2023—2024学年第一学期在校生统计表"]
    bureau.must_take(write_book(files / "a.xlsx", {"表": [title, ["学校", "在校生数"], ["石桥学校", 500]]}))
    stages = [["石桥学校", "小学", 300], ["石桥学校", "初中", 200]]
    answer = bureau.take(write_book(files / "b.xlsx", {"表": [title, ["学校", "学段", "在校生数"], *stages]}))
    found = answer.finding("stage_blank_beside_named")
    assert (answer.status, found["cell"], found["value"]) == (1, "C4", "500")


def test_transfers_that_do_not_say_whose_they_are_are_asked(bureau: Bureau, files):
    head, row = ["乡镇", "学校", "学段", "在校生数", "转入", "转出"], ["石桥镇", "石桥小学", "小学", 100, 5, 3]
    title = "2023—2024学年第一学期在校生统计表"
    answer = bureau.take(write_book(files / "a.xlsx", {"表": [[title], head, row]}))
    assert answer.status == 0
    assert answer.finding("transfers_of_whom")["value"] == "转入、转出"
    leavers = ["乡镇", "学校", "学段", "毕业生数", "转入", "转出"]
    answer = bureau.take(write_book(files / "b.xlsx", {"表": [["2023—2024学年毕业生统计表"], leavers, row]}))
    assert answer.status == 0
    assert "transfers_of_whom" not in answer.codes
