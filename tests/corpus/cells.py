"""How one number is typed: units, percentages, full-width digits, text, thousands separators."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from tests.corpus.table import Column, Day, Percent, Signed

MONEY = {"元": 1, "千元": 1000, "万元": 10000}
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@dataclass(frozen=True)
class CellStyle:
    """The ways of typing one sheet keeps to. `rate` and `money_where`, `digits`, `day`: see the functions."""

    rate: str = "fraction"
    money_unit: str = "元"
    money_where: str = "none"
    digits: str = "number"
    day: str = "text"
    count_unit: str = ""
    nil: object = 0
    code: str = "text"

    def headed(self, column: Column, word: str) -> str:
        """The header's last word with the unit the sheet writes there."""
        if column.role == "money" and self.money_where == "header":
            return f"{word}（{self.money_unit}）"
        if column.role == "rate" and self.rate in ("percent_header", "percent_header_format"):
            return f"{word}（%）"
        if column.role == "rate" and self.rate == "permille_header":
            return f"{word}（‰）"
        if column.role == "count" and self.count_unit and word not in ("男", "女"):
            return f"{word}（{self.count_unit}）"
        return word


def drawn_cell(column: Column, row: int, style: CellStyle) -> object:
    """One cell as the office types it."""
    value = column.cells[row]
    if value is None:
        return None
    if column.role == "money":
        return _money(value, style)
    if column.role == "rate":
        return _rate(float(str(value)), style)
    if column.role == "count" and isinstance(value, int):
        return _digits(value, style)
    if column.role == "day" and isinstance(value, str):
        return _day(value, style)
    if column.role == "code" and style.code == "float":
        return float(str(value))
    return value


def sum_of(column: Column, rows: Sequence[int], style: CellStyle) -> object:
    """The printed sum of a column over some records."""
    total = sum(float(str(column.cells[row])) for row in rows if column.cells[row] is not None)
    whole = int(total) if total.is_integer() else round(total, 6)
    return _money(whole, style) if column.role == "money" else whole


def _money(value: object, style: CellStyle) -> object:
    if style.money_where == "none":
        return value
    number = round(float(str(value)) / MONEY[style.money_unit], 6)
    return f"{number}{style.money_unit}" if style.money_where == "cell" else number


def _rate(value: float, style: CellStyle) -> object:
    match style.rate:
        case "fraction":
            return round(value, 4)
        case "text":
            return f"{value * 100:.2f}%"
        case "format" | "percent_header_format":
            return Percent(round(value, 4))
        case "signed_format":
            return Signed(round(value * 100, 2))
        case "permille_header":
            return round(value * 1000, 2)
        case _:
            return round(value * 100, 2)


def _digits(value: int, style: CellStyle) -> object:
    if value == 0:
        return style.nil
    match style.digits:
        case "wide":
            return str(value).translate(_WIDE)
        case "text":
            return str(value)
        case "thousands":
            return f"{value:,}"
        case "apostrophe":
            return f"'{value}"
        case "worded":
            return f"{value}人"
        case _:
            return value


def _day(value: str, style: CellStyle) -> object:
    day = datetime.date.fromisoformat(value)
    match style.day:
        case "date":
            return Day(day)
        case "dots":
            return f"{day.year}.{day.month}.{day.day}"
        case "words":
            return f"{day.year}年{day.month}月{day.day}日"
        case "month":
            return f"{day.year}年{day.month}月"
        case _:
            return value
