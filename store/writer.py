"""Writing: one transaction on a copy of the current version, then publication by one pointer change."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from catalog import DATASETS, dataset
from store import schema
from store.errors import StoreBroken, UnknownBatch
from store.folder import Folder, fsync_file, fsync_folder
from store.reader import POOL, Parameters
from store.rebuild import rebuild
from store.registry import Entry

# row_id says the order of history by itself: batch, sheet, then the row's place in what was appended.
BATCH_STEP = 1 << 38
SHEET_STEP = 1 << 26
_REGISTRY_ROWS = pa.schema(
    [(name, pa.string()) for name in ("area_id", "level", "code", "name", "district_id", "township_id")]
    + [("minted_at", pa.timestamp("us"))]
)


@dataclass(frozen=True)
class NewBatch:
    """What is known of a batch when it begins. `slices` and `report` may be set later in the same transaction."""

    kind: str = "import"
    file_name: str | None = None
    file_hash: str | None = None
    replaces: bool = False
    slices: Sequence[Mapping[str, Any]] = ()
    findings: Sequence[Mapping[str, Any]] = ()
    report: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class NewSheet:
    """A sheet of a batch. `blocks` gives the letters of each column of each block: {0: {"pupils": "F+H"}}."""

    sheet: str
    dataset: str | None
    period: str | None = None
    rows_read: int = 0
    rows_accepted: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)
    blocks: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


def utc_now() -> datetime.datetime:
    """Now in UTC without a zone, as every TIMESTAMP of the store is kept."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


class Writer:
    """A version being built. Use inside `with store.write(...)`, from one thread."""

    def __init__(
        self, folder: Folder, connection: duckdb.DuckDBPyConnection, path: Path, version: int, person: str, keep: int
    ) -> None:
        self.folder, self.connection, self.path = folder, connection, path
        self.version, self.person, self.keep = version, person, keep
        self.pending_entries: list[tuple[Entry, datetime.datetime]] = []
        # Whether the copy was brought up to today's tables, which is in the log already.
        self.migrated = False
        self._open = True
        connection.execute("BEGIN TRANSACTION")

    def rows(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """The answer as one dict per row, as a Reader gives it."""
        answer = self.connection.execute(sql, params)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def add_batch(self, new: NewBatch) -> int:
        """Begin a batch and return its place in history. It is live at once."""
        found = self.connection.execute("SELECT coalesce(max(batch_seq), 0) + 1 FROM batch").fetchone()
        seq = int(found[0]) if found else 1
        self._insert_row(
            "batch", batch_seq=seq, batch_id=batch_id(seq), kind=new.kind,
            file_name=new.file_name, file_hash=new.file_hash, person=self.person, created_at=utc_now(),
            live=True, replaces=new.replaces, slices=_json(list(new.slices)),
            findings=_json(list(new.findings)), report=_json(new.report),
        )  # fmt: skip
        return seq

    def set_slices(self, seq: int, slices: Sequence[Mapping[str, Any]]) -> None:
        """State what the batch covers, once its places are known."""
        self.connection.execute("UPDATE batch SET slices = ? WHERE batch_seq = ?", [_json(list(slices)), seq])

    def set_report(self, seq: int, findings: Sequence[Mapping[str, Any]], report: Mapping[str, Any]) -> None:
        """Keep what was found and reported about the batch's file."""
        self.connection.execute(
            "UPDATE batch SET findings = ?, report = ? WHERE batch_seq = ?", [_json(list(findings)), _json(report), seq]
        )

    def add_sheet(self, seq: int, new: NewSheet) -> int:
        """Add a sheet to the batch and return its number within it, from 1."""
        found = self.connection.execute(
            "SELECT coalesce(max(sheet_no), 0) + 1 FROM sheet WHERE batch_seq = ?", [seq]
        ).fetchone()
        number = int(found[0]) if found else 1
        self._insert_row(
            "sheet", batch_seq=seq, sheet_no=number, sheet=new.sheet, dataset=new.dataset, period=new.period,
            rows_read=new.rows_read, rows_accepted=new.rows_accepted, detail=_json(new.detail),
        )  # fmt: skip
        cells = [(seq, number, no, name, text) for no, columns in new.blocks.items() for name, text in columns.items()]
        if cells:
            columns = zip(*cells, strict=True)
            names = ("batch_seq", "sheet_no", "block_no", "column_name", "letters")
            self.insert("block", pa.table(dict(zip(names, map(list, columns), strict=True))))
        return number

    def append(self, name: str, seq: int, sheet_no: int, table: pa.Table) -> None:
        """Append rows to rows_<name>. Columns that `table` lacks stay unknown; one that is not declared is an error."""
        columns = schema.rows_columns(dataset(name))
        unknown = set(table.column_names) - set(columns) | {"row_id", "batch_seq", "sheet_no"} & set(table.column_names)
        if unknown:
            raise ValueError(f"{name}: no such columns to append: {sorted(unknown)}")
        first = seq * BATCH_STEP + sheet_no * SHEET_STEP
        target = schema.quoted(f"rows_{name}")
        found = self.connection.execute(
            f"SELECT max(row_id) + 1 FROM {target} WHERE row_id >= ? AND row_id < ?", [first, first + SHEET_STEP]
        ).fetchone()
        start = found[0] if found and found[0] is not None else first
        self.insert(
            f"rows_{name}",
            table.append_column("row_id", pa.array(range(start, start + table.num_rows), pa.int64()))
            .append_column("batch_seq", pa.array([seq] * table.num_rows, pa.int32()))
            .append_column("sheet_no", pa.array([sheet_no] * table.num_rows, pa.int32())),
        )

    def add_alias(self, seq: int, name: str, school_id: str, township_text: str | None = None) -> None:
        """Let a name, as it is written (in one township only, if given), mean a school."""
        self._insert_row("rows_alias", batch_seq=seq, name=name, township_text=township_text, school_id=school_id)

    def claim(self, seq: int, area_ids: Iterable[str]) -> None:
        """State that the batch names these places, and so the township and district each lies in."""
        wanted = sorted(set(area_ids))
        if not wanted:
            return
        self.flush_registry()
        self.insert("claim", pa.table({"area_id": wanted, "batch_seq": pa.array([seq] * len(wanted), pa.int32())}))
        self.connection.execute(
            "INSERT INTO claim(area_id, batch_seq) SELECT DISTINCT parent, ? FROM"
            " (SELECT unnest([r.township_id, r.district_id]) AS parent"
            " FROM registry r JOIN claim c USING (area_id) WHERE c.batch_seq = ?)"
            " WHERE parent IS NOT NULL AND parent NOT IN (SELECT area_id FROM claim WHERE batch_seq = ?)",
            [seq, seq, seq],
        )

    def flush_registry(self) -> None:
        """Write the places minted so far: thousands at once, since single inserts are slow."""
        if self.pending_entries:
            entries = [{**vars(entry), "minted_at": at} for entry, at in self.pending_entries]
            self.insert("registry", pa.Table.from_pylist(entries, schema=_REGISTRY_ROWS))
            self.pending_entries = []

    def insert(self, table: str, rows: pa.Table) -> None:
        """Insert an Arrow table by the names of its columns."""
        if not rows.num_rows:
            return
        names = ", ".join(schema.quoted(name) for name in rows.column_names)
        self.connection.register("incoming_rows", rows)
        try:
            self.connection.execute(f"INSERT INTO {schema.quoted(table)}({names}) SELECT {names} FROM incoming_rows")
        finally:
            self.connection.unregister("incoming_rows")

    def set_live(self, batch: str, live: bool) -> int:
        """Flip a batch and return its seq; UnknownBatch when there is none of this id."""
        found = self.connection.execute("SELECT batch_seq FROM batch WHERE batch_id = ?", [batch]).fetchone()
        if found is None:
            raise UnknownBatch(f"no batch {batch!r}")
        self.connection.execute("UPDATE batch SET live = ? WHERE batch_id = ?", [live, batch])
        return int(found[0])

    def rebuild(self, datasets: Iterable[str]) -> set[str]:
        """Rebuild these datasets and whatever changed with them (a school that moved, a name that now resolves)."""
        self.flush_registry()
        return rebuild(self.connection, set(datasets))

    def rebuild_all(self) -> set[str]:
        """Rebuild every dataset."""
        return self.rebuild(each.name for each in DATASETS)

    def log(self, action: str, batch: str | None = None, note: str | None = None) -> None:
        """Add an event to the history."""
        self._insert_row(
            "event", at=utc_now(), person=self.person, action=action, batch_id=batch, version=self.version, note=note
        )

    def publish(self, action: str | None = None, batch: str | None = None, note: str | None = None) -> int:
        """Make what was built the current version and return its number. `action` None: nothing more to log."""
        if action is not None:
            self.log(action, batch, note)
        self._seal()
        try:
            self.folder.publish(self.path, self.version)
            self.folder.remove_old(self.keep)
        except OSError as error:
            raise StoreBroken(f"version {self.version} could not be published: {error}") from error
        return self.version

    def keep_candidate(self, path: Path) -> None:
        """Keep what was built as a file of its own instead of publishing it."""
        self._seal()
        POOL.forget(path)
        fsync_file(self.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(path)
        fsync_folder(path.parent)

    def close(self) -> None:
        """Drop what was not sealed."""
        if self._open:
            self._open = False
            self.connection.close()
            self.path.unlink(missing_ok=True)
            self.path.with_name(self.path.name + ".wal").unlink(missing_ok=True)

    def _insert_row(self, table: str, **values: Any) -> None:
        """By name: a table that a migration altered has its columns in another order."""
        names = ", ".join(schema.quoted(name) for name in values)
        marks = ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO {schema.quoted(table)}({names}) VALUES ({marks})", list(values.values()))

    def _seal(self) -> None:
        self.flush_registry()
        meta = {"version": str(self.version), "published_at": utc_now().isoformat(), "published_by": self.person}
        self.connection.execute("DELETE FROM meta WHERE key IN ('version', 'published_at', 'published_by')")
        self.connection.executemany("INSERT INTO meta VALUES (?, ?)", list(meta.items()))
        self.connection.execute("COMMIT")
        self.connection.execute("CHECKPOINT")
        self.connection.close()
        self._open = False


def batch_id(seq: int) -> str:
    """The id of the batch at this place in history: 12 -> `b000012`."""
    return f"b{seq:06d}"


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
