"""Nil returns (零报告): a school that reports having none says 0, also where it left the number blank.

Only the words 零报告 say so, in a column of returns or among the remarks, where 本月无 and 无辍学 say the same. “已报” beside a
blank tells that a return was made, not what stood in it: that stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from catalog.model import Dataset, Kind, Role
from etl.extract.collect import Findings
from etl.extract.facts import Block, Fact
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.numbers import shown_number
from etl.extract.rows import Body, words_of
from etl.extract.text import cell_name, key_of
from etl.extract.words import IGNORED_WORDS

_NIL = "零报"
# Under a header 零报告 these say "no nil return", which is not "no return".
# A remark that is nothing but this. 无 alone says that there is no remark.
_NIL_REMARK = re.compile(
    r"(?:已)?零报告?(?:本(?:月|期|校))?|(?:本[月期校周])?(?:均|暂|全部)?(?:无|没有|未发现|未发生|不存在)(?:疑似)?(?:辍学|失学|流失)"
    r"(?:、?(?:辍学|失学|流失))?(?:学生|人员|情况|现象|生)?|本(?:月|期|周|学期)(?:均|暂)?(?:无|没有)(?:变化|情况|异常)?"
)
_NOT_NIL = frozenset({"否", "×", "✗", "0", "0.0", "false", "no", "n"})


def read_nil_returns(
    body: Body, layout: Layout, accepted: Sequence[int], words: dict[str, list[object | None]]
) -> list[bool]:
    """Which of the accepted rows are nil returns; empty when no column can say so. Puts right what “否” under 零报告 was
    read as."""
    remarked = _remarked(body, layout, accepted)
    meaning = _flag_column(layout)
    if meaning is None or meaning.column not in words:
        return remarked
    headed = _NIL in key_of(meaning.header)
    cells = body.texts.get(meaning.index) or words_of(body.columns[meaning.index])
    texts = [key_of(cells[row]) for row in accepted]
    flags = words[meaning.column]
    if headed:
        flags = [None if text in _NOT_NIL else flag for text, flag in zip(texts, flags, strict=True)]
        words[meaning.column] = flags
    ticked = [_NIL in text or (headed and flag is True) for text, flag in zip(texts, flags, strict=True)]
    # “未报” in the column of returns beside 无 among the remarks is no nil return.
    remarked = [said and flag is not False for said, flag in zip(remarked, flags, strict=True)] if remarked else []
    return [one or other for one, other in zip(ticked, remarked, strict=True)] if remarked else ticked


def _remarked(body: Body, layout: Layout, accepted: Sequence[int]) -> list[bool]:
    """Which rows a remark calls nil returns; empty when the dataset has none or no row is."""
    if not _reports_nil(layout):
        return []
    columns = _remark_columns(layout)
    texts = [words_of(body.columns[each.index]) for each in columns]
    said = [any(_NIL_REMARK.fullmatch(key_of(text[row])) for text in texts) for row in accepted]
    return said if any(said) else []


def _remark_columns(layout: Layout) -> list[Meaning]:
    return [each for each in layout.meanings if each.role == "ignored" and key_of(each.header) in IGNORED_WORDS]


def _reports_nil(layout: Layout) -> bool:
    return any(each.kind is Kind.FLAG and each.role is Role.ATTRIBUTE for each in layout.dataset.stored)


def _flag_column(layout: Layout) -> Meaning | None:
    flags = [each.name for each in layout.dataset.stored if each.kind is Kind.FLAG and each.role is Role.ATTRIBUTE]
    return next((found for name in flags if (found := layout.named(name))), None)


def settle_nil_returns(
    layout: Layout, blocks: Sequence[Block], nil: Sequence[bool], rows: Sequence[int], findings: Findings
) -> None:
    """Blank flows of nil returns become 0, which is told; a number above 0 beside 零报告 is a warning."""
    meaning = next(iter([*([flag] if (flag := _flag_column(layout)) else []), *_remark_columns(layout)]), None)
    ticked = np.array(nil, dtype=bool)
    if meaning is None or not ticked.any() or _of_several_periods(blocks):
        return
    flows = [each.name for each in layout.dataset.facts if each.role is Role.FLOW]
    main = flows[0]
    if not any(main in block.facts for block in blocks):
        unknown = np.full(len(rows), np.nan)
        blocks[0].facts[main] = Fact(main, unknown, (meaning.index,), meaning.header)
    filled = np.zeros(len(rows), dtype=bool)
    for block in blocks:
        if main in block.facts:
            _contradictions(block.facts[main], ticked, rows, findings)
            filled |= _fill(block, flows, layout.dataset, ticked)
    if filled.any():
        first = int(np.flatnonzero(filled)[0])
        where = cell_name(rows[first], meaning.index)
        findings.add("nil_return", cell=where, count=int(filled.sum()), header=meaning.header)


def _of_several_periods(blocks: Sequence[Block]) -> bool:
    """Months as columns: one 零报告 cannot mean all of them, least of all those to come."""
    return len({block.dim["period"] for block in blocks if "period" in block.dim}) > 1


def _contradictions(fact: Fact, ticked: np.ndarray, rows: Sequence[int], findings: Findings) -> None:
    with np.errstate(invalid="ignore"):
        hits = np.flatnonzero(ticked & (fact.values > 0))
    for position in hits.tolist():
        findings.add(
            "nil_return_with_number", cell=cell_name(rows[position], fact.indexes[0]),
            value=shown_number(fact.values[position]), header=fact.header,
        )  # fmt: skip


def _fill(block: Block, flows: Sequence[str], declared: Dataset, ticked: np.ndarray) -> np.ndarray:
    """Fill the block's blank flows, those without a column too; return the rows that were filled."""
    some = block.facts[flows[0]]
    # A return with a number above 0 is none: what else it leaves blank is unknown.
    with np.errstate(invalid="ignore"):
        truly = ticked & ~(some.values > 0)
    filled = np.zeros(len(ticked), dtype=bool)
    for name in flows:
        fact = block.facts.get(name)
        if fact is None:
            fact = Fact(name, np.full(len(ticked), np.nan), some.indexes, declared.column(name).zh)
        blank = truly & np.isnan(fact.values)
        filled |= blank
        if blank.any():
            block.facts[name] = Fact(name, np.where(blank, 0.0, fact.values), fact.indexes, fact.header, fact.full_mark)
    return filled
