"""Say of a sheet what was read from where, and which columns were left."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.facts import Block
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.redact import redacted
from etl.extract.rows import Body
from etl.extract.text import as_text, cell_name, column_letters, key_of
from etl.model import ExtractedSheet


def describe(
    sheet: RawSheet,
    layout: Layout,
    row_periods: Sequence[str | None],
    body: Body,
    blocks: Sequence[Block],
    table: pa.Table,
) -> ExtractedSheet:
    """The sheet's report, without the number of accepted rows and the grid. Its period is the one all rows share."""
    periods = sorted(each for each in pc.unique(table.column("period")).to_pylist() if each)
    stated = {each for each in row_periods if each}
    main = stated.pop() if len(stated) == 1 else None
    return ExtractedSheet(
        sheet=redacted(sheet.name),
        sheet_no=sheet.number,
        dataset=layout.dataset.name,
        period=main,
        periods=periods,
        header_rows=list(range(layout.top + 1, layout.bottom + 2)),
        columns=column_places(layout, blocks),
        rows_read=sum(1 for kind in body.kinds if kind != "blank"),
        skipped_because=body.skipped(),
        blocks={number: block_letters(layout, block) for number, block in enumerate(blocks)},
        table=table,
    )


def column_places(layout: Layout, blocks: Sequence[Block]) -> dict[str, str | list[str]]:
    """Where each column of the dataset was read: its letter, or all letters that feed it."""
    found: dict[str, list[int]] = {}
    for each in layout.meanings:
        if each.role in ("place", "text", "period"):
            found.setdefault(each.column, [each.index])
    for block in blocks:
        for name, fact in block.facts.items():
            known = found.setdefault(name, [])
            known += [index for index in fact.indexes if index not in known]
    return {
        name: column_letters(indexes[0]) if len(indexes) == 1 else [column_letters(index) for index in sorted(indexes)]
        for name, indexes in found.items()
    }


def block_letters(layout: Layout, block: Block) -> dict[str, str]:
    """The letters of a block's facts, and of the stored words, which stand in every block."""
    stored = {each.name for each in layout.dataset.stored}
    words = {
        each.column: column_letters(each.index)
        for each in reversed(layout.meanings)
        if each.role == "text" and each.column in stored
    }
    return words | {name: fact.letters for name, fact in block.facts.items()}


def report_columns(sheet: RawSheet, layout: Layout, findings: Findings) -> None:
    """List the columns that were not used; warn of those that lack a word and of second columns for one place."""
    for each in layout.of_role("unknown"):
        if each.strange_unit:
            where = f"{column_letters(each.index)}{layout.bottom + 1}"
            findings.add(
                "unit_unknown",
                cell=where,
                value=each.strange_unit,
                header=each.header,
                known="人、个、元、万元、平方米",
            )
    for code, each in {each.bare_year: each for each in layout.of_role("fact") if each.bare_year}.items():
        text = each.header.split(" / ")[0]
        findings.add("period_from_bare_year", value=text, text=text, period=code, dataset=layout.dataset.zh)
    unknown = [
        each
        for each in layout.of_role("unknown")
        if not each.missing_measure and not each.strange_unit and key_of(each.header)
    ]
    for code, several in (("columns_unknown", unknown), ("aid_groups_unknown", _unnamed_aid(layout, unknown))):
        if several:
            findings.add(
                code,
                cell=f"{column_letters(several[0].index)}{layout.bottom + 1}",
                headers="、".join(each.header for each in several),
            )
    for each in layout.meanings:
        if each.role == "unknown" and each.missing_measure:
            findings.add("measure_unknown", cell=f"{column_letters(each.index)}{layout.bottom + 1}", header=each.header)
    _without_header(sheet, layout, findings)
    _second_places(sheet, layout, findings)


def _unnamed_aid(layout: Layout, unknown: list[Meaning]) -> list[Meaning]:
    """Money or persons under a word that names no programme and no group of pupils."""
    if "programme" not in layout.dataset.key:
        return []
    columns = [layout.dataset.column(name) for name in ("recipients", "amount")]
    words = {key_of(word) for column in columns for word in (column.zh, *column.synonyms)}
    return [each for each in unknown if " / " in each.header and key_of(each.header.rpartition(" / ")[2]) in words]


def report_scaled(
    scaled: dict[int, tuple[Meaning, list[int]]], accepted: Sequence[int], first: int, findings: Findings
) -> None:
    """Refuse columns whose numbers are shown divided by what no unit says; `scaled` has their body rows by column."""
    rows = set(accepted)
    for index, (meaning, cells) in scaled.items():
        taken = [row for row in cells if row in rows]
        if taken:
            where = cell_name(first + taken[0], index)
            findings.add("shown_divided", cell=where, header=meaning.header, count=len(taken))


def _without_header(sheet: RawSheet, layout: Layout, findings: Findings) -> None:
    """Columns of numbers under no header: perhaps a second table, or one whose name was forgotten."""
    rows = sheet.rows[layout.bottom + 1 :]
    for each in layout.of_role("ignored"):
        if key_of(each.header):
            continue
        cells = [row[each.index] for row in rows]
        numbers = sum(1 for cell in cells if cell.__class__ in (int, float))
        if numbers >= 2 and numbers * 2 >= len(rows):
            findings.add("column_without_header", cell=column_letters(each.index), count=numbers)


def _second_places(sheet: RawSheet, layout: Layout, findings: Findings) -> None:
    first = layout.bottom + 1
    seen: dict[str, int] = {}
    headers = {each.index: each.header for each in layout.meanings}
    for each in layout.meanings:
        if each.role not in ("place", "text"):
            continue
        used = seen.setdefault(each.column, each.index)
        if used == each.index:
            continue
        differs = next(
            (
                row
                for row in range(first, len(sheet.rows))
                if key_of(as_text(sheet.rows[row][each.index])) not in ("", key_of(as_text(sheet.rows[row][used])))
            ),
            None,
        )
        code = "column_twice" if differs is None else "place_twice_differs"
        where = column_letters(each.index) + (str(differs + 1) if differs is not None else "")
        findings.add(code, cell=where, header=each.header, other=headers[used], other_cell=column_letters(used))
