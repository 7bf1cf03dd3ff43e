"""When returns are due and which were sent back, kept at the desk: it changes no number."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from store.desk import Desk


@dataclass(frozen=True)
class SentBack:
    """A return that somebody sent back to its school or township for correction. `at` in UTC."""

    dataset: str
    period: str
    area_id: str
    reason: str
    person: str
    at: datetime.datetime


class ReturnsDesk:
    """Deadlines and sent-back returns of a data folder. Making one touches nothing."""

    def __init__(self, folder: Path) -> None:
        self._desk = Desk(folder)

    def set_deadline(self, dataset: str, period: str, due: datetime.date | None, person: str) -> None:
        """Say by when the return of a period is due; None takes the deadline away."""
        with self._desk.connect() as connection:
            connection.execute("DELETE FROM deadline WHERE dataset = ? AND period = ?", [dataset, period])
            if due is not None:
                connection.execute("INSERT INTO deadline VALUES (?, ?, ?)", [dataset, period, due.isoformat()])
        self._desk.note(person, "deadline set", {"dataset": dataset, "period": period, "due": str(due or "")})

    def deadlines(self, dataset: str) -> dict[str, datetime.date]:
        """The day each period's return is due, for the periods that have one."""
        rows = self._rows("SELECT period, due FROM deadline WHERE dataset = ? ORDER BY period", dataset)
        return {period: datetime.date.fromisoformat(due) for period, due in rows}

    def send_back(self, dataset: str, period: str, area_id: str, reason: str, person: str) -> None:
        """Note that a return was sent back. It stands until a later return of the same unit and period is in use."""
        now = datetime.datetime.now(datetime.UTC).isoformat()
        with self._desk.connect() as connection:
            connection.execute(
                "INSERT INTO sent_back VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(dataset, period, area_id) DO UPDATE SET"
                " reason = excluded.reason, person = excluded.person, at = excluded.at",
                [dataset, period, area_id, reason, person, now],
            )
        self._desk.note(person, "return sent back", {"dataset": dataset, "period": period, "area": area_id})

    def take_back(self, dataset: str, period: str, area_id: str, person: str) -> bool:
        """Forget that a return was sent back; False when it was not."""
        with self._desk.connect() as connection:
            gone = connection.execute(
                "DELETE FROM sent_back WHERE dataset = ? AND period = ? AND area_id = ?", [dataset, period, area_id]
            ).rowcount
        if gone:
            self._desk.note(
                person, "return accepted after all", {"dataset": dataset, "period": period, "area": area_id}
            )
        return bool(gone)

    def sent_back(self, dataset: str) -> list[SentBack]:
        """Every return of the dataset that was sent back, the newest first."""
        rows = self._rows(
            "SELECT dataset, period, area_id, reason, person, at FROM sent_back WHERE dataset = ? ORDER BY at DESC",
            dataset,
        )
        return [
            SentBack(name, period, area_id, reason, person, datetime.datetime.fromisoformat(at))
            for name, period, area_id, reason, person, at in rows
        ]

    def _rows(self, sql: str, *params: str) -> list[tuple[str, ...]]:
        if not self._desk.path.exists():
            return []
        with self._desk.connect() as connection:
            return [tuple(row) for row in connection.execute(sql, params).fetchall()]
