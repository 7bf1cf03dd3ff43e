"""The desk: what changes no number. Uploads in progress, jobs and the audit trail, in one small SQLite file.

Everything here is known by stable keys and safe among processes: WAL, short transactions, one connection per call.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from store.errors import StoreBroken

_TABLES = """
CREATE TABLE IF NOT EXISTS draft(id TEXT PRIMARY KEY, state TEXT NOT NULL, person TEXT, data TEXT NOT NULL,
    created TEXT NOT NULL, updated TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS job(id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, person TEXT,
    request TEXT, progress REAL NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '', result TEXT, pid INTEGER,
    created TEXT NOT NULL, started TEXT, finished TEXT, heartbeat TEXT);
CREATE TABLE IF NOT EXISTS audit(id INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, action TEXT NOT NULL,
    detail TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS layout(fingerprint TEXT PRIMARY KEY, data TEXT NOT NULL, person TEXT NOT NULL,
    at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deadline(dataset TEXT NOT NULL, period TEXT NOT NULL, due TEXT NOT NULL,
    PRIMARY KEY(dataset, period));
CREATE TABLE IF NOT EXISTS sent_back(dataset TEXT NOT NULL, period TEXT NOT NULL, area_id TEXT NOT NULL,
    reason TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(dataset, period, area_id));
CREATE TABLE IF NOT EXISTS alert_step(id INTEGER PRIMARY KEY, alert TEXT NOT NULL, area_id TEXT NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL, unit TEXT NOT NULL, due TEXT, note TEXT NOT NULL, value REAL, person TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS alert_step_facts(step INTEGER PRIMARY KEY, facts TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS alert_gone(id INTEGER PRIMARY KEY, alert TEXT NOT NULL, area_id TEXT NOT NULL, period TEXT NOT NULL,
    at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS alert_step_key ON alert_step(alert, area_id, period);
CREATE INDEX IF NOT EXISTS job_state ON job(state);
"""
# Of the tables above, all of which are made where they are missing.
_TABLES_VERSION = 5
_WAIT_SECONDS = 20.0
_ENDED = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class DeskDraft:
    """An upload in progress. `data` is whatever its owner needs to go on with it."""

    id: str
    state: str
    person: str | None
    data: dict[str, Any]
    created: datetime
    updated: datetime


@dataclass(frozen=True)
class Job:
    """A piece of long work. `state`: queued, running, done, failed or cancelled; `progress` from 0 to 1."""

    id: str
    kind: str
    state: str
    person: str | None
    request: Any
    progress: float
    message: str
    result: Any
    pid: int | None
    created: datetime
    started: datetime | None
    finished: datetime | None
    heartbeat: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in _ENDED


class Desk:
    """The desk of a data folder. Making one touches nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = Path(folder) / "desk.sqlite"

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction: committed at the end of the block, rolled back on an error."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                self._prepare(connection)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            raise StoreBroken(f"cannot use {self.path.name}: {error}") from error

    @staticmethod
    def _prepare(connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA user_version").fetchone()[0] < _TABLES_VERSION:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_TABLES_VERSION}; COMMIT;")

    def _rows(self, sql: str, *params: Any) -> list[sqlite3.Row]:
        if not self.path.exists():
            return []
        with self.connect() as connection:
            return connection.execute(sql, params).fetchall()

    # Drafts

    def save_draft(
        self, draft_id: str, data: dict[str, Any], *, state: str = "open", person: str | None = None
    ) -> None:
        """Keep a draft under its id, replacing what was kept before."""
        now = _now()
        with self.connect() as connection:
            connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET state = excluded.state,"
                " person = coalesce(excluded.person, person), data = excluded.data, updated = excluded.updated",
                [draft_id, state, person, _dump(data), now, now],
            )

    def draft(self, draft_id: str) -> DeskDraft | None:
        """The draft of this id, None when there is none."""
        rows = self._rows("SELECT * FROM draft WHERE id = ?", draft_id)
        return _draft(rows[0]) if rows else None

    def drafts(self) -> list[DeskDraft]:
        """All drafts, the last touched first."""
        return [_draft(row) for row in self._rows("SELECT * FROM draft ORDER BY updated DESC, id")]

    def remove_draft(self, draft_id: str) -> None:
        """Forget a draft; nothing happens when there is none."""
        with self.connect() as connection:
            connection.execute("DELETE FROM draft WHERE id = ?", [draft_id])

    # Jobs

    def add_job(self, kind: str, request: Any = None, *, person: str | None = None) -> str:
        """Queue a job and return its id."""
        job_id = uuid.uuid4().hex
        with self.connect() as connection:
            connection.execute(
                "INSERT INTO job(id, kind, state, person, request, created) VALUES (?, ?, 'queued', ?, ?, ?)",
                [job_id, kind, person, _dump(request), _now()],
            )
        return job_id

    def start_job(self, job_id: str, pid: int) -> bool:
        """Take a queued job for this process; False when another has it or it was cancelled."""
        return self._change(
            "UPDATE job SET state = 'running', pid = ?, started = ?, heartbeat = ? WHERE id = ? AND state = 'queued'",
            pid, _now(), _now(), job_id,
        )  # fmt: skip

    def report_progress(self, job_id: str, progress: float, message: str = "") -> bool:
        """Note how far a running job is, and that it lives. False tells the worker to stop: it was cancelled."""
        return self._change(
            "UPDATE job SET progress = ?, message = ?, heartbeat = ? WHERE id = ? AND state = 'running'",
            min(max(progress, 0.0), 1.0), message, _now(), job_id,
        )  # fmt: skip

    def finish_job(self, job_id: str, result: Any = None) -> bool:
        """End a running job with its result; False when it had ended otherwise."""
        return self._change(
            "UPDATE job SET state = 'done', progress = 1, result = ?, finished = ? WHERE id = ? AND state = 'running'",
            _dump(result), _now(), job_id,
        )  # fmt: skip

    def fail_job(self, job_id: str, message: str, result: Any = None) -> bool:
        """End a queued or running job that could not be done; `message` is what the visitor reads."""
        return self._end(job_id, "failed", message, result)

    def cancel_job(self, job_id: str) -> bool:
        """Stop a queued or running job; its worker learns of it at its next report."""
        return self._end(job_id, "cancelled", "", None)

    def give_up_silent_jobs(self, silent_seconds: float) -> list[str]:
        """Fail the running jobs that have not been heard of for so long and return their ids: their process died."""
        since = (datetime.now(UTC) - timedelta(seconds=silent_seconds)).isoformat()
        silent = self._rows("SELECT id FROM job WHERE state = 'running' AND heartbeat < ?", since)
        return [row["id"] for row in silent if self.fail_job(row["id"], "处理进程没有回音，已放弃，请再试一次。")]

    def job(self, job_id: str) -> Job | None:
        """The job of this id, None when there is none."""
        rows = self._rows("SELECT * FROM job WHERE id = ?", job_id)
        return _job(rows[0]) if rows else None

    def jobs(self, *, kind: str | None = None, state: str | None = None, limit: int = 100) -> list[Job]:
        """The newest jobs, of one kind or state if named."""
        rows = self._rows(
            "SELECT * FROM job WHERE coalesce(?, kind) = kind AND coalesce(?, state) = state"
            " ORDER BY created DESC, id LIMIT ?",
            kind, state, limit,
        )  # fmt: skip
        return [_job(row) for row in rows]

    def _end(self, job_id: str, state: str, message: str, result: Any) -> bool:
        return self._change(
            "UPDATE job SET state = ?, message = ?, result = ?, finished = ?"
            " WHERE id = ? AND state IN ('queued', 'running')",
            state, message, _dump(result), _now(), job_id,
        )  # fmt: skip

    def _change(self, sql: str, *params: Any) -> bool:
        with self.connect() as connection:
            return connection.execute(sql, params).rowcount == 1

    # Audit trail

    def note(self, person: str, action: str, detail: Any = None) -> None:
        """Add a line to the audit trail."""
        with self.connect() as connection:
            connection.execute(
                "INSERT INTO audit(at, person, action, detail) VALUES (?, ?, ?, ?)",
                [_now(), person, action, _dump(detail)],
            )

    def audit(self, limit: int = 200) -> list[dict[str, Any]]:
        """The newest lines of the audit trail: at, person, action, detail."""
        rows = self._rows("SELECT at, person, action, detail FROM audit ORDER BY id DESC LIMIT ?", limit)
        return [{**dict(row), "at": _time(row["at"]), "detail": json.loads(row["detail"])} for row in rows]


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _time(text: str | None) -> Any:
    return datetime.fromisoformat(text) if text else None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _draft(row: sqlite3.Row) -> DeskDraft:
    times = {name: _time(row[name]) for name in ("created", "updated")}
    return DeskDraft(**{**dict(row), **times, "data": json.loads(row["data"])})


def _job(row: sqlite3.Row) -> Job:
    times = {name: _time(row[name]) for name in ("created", "started", "finished", "heartbeat")}
    texts = {name: json.loads(row[name]) if row[name] else None for name in ("request", "result")}
    return Job(**{**dict(row), **times, **texts})
