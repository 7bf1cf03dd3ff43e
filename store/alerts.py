"""Who is at work on an alert, kept at the desk by alert, place and period: it changes no number and no version."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from store.desk import Desk

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
    """One step in the handling of an alert. `unit`: the office or school responsible. `value`: the number as it stood then.
    `at` in UTC."""

    key: AlertKey
    state: AlertState
    unit: str
    due: datetime.date | None
    note: str
    value: float | None
    person: str
    at: datetime.datetime


class MissingNote(ValueError):
    """An alert is explained or closed in words, never by a click alone."""


class AlertDesk:
    """The steps of a data folder. Making one touches nothing."""

    def __init__(self, folder: Path) -> None:
        self._desk = Desk(folder)

    def step(
        self, key: AlertKey, state: AlertState, person: str, *, note: str = "", unit: str = "",
        due: datetime.date | None = None, value: float | None = None,
    ) -> None:  # fmt: skip
        """Add a step; the last one is where the alert stands. MissingNote for one explained or closed without a word."""
        if state in (AlertState.EXPLAINED, AlertState.CLOSED) and not note.strip():
            raise MissingNote(state.value)
        now = datetime.datetime.now(datetime.UTC).isoformat()
        given = [*key, state.value, unit.strip(), due.isoformat() if due else None, note.strip(), value, person, now]
        with self._desk.connect() as connection:
            connection.execute(
                "INSERT INTO alert_step(alert, area_id, period, state, unit, due, note, value, person, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                given,
            )
        self._desk.note(
            person, "alert handled", {"alert": key[0], "area": key[1], "period": key[2], "state": state.value}
        )

    def last(self) -> dict[AlertKey, AlertStep]:
        """The last step of every alert that has one."""
        found = (_step(row) for row in self._rows("SELECT * FROM alert_step WHERE id IN (SELECT max(id) FROM alert_step GROUP BY alert, area_id, period)"))  # fmt: skip
        return {each.key: each for each in found}

    def history(self, key: AlertKey) -> list[AlertStep]:
        """Every step of one alert, the newest first."""
        rows = self._rows(
            "SELECT * FROM alert_step WHERE alert = ? AND area_id = ? AND period = ? ORDER BY id DESC", key
        )
        return [_step(row) for row in rows]

    def _rows(self, sql: str, params: Collection[str] = ()) -> list[Any]:
        if not self._desk.path.exists():
            return []
        with self._desk.connect() as connection:
            return connection.execute(sql, tuple(params)).fetchall()


def _step(row: Any) -> AlertStep:
    return AlertStep(
        (row["alert"], row["area_id"], row["period"]), AlertState(row["state"]), row["unit"],
        datetime.date.fromisoformat(row["due"]) if row["due"] else None, row["note"], row["value"], row["person"],
        datetime.datetime.fromisoformat(row["at"]),
    )  # fmt: skip
