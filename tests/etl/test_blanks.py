"""A blank or a dash keeps what was known, and says so where the two may not belong together."""

from pathlib import Path

from tests.etl.build import Answer, Bureau, enrolment, write_book

HEADER = ["乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额（元）"]
SCHOOL = ["石桥镇", "石桥镇中心小学", "小学", "寄宿生生活补助"]


def payment(path: Path, *cells: object, header: list[str] = HEADER) -> Path:
    return write_book(path, {"资助": [["2023年秋季学期学生资助统计表"], header, [*SCHOOL, *cells]]})


def kept(answer: Answer) -> list[tuple[str, str, str]]:
    return [
        (each["level"], each["cell"], each["value"])
        for each in answer.value["findings"]
        if each["code"] == "blank_keeps_value"
    ]


def test_recipients_over_an_old_amount_are_named_with_cell_value_and_period(bureau: Bureau, files):
    bureau.must_take(payment(files / "a.xlsx", 50, 25000))
    for number, blank in enumerate(("—", None), start=1):
        answer = bureau.must_take(payment(files / f"b{number}.xlsx", 30 + number, blank))
        assert kept(answer) == [("warning", "F3", "25000")]
        message = answer.finding("blank_keeps_value")["message"]
        for words in (
            "石桥镇中心小学",
            "2023—2024学年第一学期",
            "资助金额",
            "25000元",
            "资助人数",
            f"改为 {30 + number}",
        ):
            assert words in message, message
    assert bureau.rows("SELECT recipients, amount FROM subsidy") == [{"recipients": 32, "amount": 25000.0}]


def test_a_blank_beside_nothing_new_is_only_information(bureau: Bureau, files):
    bureau.must_take(payment(files / "a.xlsx", 50, 25000))
    assert kept(bureau.must_take(payment(files / "b.xlsx", 50, "—"))) == [("info", "F3", "25000")]


def test_a_column_that_is_absent_is_no_blank(bureau: Bureau, files):
    bureau.must_take(payment(files / "a.xlsx", 50, 25000))
    assert kept(bureau.must_take(payment(files / "b.xlsx", 30, header=HEADER[:-1]))) == []


def test_a_blank_that_never_held_a_number_is_not_mentioned(bureau: Bureau, files):
    bureau.must_take(payment(files / "a.xlsx", 50, None))
    assert kept(bureau.must_take(payment(files / "b.xlsx", 30, "—"))) == []


def test_a_replacing_file_keeps_nothing(bureau: Bureau, files):
    bureau.must_take(payment(files / "a.xlsx", 50, 25000))
    answer = bureau.must_take(payment(files / "b.xlsx", 30, "—"), "--replace")
    assert kept(answer) == []
    assert bureau.rows("SELECT recipients, amount FROM subsidy") == [{"recipients": 30, "amount": None}]


def test_a_snapshot_kept_under_its_autumn_is_found_there(bureau: Bureau, files):
    header, school = ["乡镇", "学校", "学段", "在校生数", "专任教师数"], SCHOOL[:3]
    bureau.must_take(enrolment(files / "a.xlsx", [[*school, 480, 30]], header=header))
    answer = bureau.must_take(enrolment(files / "b.xlsx", [[*school, 470, "—"]], header=header, period="2023—2024学年"))
    assert kept(answer) == [("warning", "E3", "30")]


def test_last_years_graduates_leave_no_other_column_of_last_year_blank(bureau: Bureau, files):
    """An autumn return states graduates for the year before; its pupils of that year are not on the sheet at all."""
    header = ("乡镇", "学校", "学段", "班数", "在校生数", "毕业生数")
    row = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 80)
    first = enrolment(files / "a.xlsx", [row], period="2022—2023学年第一学期", header=header)
    bureau.must_take(first)
    answer = bureau.must_take(enrolment(files / "b.xlsx", [row], header=header))
    assert "graduates_of_last_year" in answer.codes
    assert "blank_keeps_value" not in answer.codes


def test_a_cell_that_cannot_be_read_is_not_called_blank(bureau: Bureau, files):
    bureau.must_take(payment(files / "a.xlsx", 50, 25000))
    answer = bureau.take(payment(files / "b.xlsx", 40, "约20000"))
    assert answer.status == 1
    assert {each["cell"] for each in answer.value["findings"] if each["level"] == "error"} == {"F3"}
    assert kept(answer) == []
