"""The unit of a sheet's amounts where several places may state it: the title, the sheet's name, a remark under the table,
the title of a table above, an earlier file."""

from __future__ import annotations

from catalog.model import Kind
from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.rows import Body
from etl.extract.text import as_text, cell_name
from etl.extract.units import MONEY, money_unit_in


def settle_money_unit(
    sheet: RawSheet, body: Body, layout: Layout, titled: str | None, findings: Findings
) -> str | None:
    """The unit of amounts whose column states none: as said for this file, else the title's, else that of a remark
    under the table or of the sheet's name. `titled` is the title's. A remark or a name that contradicts the title or
    what was remembered refuses the sheet; so does a unit that stands over another table's title only.
    """
    known = layout.money_unit or titled
    open_amounts = [each for each in layout.of_role("fact") if _is_amount(layout, each.column, each.dim.get("item"))]
    if not open_amounts:
        return known
    remembered = layout.remembered_unit
    if layout.money_unit and not remembered:
        return known  # somebody said so of this very file
    open_amounts = [each for each in open_amounts if each.unit is None or remembered == each.unit]
    _compare_shown(sheet, body, layout, known, findings)
    stated = remembered or known
    one = f"记住的版式为{stated}" if remembered else f"标题为{stated}"
    for where, said, spoken in _said_beside(sheet, body) if open_amounts else ():
        if stated and MONEY[said] != MONEY[stated]:
            findings.add(
                "unit_contradicted", cell=where, value=said, header=open_amounts[0].header, one=one, other=spoken
            )
        elif not stated:
            known, stated, one = said, said, spoken
    if stated is None:
        _ask_for_unit(sheet, layout, open_amounts, findings)
    return known


def _is_amount(layout: Layout, column: str, item: object) -> bool:
    return layout.dataset.column(column).kind is Kind.MONEY or str(item).endswith("_yuan")


def _compare_shown(sheet: RawSheet, body: Body, layout: Layout, known: str | None, findings: Findings) -> None:
    """An error per column that is in one unit by its header or title and shown in another by its number format."""
    amounts = {
        each.index: each
        for each in layout.of_role("fact")
        if _is_amount(layout, each.column, each.dim.get("item")) and (each.unit or known)
    }
    for (row, index), shown in sorted(sheet.units.items()):
        larger = index in amounts and MONEY.get(shown, 1) != 1 and row >= body.first
        if not larger or sheet.rows[row][index].__class__ not in (int, float):
            continue
        meaning = amounts.pop(index)
        stated = str(meaning.unit or known)
        if MONEY.get(stated) != MONEY[shown]:
            findings.add(
                "unit_contradicted", cell=cell_name(row, index), value=shown, header=meaning.header,
                one=f"表头或标题为{stated}", other=f"单元格格式显示为{shown}",
            )  # fmt: skip


def _said_beside(sheet: RawSheet, body: Body) -> list[tuple[str, str, str]]:
    """(cell, unit, how to say it) of the units of money that a remark and the sheet's name state."""
    where, remarked = _remarked(sheet, body)
    named = money_unit_in([sheet.name])
    found = [(where, remarked, f"表下注明{remarked}")] if remarked else []
    return [*found, *([("", named, f"工作表名称写{named}")] if named else [])]


def _ask_for_unit(sheet: RawSheet, layout: Layout, open_amounts: list[Meaning], findings: Findings) -> None:
    """A table with a title of its own under one in 万元: nobody can tell whether that holds for it too."""
    if not open_amounts or MONEY.get(sheet.unit_above, 1) == 1:
        return
    first = open_amounts[0]
    cell = cell_name(layout.bottom, first.index)
    findings.add("unit_of_another_table", cell=cell, value=sheet.unit_above, header=first.header, unit=sheet.unit_above)


def _remarked(sheet: RawSheet, body: Body) -> tuple[str, str | None]:
    """(cell, unit) of the one unit of money that rows without numbers under the header state."""
    found: dict[str, str] = {}
    for texts in body.texts.values():
        for text in {text for text in texts if "元" in text}:
            row = texts.index(text)
            line = sheet.rows[body.first + row]
            unit = None if any(cell.__class__ in (int, float) for cell in line) else money_unit_in([text])
            if unit:
                column = next(at for at, cell in enumerate(line) if as_text(cell) == text)
                found.setdefault(unit, cell_name(body.first + row, column))
    return next(((cell, unit) for unit, cell in found.items()), ("", None)) if len(found) == 1 else ("", None)
