"""Units and bracket notes of a header: 资助金额（万元） -> 资助金额, factor 10 000."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.model import Column, Kind
from etl.extract.text import key_of

MONEY = {
    "元": 1,
    "百元": 100,
    "千元": 1000,
    "万元": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
    "人民币元": 1,
    "yuan": 1,
}
RATES = {"%": Decimal("0.01"), "百分比": Decimal("0.01"), "‰": Decimal("0.001"), "百分数": Decimal("0.01")}
_PERSONS = {
    "人": 1,
    "名": 1,
    "万人": 10_000,
    "人次": 1,
    "人·次": 1,
    "生": 1,
    "位": 1,
    "个学生": 1,
    "百人": 100,
    "千人": 1000,
}
_THINGS = {
    "个": 1,
    "班": 1,
    "个班": 1,
    "所": 1,
    "分": 1,
    "台": 1,
    "册": 1,
    "本": 1,
    "万册": 10_000,
    "间": 1,
    "节": 1,
    "课时": 1,
    "次": 1,
    "场": 1,
    "半天": 1,
    "件": 1,
    "套": 1,
    "㎡": 1,
    "m2": 1,
    "m²": 1,
    "平方米": 1,
    "平米": 1,
    "万平方米": 10_000,
    "万平米": 10_000,
    "分²": 1,
    "千册": 1000,
}
_COUNTS = {**_PERSONS, **_THINGS}
# Units of the same kind that we do not convert: the column must not be taken, nor quietly left out.
FOREIGN = frozenset({"亩", "公顷", "平方公里", "美元", "港元"})
_PER_HEAD = frozenset({"学时/年", "元/生", "元/人", "元/生·年", "元/生·学期", "元/月", "元/年"})
_BRACKET = re.compile(r"\(([^()]*)\)")
# 在校生数(预测) is not 在校生数: such a bracket is part of the name, others are remarks on it.
_REMARK = re.compile(
    r"\((?![^()]*(?:预测|推估|预计|估计|预估|计划|目标|上年|去年|前年|同期|上学年|上学期|上期|往年|增减|差异|差额|参考|参照|对比|比上|较上))[^()]*\)"
)
_SAID_UNIT = re.compile(r"单位(?:[:为是]|均为|统一为|都是)([^;。]*)")
_COUNTED_IN = re.compile(r"(?:以|按|用)([百千万亿]{0,2}元)(?:为?单位|计|填[报写列])")
_LISTED = re.compile(r"[、,/;和及·]")
_SCALED = re.compile(r"[十百千万亿]+(?:元|角|人|人次|名|生)|角")
_FULL_MARK = re.compile(r"(?:满分|总分|卷面分)?[:为]?(\d+(?:\.\d+)?)分?(?:制)?")


@dataclass(frozen=True)
class Labelled:
    """A header text taken apart. `bare` has no remarks in brackets; `unit` is None when none was written."""

    text: str
    bare: str
    units: tuple[str, ...] = ()
    full_mark: float | None = None

    @property
    def unit(self) -> str | None:
        """The one unit, or the first of several: 资助情况（人、万元）."""
        return self.units[0] if self.units else None


def take_apart(text: str) -> Labelled:
    """Split unit and full mark off one header cell. `text` of the result keeps brackets that are neither."""
    flat = key_of(text)
    units: tuple[str, ...] = ()
    full_mark = None
    for content in _BRACKET.findall(flat):
        mark = _FULL_MARK.fullmatch(content)
        known = _units_of(content)
        if known:
            units = known
            flat = flat.replace(f"({content})", "", 1)
        elif mark and ("分" in content):
            full_mark = float(mark.group(1))
            flat = flat.replace(f"({content})", "", 1)
    flat = flat.rstrip(":,;、/")
    return Labelled(flat, _REMARK.sub("", flat).strip(":,;、/"), units, full_mark)


def split_trailing_unit(text: str) -> tuple[str, str | None]:
    """金额万元 -> (金额, 万元); only units that are no part of ordinary words."""
    match = re.fullmatch(r"(.+?)[/:,_-]?(亿元|百万元|万元|千元|百元|元|%|‰)", text)
    return (match.group(1), match.group(2)) if match else (text, None)


def _units_of(content: str) -> tuple[str, ...]:
    """The unit a bracket's content names, or several units it lists; none when a part of it is no unit."""
    whole = normal_unit(content)
    parts = [normal_unit(part) for part in re.split(r"[、,/;和及]", content)]
    if whole is not None:
        return (whole,)
    return tuple(each for each in parts if each) if len(parts) > 1 and all(parts) else ()


def unit_for(levels: tuple[tuple[str, ...], ...], column: Column, item: str | None = None) -> str | None:
    """The unit of a column among those its header's levels state, the lowest level first; None when none is stated.

    The lowest level's unit is the column's even where it does not fit, so that the caller sees that. A group's unit of
    money or persons holds for the columns it fits: 生活补助（万元） over 人数 and 金额.
    """
    for place, units in enumerate(levels):
        fitting = [unit for unit in units if factor_of(unit, column, item) is not None]
        if fitting:
            return fitting[0]
        if units and (place == 0 or not all(unit in MONEY or unit in _PERSONS for unit in units)):
            return units[0]
    return None


def normal_unit(content: str) -> str | None:
    """The unit a bracket's content names, `单位:` removed; None when it names none."""
    content = re.sub(r"^(?:计量)?单位[:为]?", "", key_of(content))
    known = content in MONEY or content in RATES or content in _COUNTS or content in FOREIGN | _PER_HEAD
    return content if known else None


def factor_of(unit: str, column: Column, item: str | None = None) -> Decimal | None:
    """By what a value in `unit` is multiplied to give the column's own unit; None when the two do not fit."""
    if column.kind is Kind.RATE:
        return RATES.get(unit)
    if column.kind is Kind.MONEY or (item or "").endswith("_yuan"):
        return _decimal(MONEY.get(unit))
    if item is not None:
        return _decimal(_THINGS.get(unit, _PERSONS.get(unit)))
    if column.unit in ("人", "个") or column.kind is Kind.COUNT:
        return _decimal(_COUNTS.get(unit))
    return _decimal(_COUNTS.get(unit))


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def money_unit_in(texts: list[str]) -> str | None:
    """The money unit a title or meta line states for the whole sheet (单位：人、万元); None when none or several."""
    found = set()
    for text in texts:
        flat = key_of(text)
        spoken = [part for said in _SAID_UNIT.findall(flat) for part in _LISTED.split(said)]
        spoken += [part for content in _BRACKET.findall(flat) for part in re.split(r"[、,/;和及·]", content)]
        spoken += _COUNTED_IN.findall(flat)
        found |= {unit for unit in (normal_unit(part.strip("() ")) for part in spoken) if unit in MONEY}
    return found.pop() if len(found) == 1 else None


def scaled_units_in(texts: Sequence[str]) -> list[str]:
    """What 单位： states that we do not convert for a whole sheet: 百人, 十万元. 万元 and what else is known of money is not."""
    said = [
        part.strip("() ")
        for text in texts
        for parts in _SAID_UNIT.findall(key_of(text))
        for part in _LISTED.split(parts)
    ]
    return [each for each in said if _SCALED.fullmatch(each) and each not in MONEY]
