"""What a check may look at: the writer's copy after the rebuild, the sheets of the file, the thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from catalog import dataset as dataset_named
from catalog.model import Dataset
from catalog.stages import stage as stage_named
from etl.model import ExtractedSheet
from etl.options import Thresholds
from store.reader import Parameters


@dataclass
class Scope:
    """`sheets` are all sheets of the file, numbered from 1 as in the store; `seq` is the batch they became. `beside` are the
    batches that other files of the same zip became."""

    connection: duckdb.DuckDBPyConnection
    seq: int
    sheets: Sequence[ExtractedSheet]
    thresholds: Thresholds
    file_hash: str
    beside: tuple[int, ...] = ()

    def rows(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """The answer as one dict per row."""
        answer = self.connection.execute(sql, params or [])
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    @property
    def taken(self) -> list[ExtractedSheet]:
        """The sheets that hold data to take."""
        return [each for each in self.sheets if each.dataset is not None and each.table is not None]

    @property
    def datasets(self) -> list[Dataset]:
        """The datasets that the file has rows for."""
        names = dict.fromkeys(
            each.dataset for each in self.taken if each.dataset and each.table is not None and each.table.num_rows
        )
        return [dataset_named(each) for each in names]

    def periods(self, dataset: Dataset) -> list[str]:
        """The periods that the file's rows of a dataset have."""
        return sorted({period for each in self.taken if each.dataset == dataset.name for period in each.periods})

    def sheet_name(self, number: int) -> str:
        """The name of a sheet by its number in the store."""
        return self.sheets[number - 1].sheet

    def cell(self, sheet_no: int, block_no: int | None, column: str, row_no: int | None) -> str:
        """Where a value of the file stood; a range when several cells fed it; empty for rolled-up rows."""
        blocks = self.sheets[sheet_no - 1].blocks
        letters = blocks.get(block_no or 0, {}).get(column) or blocks.get(0, {}).get(column) or ""
        if not letters or row_no is None:
            return ""
        parts = letters.split("+")
        return f"{parts[0]}{row_no}" if len(parts) == 1 else f"{parts[0]}{row_no}:{parts[-1]}{row_no}"


def stage_zh(code: str | None) -> str:
    """A stage as it is shown in a message; empty when there is none."""
    return stage_named(code).zh if code else ""


def school_at(school: str, stage: str | None) -> str:
    """A school with its stage in brackets: 前湾小学（小学） is not 前湾小学小学."""
    return f"{school}（{stage_zh(stage)}）" if stage else school


def number_text(value: float) -> str:
    """A number without a needless fraction: 12.0 -> 12, 12.50 -> 12.5."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
