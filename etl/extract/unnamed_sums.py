"""Sums that stand among schools without the word: 青山镇 in the school column, with what its schools add up to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.model import Role
from etl.extract.collect import Findings
from etl.extract.context import SCHOOL_END, TOWNSHIP_END, SheetContext
from etl.extract.headings import names_a_stage
from etl.extract.layout import Layout
from etl.extract.numbers import Numbers
from etl.extract.rows import Body
from etl.extract.text import cell_name, key_of


def mark_unnamed_sums(
    body: Body, layout: Layout, context: SheetContext, numbers: dict[int, Numbers], findings: Findings
) -> None:
    """Mark rows named after a township or the district, among rows named after schools, as the sums they are.

    The numbers decide: some offices call a school by its township. When half of such rows are what the rows around
    them add up to, the others are sums too, with a slip that the comparison of sums then reports.
    """
    school = layout.named("school")
    if school is None or layout.dataset.places != ("",) or school.index not in body.texts:
        return
    texts = body.texts[school.index]
    coded = _coded(body, layout)
    rows = [row for row in body.rows_of("data") if texts[row]]
    stages = [row for row in rows if not coded[row] and names_a_stage(texts[row])]
    for row in stages:  # no school is called 小学: without schools beside it, it is nobody's
        body.kinds[row] = "subtotal" if len(stages) < len(rows) else "without_school"
        body.labels[row] = (school.index, "")
        if len(stages) == len(rows):
            findings.add("stage_for_a_school", cell=cell_name(body.first + row, school.index), value=texts[row])
    areas = [row for row in rows if row not in stages and not coded[row] and _is_area(texts[row], context)]
    if not areas or len(areas) == len(rows):
        return
    known = {*areas, *stages}
    schools = [row for row in rows if row not in known]
    adding = [each for each in layout.of_role("fact") if _adds_up(layout, each.column)]
    table = np.array([numbers[each.index].values for each in adding])
    sums = sum(1 for row in areas if _is_sum(table, row, areas, schools)) if len(table) else 0
    for row in areas if sums * 2 >= len(areas) else ():
        body.kinds[row] = "total" if _is_district(texts[row], context) else "subtotal"
        body.labels[row] = (school.index, "")


def _coded(body: Body, layout: Layout) -> Sequence[str]:
    """The school codes: a row with one is a school whatever it is called."""
    code = layout.named("school_code")
    return body.texts.get(code.index, [""] * body.height) if code is not None else [""] * body.height


def _is_area(text: str, context: SheetContext) -> bool:
    flat = key_of(text)
    return _is_district(text, context) or bool(TOWNSHIP_END.search(flat) and not SCHOOL_END.search(flat))


def _is_district(text: str, context: SheetContext) -> bool:
    return bool(context.district) and key_of(text) == key_of(context.district or "")


def _adds_up(layout: Layout, column: str) -> bool:
    return layout.dataset.column(column).role in (Role.STOCK, Role.FLOW)


def _is_sum(table: np.ndarray, row: int, areas: Sequence[int], schools: Sequence[int]) -> bool:
    """Whether the row is what the schools under it, above it or on the whole sheet add up to, in every column it fills."""
    after = min((each for each in areas if each > row), default=table.shape[1])
    before = max((each for each in areas if each < row), default=-1)
    under = [each for each in schools if row < each < after]
    above = [each for each in schools if before < each < row]
    return any(_equals(table, row, parts) for parts in (under, above, schools) if parts)


def _equals(table: np.ndarray, row: int, parts: Sequence[int]) -> bool:
    stated = table[:, row]
    filled = ~np.isnan(stated)
    computed = np.nansum(table[:, list(parts)], axis=1)
    meets = np.abs(stated[filled] - computed[filled]) <= 1e-6 * np.maximum(1.0, np.abs(stated[filled]))
    return bool(meets.all() and (stated[filled] > 0).any())
