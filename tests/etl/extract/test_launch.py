"""A reader started before its job is known reads like any other, is replaced when it died and ends with its parent."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.extract import launch
from etl.extract.run import extract

CSV = "学年,乡镇,学校,学段,年级,班数,在校生数\n2024-2025,青屏镇,青屏镇中心小学,小学,1,2,{pupils}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "在校生.csv"
    path.write_text(CSV.format(pupils=81), encoding="utf-8")
    return path


def pupils_of(book: Path) -> list[int]:
    return [value for sheet in extract(book).sheets for value in sheet.table["pupils"].to_pylist()]


def test_a_reader_started_early_reads_the_same(book):
    launch.start_reader_early()
    (early,) = launch._waiting
    assert pupils_of(book) == [81]
    assert early.returncode == 0
    assert not launch._waiting


def test_a_reader_that_died_waiting_is_replaced(book):
    launch.start_reader_early()
    launch._waiting[0].kill()
    launch._waiting[0].wait()
    assert pupils_of(book) == [81]


def test_a_reader_without_a_job_ends_with_its_parent():
    words = "from etl.extract import launch; launch.start_reader_early(); print(launch._waiting[0].pid)"
    pid = int(subprocess.run([sys.executable, "-W", "ignore", "-c", words], check=True, capture_output=True).stdout)
    deadline = time.monotonic() + 60
    while (runs := Path(f"/proc/{pid}/cmdline")).exists() and runs.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs.exists() or not runs.read_bytes()
