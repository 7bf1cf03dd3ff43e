"""Read one recognised sheet into its long table, collecting findings on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa

from catalog.model import Dataset, Kind
from catalog.periods import label_zh
from etl.extract.accepted import accepted_rows
from etl.extract.area_totals import read_area_totals
from etl.extract.cells import NO_CACHED_VALUE, RawSheet
from etl.extract.checks import check_column, check_rules
from etl.extract.collect import Findings
from etl.extract.context import SheetContext, read_context
from etl.extract.facts import Block, Columns, Fact, make_blocks
from etl.extract.fill_school import fill_schools
from etl.extract.given import derive
from etl.extract.grid import read_grid
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.money_units import settle_money_unit
from etl.extract.nil_returns import settle_nil_returns
from etl.extract.numbers import Numbers, read_numbers
from etl.extract.percents import DIVIDED
from etl.extract.places import fill_places, report_damaged_codes, report_nameless
from etl.extract.rates import settle_rates, written_in_hundredths
from etl.extract.row_keys import RowKeys, read_row_keys, require_keys
from etl.extract.row_periods import any_autumn, read_row_periods
from etl.extract.rows import Body, read_body
from etl.extract.sheet_report import describe, report_columns, report_scaled
from etl.extract.table import build_table
from etl.extract.terms import UnclearTerm
from etl.extract.text import as_text, cell_name, column_letters
from etl.extract.title_parts import tell_title_of_a_part
from etl.extract.totals import Sums
from etl.extract.units import MONEY, RATES, factor_of, scaled_units_in
from etl.model import ExtractedSheet


def read_sheet(
    sheet: RawSheet, layout: Layout, file_stem: str, forced_period: str | None, findings: Findings
) -> ExtractedSheet:
    """The sheet as its dataset's long table. Whatever is wrong with it becomes findings."""
    context = read_context(layout, sheet.name, file_stem, forced_period)
    body = read_body(sheet, layout)
    for unit in scaled_units_in(layout.titles):
        findings.add("unit_not_converted", value=unit)
    tell_title_of_a_part(layout, sheet.name, findings)
    context = replace(context, money_unit=settle_money_unit(sheet, body, layout, context.money_unit, findings))
    fill_schools(body, layout, findings)
    fill_places(body, layout)
    numbers = _numbers(body, layout, context)
    _mark_percents(sheet, body, layout, numbers)
    _mark_units(sheet, body, layout, numbers)
    scaled = _scaled_formats(sheet, body, layout, context, numbers)
    accepted, places = accepted_rows(body, layout, context, numbers, findings, _faulty_rows(sheet, body, numbers))
    _check_cells(sheet, body, layout, accepted, numbers, findings)
    report_scaled(scaled, accepted, body.first, findings)
    sums = Sums(body, layout, accepted, findings)
    sums.compare(numbers)
    report_damaged_codes(body, layout, accepted, findings)
    report_nameless(body, layout, accepted, places, findings)
    periods = read_row_periods(body, layout, context, accepted, forced_period is not None, findings)
    keys = read_row_keys(body, layout, context, accepted, places, periods, findings)
    table, blocks = _table(layout, context, keys, accepted, numbers, findings)
    area_totals = read_area_totals(body, layout, context, sums, keys, numbers)
    report_columns(sheet, layout, findings)
    if not accepted:
        findings.add("no_data_rows", dataset=layout.dataset.zh)
    extracted = describe(sheet, layout, keys.periods, body, blocks, table)
    extracted.rows_accepted = len(accepted)
    if area_totals is not None:
        extracted.area_totals, extracted.repeating = area_totals
    require_periods(layout.dataset, extracted, findings, context.unclear)
    extracted.grid = read_grid(sheet, layout, body.kinds)
    extracted.unit = context.money_unit or ""
    return extracted


def _numbers(body: Body, layout: Layout, context: SheetContext) -> dict[int, Numbers]:
    """Every fact column over all rows of the body, in the dataset's units."""
    return {
        each.index: read_numbers(body.columns[each.index], _factor(each, layout.dataset, context))
        for each in layout.of_role("fact")
    }


def _faulty_rows(sheet: RawSheet, body: Body, numbers: dict[int, Numbers]) -> list[int]:
    rows = {row - body.first for row, column in sheet.faults if column in numbers}
    return [row for row in rows if 0 <= row < body.height]


def _mark_percents(sheet: RawSheet, body: Body, layout: Layout, numbers: dict[int, Numbers]) -> None:
    """Numbers shown as percentages are fractions already, as those that were typed with their sign."""
    rates = {each.index for each in layout.of_role("fact") if layout.dataset.column(each.column).kind is Kind.RATE}
    for index in rates:
        rows = {row - body.first for row, column in sheet.percents if column == index}
        typed = [row for row in rows if 0 <= row < body.height and isinstance(body.columns[index][row], float | int)]
        numbers[index].percent = sorted({*numbers[index].percent, *typed})


def _mark_units(sheet: RawSheet, body: Body, layout: Layout, numbers: dict[int, Numbers]) -> None:
    """A number whose format writes % or 万元 behind it is as one that was typed with that unit."""
    kinds = {each.index: layout.dataset.column(each.column).kind for each in layout.of_role("fact")}
    marked: dict[int, list[int]] = {}
    for (at, index), unit in sheet.units.items():
        row, known = at - body.first, RATES if kinds.get(index) is Kind.RATE else MONEY
        if kinds.get(index) not in (Kind.RATE, Kind.MONEY) or unit not in known or not 0 <= row < body.height:
            continue
        cell = body.columns[index][row]
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            numbers[index].values[row] = round(cell * float(known[unit]), 12)
            marked.setdefault(index, []).append(row)
    for index, rows in marked.items():
        own = numbers[index].percent if kinds[index] is Kind.RATE else numbers[index].absolute
        own[:] = sorted({*own, *rows})


def _scaled_formats(
    sheet: RawSheet, body: Body, layout: Layout, context: SheetContext, numbers: dict[int, Numbers]
) -> dict[int, tuple[Meaning, list[int]]]:
    """Numbers shown divided by what their unit multiplies with (0!.0, under 万元) stand for what is stored. By column
    the body rows of those shown divided by something else: what is shown is not what would be read."""
    odd: dict[int, tuple[Meaning, list[int]]] = {}
    facts = {each.index: each for each in layout.of_role("fact")}
    for (at, index), shown in sheet.units.items():
        row = at - body.first
        if index not in facts or not shown.startswith(DIVIDED) or not 0 <= row < body.height:
            continue
        cell = body.columns[index][row]
        if not isinstance(cell, float | int) or isinstance(cell, bool) or not cell:
            continue
        if _factor(facts[index], layout.dataset, context) == int(shown.removeprefix(DIVIDED)):
            numbers[index].values[row] = round(float(cell), 12)
            numbers[index].absolute[:] = sorted({*numbers[index].absolute, row})
        else:
            odd.setdefault(index, (facts[index], []))[1].append(row)
    return odd


def _factor(meaning: Meaning, declared: Dataset, context: SheetContext) -> Decimal:
    column = declared.column(meaning.column)
    if column.kind is Kind.RATE:
        return Decimal(1)  # settled by the whole column
    item = meaning.dim.get("item")
    unit = meaning.unit
    if unit is None and (column.kind is Kind.MONEY or str(item).endswith("_yuan")):
        unit = context.money_unit
    return (factor_of(unit, column, str(item) if item else None) if unit else None) or Decimal(1)


def _check_cells(
    sheet: RawSheet,
    body: Body,
    layout: Layout,
    accepted: Sequence[int],
    numbers: dict[int, Numbers],
    findings: Findings,
) -> None:
    _report_faults(sheet, body, layout, accepted, findings)
    _report_merged_numbers(sheet, body, layout, accepted, findings)
    rates = [each for each in layout.of_role("fact") if layout.dataset.column(each.column).kind is Kind.RATE]
    hundredths = any(written_in_hundredths(each, numbers[each.index], accepted) for each in rates)
    for meaning in layout.of_role("fact"):
        column = numbers[meaning.index]
        if meaning in rates:
            settle_rates(meaning, column, accepted, body.first, findings, hundredths=hundredths)
        elif column.percent:
            column.odd.setdefault("words", []).extend(column.percent)
            column.values[column.percent] = np.nan
        check_column(layout.dataset, meaning, column, body.columns[meaning.index], accepted, body.first, findings)


def _report_faults(sheet: RawSheet, body: Body, layout: Layout, accepted: Sequence[int], findings: Findings) -> None:
    used = {each.index: each for each in layout.meanings if each.role in ("fact", "place", "text", "period", "score")}
    rows = set(accepted)
    for (row, column), fault in sorted(sheet.faults.items()):
        if column in used and row - body.first in rows:
            code = "formula_without_value" if fault == NO_CACHED_VALUE else "error_cell"
            findings.add(
                code,
                cell=cell_name(row, column),
                value="" if fault == NO_CACHED_VALUE else fault,
                header=used[column].header,
            )


def _report_merged_numbers(
    sheet: RawSheet, body: Body, layout: Layout, accepted: Sequence[int], findings: Findings
) -> None:
    """A number merged over several rows of data: whose is it?"""
    facts = {each.index: each for each in layout.of_role("fact")}
    rows = set(accepted)
    for merge in sheet.merges:
        inside = [row for row in range(max(merge.top - body.first, 0), merge.bottom - body.first + 1) if row in rows]
        if len(inside) > 1 and merge.left in facts:
            value = as_text(body.columns[merge.left][merge.top - body.first]) if merge.top >= body.first else ""
            if value:
                cells = f"{cell_name(merge.top, merge.left)}:{cell_name(merge.bottom, merge.left)}"
                findings.add("merged_numbers", cell=cells, value=value, header=facts[merge.left].header)


def _table(
    layout: Layout,
    context: SheetContext,
    keys: RowKeys,
    accepted: Sequence[int],
    numbers: dict[int, Numbers],
    findings: Findings,
) -> tuple[pa.Table, list[Block]]:
    chosen = np.asarray(accepted, dtype=np.int64)
    taken = {index: Numbers(column.values[chosen]) for index, column in numbers.items()}
    columns = Columns(layout, taken, keys.sheet_rows, findings)
    blocks = make_blocks(columns, any_autumn(keys.periods))
    _report_shift(blocks, keys, findings)
    settle_nil_returns(layout, blocks, keys.nil, keys.sheet_rows, findings)
    derived = []
    for block in blocks:
        if "full_mark" in {each.name for each in layout.dataset.columns}:
            _set_full_mark(block, context, keys)
        derived.append(derive(block, keys.sheet_rows, findings))
    check_rules(layout.dataset, blocks, keys.sheet_rows, findings)
    require_keys(layout.dataset, keys, blocks, findings)
    name_exam(layout, keys, context, findings)
    return build_table(layout.dataset, keys, blocks, derived, findings), blocks


def _set_full_mark(block: Block, context: SheetContext, keys: RowKeys) -> None:
    """The full mark of a paper: its column, its header, the title."""
    if "full_mark" in block.facts or not block.facts:
        return
    subject = block.dim.get("subject")
    mark = next((fact.full_mark for fact in block.facts.values() if fact.full_mark), None)
    mark = mark or dict(context.full_marks).get(str(subject)) or (context.full_mark if subject != "总分" else None)
    if mark:
        some = next(iter(block.facts.values()))
        block.facts["full_mark"] = Fact("full_mark", np.full(keys.size, mark), some.indexes, some.header)


def _report_shift(blocks: Sequence[Block], keys: RowKeys, findings: Findings) -> None:
    from etl.extract.row_periods import block_period

    for block in blocks:
        graduates = block.facts.get("graduates")
        if block.shift == "autumn" and graduates is not None and keys.periods:
            code = next((code for code in keys.periods if code), None)
            findings.add(
                "graduates_of_last_year",
                cell=column_letters(graduates.indexes[0]),
                header=graduates.header,
                period=block_period(code, None, block.shift),
            )


def name_exam(layout: Layout, keys: RowKeys, context: SheetContext, findings: Findings) -> None:
    if "exam" not in layout.dataset.key or not keys.size:
        return
    names = keys.words.setdefault("exam", [None] * keys.size)
    if None in names:
        fallback = next(iter(layout.titles), None) or "考试"
        findings.add("exam_name_unknown", value=fallback, name=fallback)
        keys.words["exam"] = [fallback if each is None else each for each in names]


def require_periods(
    declared: Dataset, extracted: ExtractedSheet, findings: Findings, unclear: UnclearTerm | None = None
) -> None:
    """A dataset of numbers needs a period; a register and pairs do without. `unclear` is a term that may be several."""
    if not declared.facts or extracted.table is None or not extracted.table.num_rows:
        return
    if extracted.table.column("period").null_count:
        if unclear is None:
            findings.add("period_unknown")
        else:
            choices = "、".join(f"{label_zh(code)}（{code}）" for code in unclear.candidates)
            findings.add("term_unclear", value=unclear.text, choices=choices, codes=", ".join(unclear.candidates))
