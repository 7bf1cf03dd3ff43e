"""What a bureau set holds from the next import on, and the command line changes it."""

from pathlib import Path

from catalog.settings import SETTINGS
from metrics.cautions import cautions
from tests.etl.build import Bureau, enrolment, write_book


def scores(path: Path, year: int = 2024) -> Path:
    head = ["学校名称", "学段", "年级", "姓名", "语文（120分）"]
    rows = [
        ["石桥初级中学", "初中", "九年级", name, score]
        for name, score in zip("甲乙丙丁", (108, 84, 72, 35), strict=True)
    ]
    return write_book(path, {"成绩": [[f"{year}年中考成绩"], head, *rows]})


def counted(bureau: Bureau) -> list[dict]:
    return bureau.rows("SELECT sat, n_pass, n_excellent, n_low FROM exam")


def test_scores_are_counted_by_the_marks_in_force_and_the_clerk_is_told(bureau: Bureau, files: Path):
    assert "60%" in bureau.must_take(scores(files / "a.xlsx"), "--new-schools").finding("score_marks")["message"]
    assert counted(bureau) == [{"sat": 4, "n_pass": 3, "n_excellent": 1, "n_low": 1}]
    marks = ("--set", "exam_pass_at=70%", "--set", "exam_excellent_at=0.95", "--set", "exam_low_below=0.25")
    assert bureau.run("settings", *marks, "--note", "全市统一").status == 0
    # What is stored stays as it was counted.
    assert counted(bureau) == [{"sat": 4, "n_pass": 3, "n_excellent": 1, "n_low": 1}]
    told = bureau.must_take(scores(files / "b.xlsx")).finding("score_marks")["message"]
    assert all(mark in told for mark in ("70%", "95%", "25%"))
    assert counted(bureau) == [{"sat": 4, "n_pass": 2, "n_excellent": 0, "n_low": 0}]
    # A later year counted by another mark is no line: it is said beside the values.
    bureau.run("settings", "--default", "exam_pass_at", "--note", "恢复")
    bureau.must_take(scores(files / "c.xlsx", 2025))
    with bureau.store.read() as reader:
        assert any("70%" in said and "60%" in said for said in cautions(reader, "exam_pass_rate"))
        assert not any("及格线" in said for said in cautions(reader, "exam_pass_rate", ["2023-2024-2"]))


def test_the_reminders_of_an_import_follow_their_settings(bureau: Bureau, files: Path):
    bureau.must_take(enrolment(files / "a.xlsx", [["石桥镇", "石桥小学", "小学", 4, 100]]))
    later = enrolment(files / "b.xlsx", [["石桥镇", "石桥小学", "小学", 4, 120]], period="2024—2025学年第一学期")
    assert "changed_much" not in bureau.take(later, "--dry-run").codes
    bureau.run("settings", "--set", "change_share=0.1", "--note", "看紧一点")
    assert "changed_much" in bureau.take(later, "--dry-run").codes


def test_settings_are_listed_with_who_changed_them(bureau: Bureau, files: Path):
    assert [each["name"] for each in bureau.run("settings").value] == [each.name for each in SETTINGS]
    assert bureau.run("settings", "--set", "change_base=30", "--note", "因").status == 2
    bureau.must_take(enrolment(files / "a.xlsx", [["石桥镇", "石桥小学", "小学", 4, 100]]))
    assert bureau.run("settings", "--set", "change_base=30", "--note", "因", "--person", "王科长").status == 0
    (now,) = [each for each in bureau.run("settings").value if each["name"] == "change_base"]
    assert (now["value"], now["default"], now["person"], now["note"]) == (30, 20, "王科长", "因")
    assert bureau.run("undo", now["batch"]).status == 0
    assert [each["live"] for each in bureau.run("settings", "--history").value] == [False]
    for wrong in (
        ("--set", "x=1", "--note", "因"),
        ("--set", "change_base", "--note", "因"),
        ("--set", "change_base=40"),
    ):
        answer = bureau.run("settings", *wrong)
        assert (answer.status, answer.value["error"]) == (2, "usage")
