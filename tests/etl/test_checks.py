"""What is said about a file once it stands beside what is there."""

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


def test_district_exams_of_lower_grades_are_questioned_since_2026(bureau: Bureau, files):
    header = ["乡镇", "学校", "年级", "学科", "满分", "实考人数", "总成绩"]

    def paper(name: str, term: str, grade: str):
        rows = [["石桥镇", "石桥初级中学", grade, "数学", 120, 100, 8000]]
        return write_book(files / name, {"成绩": [[f"{term}期末质量监测成绩统计表"], header, *rows]})

    assert "exam_not_allowed" not in bureau.must_take(paper("a.xlsx", "2023—2024学年第二学期", "八年级")).codes
    assert "exam_not_allowed" in bureau.must_take(paper("b.xlsx", "2025—2026学年第二学期", "八年级")).codes
    assert "exam_not_allowed" not in bureau.must_take(paper("c.xlsx", "2025—2026学年第二学期", "九年级")).codes
