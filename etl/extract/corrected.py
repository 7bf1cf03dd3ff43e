"""Read a sheet's layout by what a person said of it; only what was not said is recognised.

A correction that cannot be used is a finding that stops the file: whoever said it must not think it was followed.
"""

from __future__ import annotations

from dataclasses import replace

from catalog import DATASETS, dataset
from catalog.model import Dataset, Role
from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.header_cells import DEEPEST, SEARCHED_ROWS, HeaderCells
from etl.extract.layout import Layout, find_layouts, holds_numbers, layout_at
from etl.extract.meaning import Meaning
from etl.extract.text import column_index, column_letters
from etl.extract.units import MONEY, factor_of, normal_unit, take_apart
from etl.extract.vocabulary import is_measure
from etl.layouts import IGNORE, PERIOD, ColumnSaid, SheetLayout


def corrected_layout(
    sheet: RawSheet, said: SheetLayout, stem: str, forced: str | None, findings: Findings
) -> Layout | None:
    """The layout with the corrections in it; None when the sheet still is nothing that we collect."""
    base = _base(sheet, said, stem, said.dataset or forced, findings)
    if base is None:
        return None
    meanings = list(base.meanings)
    for letters, told in said.columns.items():
        index = column_index(letters) if letters.isascii() and letters.isalpha() and letters.isupper() else -1
        if not 0 <= index < len(meanings):
            findings.add("correction_unusable", value=letters, what=f"没有 {letters} 列")
            continue
        meaning, why = corrected_meaning(meanings[index], told, base.dataset)
        if why:
            findings.add("correction_unusable", cell=f"{letters}{base.bottom + 1}", value=str(told.column), what=why)
        meanings[index] = meaning
    return _bounded(replace(base, meanings=tuple(meanings)), said, findings)


def _bounded(layout: Layout, said: SheetLayout, findings: Findings) -> Layout:
    if said.unit and said.unit not in MONEY:
        findings.add("correction_unusable", value=said.unit, what=f"“{said.unit}”不是金额单位")
        return layout
    first, last = (None if row is None else row - 1 for row in said.rows)
    return replace(layout, first_row=first, last_row=last, money_unit=said.unit or layout.money_unit)


def _base(sheet: RawSheet, said: SheetLayout, stem: str, name: str | None, findings: Findings) -> Layout | None:
    """Where the header stands: as said, else as recognised, else where it looks most like one."""
    cells = HeaderCells.of(sheet)
    rows = _header_rows(cells, said, findings)
    if rows is None:
        found = find_layouts(sheet, stem, name)
        if found:
            return next((each for each in found if holds_numbers(sheet, each)), found[0])
        rows = likely_header(cells) if name else None
    if rows is None:
        return None
    if name:
        return layout_at(cells, dataset(name), rows)
    known = [layout_at(cells, each, rows) for each in DATASETS]
    return max((each for each in known if not missing(each)), key=lambda each: each.score, default=None)


def _header_rows(cells: HeaderCells, said: SheetLayout, findings: Findings) -> tuple[int, int] | None:
    if said.header is None:
        return None
    top, bottom = said.header[0] - 1, said.header[1] - 1
    if bottom >= len(cells.texts) or bottom - top >= DEEPEST:
        findings.add(
            "correction_unusable", value=f"{top + 1}-{bottom + 1}", what=f"表头不能在第 {top + 1}—{bottom + 1} 行"
        )
        return None
    return top, bottom


def likely_header(cells: HeaderCells) -> tuple[int, int] | None:
    """The rows that look most like a header, known words or not: the fullest row of words and what is merged into it."""
    rows = range(cells.above, min(len(cells.texts), cells.above + SEARCHED_ROWS))
    wordy = [row for row in rows if cells.looks_like_header(row)]
    if not wordy:
        return None
    widest = max(len(set(filter(None, cells.texts[row]))) for row in wordy)
    first = next(row for row in wordy if len(set(filter(None, cells.texts[row]))) * 3 >= widest * 2)
    last = first
    while last + 1 < len(cells.texts) and cells.crossing[last + 1] and last - first + 1 < DEEPEST:
        last += 1
    return first, last


def missing(layout: Layout) -> list[str]:
    """What a sheet needs to be read as its dataset and does not have, in words."""
    declared = layout.dataset
    have = {each.column for each in layout.meanings if each.role in ("place", "text", "fact", "score")}
    have |= {key for each in layout.meanings for key in each.dim}
    lacking = [each.zh for each in declared.columns if each.required and each.name not in have]
    if declared.facts and declared.places == ("",) and not layout.of_role("fact") and not layout.of_role("score"):
        lacking.append(f"数据列（如“{declared.facts[0].zh}”）")
    return lacking


def corrected_meaning(meaning: Meaning, told: ColumnSaid, declared: Dataset) -> tuple[Meaning, str]:
    """The column as said, and why it cannot be so; then it stays as it was."""
    if meaning.role == "person" and told.column not in (None, IGNORE):
        return meaning, "个人信息列不能改作他用"
    if meaning.role == "person":
        return meaning, ""  # ignoring it does not make the rows less of persons
    if told.column == IGNORE:
        return Meaning(meaning.index, "ignored", meaning.header), ""
    if told.column == PERIOD:
        return Meaning(meaning.index, "period", meaning.header, "period"), ""
    column = next((each for each in declared.columns if each.name == (told.column or _column_of(meaning))), None)
    if column is None:
        return meaning, f"“{declared.zh}”没有“{told.column or '这样的'}”列"
    if not is_measure(column):
        role = "place" if column.role is Role.PLACE else "text"
        return Meaning(meaning.index, role, meaning.header, column.name, specific=True), ""
    return _measured(meaning, told, declared)


def _column_of(meaning: Meaning) -> str:
    return "girls" if meaning.column == "pupils" and meaning.sex == "f" else meaning.column


def _measured(meaning: Meaning, told: ColumnSaid, declared: Dataset) -> tuple[Meaning, str]:
    """A column of numbers: the groups it stands under stay, its unit must fit."""
    name = told.column or _column_of(meaning)
    dims = tuple(sorted({**meaning.dim, **told.group}.items(), key=lambda pair: pair[0]))
    known = {each.name for each in declared.columns} | {"period"}
    if any(key not in known for key, _ in dims):
        return meaning, "没有这样的分组"
    unit = (
        normal_unit(told.unit) if told.unit else meaning.unit or meaning.strange_unit or _unit_written(meaning.header)
    )
    item = dict(dims).get("item")
    column = declared.column(name)
    if (told.unit and unit is None) or (unit and factor_of(unit, column, str(item) if item else None) is None):
        return meaning, f"单位“{told.unit or unit}”不能换算为“{column.zh}”"
    same = name == _column_of(meaning)
    fact = replace(meaning, role="fact", column=name, dims=dims, unit=unit, specific=True, missing_measure=False)
    fact = replace(fact, strange_unit="", is_total=meaning.is_total and same, previous=meaning.previous and same)
    fact = replace(fact, sex=meaning.sex if same else "")
    return (replace(fact, column="pupils", sex="f") if name == "girls" else fact), ""


def _unit_written(header: str) -> str | None:
    """The unit the lowest level of a header states in brackets."""
    return next((unit for text in reversed(header.split(" / ")) if (unit := take_apart(text).unit)), None)


def words_of(said: SheetLayout, layout: Layout | None) -> str:
    """What was said of a sheet, in words: 表头第 3 行；“人员”（D 列）为 在校生数."""
    parts = [f"表头第 {'—'.join(str(row) for row in dict.fromkeys(said.header))} 行"] if said.header else []
    parts += [f"数据集 {dataset(said.dataset).zh}"] if said.dataset else []
    parts += [f"时期 {said.period}"] if said.period else []
    parts += [f"单位 {said.unit}"] if said.unit else []
    parts += [f"数据从第 {said.rows[0]} 行起"] if said.rows[0] else []
    parts += [f"数据到第 {said.rows[1]} 行止"] if said.rows[1] else []
    headers = {column_letters(each.index): each.header for each in layout.meanings} if layout else {}
    parts += [
        f"{letter} 列“{headers.get(letter, '')}”为 {_told(each, layout)}" for letter, each in said.columns.items()
    ]
    return "；".join(parts)


def _told(told: ColumnSaid, layout: Layout | None) -> str:
    names = {each.name: each.zh for each in layout.dataset.columns} if layout else {}
    names |= {IGNORE: "不采用", PERIOD: "时期"}
    what = names.get(told.column or "", told.column or "原识别结果")
    group = "、".join(str(each) for each in told.group.values())
    return what + (f" {group}" if group else "") + (f"（{told.unit}）" if told.unit else "")
