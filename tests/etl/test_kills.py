"""An importer that dies at any instant leaves the old version whole, and the next import works."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import Store
from tests.etl.build import ROOT, Bureau, command, enrolment

SCHOOLS = [f"石桥镇第{number}小学" for number in range(1, 41)]


def write_return(path: Path, pupils: int) -> Path:
    """A return in which every school has the same number of pupils: a mixture of two shows at once."""
    return enrolment(path, [("石桥镇", name, "小学", 6, pupils, 10) for name in SCHOOLS])


def start(data: Path, path: Path) -> subprocess.Popen:
    """An import in a process group of its own, to be killed with its reader."""
    words = [sys.executable, "-m", "etl", "import", str(path), "--data", str(data)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(words, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)


def kill_at_random(tmp_path: Path, deaths: int) -> int:
    """Kill imports at random instants until so many died; some finish before. Returns how many were begun."""
    bureau = Bureau(tmp_path / "data")
    bureau.must_take(write_return(tmp_path / "first.xlsx", 100))
    begun = time.monotonic()
    command(bureau.data, "import", write_return(tmp_path / "second.xlsx", 101))
    usual = time.monotonic() - begun
    died, number, chance = 0, 0, random.Random(deaths)
    while died < deaths and number < 4 * deaths:
        number += 1
        before = _state(bureau)
        path = write_return(tmp_path / "next.xlsx", 200 + number)
        child = start(bureau.data, path)
        time.sleep(chance.uniform(0.05, usual))
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            died += 1
        child.wait()
        after = _state(bureau)
        assert after in (before, (before[0] + 1, {200 + number}, before[2] + 1))
    assert died == deaths
    return number


def _state(bureau: Bureau) -> tuple[int, set[int], int]:
    """The current version, the numbers of pupils it holds, and its batches."""
    with Store(bureau.data).read() as reader:
        pupils = [row["pupils"] for row in reader.rows("SELECT pupils FROM enrolment")]
        assert len(pupils) == len(SCHOOLS)
        return reader.version, set(pupils), reader.value("SELECT count(*) FROM batch")


@pytest.mark.skipif(os.name == "nt", reason="signals and process groups are POSIX")
def test_imports_killed_at_random_leave_a_whole_store_and_the_next_works(tmp_path):
    assert kill_at_random(tmp_path, 3) >= 3
    assert command(tmp_path / "data", "import", write_return(tmp_path / "last.xlsx", 77)).returncode == 0
    assert _state(Bureau(tmp_path / "data"))[1] == {77}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(os.name == "nt", reason="signals and process groups are POSIX")
def test_a_hundred_imports_killed_at_random_leave_a_whole_store(tmp_path):
    assert kill_at_random(tmp_path, 100) >= 100
    assert command(tmp_path / "data", "import", write_return(tmp_path / "last.xlsx", 77)).returncode == 0
    assert _state(Bureau(tmp_path / "data"))[1] == {77}


def test_two_imports_at_once_are_both_taken(tmp_path):
    data = tmp_path / "data"
    assert command(data, "import", write_return(tmp_path / "first.xlsx", 100)).returncode == 0
    paths = [write_return(tmp_path / f"{number}.xlsx", number) for number in (301, 302)]
    words = [[sys.executable, "-m", "etl", "import", str(path), "--json", "--data", str(data)] for path in paths]
    both = [subprocess.Popen(each, cwd=ROOT, stdout=subprocess.PIPE) for each in words]
    reports = [json.loads(child.communicate(timeout=120)[0]) for child in both]
    assert [child.returncode for child in both] == [0, 0]
    assert sorted(report["version"] for report in reports) == [2, 3]
    last = max(reports, key=lambda report: report["version"])
    assert _state(Bureau(data)) == (3, {int(last["file"].removesuffix(".xlsx"))}, 3)


def test_who_cannot_wait_for_the_lock_is_told_that_it_is_busy(tmp_path):
    data = tmp_path / "data"
    assert command(data, "import", write_return(tmp_path / "first.xlsx", 100)).returncode == 0
    with Store(data).lock():
        done = subprocess.run(
            [sys.executable, "-c", BUSY, str(data)], cwd=ROOT, capture_output=True, timeout=60, check=False
        )
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"] == "busy"


# A store that does not wait the usual half minute.
BUSY = """
import sys
import etl.commands, etl.cli, store
etl.commands.Store = lambda folder: store.Store(folder, wait_seconds=0.2)
sys.exit(etl.cli.main(["undo", "b000001", "--json", "--data", sys.argv[1]]))
"""
