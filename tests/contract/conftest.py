"""The product as a script sees it: workbooks in, JSON out, each command a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

ROOT = Path(__file__).parents[2]


@dataclass
class Project:
    """One data folder and the commands run on it."""

    data: Path
    folder: Path

    def run(self, module: str, *words: str) -> tuple[int, Any]:
        """The exit status of `python -m module words --json` and the one JSON value it printed."""
        command = [sys.executable, "-m", module, *words]
        if module == "etl":
            command.append("--json")
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "EDU_DATA": str(self.data)},
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, json.loads(done.stdout) if done.stdout.strip() else done.stderr

    def etl(self, *words: str) -> Any:
        """The JSON of an etl command that must succeed."""
        status, answer = self.run("etl", *words)
        assert status == 0, answer
        return answer

    def values(self, indicator: str, by: str = "district", *words: str) -> list[dict[str, Any]]:
        """The rows of `python -m metrics INDICATOR --by …`."""
        status, answer = self.run("metrics", indicator, "--by", by, *words, "--format", "json")
        assert status == 0, answer
        return answer

    def value(self, indicator: str, by: str = "district", *words: str) -> float | None:
        """The value of the only row."""
        rows = self.values(indicator, by, *words)
        assert len(rows) == 1, rows
        return rows[0]["value"]

    def book(
        self, name: str, rows: Sequence[Sequence[object]], merges: Sequence[str] = (), sheet: str = "Sheet1"
    ) -> str:
        """A workbook of one sheet; its path."""
        return self.sheets(name, {sheet: rows}, merges)

    def sheets(self, name: str, sheets: dict[str, Sequence[Sequence[object]]], merges: Sequence[str] = ()) -> str:
        """A workbook of several sheets; its path. `merges` apply to the first."""
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(list(row))
        for area in merges:
            book.worksheets[0].merge_cells(area)
        path = self.folder / name
        book.save(path)
        return str(path)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty data folder."""
    folder = tmp_path / "文件"
    folder.mkdir()
    return Project(tmp_path / "data", folder)


@pytest.fixture
def enrolment(project: Project) -> Callable[..., str]:
    """Make an enrolment workbook of two townships; keyword arguments change the pupils of a school."""

    def make(year: str = "2023-2024学年第一学期", name: str = "在校生.xlsx", **pupils: object) -> str:
        numbers = {"甲小": 300, "乙小": 200, "丙中": 450, **pupils}
        rows: list[list[object]] = [
            [f"青山县{year}在校生统计表（单位：人）"],
            ["乡镇", "学校名称", "学段", "班数", "在校生数", "其中女", "寄宿生"],
            ["东河镇", "东河镇甲小学", "小学", 8, numbers["甲小"], 140, 0],
            ["东河镇", "东河镇丙初级中学", "初中", 10, numbers["丙中"], 200, 300],
            ["西山乡", "西山乡乙小学", "小学", 6, numbers["乙小"], 90, None],
        ]
        return project.book(name, rows)

    return make
