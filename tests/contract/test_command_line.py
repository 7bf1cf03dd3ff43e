"""The command line scripts rely on: shapes, exit statuses, meanings. Each test is one sentence of the contract."""

from __future__ import annotations

import pytest


def _codes(report: dict) -> set[str]:
    return {finding["level"] for finding in report["findings"]}


def _errors(report: dict) -> list[dict]:
    return [finding for finding in report["findings"] if finding["level"] == "error"]


def test_an_import_reports_what_it_understood(project, enrolment):
    report = project.etl("import", enrolment())
    assert report["published"] is True
    assert isinstance(report["batch"], str)
    assert isinstance(report["version"], int)
    (sheet,) = report["sheets"]
    assert sheet["dataset"] == "enrolment"
    assert sheet["period"] == "2023-2024-1"
    assert sheet["periods"] == ["2023-2024-1"]
    assert sheet["header_rows"] == [2]
    assert sheet["columns"]["pupils"] == "E"
    assert (sheet["rows_read"], sheet["rows_accepted"]) == (3, 3)


def test_the_first_file_creates_its_schools_and_the_numbers_follow(project, enrolment):
    report = project.etl("import", enrolment())
    assert "info" in _codes(report)
    assert project.value("pupils") == 950
    by_township = {row["area"]: row["value"] for row in project.values("pupils", "township")}
    assert by_township == {"东河镇": 750, "西山乡": 200}
    schools = project.values("pupils", "school")
    assert {row["area"]: row["value"] for row in schools}["西山乡乙小学"] == 200


def test_a_ratio_counts_a_school_only_when_both_sides_are_known(project, enrolment):
    project.etl("import", enrolment())
    (row,) = project.values("boarder_share")
    assert row["value"] == pytest.approx(300 / 750)
    assert (row["schools_counted"], row["schools_missing"]) == (2, 1)


def test_a_later_file_updates_cell_by_cell_and_blanks_overwrite_nothing(project, enrolment):
    project.etl("import", enrolment())
    project.etl("import", enrolment(name="更正.xlsx", 甲小=310, 乙小=None))
    assert project.value("pupils") == 310 + 450 + 200


def test_undo_in_the_middle_of_history_and_redo(project, enrolment):
    project.etl("import", enrolment())
    second = project.etl("import", enrolment(name="二.xlsx", 甲小=310))["batch"]
    project.etl("import", enrolment(name="三.xlsx", 甲小=None, 乙小=222))
    assert project.value("pupils") == 310 + 450 + 222
    project.etl("undo", second)
    assert project.value("pupils") == 300 + 450 + 222
    project.etl("redo", second)
    assert project.value("pupils") == 310 + 450 + 222


def test_an_unknown_school_refuses_the_file_unless_new_schools_are_allowed(project, enrolment):
    project.etl("import", enrolment())
    rows = [
        ["青山县2024-2025学年第一学期在校生统计表"],
        ["乡镇", "学校名称", "学段", "在校生数"],
        ["东河镇", "东河镇甲小学", "小学", 290],
        ["东河镇", "东河镇甲小", "小学", 50],
    ]
    path = project.book("新校.xlsx", rows)
    status, report = project.run("etl", "import", path)
    assert (status, report["published"]) == (1, False)
    (error,) = _errors(report)
    assert error["cell"] == "B4"
    assert "东河镇甲小学" in error["advice"] + error["message"]
    assert project.value("pupils") == 950
    project.etl("import", path, "--new-schools")
    assert project.value("pupils", "district", "--period", "2024-2025-1") == 340


def test_an_alias_resolves_a_name_and_taking_it_back_corrects_everything(project, enrolment):
    project.etl("import", enrolment())
    school = next(row for row in project.values("pupils", "school") if row["area"] == "东河镇甲小学")
    project.etl("alias", "河东一校", school["area_id"], "--township", "东河镇")
    rows = [
        ["2024-2025学年第一学期在校生统计表"],
        ["乡镇", "学校", "学段", "在校生数"],
        ["东河镇", "河东一校", "小学", 280],
    ]
    project.etl("import", project.book("别名.xlsx", rows))
    of_school = {row["area_id"]: row["value"] for row in project.values("pupils", "school", "--period", "2024-2025-1")}
    assert of_school[school["area_id"]] == 280
    assert any(alias["name"] == "河东一校" for alias in project.etl("aliases"))
    project.etl("alias", "--remove", "河东一校")
    after = project.values("pupils", "school", "--period", "2024-2025-1")
    assert all(row["value"] != 280 for row in after)


def test_replace_makes_the_slice_exactly_what_the_file_says(project, enrolment):
    project.etl("import", enrolment())
    rows = [
        ["2023-2024学年第一学期在校生统计表"],
        ["乡镇", "学校", "学段", "在校生数"],
        ["东河镇", "东河镇甲小学", "小学", 301],
    ]
    project.etl("import", project.book("替换.xlsx", rows), "--replace")
    by_school = {row["area"]: row for row in project.values("pupils", "school")}
    assert by_school["东河镇甲小学"]["value"] == 301
    # 丙中 is junior: outside the slice (township, stage primary); 乙小 lies in another township.
    assert by_school["东河镇丙初级中学"]["value"] == 450
    assert by_school["西山乡乙小学"]["value"] == 200
    assert [row["value"] for row in project.values("boarder_share", "township") if row["area"] == "东河镇"] == [
        300 / 450
    ]


def test_a_dry_run_changes_nothing(project, enrolment):
    project.etl("import", enrolment())
    before = project.etl("versions")
    report = project.etl("import", enrolment(name="试.xlsx", 甲小=999), "--dry-run")
    assert report["published"] is False
    assert project.etl("versions") == before
    assert project.value("pupils") == 950


def test_a_subtotal_is_left_out_and_compared(project):
    rows = [
        ["青山县2023-2024学年第一学期在校生统计表"],
        ["乡镇", "学校", "学段", "在校生数"],
        ["东河镇", "东河镇甲小学", "小学", "１，２００"],
        [None, "东河镇丁小学", "小学", "300"],
        ["小计", None, None, 1400],
        ["西山乡", "西山乡乙小学", "小学", 200],
        ["合计", None, None, 1700],
    ]
    report = project.etl("import", project.book("小计.xlsx", rows, ["A1:D1", "A3:A4"]))
    (sheet,) = report["sheets"]
    assert sheet["rows_accepted"] == 3
    assert sheet["skipped_because"] == {"subtotal": 1, "total": 1}
    warnings = {finding["cell"] for finding in report["findings"] if finding["level"] == "warning"}
    assert "D5" in warnings
    assert "D7" not in warnings
    assert project.value("pupils") == 1700
    assert {row["area"]: row["value"] for row in project.values("pupils", "township")} == {
        "东河镇": 1500,
        "西山乡": 200,
    }


def test_the_districts_own_totals_without_schools(project):
    rows = [
        ["2020年春季学期学生资助发放情况统计表"],
        ["学段", "资助人数", "资助金额（万元）"],
        ["学前教育", 2206, 82.725],
        ["义务教育小学", None, None],
        ["普通高中", 2878, 288.6],
        ["中等职业", 698, 69.8],
    ]
    rows.pop(3)
    rows.insert(3, ["小学", 9079, 343.9125])
    rows.append(["合计", 14861, 785.0375])
    report = project.etl("import", project.book("资助.xlsx", rows))
    assert report["sheets"][0]["period"] == "2019-2020-2"
    assert project.value("aid_recipients") == 14861
    assert project.value("aid_amount") == 7850375
    assert project.value("aid_per_head", "district", "--where", "stage=kindergarten") == 375


def test_a_silent_school_lowers_the_report_rate(project, enrolment):
    project.etl("import", enrolment())
    rows = [
        ["2024年3月控辍保学月报表"],
        ["乡镇", "学校", "学段", "学年初在校生数", "辍学人数", "劝返复学人数"],
        ["东河镇", "东河镇甲小学", "小学", 300, 0, 0],
        ["东河镇", "东河镇丙初级中学", "初中", 450, 3, 1],
    ]
    project.etl("import", project.book("月报.xlsx", rows))
    (row,) = project.values("report_rate")
    assert (row["numerator"], row["denominator"]) == (2, 3)
    assert row["value"] == pytest.approx(2 / 3)
    assert project.value("dropout_open") == 2
    (rate,) = project.values("dropout_rate")
    assert rate["value"] == pytest.approx(3 / 750)
    assert rate["schools_missing"] == 1


def test_two_papers_are_never_mixed(project, enrolment):
    project.etl("import", enrolment())
    rows = [
        ["2024年中考成绩统计表"],
        ["乡镇", "学校", "年级", "学科", "满分", "应考人数", "实考人数", "平均分", "及格率"],
        ["东河镇", "东河镇丙初级中学", "九年级", "语文", 120, 150, 148, 80.5, "62.5%"],
        ["东河镇", "东河镇丙初级中学", "九年级", "数学", 120, 150, 147, 70, "50%"],
    ]
    project.etl("import", project.book("中考.xlsx", rows))
    status, _ = project.run("metrics", "exam_mean", "--by", "district", "--format", "json")
    assert status == 2
    (row,) = project.values("exam_mean", "district", "--where", "subject=语文")
    assert row["value"] == pytest.approx(80.5)
    assert row["period"] == "2023-2024-2"
    assert project.value("exam_sat_rate", "district", "--where", "subject=数学") == pytest.approx(147 / 150)
    (z,) = project.values("exam_z", "township", "--where", "subject=语文")
    assert z["value"] is None


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("metrics", "no_such_thing", "--by", "district"), 2),
        (("metrics", "dropout_rate", "--by", "school"), 2),
        (("metrics", "pupils", "--by", "district", "--period", "2023-2025"), 2),
        (("metrics", "pupils", "--by", "planet"), 2),
        (("etl", "undo", "no-such-batch"), 2),
        (("etl", "nonsense"), 2),
    ],
)
def test_wrong_usage_is_two(project, enrolment, words, status):
    project.etl("import", enrolment())
    assert project.run(*words)[0] == status


def test_one_refused_file_of_several_stops_only_itself(project, enrolment):
    bad = project.folder / "坏.xlsx"
    bad.write_bytes(b"this is no workbook")
    status, answer = project.run("etl", "import", enrolment(), str(bad))
    assert status == 1
    assert [report["published"] for report in answer["reports"]] == [True, False]
    assert project.value("pupils") == 950


def test_a_return_goes_forward(project, enrolment):
    first = project.etl("import", enrolment())["version"]
    project.etl("import", enrolment(name="二.xlsx", 甲小=310))
    project.etl("return", str(first))
    assert project.value("pupils") == 950
    assert max(each["version"] for each in project.etl("versions")) > first + 1


def test_backup_and_restore_bring_everything_back(project, enrolment, tmp_path):
    project.etl("import", enrolment())
    archive = str(tmp_path / "备份.zip")
    project.etl("backup", archive)
    project.etl("import", enrolment(name="二.xlsx", 甲小=310))
    project.etl("restore", archive)
    assert project.value("pupils") == 950


def test_a_number_answers_where_it_comes_from(project, enrolment):
    project.etl("import", enrolment())
    (district,) = project.values("pupils")
    status, trace = project.run(
        "metrics", "--trace", "pupils", "--area", district["area_id"], "--period", "2023-2024-1", "--json"
    )
    assert status == 0
    text = str(trace)
    assert "在校生.xlsx" in text
    assert "E3" in text


def test_a_gap_within_a_pair(project, enrolment):
    project.etl("import", enrolment())
    rows = [
        ["结对帮扶名单"],
        ["核心校", "核心校乡镇", "成员校", "成员校乡镇", "结对类型", "结对时间"],
        ["东河镇甲小学", "东河镇", "西山乡乙小学", "西山乡", "共建型", "2022年9月"],
    ]
    project.etl("import", project.book("结对.xlsx", rows))
    (row,) = project.values("mean_class_size", "pair")
    assert row["core_value"] == pytest.approx(300 / 8)
    assert row["member_value"] == pytest.approx(200 / 6)
    assert row["gap"] == pytest.approx(300 / 8 - 200 / 6)
