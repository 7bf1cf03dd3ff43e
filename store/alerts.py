"""Who is at work on an alert, kept at the desk by alert, place and period: it changes no number and no version."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from store.desk import Desk
from store.settings import Asked

_STEPS = "SELECT alert_step.*, facts FROM alert_step LEFT JOIN alert_step_facts ON step = id"

# Alert (with what tells several of one place apart), place, period.
AlertKey = tuple[str, str, str]


class AlertState(StrEnum):
    """Where an alert stands. NEW is what nobody has touched yet."""

    NEW = "new"
    WORKING = "working"
    EXPLAINED = "explained"
    CLOSED = "closed"


@dataclass(frozen=True)
class AlertStep:
    """One step in the handling of an alert. `unit`: the office or school responsible. `value`: the number as it stood then,
    `facts` the data it stood in (`facts_of`; empty in steps of older programs). `at` in UTC."""

    key: AlertKey
    state: AlertState
    unit: str
    due: datetime.date | None
    note: str
    value: float | None
    person: str
    at: datetime.datetime
    facts: str = ""


def facts_of(reader: Asked) -> str:
    """What the data of a version is made of, as a short text: the same again once a batch was taken back and brought again."""
    live = reader.rows("SELECT batch_id FROM batch WHERE live ORDER BY batch_seq")
    return hashlib.sha256(" ".join(row["batch_id"] for row in live).encode()).hexdigest()[:16]


class MissingNote(ValueError):
    """An alert is explained or closed in words, never by a click alone."""


class AlertDesk:
    """The steps of a data folder. Making one touches nothing."""

    def __init__(self, folder: Path) -> None:
        self._desk = Desk(folder)

    def step(
        self, key: AlertKey, state: AlertState, person: str, *, note: str = "", unit: str = "",
        due: datetime.date | None = None, value: float | None = None, facts: str = "",
    ) -> None:  # fmt: skip
        """Add a step; the last one is where the alert stands. MissingNote for one explained or closed without a word."""
        if state in (AlertState.EXPLAINED, AlertState.CLOSED) and not note.strip():
            raise MissingNote(state.value)
        now = datetime.datetime.now(datetime.UTC).isoformat()
        given = [*key, state.value, unit.strip(), due.isoformat() if due else None, note.strip(), value, person, now]
        with self._desk.connect() as connection:
            made = connection.execute(
                "INSERT INTO alert_step(alert, area_id, period, state, unit, due, note, value, person, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                given,
            )
            connection.execute("INSERT INTO alert_step_facts(step, facts) VALUES (?, ?)", (made.lastrowid, facts))
        self._desk.note(
            person, "alert handled", {"alert": key[0], "area": key[1], "period": key[2], "state": state.value}
        )

    def last(self) -> dict[AlertKey, AlertStep]:
        """The last step of every alert that has one."""
        found = (_step(row) for row in self._rows(f"{_STEPS} WHERE id IN (SELECT max(id) FROM alert_step GROUP BY alert, area_id, period)"))  # fmt: skip
        return {each.key: each for each in found}

    def history(self, key: AlertKey) -> list[AlertStep]:
        """Every step of one alert, the newest first."""
        rows = self._rows(f"{_STEPS} WHERE alert = ? AND area_id = ? AND period = ? ORDER BY id DESC", key)
        return [_step(row) for row in rows]

    def mark_gone(self, keys: Collection[AlertKey]) -> None:
        """Note that these alerts are true no more, now: one that is true again later begins anew."""
        now = datetime.datetime.now(datetime.UTC).isoformat()
        with self._desk.connect() as connection:
            connection.executemany(
                "INSERT INTO alert_gone(alert, area_id, period, at) VALUES (?, ?, ?, ?)", [(*key, now) for key in keys]
            )

    def gone(self) -> dict[AlertKey, list[datetime.datetime]]:
        """When each alert was seen to be true no more, the last time first."""
        found: dict[AlertKey, list[datetime.datetime]] = {}
        for row in self._rows("SELECT alert, area_id, period, at FROM alert_gone ORDER BY id DESC"):
            key = (row["alert"], row["area_id"], row["period"])
            found.setdefault(key, []).append(datetime.datetime.fromisoformat(row["at"]))
        return found

    def _rows(self, sql: str, params: Collection[str] = ()) -> list[Any]:
        if not self._desk.path.exists():
            return []
        with self._desk.connect() as connection:
            return connection.execute(sql, tuple(params)).fetchall()


def _step(row: Any) -> AlertStep:
    return AlertStep(
        (row["alert"], row["area_id"], row["period"]), AlertState(row["state"]), row["unit"],
        datetime.date.fromisoformat(row["due"]) if row["due"] else None, row["note"], row["value"], row["person"],
        datetime.datetime.fromisoformat(row["at"]), row["facts"] or "",
    )  # fmt: skip
