"""Threads and processes read while versions are published: no error, no mixture of versions, no wrong number.

Every batch gives each of SCHOOLS schools the batch's own number, in two datasets. So in every version all pupils and
all dropouts equal the version's number, and the sums of both tables are known from meta alone.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from store import Store
from tests.store.build import add, pupils

SCHOOLS = 60


def publish_one(store: Store, number: int) -> None:
    with store.write(person="甲") as writer:
        add(writer, "enrolment", [pupils(f"第{index}小学", number) for index in range(SCHOOLS)])
        add(writer, "dropout", [_dropouts(index, number) for index in range(SCHOOLS)])
        writer.rebuild(["enrolment", "dropout"])
        assert writer.publish("import") == number


def _dropouts(index: int, number: int) -> dict[str, Any]:
    return {
        "township": "石桥镇",
        "school": f"第{index}小学",
        "stage": "primary",
        "period": "2023-09",
        "dropouts": number,
    }


def wrong_answers(store: Store, last: int) -> tuple[int, list[str]]:
    """Read until the last version is current. The number of reads, and what was wrong in any of them."""
    reads, wrong, newest = 0, [], 0
    while newest < last:
        try:
            with store.read() as reader:
                meta = int(reader.value("SELECT value FROM meta WHERE key = 'version'"))
                one = reader.rows(
                    "SELECT sum(pupils)::BIGINT AS total, count(*) AS rows, min(pupils) AS least FROM enrolment"
                )
                two = reader.frame("SELECT dropouts FROM dropout")["dropouts"]
                three = reader.value("SELECT sum(pupils)::BIGINT FROM enrolment_totals")
        except Exception as error:
            wrong.append(repr(error))
            break
        reads += 1
        expected = {"total": meta * SCHOOLS, "rows": SCHOOLS, "least": meta}
        same = (one == [expected], int(two.sum()) == meta * SCHOOLS, len(two) == SCHOOLS, three == meta * SCHOOLS)
        if not all(same) or meta != reader.version or meta < newest:
            wrong.append(f"version {reader.version}, meta {meta}: {one} {two.sum()} {three}")
        newest = meta
    return reads, wrong


def read_elsewhere(folder: Path, last: int, answers: multiprocessing.Queue) -> None:
    answers.put(wrong_answers(Store(folder), last))


def read_in_thread(folder: Path, last: int, answers: list[Any]) -> None:
    answers.append(wrong_answers(Store(folder), last))


def readers_during(folder: Path, publications: int, pause: float) -> list[tuple[int, list[str]]]:
    """What eight threads and two processes saw during so many publications (of a third process: this one)."""
    store = Store(folder, keep_versions=4)
    publish_one(store, 1)
    spawn = multiprocessing.get_context("spawn")
    queue, answers = spawn.Queue(), []
    processes = [spawn.Process(target=read_elsewhere, args=(folder, publications, queue)) for _ in range(2)]
    threads = [threading.Thread(target=read_in_thread, args=(folder, publications, answers)) for _ in range(8)]
    for each in (*processes, *threads):
        each.start()
    for number in range(2, publications + 1):
        publish_one(store, number)
        time.sleep(pause)
    for thread in threads:
        thread.join(120)
    answers += [queue.get(timeout=120) for _ in processes]
    for process in processes:
        process.join(60)
    return answers


@pytest.mark.timeout(600)
def test_readers_see_whole_versions_while_others_are_published(tmp_path: Path):
    answers = readers_during(tmp_path, publications=5, pause=0.0)
    assert [wrong for _, wrong in answers] == [[]] * 10
    assert min(reads for reads, _ in answers) >= 1


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_readers_see_whole_versions_for_long(tmp_path: Path):
    answers = readers_during(tmp_path, publications=200, pause=0.02)
    assert [wrong for _, wrong in answers] == [[]] * 10
    assert sum(reads for reads, _ in answers) > 5_000
