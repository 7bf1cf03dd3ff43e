"""A zip of spreadsheets: each is a file of its own, nothing leaves the folder, and a bomb is not unpacked."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from etl import jobs
from etl.archives import is_archive, unpack
from etl.drafts import open_draft
from etl.extract.limits import LIMITS
from store.desk import Desk
from tests.etl.build import Bureau, enrolment
from tests.etl.test_jobs import wait

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
SAND = ("白沙镇", "白沙镇中心小学", "小学", 9, 310, 150)


def packed(path: Path, members: dict[str, bytes | Path]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content.read_bytes() if isinstance(content, Path) else content)
    return path


@pytest.fixture
def two(files: Path) -> Path:
    """Two returns, one in a folder, a note, and what a Mac leaves behind."""
    return packed(files / "报来的表.zip", {
        "秋季.xlsx": enrolment(files / "a.xlsx", [BRIDGE, SAND]),
        "下一年/白沙镇.xlsx": enrolment(files / "b.xlsx", [SAND], period="2024—2025学年第一学期"),
        "说明.docx": b"PK",
        "__MACOSX/._秋季.xlsx": b"x",
        "说明.txt": "各校：\r\n1. 秋季表报在校生，报送人签字；\r\n2. 有问题打电话, 周五前报齐。".encode("gb18030"),
        "下一年/thumbs.DB": b"x",
    })  # fmt: skip


def test_a_workbook_is_no_archive_and_an_archive_no_workbook(two: Path, files: Path):
    assert is_archive(two)
    assert not is_archive(files / "a.xlsx")
    assert not is_archive(packed(files / "c.zip", {"a.docx": b"x"}))
    (files / "d.zip").write_bytes(b"PK\x03\x04 nothing")
    assert not is_archive(files / "d.zip")


def test_the_command_line_takes_each_file_of_a_zip(bureau: Bureau, two: Path):
    answer = bureau.take(two)
    assert answer.status == 0
    reports = answer.value["reports"]
    assert [each["file"] for each in reports] == ["秋季.xlsx", "白沙镇.xlsx"]
    said = next(each["message"] for each in reports[0]["findings"] if each["code"] == "archive_left_out")
    assert "2 个文件不是表格，没有收取：说明.docx、说明.txt。" in said
    assert bureau.pupils() == {"石桥镇中心小学": 480, "白沙镇中心小学": 310}
    assert bureau.pupils("2024-2025-1") == {"白沙镇中心小学": 310}


def test_one_bad_file_of_a_zip_stops_only_itself(bureau: Bureau, files: Path):
    mixed = packed(files / "c.zip", {"坏.xlsx": b"no workbook", "好.xlsx": enrolment(files / "a.xlsx", [BRIDGE])})
    answer = bureau.take(mixed)
    assert answer.status == 1
    assert [each["published"] for each in answer.value["reports"]] == [False, True]
    assert bureau.pupils() == {"石桥镇中心小学": 480}


def test_a_table_saved_as_text_is_read_and_a_note_alone_is_said_to_be_none(files: Path):
    table = "乡镇\t学校\t在校生数\n石桥镇\t石桥镇中心小学\t480\n".encode("utf-16")
    unpacked = unpack(packed(files / "c.zip", {"表.txt": table, "两栏.txt": b"a,480\nb,310\n", "读我.txt": b"1. a\n2. b"}),
                      files / "out")  # fmt: skip
    assert [each.name for each in unpacked.files] == ["表.txt", "两栏.txt"]
    assert unpacked.left_out == ["读我.txt"]
    alone = unpack(packed(files / "d.zip", {"读我.txt": b"1. a\n2. b"}), files / "out2")
    assert ([each.name for each in alone.files], alone.left_out) == (["读我.txt"], [])


def test_names_written_by_a_chinese_windows_are_read(files: Path):
    path = packed(files / "gbk.zip", {"aaaa.csv": b"1"})
    path.write_bytes(path.read_bytes().replace(b"aaaa.csv", "石桥.csv".encode("gb18030")))
    assert [each.name for each in unpack(path, files / "out").files] == ["石桥.csv"]


def test_nothing_is_written_outside_the_folder(files: Path):
    path = packed(files / "c.zip", {"../../evil.csv": b"1", "/etc/evil.csv": b"2", "..\\..\\w.csv": b"3"})
    unpacked = unpack(path, files / "out")
    assert [each.read_bytes() for each in unpacked.files] == [b"1", b"2", b"3"]
    assert all(each.resolve().is_relative_to((files / "out").resolve()) for each in unpacked.files)


def test_what_expands_too_much_is_not_unpacked(files: Path):
    path = packed(files / "bomb.zip", {f"{n}.csv": bytes(3 * 1024 * 1024) for n in range(3)})
    refused = unpack(path, files / "out", replace(LIMITS, expanded_mb=5)).refused
    assert refused is not None
    assert refused.code == "file_expands_too_much"
    written = sum(each.stat().st_size for each in (files / "out").rglob("*.csv"))
    assert written <= 7 * 1024 * 1024


def test_a_zip_with_too_many_files_is_refused_by_the_command_line(bureau: Bureau, files: Path):
    answer = bureau.take(packed(files / "many.zip", {f"{n}.csv": b"1" for n in range(201)}))
    assert answer.status == 1
    assert answer.codes == ["archive_too_many"]
    assert bureau.store.current() is None


def test_on_the_page_each_file_becomes_a_draft_and_nothing_received_stays(bureau: Bureau, two: Path):
    path = jobs.receive(bureau.store, two.name, two.read_bytes())
    done = wait(bureau, jobs.start(bureau.store, "several", {"paths": [str(path)], "options": {}}, "李"))
    assert (done.state, done.result["left_out"]) == ("done", ["说明.docx", "说明.txt"])
    desk = Desk(bureau.data)
    drafts = [open_draft(bureau.store, desk.job(each).result["draft"]) for each in done.result["jobs"]]
    assert [each.file_name for each in drafts] == ["秋季.xlsx", "白沙镇.xlsx"]
    left = [each.name for each in (bureau.data / "drafts").iterdir()]
    assert not [each for each in left if each.startswith(("incoming-", "unpacked-"))]


def test_a_zip_that_is_not_opened_is_said_so_on_the_page(bureau: Bureau, files: Path):
    many = packed(files / "many.zip", {f"{n}.csv": b"1" for n in range(201)})
    path = jobs.receive(bureau.store, many.name, many.read_bytes())
    done = wait(bureau, jobs.start(bureau.store, "several", {"paths": [str(path)], "options": {}}, "李"))
    assert done.state == "failed"
    assert "201" in done.message


def test_a_damaged_member_refuses_the_zip(bureau: Bureau, files: Path):
    path = packed(files / "a.zip", {"a.csv": bytes(range(256)) * 400})
    raw = bytearray(path.read_bytes())
    raw[40:60] = b"\xff" * 20  # inside the compressed stream
    path.write_bytes(raw)
    answer = bureau.take(path)
    assert answer.status == 1
    assert answer.codes == ["file_broken"]


def test_two_versions_of_one_return_in_a_zip_are_not_laid_over_each_other(bureau: Bureau, files: Path):
    later = (*BRIDGE[:4], 485, BRIDGE[5])
    both = packed(files / "报来的表.zip", {
        "石桥镇.xlsx": enrolment(files / "a.xlsx", [BRIDGE, SAND]),
        "石桥镇（修改）.xlsx": enrolment(files / "b.xlsx", [later, SAND]),
    })  # fmt: skip
    answer = bureau.take(both)
    assert answer.status == 1
    (found,) = [each for each in answer.value["reports"][1]["findings"] if each["level"] == "error"]
    assert (found["code"], found["cell"], found["value"]) == ("archive_contradicts", "E3", "485")
    assert "石桥镇.xlsx" in found["message"]
    assert bureau.pupils()["石桥镇中心小学"] == 480
