"""The command line as scripts use it: exit status, one JSON value, options before or after the command."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.etl.build import ROOT, Bureau, command, enrolment, write_book, write_csv

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
UNKNOWN = ("石桥镇", "无名小学", "小学", 1, 20, 9)


def run(*words, **environment) -> subprocess.CompletedProcess[str]:
    """Exactly these words in a process of their own."""
    return subprocess.run(
        [sys.executable, "-m", "etl", *map(str, words)],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


def test_import_answers_with_the_report_of_the_contract(tmp_path):
    done = command(
        tmp_path / "data", "import", enrolment(tmp_path / "a.xlsx", [BRIDGE]), "--json", "--person", "李主任"
    )
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert (report["published"], report["version"]) == (True, 1)
    assert report["batch"]
    [sheet] = report["sheets"]
    assert (sheet["sheet"], sheet["dataset"], sheet["period"]) == ("在校生", "enrolment", "2023-2024-1")
    assert sheet["periods"] == ["2023-2024-1"]
    assert sheet["header_rows"] == [2]
    assert (sheet["columns"]["pupils"], sheet["columns"]["girls"]) == ("E", "F")
    assert (sheet["rows_read"], sheet["rows_accepted"]) == (1, 1)
    assert sheet["skipped_because"] == {}
    fields = {"level", "code", "sheet", "cell", "value", "message", "advice"}
    assert all(fields <= set(each) for each in report["findings"])
    batches = json.loads(command(tmp_path / "data", "batches", "--json").stdout)
    assert [(each["batch"], each["person"], each["live"]) for each in batches] == [(report["batch"], "李主任", True)]


def test_several_files_are_batches_of_their_own_and_a_bad_one_stops_only_itself(tmp_path):
    first = enrolment(tmp_path / "a.xlsx", [BRIDGE])
    bad = enrolment(tmp_path / "b.xlsx", [UNKNOWN])
    last = enrolment(tmp_path / "c.xlsx", [BRIDGE], period="2024—2025学年第一学期")
    done = command(tmp_path / "data", "import", first, bad, last, "--json")
    reports = json.loads(done.stdout)["reports"]
    assert done.returncode == 1
    assert [(each["file"], each["published"], each["version"]) for each in reports] == [
        ("a.xlsx", True, 1), ("b.xlsx", False, 1), ("c.xlsx", True, 2),
    ]  # fmt: skip


def test_a_refused_first_file_has_no_batch_and_no_version(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("这不是表格", encoding="utf-8")
    done = command(tmp_path / "data", "import", path, "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["published"], report["batch"], report["version"]) == (False, None, None)
    assert any(each["level"] == "error" for each in report["findings"])


def test_a_dry_run_publishes_nothing_and_says_whether_it_would(tmp_path):
    data = tmp_path / "data"
    good = enrolment(tmp_path / "a.xlsx", [BRIDGE])
    done = command(data, "import", good, "--dry-run", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert (report["published"], report["batch"], report["dry_run"]) == (False, None, True)
    assert json.loads(command(data, "versions", "--json").stdout) == []
    command(data, "import", good)
    assert command(data, "import", enrolment(tmp_path / "b.xlsx", [UNKNOWN]), "--dry-run").returncode == 1


def test_options_of_all_commands_stand_before_or_after(tmp_path):
    path = enrolment(tmp_path / "a.xlsx", [BRIDGE])
    data = tmp_path / "data"
    before = run("--data", data, "--json", "--person", "甲", "import", path)
    after = run("import", path, "--json", "--person", "乙", "--data", data)
    assert (before.returncode, after.returncode) == (0, 0)
    people = [each["person"] for each in json.loads(run("batches", "--json", "--data", data).stdout)]
    assert people == ["甲", "乙"]


def test_the_data_folder_may_come_from_the_environment(tmp_path):
    path = enrolment(tmp_path / "a.xlsx", [BRIDGE])
    assert run("import", path, EDU_DATA=str(tmp_path / "one")).returncode == 0
    assert (tmp_path / "one" / "store" / "CURRENT").is_file()
    assert run("import", path, "--data", tmp_path / "two", EDU_DATA=str(tmp_path / "one")).returncode == 0
    assert (tmp_path / "two" / "store" / "CURRENT").is_file()


@pytest.mark.parametrize(
    "words",
    [
        [], ["nonsense"], ["import"], ["import", "nowhere.xlsx"], ["undo"], ["undo", "b999999"], ["redo", "b1"],
        ["return", "99"], ["return", "x"], ["template", "nothing", "out.xlsx"], ["alias", "一小"], ["alias"],
        ["alias", "--remove", "一小"], ["sample", "--scale", "0"], ["restore", "nowhere.zip"],
    ],
)  # fmt: skip
def test_wrong_usage_is_status_2_and_json_all_the_same(tmp_path, words):
    done = command(tmp_path / "data", *words, "--json")
    assert done.returncode == 2
    answer = json.loads(done.stdout)
    assert answer["error"]
    assert answer["message"]


@pytest.mark.parametrize("choice", [("--dataset", "nothing"), ("--period", "2023-2025")])
def test_a_choice_that_cannot_be_is_wrong_usage(tmp_path, choice):
    done = command(tmp_path / "data", "import", enrolment(tmp_path / "a.xlsx", [BRIDGE]), *choice, "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"] == "usage"


def test_without_json_people_read_chinese(tmp_path):
    data = tmp_path / "data"
    done = command(data, "import", enrolment(tmp_path / "a.xlsx", [BRIDGE]))
    assert "已启用" in done.stdout
    assert "石桥镇中心小学" in done.stdout
    refused = command(data, "import", enrolment(tmp_path / "b.xlsx", [UNKNOWN]))
    assert "没有任何改动" in refused.stdout
    assert "B3" in refused.stdout


def test_undo_redo_and_return_publish_forward(bureau: Bureau, files):
    first = bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE])).value["batch"]
    bureau.must_take(enrolment(files / "b.xlsx", [(*BRIDGE[:4], 490, 230)]))
    assert bureau.run("undo", first).value == {"batch": first, "version": 3, "changed": True}
    assert bureau.pupils() == {"石桥镇中心小学": 490}
    assert bureau.run("undo", first).value["changed"] is False
    assert bureau.run("redo", first).value["version"] == 4
    assert bureau.run("return", 1).value["version"] == 5
    assert bureau.pupils() == {"石桥镇中心小学": 480}
    assert [each["version"] for each in bureau.run("versions").value] == [1, 2, 3, 4, 5]
    assert [each["current"] for each in bureau.run("versions").value] == [False] * 4 + [True]


def test_a_backup_comes_back(bureau: Bureau, files, tmp_path):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    assert bureau.run("backup", tmp_path / "kept.zip").status == 0
    bureau.must_take(enrolment(files / "b.xlsx", [(*BRIDGE[:4], 999, 230)]))
    assert bureau.run("restore", tmp_path / "kept.zip").status == 0
    assert bureau.pupils() == {"石桥镇中心小学": 480}
    elsewhere = Bureau(tmp_path / "elsewhere")
    assert elsewhere.run("restore", tmp_path / "kept.zip").status == 0
    assert elsewhere.pupils() == {"石桥镇中心小学": 480}


def test_a_file_that_is_no_backup_changes_nothing(bureau: Bureau, files, tmp_path):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 nothing")
    assert bureau.run("restore", tmp_path / "bad.zip").status == 1
    assert bureau.pupils() == {"石桥镇中心小学": 480}


def test_a_backup_of_nothing_is_not_possible_now(bureau: Bureau, tmp_path):
    answer = bureau.run("backup", tmp_path / "kept.zip")
    assert (answer.status, answer.value["error"]) == (3, "empty_store")


def test_a_data_folder_that_cannot_be_written_is_not_possible_now(tmp_path):
    (tmp_path / "data").write_text("a file, no folder", encoding="utf-8")
    done = command(tmp_path / "data", "import", enrolment(tmp_path / "a.xlsx", [BRIDGE]), "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"] in ("store", "system")


def _bad_files(folder) -> dict:
    zipped = folder / "odd.xlsx"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("hello.txt", "no workbook")
    whole = enrolment(folder / "whole.xlsx", [BRIDGE]).read_bytes()
    book = write_book(folder / "other.xlsx", {"食堂": [["食堂采购单"], ["品名", "斤", "单价"], ["白菜", 20, 1.5]]})
    made = {"odd": zipped.read_bytes(), "cut": whole[: len(whole) // 2], "empty": b"", "other": book.read_bytes()}
    made["html"] = "<html><table><tr><td>学校</td></tr></table></html>".encode()
    made["noise"] = bytes(range(256)) * 64
    return made


@pytest.mark.parametrize("kind", ["odd", "cut", "empty", "other", "html", "noise"])
def test_a_bad_file_is_refused_in_seconds_and_changes_nothing(tmp_path, kind):
    data = tmp_path / "data"
    assert command(data, "import", enrolment(tmp_path / "good.xlsx", [BRIDGE])).returncode == 0
    before = sorted(
        (path.name, path.stat().st_mtime_ns) for path in (data / "store").iterdir() if path.suffix == ".duckdb"
    )
    path = tmp_path / f"{kind}.xlsx"
    path.write_bytes(_bad_files(tmp_path)[kind])
    done = command(data, "import", path, "--json", timeout=10)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert (report["published"], report["batch"], report["version"]) == (False, None, 1)
    assert any(each["level"] == "error" and each["message"] and each["advice"] for each in report["findings"])
    after = sorted(
        (path.name, path.stat().st_mtime_ns) for path in (data / "store").iterdir() if path.suffix == ".duckdb"
    )
    assert after == before


def test_csv_is_taken_like_a_workbook(bureau: Bureau, files):
    rows = [
        ["2023—2024学年第一学期在校生统计表"],
        ["乡镇", "学校", "学段", "在校生数"],
        ["石桥镇", "石桥小学", "小学", "1,480"],
    ]
    bureau.must_take(write_csv(files / "a.csv", rows))
    assert bureau.pupils() == {"石桥小学": 1480}


def test_a_period_may_be_given_when_the_file_is_silent(bureau: Bureau, files):
    path = write_book(
        files / "a.xlsx", {"在校生": [["乡镇", "学校", "学段", "在校生数"], ["石桥镇", "石桥小学", "小学", 100]]}
    )
    assert bureau.take(path).status == 1
    bureau.must_take(path, "--dataset", "enrolment", "--period", "2022-2023-1")
    assert bureau.pupils("2022-2023-1") == {"石桥小学": 100}
