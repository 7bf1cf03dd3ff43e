"""The unit of a sheet's amounts where several places may state it: the title, a remark under the table, an earlier file."""

from __future__ import annotations

from catalog.model import Kind
from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.rows import Body
from etl.extract.text import as_text, cell_name
from etl.extract.units import MONEY, money_unit_in


def settle_money_unit(
    sheet: RawSheet, body: Body, layout: Layout, titled: str | None, findings: Findings
) -> str | None:
    """The unit of amounts whose column states none: as said for this file, else the title's, else that of a remark
    under the table. `titled` is the title's. A remark that contradicts the title or what was remembered refuses the sheet.
    """
    known = layout.money_unit or titled
    open_amounts = [each for each in layout.of_role("fact") if _is_amount(layout, each.column, each.dim.get("item"))]
    if not open_amounts:
        return known
    remembered = layout.remembered_unit
    if layout.money_unit and not remembered:
        return known  # somebody said so of this very file
    open_amounts = [each for each in open_amounts if each.unit is None or remembered == each.unit]
    where, remarked = _remarked(sheet, body) if open_amounts else ("", None)
    stated = remembered or known
    if remarked and stated and MONEY[remarked] != MONEY[stated]:
        one = f"记住的版式为{stated}" if remembered else f"标题为{stated}"
        findings.add(
            "unit_contradicted", cell=where, value=remarked, header=open_amounts[0].header, one=one,
            other=f"表下注明{remarked}",
        )  # fmt: skip
    return known or remarked


def _is_amount(layout: Layout, column: str, item: object) -> bool:
    return layout.dataset.column(column).kind is Kind.MONEY or str(item).endswith("_yuan")


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
