"""Publishing, keeping and reading versions."""

import multiprocessing
import threading
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from store import EmptyStore, Store, StoreBroken, StoreBusy, UnknownVersion, versions
from tests.store.build import add, load, pupils, value


def test_an_empty_store_touches_nothing(tmp_path: Path):
    store = Store(tmp_path / "data")
    assert store.current() is None
    assert versions(store) == []
    with pytest.raises(EmptyStore), store.read():
        pass
    assert not (tmp_path / "data").exists()


def test_leaving_the_block_without_publishing_changes_nothing(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    with store.write(person="甲") as writer:
        add(writer, "enrolment", [pupils("石桥小学", 2)])
        writer.rebuild(["enrolment"])
    assert store.current() == 1
    assert value(store, "SELECT pupils FROM enrolment") == 1
    assert sorted(path.name for path in store.folder.store.iterdir()) == ["000001.duckdb", "CURRENT", "lock"]


def test_an_error_inside_the_block_changes_nothing(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])

    def fail() -> None:
        with store.write(person="甲") as writer:
            add(writer, "enrolment", [pupils("石桥小学", 2)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert value(store, "SELECT count(*) FROM batch") == 1
    load(store, "enrolment", [pupils("石桥小学", 3)])
    assert value(store, "SELECT pupils FROM enrolment") == 3


def test_a_reader_keeps_its_version_while_others_are_published(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    with store.read() as reader:
        for number in (2, 3):
            load(store, "enrolment", [pupils("石桥小学", number)])
        assert reader.version == 1
        assert reader.value("SELECT pupils FROM enrolment") == 1
    assert value(store, "SELECT pupils FROM enrolment") == 3
    assert value(store, "SELECT pupils FROM enrolment", version=2) == 2


def test_only_the_last_versions_are_kept_and_an_old_reader_is_not_disturbed(tmp_path: Path):
    store = Store(tmp_path, keep_versions=3)
    load(store, "enrolment", [pupils("石桥小学", 1)])
    with store.read() as reader:
        for number in range(2, 7):
            load(store, "enrolment", [pupils("石桥小学", number)])
        assert [each.version for each in versions(store)] == [4, 5, 6]
        assert reader.value("SELECT pupils FROM enrolment") == 1
    with pytest.raises(UnknownVersion), store.read(1):
        pass
    assert [each.current for each in versions(store)] == [False, False, True]
    assert versions(store)[-1].published_by == "甲"


def test_a_reader_cannot_reach_files_or_change_settings(store: Store, tmp_path: Path):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with store.read() as reader:
        for sql in (
            f"SELECT * FROM read_csv('{secret}')",
            f"COPY enrolment TO '{tmp_path / 'out.csv'}'",
            f"ATTACH '{tmp_path / 'other.duckdb'}'",
            "SET enable_external_access = true",
            "DELETE FROM enrolment",
        ):
            with pytest.raises(duckdb.Error):
                reader.rows(sql)
    assert value(store, "SELECT count(*) FROM enrolment") == 1


def test_a_second_writer_waits_and_then_says_busy(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    hasty = Store(store.folder.root, wait_seconds=0.2)
    with store.write(person="甲"), pytest.raises(StoreBusy), hasty.write(person="乙"):
        pass
    load(hasty, "enrolment", [pupils("石桥小学", 2)])
    assert store.current() == 2


def test_writers_in_threads_come_one_after_the_other(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 0)])
    threads = [
        threading.Thread(target=load, args=(store, "enrolment", [pupils(f"第{number}小学", number)]))
        for number in range(1, 6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.current() == 6
    assert value(store, "SELECT sum(pupils)::INTEGER FROM enrolment") == 15


def _load_elsewhere(folder: Path, number: int) -> None:
    load(Store(folder), "enrolment", [pupils(f"第{number}小学", number)])


def test_writers_in_processes_come_one_after_the_other(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 0)])
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=_load_elsewhere, args=(store.folder.root, number)) for number in (1, 2, 3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert store.current() == 4
    assert value(store, "SELECT sum(pupils)::INTEGER FROM enrolment") == 6


def test_what_a_dead_writer_left_is_removed_by_the_next(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    folder = store.folder.store
    for name in ("000002.building", "000002.building.wal", "000002.duckdb", "CURRENT.new"):
        (folder / name).write_bytes(b"half")
    assert store.current() == 1
    assert [each.version for each in versions(store)] == [1]
    load(store, "enrolment", [pupils("石桥小学", 2)])
    assert sorted(path.name for path in folder.iterdir()) == ["000001.duckdb", "000002.duckdb", "CURRENT", "lock"]
    assert value(store, "SELECT pupils FROM enrolment") == 2


def test_a_folder_emptied_and_filled_again_shows_the_new_data(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    assert value(store, "SELECT pupils FROM enrolment") == 1
    for path in store.folder.store.iterdir():
        path.unlink()
    load(store, "enrolment", [pupils("石桥小学", 2)])
    assert store.current() == 1
    assert value(store, "SELECT pupils FROM enrolment") == 2


def test_a_candidate_is_read_without_being_published(store: Store, tmp_path: Path):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    candidate = tmp_path / "drafts" / "d1" / "candidate.duckdb"
    for number in (2, 3):
        with store.write(person="甲") as writer:
            add(writer, "enrolment", [pupils("石桥小学", number)])
            writer.rebuild(["enrolment"])
            writer.keep_candidate(candidate)
        with store.read_file(candidate) as reader:
            assert reader.value("SELECT pupils FROM enrolment") == number
            assert reader.version == 2
    assert store.current() == 1
    assert value(store, "SELECT pupils FROM enrolment") == 1
    candidate.unlink()
    with pytest.raises(UnknownVersion), store.read_file(candidate):
        pass


def test_a_damaged_pointer_or_file_is_said_so(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    store.folder.pointer.write_text("nonsense")
    with pytest.raises(StoreBroken, match="does not name a version"), store.read():
        pass
    store.folder.pointer.write_text("000001")
    store.folder.version_path(1).write_bytes(b"not a database at all" * 1000)
    with pytest.raises(StoreBroken, match=r"000001\.duckdb"), store.read():
        pass
    with pytest.raises(StoreBroken), store.write(person="甲"):
        pass
    store.folder.version_path(1).unlink()
    with pytest.raises(StoreBroken, match="missing"), store.read():
        pass


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path):
    blocked = tmp_path / "data"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(StoreBroken, match="cannot write"), Store(blocked).write(person="甲"):
        pass


@pytest.mark.parametrize("limit_kb", [300, 1500, 4000])
def test_a_full_disk_is_said_so_and_loses_nothing(store: Store, limit_kb: int):
    """A limit on the size of files stands for the full disk: writing fails at the copy, inside or at the end."""
    load(store, "enrolment", [pupils("石桥小学", 1)])
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    worker = spawn.Process(target=_load_with_little_room, args=(store.folder.root, limit_kb * 1024, answers))
    worker.start()
    assert answers.get(timeout=120) == "StoreBroken"
    worker.join(60)
    assert store.current() == 1
    assert value(store, "SELECT pupils FROM enrolment") == 1
    load(store, "enrolment", [pupils("石桥小学", 2)])
    assert value(store, "SELECT pupils FROM enrolment") == 2


def _load_with_little_room(folder: Path, limit: int, answers: multiprocessing.Queue) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    many = [
        pupils(f"第{number}小学", number, period=f"{year}-{year + 1}-1")
        for number in range(200)
        for year in range(1990, 2020)
    ]
    try:
        load(Store(folder), "enrolment", many)
    except StoreBroken:
        answers.put("StoreBroken")
    except BaseException as error:
        answers.put(repr(error))
    else:
        answers.put("published")


def test_columns_that_are_not_declared_cannot_be_appended(store: Store):
    with pytest.raises(ValueError, match="no such columns"), store.write(person="甲") as writer:
        writer.append("enrolment", 1, 1, pa.table({"phone": ["1"]}))
    assert store.current() is None
