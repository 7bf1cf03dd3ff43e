"""Makes workbooks as an office would, and takes them in through the command line: here, or in a process of its own."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from etl.cli import main
from store import Store

ROOT = Path(__file__).resolve().parents[2]
HEADER = ("乡镇", "学校", "学段", "班数", "在校生数", "女生数")
Rows = Sequence[Sequence[Any]]


def write_book(path: Path, sheets: dict[str, Rows]) -> Path:
    """A workbook of these sheets, cell by cell from A1."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def write_csv(path: Path, rows: Rows) -> Path:
    """The rows as UTF-8 CSV with a byte order mark, as Excel writes it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def enrolment(path: Path, rows: Rows, *, period: str = "2023—2024学年第一学期", header: Sequence[str] = HEADER) -> Path:
    """An enrolment return: title, header, rows."""
    return write_book(path, {"在校生": [[f"{period}在校生情况统计表"], list(header), *rows]})


@dataclass
class Answer:
    """What a command said: its exit status and the JSON value."""

    status: int
    value: Any

    @property
    def codes(self) -> list[str]:
        """The codes of the findings."""
        return [each["code"] for each in self.value["findings"]]

    def finding(self, code: str) -> dict[str, str]:
        """The first finding of a code."""
        found = [each for each in self.value["findings"] if each["code"] == code]
        assert found, f"no {code} among {self.codes}"
        return found[0]


@dataclass
class Bureau:
    """A data folder and what is done to it."""

    data: Path

    def run(self, *words: object) -> Answer:
        """A command with `--json`, in this process."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = main([str(each) for each in words] + ["--data", str(self.data), "--json"])
        return Answer(status, json.loads(out.getvalue()))

    def take(self, path: Path, *words: object) -> Answer:
        """Import one file."""
        return self.run("import", path, *words)

    def must_take(self, path: Path, *words: object) -> Answer:
        """Import one file that is in order."""
        answer = self.take(path, *words)
        assert answer.status == 0, answer.value.get("findings", answer.value)
        assert answer.value["published"]
        return answer

    @property
    def store(self) -> Store:
        """The store of the folder."""
        return Store(self.data)

    def rows(self, sql: str, *params: Any) -> list[dict[str, Any]]:
        """An answer of the current version."""
        with self.store.read() as reader:
            return reader.rows(sql, list(params))

    def pupils(self, period: str = "2023-2024-1") -> dict[str, Any]:
        """Pupils by school in a period."""
        found = self.rows(
            "SELECT a.name, e.pupils FROM enrolment e JOIN area a ON a.area_id = e.school_id WHERE e.period = ? ORDER BY 1",
            period,
        )
        return {row["name"]: row["pupils"] for row in found}


def command(data: Path, *words: object, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as a script would run it."""
    listed = [sys.executable, "-m", "etl", *map(str, words), "--data", str(data)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        listed, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=timeout, env=environment, check=False
    )
