"""Layouts of sheets that somebody confirmed, kept at the desk: they change how files are read, never a number."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.desk import Desk


class LayoutMemory:
    """The remembered layouts of a data folder, by the fingerprint of a sheet's header. Making one touches nothing."""

    def __init__(self, folder: Path) -> None:
        self._desk = Desk(folder)

    def keep(self, fingerprint: str, data: dict[str, Any], person: str) -> None:
        """Remember a layout, in place of what was remembered for this header."""
        with self._desk.connect() as connection:
            connection.execute(
                "INSERT INTO layout VALUES (?, ?, ?, ?) ON CONFLICT(fingerprint) DO UPDATE SET data = excluded.data,"
                " person = excluded.person, at = excluded.at",
                [fingerprint, json.dumps(data, ensure_ascii=False), person, datetime.now(UTC).isoformat()],
            )
        self._desk.note(person, "layout kept", {"fingerprint": fingerprint, "name": data.get("name")})

    def forget(self, fingerprint: str, person: str) -> bool:
        """Forget a layout; False when there was none."""
        with self._desk.connect() as connection:
            gone = connection.execute("DELETE FROM layout WHERE fingerprint = ?", [fingerprint]).rowcount == 1
        if gone:
            self._desk.note(person, "layout forgotten", {"fingerprint": fingerprint})
        return gone

    def kept(self) -> list[dict[str, Any]]:
        """Every remembered layout, the newest first: fingerprint, data, person, at (ISO time)."""
        if not self._desk.path.exists():
            return []
        with self._desk.connect() as connection:
            found = connection.execute("SELECT * FROM layout ORDER BY at DESC").fetchall()
        return [{**dict(row), "data": json.loads(row["data"])} for row in found]
