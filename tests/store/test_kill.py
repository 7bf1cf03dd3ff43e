"""A writer killed at any instant leaves the old version or the new, a whole batch or none; the next write works."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import time
from pathlib import Path
from random import Random

import pytest

from store import Store, versions
from tests.store.build import load, pupils, table, value

SCHOOLS = 40


def one_batch(number: int) -> list[dict[str, object]]:
    """A batch whose rows all carry its number, for all schools or not at all."""
    return [pupils(f"第{index}小学", number) for index in range(SCHOOLS)]


def write_for_ever(folder: Path, ready: multiprocessing.synchronize.Event) -> None:
    """Publish batch after batch until killed."""
    store = Store(folder, keep_versions=3)
    number = value(store, "SELECT max(batch_seq) FROM batch")
    ready.set()
    while True:
        number += 1
        load(store, "enrolment", one_batch(number))


def kill_while_writing(folder: Path, seconds: float) -> None:
    """Start a writer and kill it so many seconds after its first write began."""
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    writer = spawn.Process(target=write_for_ever, args=(folder, ready))
    writer.start()
    assert ready.wait(60)
    time.sleep(seconds)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join(30)
    assert writer.exitcode == -signal.SIGKILL


def check_after_a_kill(folder: Path) -> None:
    """The store opens, its last batch is whole, nothing published is lost, and it can be written."""
    store = Store(folder, keep_versions=3)
    current = store.current()
    assert current is not None
    assert [each.version for each in versions(store) if each.current] == [current]
    found = table(
        store,
        "SELECT (SELECT max(batch_seq) FROM batch) AS newest, (SELECT count(*) FROM batch) AS batches,"
        " (SELECT count(DISTINCT batch_seq) FROM rows_enrolment) AS with_rows,"
        " (SELECT count(*) FROM rows_enrolment) AS rows,"
        " (SELECT value FROM meta WHERE key = 'version') AS version",
    )[0]
    assert found["batches"] == found["with_rows"] == found["newest"]
    assert found["rows"] == SCHOOLS * found["batches"]
    assert int(found["version"]) == current == found["batches"]
    assert table(store, "SELECT DISTINCT pupils FROM enrolment") == [{"pupils": found["newest"]}]
    load(store, "enrolment", one_batch(found["newest"] + 1))
    assert store.current() == current + 1
    left = {path.name for path in store.folder.store.iterdir()} - {"lock", "CURRENT"}
    assert left == {f"{each.version:06d}.duckdb" for each in versions(store)}


def kill_often(folder: Path, kills: int, seed: int) -> None:
    rng = Random(seed)
    load(Store(folder), "enrolment", one_batch(1))
    for _ in range(kills):
        kill_while_writing(folder, rng.uniform(0.0, 0.9))
        check_after_a_kill(folder)


@pytest.mark.timeout(600)
def test_a_writer_killed_at_random_instants_loses_nothing(tmp_path: Path):
    kill_often(tmp_path, kills=3, seed=1)
    assert Store(tmp_path).current() > 3


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_writer_killed_a_hundred_times_loses_nothing(tmp_path: Path):
    kill_often(tmp_path, kills=120, seed=2)
    assert Store(tmp_path).current() > 120


# The few instants that decide lie between the steps of publication itself.


def die_at(folder: Path, step: str, call: int) -> None:
    """Publish one batch and die by SIGKILL at the given call of the given step."""
    seen = 0

    def die(*_: object, **__: object) -> None:
        nonlocal seen
        seen += 1
        if seen == call:
            os.kill(os.getpid(), signal.SIGKILL)

    def dying_before(owner: object, name: str) -> None:
        true = getattr(owner, name)

        def instead(*args: object, **kwargs: object) -> object:
            die()
            return true(*args, **kwargs)

        setattr(owner, name, instead)

    # `store.versions` is the function of that name, so the module is asked for by its full name.
    modules = {name: importlib.import_module(f"store.{name}") for name in ("folder", "writer", "versions")}
    owners = {
        "remove_old": modules["folder"].Folder,
        "_seal": modules["writer"].Writer,
        "copy_file": modules["versions"],
    }
    dying_before(owners.get(step, modules["folder"]), step)
    load(Store(folder, keep_versions=3), "enrolment", one_batch(2))


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("step", "call", "published"),
    [
        ("copy_file", 1, False),
        ("_seal", 1, False),
        ("fsync_file", 1, False),
        ("fsync_folder", 1, False),
        ("fsync_file", 2, False),
        ("fsync_folder", 2, True),
        ("remove_old", 1, True),
    ],
)
def test_a_writer_killed_between_the_steps_of_publication(tmp_path: Path, step: str, call: int, published: bool):
    load(Store(tmp_path), "enrolment", one_batch(1))
    writer = multiprocessing.get_context("spawn").Process(target=die_at, args=(tmp_path, step, call))
    writer.start()
    writer.join(120)
    assert writer.exitcode == -signal.SIGKILL
    assert Store(tmp_path).current() == (2 if published else 1)
    check_after_a_kill(tmp_path)
