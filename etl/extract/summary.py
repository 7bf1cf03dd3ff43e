"""Leave out sheets that only sum up the other sheets of the file, after comparing them."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from catalog import dataset
from etl.extract.collect import Findings
from etl.extract.left_out import left_out
from etl.extract.numbers import shown_number
from etl.extract.text import key_of
from etl.model import ExtractedSheet

_WORDS = ("汇总", "总表", "合计", "全县", "全区", "总计", "一览", "summary", "total")


def leave_out_summaries(sheets: list[ExtractedSheet], findings: Findings) -> list[ExtractedSheet]:
    """The sheets, those that repeat the sums of others turned into unrecognised ones (reason "summary")."""
    kept = []
    parts = {id(each) for sheet in sheets for each in _parts_of(sheet, sheets)}
    for sheet in sheets:
        if id(sheet) in parts:
            findings.sheet, findings.secret = sheet.sheet, False
            findings.add("sheet_is_part")
            kept.append(left_out(sheet, "part：是总表中的一部分对象", "part"))
            continue
        others = [each for each in sheets if each is not sheet and each.dataset == sheet.dataset and _has_schools(each)]
        same = [each for each in others if set(each.periods) & set(sheet.periods) and id(each) not in parts]
        if sheet.dataset is None or not same or not _sums_up(sheet, same):
            kept.append(sheet)
            continue
        findings.sheet, findings.secret = sheet.sheet, False
        _drop_findings_of(sheet, findings)
        findings.add("sheet_is_summary")
        _compare(sheet, same, findings)
        kept.append(left_out(sheet, "summary：是其他工作表的汇总", "summary"))
    return kept


def _parts_of(sheet: ExtractedSheet, sheets: Sequence[ExtractedSheet]) -> list[ExtractedSheet]:
    """The sheets of groups of pupils (其中脱贫户) that are less than the sheet of all pupils: it holds them."""
    if not _is_summary_by_name(sheet) or not _has_schools(sheet) or _groups(sheet) != {None}:
        return []
    named = set(_schools(sheet))
    of_groups = [
        each for each in sheets
        if each is not sheet and each.dataset == sheet.dataset and each.periods == sheet.periods and None not in _groups(each)
        and set(_schools(each)) <= named
    ]  # fmt: skip
    mine, together = _facts(sheet), _together(of_groups)
    less = [mine[name] - total for name, total in together.items() if name in mine]
    return of_groups if less and all(each > 0.5 for each in less) else []


def _groups(sheet: ExtractedSheet) -> set[str | None]:
    table = sheet.table
    known = table is not None and "category" in table.column_names
    return set(pc.unique(table.column("category")).to_pylist()) if table is not None and known else {None}


def _is_summary_by_name(sheet: ExtractedSheet) -> bool:
    return sheet.dataset is not None and any(word in key_of(sheet.sheet) for word in _WORDS)


def _has_schools(sheet: ExtractedSheet) -> bool:
    return sheet.table is not None and "school" in set(_levels(sheet))


def _levels(sheet: ExtractedSheet) -> list[str]:
    return pc.unique(sheet.table.column("area_level")).to_pylist() if sheet.table is not None else []


def _sums_up(sheet: ExtractedSheet, others: Sequence[ExtractedSheet]) -> bool:
    """By its name and its lack of new schools, or because its areas' numbers are the sums of the others."""
    named = _is_summary_by_name(sheet)
    if "school" not in _levels(sheet):
        return named or _sums_equal(sheet, others)
    schools = {name for each in others for name in _schools(each)}
    return named and set(_schools(sheet)) <= schools


def _schools(sheet: ExtractedSheet) -> list[str]:
    if sheet.table is None or "school_text" not in sheet.table.column_names:
        return []
    return [key_of(name) for name in pc.unique(sheet.table.column("school_text")).to_pylist() if name]


def _facts(sheet: ExtractedSheet) -> dict[str, float]:
    """Sums of the facts over everything but the rows of a breakdown."""
    declared = dataset(str(sheet.dataset))
    table = sheet.table
    if table is None:
        return {}
    if declared.breakdown:
        table = table.filter(pc.is_null(table.column(declared.breakdown)))
    return {each.name: float(total) for each in declared.facts if (total := _total(table, each.name)) is not None}


def _total(table: pa.Table, name: str) -> float | None:
    return pc.sum(table.column(name)).as_py() if table.num_rows else None


def _together(others: Sequence[ExtractedSheet]) -> dict[str, float]:
    together: dict[str, float] = {}
    for each in others:
        for name, total in _facts(each).items():
            together[name] = together.get(name, 0.0) + total
    return together


def _sums_equal(sheet: ExtractedSheet, others: Sequence[ExtractedSheet]) -> bool:
    mine, together = _facts(sheet), _together(others)
    shared = [name for name in mine if name in together]
    return bool(shared) and all(abs(mine[name] - together[name]) < 0.5 for name in shared)


def _compare(sheet: ExtractedSheet, others: Sequence[ExtractedSheet], findings: Findings) -> None:
    declared, mine, together = dataset(str(sheet.dataset)), _facts(sheet), _together(others)
    for name, total in mine.items():
        computed = together.get(name)
        if computed is not None and abs(total - computed) > max(0.5, abs(total) * 1e-9):
            letters = sheet.columns.get(name, "")
            findings.add(
                "summary_differs",
                cell=letters if isinstance(letters, str) else letters[0],
                value=shown_number(total),
                header=declared.column(name).zh,
                unit=declared.column(name).unit,
                computed=shown_number(computed),
                difference=shown_number(abs(total - computed)),
            )


def _drop_findings_of(sheet: ExtractedSheet, findings: Findings) -> None:
    """What was odd about rows that are not taken concerns nobody, except errors in its cells."""
    findings.found = [each for each in findings.found if each.sheet != sheet.sheet or each.code == "total_mismatch"]
