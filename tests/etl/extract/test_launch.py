"""A reader kept ready reads like any other, each file in a process of its own, is replaced when it died and ends with its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.extract import launch
from etl.extract.limits import Limits
from etl.extract.run import extract

CSV = "学年,乡镇,学校,学段,年级,班数,在校生数\n2024-2025,青屏镇,青屏镇中心小学,小学,1,2,{pupils}\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "在校生.csv"
    path.write_text(CSV.format(pupils=81), encoding="utf-8")
    return path


def pupils_of(book: Path) -> list[int]:
    return [value for sheet in extract(book).sheets for value in sheet.table["pupils"].to_pylist()]


@pytest.fixture(autouse=True)
def _none_waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Readers of other tests stay out of it, and those of this one end with it."""
    waiting: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(launch, "_waiting", waiting)
    yield
    for each in waiting:
        launch.end_reader(each)


def test_a_reader_kept_ready_reads_every_file_in_a_process_of_its_own(book):
    launch.keep_reader_ready()
    (ready,) = launch._waiting
    ids = set()
    for _ in range(3):
        child = launch.launched("etl.extract.child", Path("no-such-job"))
        ids.add(child.pid)
        assert child.wait(60) == 1
        assert pupils_of(book) == [81]
    assert launch._waiting == [ready]
    assert ready.poll() is None
    assert len(ids | {ready.pid}) == 4


def test_a_child_that_is_stopped_leaves_the_reader_ready_for_the_next(book, tmp_path):
    launch.keep_reader_ready()
    os.mkfifo(tmp_path / "job")  # a job that never comes: the child waits for it
    child = launch.launched("etl.extract.child", tmp_path / "job")
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.2)
    assert child.poll() is None
    child.kill()
    assert child.wait(60) == -signal.SIGKILL
    assert pupils_of(book) == [81]


def test_the_limits_of_one_file_are_not_those_of_the_next(book):
    launch.keep_reader_ready()
    small = Limits(memory_mb=60)
    assert [each.code for each in extract(book, limits=small).findings] == ["reader_stopped"]
    assert pupils_of(book) == [81]


def test_a_reader_that_died_waiting_is_replaced(book):
    launch.keep_reader_ready()
    launch._waiting[0].kill()
    launch._waiting[0].wait()
    assert pupils_of(book) == [81]


def test_a_reader_without_a_job_ends_with_its_parent():
    words = "from etl.extract import launch; launch.keep_reader_ready(); print(launch._waiting[0].pid)"
    pid = int(subprocess.run([sys.executable, "-W", "ignore", "-c", words], check=True, capture_output=True).stdout)
    deadline = time.monotonic() + 60
    while (runs := Path(f"/proc/{pid}/cmdline")).exists() and runs.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs.exists() or not runs.read_bytes()
