"""The folder as one zip while people read and write, and back; a bad archive changes nothing."""

import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from store import Desk, EmptyStore, Store, StoreBroken, backup, batches, restore
from tests.store.build import load, pupils, table, value


@pytest.fixture
def archive(store: Store, tmp_path: Path) -> Path:
    """A backup of a store with one batch, a draft on the desk and an original."""
    load(store, "enrolment", [pupils("甲小学", 1)])
    Desk(store.folder.root).save_draft("d1", {"file": "报表.xlsx"})
    store.folder.files.mkdir()
    (store.folder.files / "abc.xlsx").write_bytes(b"original")
    file = tmp_path / "backups" / "one.zip"
    assert backup(store, file) == 1
    return file


def test_a_backup_restored_elsewhere_is_the_same_store(archive: Path, tmp_path: Path):
    other = Store(tmp_path / "other")
    version = restore(other, archive, "乙")
    assert version == other.current() == 2
    assert value(other, "SELECT pupils FROM enrolment") == 1
    assert Desk(other.folder.root).draft("d1").data == {"file": "报表.xlsx"}
    assert (other.folder.files / "abc.xlsx").read_bytes() == b"original"
    load(other, "enrolment", [pupils("甲小学", 2)])
    assert value(other, "SELECT pupils FROM enrolment") == 2


def test_a_restore_goes_forward_and_leaves_readers_alone(store: Store, archive: Path):
    load(store, "enrolment", [pupils("甲小学", 5)])
    Desk(store.folder.root).save_draft("d2", {})
    with store.read() as reader:
        assert restore(store, archive, "乙") == 3
        assert reader.value("SELECT pupils FROM enrolment") == 5
    assert value(store, "SELECT pupils FROM enrolment") == 1
    assert value(store, "SELECT pupils FROM enrolment", version=2) == 5
    with store.read() as reader:
        assert len(batches(reader)) == 1
    assert [draft.id for draft in Desk(store.folder.root).drafts()] == ["d1"]
    assert table(store, "SELECT action, note FROM event")[-1] == {
        "action": "return",
        "note": "restored from a backup of version 1",
    }
    assert not [path for path in store.folder.root.iterdir() if path.name.startswith("restore-")]


def test_a_backup_taken_while_others_write_is_one_version(store: Store, tmp_path: Path):
    load(store, "enrolment", [pupils("甲小学", 1), pupils("乙小学", 1)])
    stop = threading.Event()

    def write_on() -> None:
        number = 1
        while not stop.is_set():
            number += 1
            load(store, "enrolment", [pupils("甲小学", number), pupils("乙小学", number)])
            Desk(store.folder.root).note("甲", "import", number)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        archives = [tmp_path / f"{number}.zip" for number in range(4)]
        taken = [backup(store, each) for each in archives]
    finally:
        stop.set()
        writer.join()
    assert taken == sorted(taken)
    for version, each in zip(taken, archives, strict=True):
        other = Store(tmp_path / f"other{version}-{each.stem}")
        restore(other, each, "乙")
        assert table(other, "SELECT DISTINCT pupils FROM enrolment") == [{"pupils": version}]


def test_an_empty_store_has_nothing_to_back_up(store: Store, tmp_path: Path):
    with pytest.raises(EmptyStore):
        backup(store, tmp_path / "one.zip")
    assert not (tmp_path / "one.zip").exists()


def cut_short(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])


def flip_a_byte(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[len(content) // 3] ^= 0xFF
    archive.write_bytes(content)


def not_a_zip(archive: Path) -> None:
    archive.write_bytes(b"this is no archive")


def foreign_zip(archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as changed:
        changed.writestr("letter.txt", "hello")


def rewrite(archive: Path, change: Callable[[dict[str, bytes], dict], None]) -> None:
    with zipfile.ZipFile(archive) as found:
        files = {name: found.read(name) for name in found.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files, manifest)
    with zipfile.ZipFile(archive, "w") as changed:
        for name, content in files.items():
            changed.writestr(name, content)
        changed.writestr("manifest.json", json.dumps(manifest))


def without_a_file(archive: Path) -> None:
    rewrite(archive, lambda files, _: files.pop("files/abc.xlsx"))


def with_another_file(archive: Path) -> None:
    rewrite(archive, lambda files, _: files.update({"files/abc.xlsx": b"swapped!"}))


def with_a_path_that_climbs(archive: Path) -> None:
    def climb(files: dict[str, bytes], manifest: dict) -> None:
        files["files/../../evil.txt"] = files.pop("files/abc.xlsx")
        manifest["files"]["files/../../evil.txt"] = manifest["files"].pop("files/abc.xlsx")

    rewrite(archive, climb)


def of_a_foreign_format(archive: Path) -> None:
    rewrite(archive, lambda _, manifest: manifest.update({"format": "other"}))


def with_more_than_announced(archive: Path) -> None:
    rewrite(archive, lambda files, _: files.update({"files/abc.xlsx": b"x" * 10_000_000}))


@pytest.mark.parametrize(
    "damage",
    [
        cut_short, flip_a_byte, not_a_zip, foreign_zip, without_a_file, with_another_file, with_a_path_that_climbs,
        of_a_foreign_format, with_more_than_announced,
    ],
)  # fmt: skip
def test_a_bad_archive_changes_nothing(store: Store, archive: Path, damage: Callable[[Path], None], tmp_path: Path):
    damage(archive)
    before = sorted(path.name for path in store.folder.root.rglob("*"))
    with pytest.raises(StoreBroken):
        restore(store, archive, "乙")
    assert store.current() == 1
    assert sorted(path.name for path in store.folder.root.rglob("*")) == before
    assert not (tmp_path / "evil.txt").exists()


def test_a_backup_of_a_newer_program_is_refused(store: Store, archive: Path, tmp_path: Path):
    newer = Store(tmp_path / "newer")
    load(newer, "enrolment", [pupils("甲小学", 1)])
    with closing(duckdb.connect(str(newer.folder.version_path(1)))) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    file = tmp_path / "newer.zip"
    backup(newer, file)
    with pytest.raises(StoreBroken, match="newer program"):
        restore(store, file, "乙")
    assert store.current() == 1


def test_a_missing_archive_is_said_so(store: Store, tmp_path: Path):
    with pytest.raises(StoreBroken, match="no archive"):
        restore(store, tmp_path / "none.zip", "乙")
    assert store.current() is None


def test_the_archive_opens_as_plain_files(archive: Path, tmp_path: Path):
    """A bureau can read its backup without this program."""
    shutil.unpack_archive(archive, tmp_path / "out")
    with closing(duckdb.connect(str(tmp_path / "out" / "store" / "version.duckdb"), read_only=True)) as connection:
        assert connection.execute("SELECT pupils FROM enrolment").fetchall() == [(1,)]
    with closing(sqlite3.connect(tmp_path / "out" / "desk.sqlite")) as desk:
        assert desk.execute("SELECT id FROM draft").fetchall() == [("d1",)]
