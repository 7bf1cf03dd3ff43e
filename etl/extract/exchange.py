"""How the child hands over what it read: one Arrow file per sheet and one JSON, checked again by the parent."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from catalog import dataset
from etl.extract.table import schema_of
from etl.model import ERROR, INFO, WARNING, ExtractedSheet, Finding, Grid
from etl.problems import PROBLEMS

RESULT = "result.json"


class BadExchange(ValueError):
    """What the child left is not what it was to leave."""


def write_exchange(folder: Path, sheets: list[ExtractedSheet], findings: list[Finding]) -> None:
    """Write everything into `folder`; the JSON comes last, so that it is there only when all is."""
    described = []
    for number, sheet in enumerate(sheets):
        files = {
            "table_file": _write_table(folder / f"sheet_{number}.arrow", sheet.table),
            "totals_file": _write_table(folder / f"totals_{number}.arrow", sheet.area_totals),
        }
        described.append(_described(sheet) | files)
    text = json.dumps({"sheets": described, "findings": [asdict(each) for each in findings]}, ensure_ascii=False)
    (folder / RESULT).write_text(text, encoding="utf-8")


def _write_table(path: Path, table: pa.Table | None) -> str:
    """The name of the file written; empty when there is no table."""
    if table is None:
        return ""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return path.name


def _described(sheet: ExtractedSheet) -> dict[str, Any]:
    return sheet.as_json() | {
        "sheet_no": sheet.sheet_no,
        "blocks": sheet.blocks,
        "grid": asdict(sheet.grid),
        "pupil_level": sheet.pupil_level,
        "repeating": sheet.repeating,
        "unit": sheet.unit,
        "fingerprint": sheet.fingerprint,
        "recalled": sheet.recalled,
        "remembered_unit": sheet.remembered_unit,
        "table_no": sheet.table_no,
    }


def read_exchange(folder: Path) -> tuple[list[ExtractedSheet], list[Finding]]:
    """Read it back. Raises BadExchange for anything not as declared."""
    try:
        result = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        return [_sheet(folder, each) for each in result["sheets"]], [_finding(each) for each in result["findings"]]
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise BadExchange(type(error).__name__) from error


def _sheet(folder: Path, said: dict[str, Any]) -> ExtractedSheet:
    table, totals = (
        _table(folder / Path(said[each]).name, str(said["dataset"])) if said[each] else None
        for each in ("table_file", "totals_file")
    )
    return ExtractedSheet(
        sheet=str(said["sheet"]),
        sheet_no=int(said["sheet_no"]),
        dataset=said["dataset"] if table is not None else None,
        reason=str(said["reason"]),
        period=said["period"],
        periods=list(said["periods"]),
        header_rows=list(said["header_rows"]),
        columns=dict(said["columns"]),
        rows_read=int(said["rows_read"]),
        rows_accepted=int(said["rows_accepted"]),
        skipped_because=dict(said["skipped_because"]),
        blocks={int(number): dict(letters) for number, letters in said["blocks"].items()},
        table=table,
        grid=Grid(**said["grid"]),
        pupil_level=bool(said["pupil_level"]),
        area_totals=totals,
        repeating=[int(each) for each in said["repeating"]],
        unit=str(said["unit"]),
        fingerprint=str(said["fingerprint"]),
        recalled=str(said["recalled"]),
        remembered_unit=str(said["remembered_unit"]),
        table_no=int(said["table_no"]),
    )


def _table(path: Path, name: str) -> pa.Table:
    with pa.OSFile(str(path), "rb") as source:
        table = pa.ipc.open_file(source.read_buffer()).read_all()
    table.validate(full=True)
    if not table.schema.equals(schema_of(dataset(name))):
        raise BadExchange("schema")
    return table


def _finding(said: dict[str, str]) -> Finding:
    found = Finding(**{name: str(value) for name, value in said.items()})
    if found.code not in PROBLEMS or found.level not in (ERROR, WARNING, INFO):
        raise BadExchange("finding")
    return found
