"""Numbers as offices type them: １２３, 1,234, 123人, 85.3%; and what is no number: —, 无, 约120, 三百九十."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from etl.extract.text import as_text, key_of

NOT_APPLICABLE = frozenset(
    {"-", "--", "---", "----", "/", "//", "\\", "…", "...", "不适用", "n/a", "na", "x", "×", "*", "——", "_"}
)
NONE_WRITTEN = frozenset(
    {
        "无",
        "没有",
        "未统计",
        "缺",
        "空",
        "null",
        "nil",
        "none",
        "暂无",
        "不详",
        "未报",
        "待定",
        "未填",
        "排除",
        "未知",
        "nan",
    }
)
_ERRORS = frozenset(
    {"#div/0!", "#ref!", "#n/a", "#name?", "#value!", "#num!", "#null!", "#spill!", "#error!", "err:502"}
)
_ZERO = frozenset({"〇", "零", "○", "0"})
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SUFFIX = re.compile(r"(人次|人|名|个班|个|班|所|元整|元|分|次|节|课时|台|册|本|间|半天|平方米|m2|㎡|位)$")
_MAGNITUDE = {"万": 10_000, "万元": 10_000, "千元": 1000, "亿元": 100_000_000, "亿": 100_000_000, "万人": 10_000}


@dataclass(frozen=True)
class Parsed:
    """A text read as a number. `state`: number, percent, absolute (names its unit), blank, dash, none, words, other."""

    state: str
    value: Decimal | None = None


@dataclass
class Numbers:
    """A column of numbers. `values` is float64, NaN where unknown; `odd` maps a state or problem to its rows.

    `percent` are the rows whose cell itself says % (already divided by 100); `absolute` those that name their own unit.
    """

    values: np.ndarray
    odd: dict[str, list[int]] = field(default_factory=dict)
    percent: list[int] = field(default_factory=list)
    absolute: list[int] = field(default_factory=list)

    @property
    def known(self) -> np.ndarray:
        """Where a number stands."""
        return ~np.isnan(self.values)


def parse_number(text: str) -> Parsed:
    """Read one text."""
    flat = key_of(text).strip("'’`")
    if not flat:
        return Parsed("blank")
    if flat in NOT_APPLICABLE or not flat.strip("-"):
        return Parsed("dash")
    if flat in NONE_WRITTEN:
        return Parsed("none")
    if flat in _ZERO:
        return Parsed("number", Decimal(0))
    if flat in _ERRORS:
        return Parsed("error")
    return _parse_digits(flat)


def _parse_digits(flat: str) -> Parsed:
    for unit, factor in _MAGNITUDE.items():
        if flat.endswith(unit) and (inner := _decimal(flat.removesuffix(unit))) is not None:
            return Parsed("absolute", inner * factor)
    if flat.endswith(("%", "‰")):
        inner = _decimal(flat[:-1])
        if inner is not None:
            return Parsed("percent", inner / (100 if flat.endswith("%") else 1000))
    number = _decimal(flat)
    if number is not None:
        return Parsed("number", number)
    if flat.startswith("¥") and (number := _decimal(flat.removeprefix("¥"))) is not None:
        return Parsed("absolute", number)
    number = _decimal(_SUFFIX.sub("", flat)) if _SUFFIX.search(flat) else None
    if number is not None:
        return Parsed("absolute", number)  # 12500元 under 万元 is 12500 yuan
    return Parsed("words" if re.search(r"\d", flat) else "other")


def _decimal(flat: str) -> Decimal | None:
    if _THOUSANDS.fullmatch(flat):
        flat = flat.replace(",", "")
    return Decimal(flat) if _PLAIN.fullmatch(flat) else None


def read_numbers(cells: Sequence[object], factor: Decimal = Decimal(1)) -> Numbers:
    """The column as numbers times `factor`. Columns that hold nothing but numbers cost no Python per cell."""
    kinds = set(map(type, cells))
    if kinds <= {float, int}:
        return Numbers(_scaled(np.array(cells, dtype=np.float64), factor))
    texts = {cell: parse_number(cell) for cell in {cell for cell in cells if cell.__class__ is str}}
    known = {text: _as_float(parsed, factor) for text, parsed in texts.items()}
    nan = float("nan")
    plain = np.array(
        [cell if cell.__class__ is float or cell.__class__ is int else nan for cell in cells], dtype=np.float64
    )
    numbers = Numbers(_scaled(plain, factor))
    for row, cell in enumerate(cells):
        if cell.__class__ is str:
            if cell != "":
                _take_text(numbers, row, texts[cell].state, known[cell])
        elif cell.__class__ is not float and cell.__class__ is not int and cell is not None:
            numbers.odd.setdefault(_kind_of(cell), []).append(row)
    return numbers


def _take_text(numbers: Numbers, row: int, state: str, value: float) -> None:
    numbers.values[row] = value
    if state == "percent":
        numbers.percent.append(row)
    elif state == "absolute":
        numbers.absolute.append(row)
    elif state not in ("number", "blank"):
        numbers.odd.setdefault(state, []).append(row)


def _as_float(parsed: Parsed, factor: Decimal) -> float:
    if parsed.value is None:
        return float("nan")
    return float(parsed.value if parsed.state in ("percent", "absolute") else parsed.value * factor)


def _scaled(values: np.ndarray, factor: Decimal) -> np.ndarray:
    """Times the factor, without the noise of binary fractions: 785.0375 万元 is 7850375.0 yuan, exactly."""
    if factor == 1:
        return values
    return np.round(values * float(factor), 6 if factor > 1 else 12)


def _kind_of(cell: object) -> str:
    return "date" if isinstance(cell, datetime.date | datetime.time | datetime.timedelta) else "other"


def decimals_of(cell: object) -> int:
    """How many decimals a printed number shows: 785.04 -> 2."""
    text = key_of(as_text(cell)).replace(",", "").rstrip("%元人")
    return len(text.partition(".")[2]) if re.fullmatch(r"[-+]?\d*\.?\d*", text) else 0


def shown_number(value: float) -> str:
    """A number for a message: 12.0 -> 12, 0.1+0.2 -> 0.3."""
    rounded = round(float(value), 6)
    return str(int(rounded)) if rounded.is_integer() else repr(rounded)
