"""Figures other areas published, to stand beside the district's own: read as stated, never added or averaged."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from catalog.model import Indicator, Unit
from metrics.source import Source
from store.lineage import cells
from store.reader import Reader


@dataclass(frozen=True)
class Published:
    """One figure with where it stands. `value` is in the indicator's own unit (rates as fractions of one)."""

    area: str
    figure: str
    stage: str | None
    period: str
    value: float
    is_rate: bool
    unit: str
    document: str
    number: str
    page: str
    day: datetime.date | None

    @property
    def source(self) -> str:
        """Document, number, page and date, as far as they are stated."""
        page = f"第{self.page}页" if self.page.isdigit() else self.page
        return "，".join(filter(None, (self.document, self.number, page, str(self.day or ""))))

    def is_called(self, indicator: Indicator) -> bool:
        """Whether it has the name (or id) of the indicator and is a rate where that is one: else it measures something else."""
        named = self.figure.strip() in (indicator.name, indicator.zh, indicator.en)
        return named and self.is_rate == (indicator.unit is Unit.PERCENT)


def published(reader: Reader, indicator: Indicator | None = None, stage: str | None = None) -> list[Published]:
    """Every figure by area and period; of an indicator those called as it is (of one stage, if named)."""
    rows = reader.rows(
        "SELECT area_name, figure, stage, period, rate, quantity, unit, document, document_number, page, published_on FROM published"
        " WHERE (rate IS NOT NULL OR quantity IS NOT NULL) AND document IS NOT NULL ORDER BY area_name, figure, stage, period, document"
    )
    found = [_read(row) for row in rows]
    if indicator is None:
        return found
    return [each for each in found if each.is_called(indicator) and (stage is None or each.stage == stage)]


def published_cells(reader: Reader, figure: Published) -> list[Source]:
    """The stored cells that state a figure: file, sheet, address, batch, person, time."""
    key = {
        "area_name": figure.area, "figure": figure.figure, "stage": figure.stage, "period": figure.period, "document": figure.document,
    }  # fmt: skip
    column = "rate" if figure.is_rate else "quantity"
    return [
        Source(
            area_id=figure.area, area=figure.area, side="numerator", dataset="published", column=column, period=figure.period, stage=figure.stage,
            key={"figure": figure.figure, "document": figure.document}, value=cell.value, file=cell.file, sheet=cell.sheet, cell=cell.cell, row=cell.row,
            batch_id=cell.batch_id, person=cell.person, at=cell.at, rolled_up=cell.rolled_up, derived=cell.derived, used=cell.counts,
        )
        for cell in cells(reader, "published", key, column)
    ]  # fmt: skip


def _read(row: dict) -> Published:
    is_rate = row["rate"] is not None
    texts = (row[name] or "" for name in ("unit", "document", "document_number", "page"))
    unit, document, number, page = texts
    return Published(
        row["area_name"], row["figure"], row["stage"], row["period"], float(row["rate"] if is_rate else row["quantity"]),
        is_rate, "%" if is_rate else unit, document, number, page, row["published_on"],
    )  # fmt: skip
