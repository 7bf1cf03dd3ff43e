"""A csv that Excel opens right by a double click: UTF-8 with a byte order mark, CRLF, text in quotes, no formula."""

from __future__ import annotations

import csv
import datetime
import io
import math
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from reports.formulas import as_csv_code, as_csv_text
from reports.table import Download, Field, FieldKind

BYTE_ORDER_MARK = "\ufeff"


def write_csv(target: BinaryIO, download: Download) -> None:
    """Write the data of `download`: a header, then the rows. Rates are percentages there, as the header says."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=False)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([as_csv_text(_header(field)) for field in download.fields])
    writer.writerows(zip(*_cells(download), strict=True))
    text.flush()
    text.detach()  # the caller's stream stays open


def _header(field: Field) -> str:
    return field.header if field.unit or field.kind is not FieldKind.PERCENT else f"{field.title}（%）"


def _cells(download: Download) -> Iterator[list[Any]]:
    for field, column in zip(download.fields, download.columns, strict=True):
        write = _WRITERS[field.kind]
        yield [None if value is None else write(value) for value in column]


def _number(value: float) -> float | int | None:
    if isinstance(value, int):
        return value
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _percentage(value: float) -> float | int | None:
    # Twelve digits say all a count can know; without it 0.07 leaves as 7.000000000000001.
    return _number(round(value * 100, 12)) if math.isfinite(value) else None


def _text(value: Any) -> str:
    # Text that looks like a date or a long number is damaged by Excel as much as a code is.
    return as_csv_code(str(value))


def _date(value: datetime.date) -> str:
    return value.strftime("%Y-%m-%d")


_WRITERS: dict[FieldKind, Callable[[Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.CODE: _text,
    FieldKind.WHOLE: _number,
    FieldKind.NUMBER: _number,
    FieldKind.PERCENT: _percentage,
    FieldKind.DATE: _date,
}
