"""What a bureau sets, in the store's log: each change is a batch of its own, so it is taken back by `undo`.

`rows_setting` holds the changes; the value in force is that of the last live batch. A version that an older program wrote
has no such table: there everything has its default.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from catalog.settings import (
    DEFAULTS,
    AidTable,
    BadSetting,
    InForce,
    Settings,
    StandardInForce,
    check_together,
    setting,
)
from catalog.settings.aid import from_json
from catalog.settings.in_force import all_values
from catalog.settings.model import Value
from store.reader import Parameters
from store.versions import Store
from store.writer import NewBatch, Writer, batch_id

KIND = "setting"
# The name under which entries of the table of aid standards stand in the log.
AID_STANDARD = "aid_standard"


class Asked(Protocol):
    """A Reader or a Writer."""

    def rows(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class SettingChange:
    """One change of the log. `value` None: back to the default; `live` False: taken back."""

    name: str
    value: Value | None
    batch: str
    person: str
    at: datetime.datetime
    note: str
    live: bool


def settings_in_force(reader: Asked) -> Settings:
    """The settings of a version. A stored value that the declaration no longer allows counts as not set."""
    return _in_force(changed_entries(reader))


def _in_force(rows: list[dict[str, Any]]) -> Settings:
    changed: dict[str, InForce] = {}
    for each in _single(rows):
        if not each.live:
            continue
        changed.pop(each.name, None)
        if each.value is not None:
            declared = setting(each.name)
            changed[each.name] = InForce(declared, each.value, each.person, each.at, each.note, each.batch)
    return Settings(changed, _aid_table(rows))


def _aid_table(rows: list[dict[str, Any]]) -> AidTable:
    """The declared standards under those of the log: null takes an entry of the bureau's own out of force again."""
    entries = dict(DEFAULTS.aid.entries)
    for row in rows:
        if row["name"] != AID_STANDARD or not row["live"]:
            continue
        if row["value"] is not None:
            standard = from_json(json.loads(row["value"]))
            entries[row["entry"]] = StandardInForce(standard, *(row[each] for each in ("person", "at", "note", "batch")))  # fmt: skip
        elif row["entry"] in DEFAULTS.aid.entries:
            entries[row["entry"]] = DEFAULTS.aid.entries[row["entry"]]
        else:
            entries.pop(row["entry"], None)
    return AidTable(entries)


def settings_as_of(reader: Asked, moment: datetime.datetime) -> Settings:
    """What was in force at a moment (UTC without a zone), of the changes that still count."""
    return _in_force([row for row in changed_entries(reader) if row["at"] <= moment])


def setting_changes(reader: Asked) -> list[SettingChange]:
    """Every change of a single setting, oldest first, those taken back among them."""
    return _single(changed_entries(reader))


def _single(rows: list[dict[str, Any]]) -> list[SettingChange]:
    found = []
    for row in rows:
        if row["entry"]:
            continue
        try:
            value = None if row["value"] is None else setting(row["name"]).checked(json.loads(row["value"]))
        except BadSetting:
            continue
        found.append(
            SettingChange(row["name"], value, *(row[each] for each in ("batch", "person", "at", "note", "live")))
        )
    return found


def changed_entries(reader: Asked) -> list[dict[str, Any]]:
    """Every row of the log of settings, oldest first: name, entry, value, batch, person, at, note, live."""
    if not reader.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'rows_setting'"):
        return []
    return reader.rows(
        """SELECT s.name, s.entry, s.value, b.batch_id AS batch, b.person, b.created_at AS "at", b.live,
            coalesce(json_extract_string(b.report, '$.note'), '') AS note
        FROM rows_setting s JOIN batch b USING (batch_seq) ORDER BY batch_seq, s.name, s.entry"""
    )


def change_settings(store: Store, changes: Mapping[str, object], person: str, note: str) -> int:
    """Set these settings (None: back to the default) and return the version in which they hold.

    BadSetting, and nothing is changed, for an unknown name, a value that cannot be or does not fit the others, or
    without a note: whoever reads a changed number must be able to learn why.
    """
    wanted = {name: None if value is None else setting(name).checked(value) for name, value in changes.items()}
    if not note.strip():
        raise BadSetting("请写明为什么改（依据的文件或会议）")
    with store.write(person=person) as writer:
        before = settings_in_force(writer)
        differing = {name: value for name, value in wanted.items() if _differs(before.of(name), value)}
        if not differing:
            raise BadSetting("与现在的设置相同，没有改动")
        after = {name: setting(name).default if value is None else value for name, value in differing.items()}
        if wrong := check_together(all_values(before, after)):
            raise BadSetting("；".join(wrong))
        words = [
            f"{setting(name).zh}：{before.of(name).text} → {setting(name).written(after[name])}" for name in differing
        ]
        report = {"note": note.strip(), "changes": words}
        return log_entries(writer, [(name, "", value) for name, value in differing.items()], report)


def _differs(now: InForce, value: Value | None) -> bool:
    return now.changed if value is None else now.value != value


def log_entries(writer: Writer, entries: list[tuple[str, str, Any]], report: Mapping[str, Any]) -> int:
    """Write (name, entry, value) as one batch and publish it; returns the version."""
    seq = writer.add_batch(NewBatch(kind=KIND, report=report))
    writer.connection.executemany(
        "INSERT INTO rows_setting(batch_seq, name, entry, value) VALUES (?, ?, ?, ?)",
        [
            [seq, name, entry, None if value is None else json.dumps(value, ensure_ascii=False)]
            for name, entry, value in entries
        ],
    )
    writer.rebuild([])
    return writer.publish(KIND, batch_id(seq), "；".join(report["changes"]))
