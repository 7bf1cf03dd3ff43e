"""Which rows under a header are taken: those with numbers or words for a school or an area; the others say why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from etl.extract.collect import Findings
from etl.extract.context import SCHOOL_END, TOWNSHIP_END, SheetContext
from etl.extract.headings import places_of_sums, read_headings
from etl.extract.layout import Layout
from etl.extract.numbers import Numbers
from etl.extract.places import Places, read_places
from etl.extract.rows import Body, mark_unfilled
from etl.extract.school_parts import mark_school_parts
from etl.extract.text import cell_name, key_of
from etl.extract.unnamed_sums import mark_unnamed_sums
from etl.extract.words import STAGE_WORDS


def accepted_rows(
    body: Body,
    layout: Layout,
    context: SheetContext,
    numbers: dict[int, Numbers],
    findings: Findings,
    faulty: Collection[int] = (),
) -> tuple[list[int], Places]:
    """The data rows that speak for someone, and their places. The others become notes, sums or findings.

    `faulty` are rows with an error in a column of numbers: somebody meant to state something there.
    """
    filled = _filled(body, numbers)
    filled[list(faulty)] = True
    read_headings(body, layout, filled)
    _notes(body, layout, filled)
    mark_unfilled(body, layout, filled.tolist())
    stages = mark_school_parts(body, layout, numbers, findings)
    mark_unnamed_sums(body, layout, context, numbers, findings)
    places_of_sums(body, layout)
    for row, stage in stages.items():
        body.under["stage"][row] = stage
    data = body.rows_of("data")
    places = read_places(body, layout, context, data)
    _mark_township_sums(body, layout, data, places)
    for position, row in enumerate(data):
        if places.levels[position] or body.kinds[row] != "data":
            continue
        if filled[row]:
            findings.add("row_without_school", cell=cell_name(body.first + row, 0))
        body.kinds[row] = "without_school" if filled[row] else "note"
    accepted = body.rows_of("data")
    return accepted, places if len(accepted) == len(data) else read_places(body, layout, context, accepted)


def _filled(body: Body, numbers: dict[int, Numbers]) -> np.ndarray:
    """Rows with anything in a number column, a dash included."""
    filled = np.zeros(body.height, dtype=bool)
    for column in numbers.values():
        filled |= ~np.isnan(column.values)
        for rows in column.odd.values():
            filled[rows] = True
    return filled


def _notes(body: Body, layout: Layout, filled: np.ndarray) -> None:
    """A row with one long text and no number is a remark, in whatever column it stands."""
    if not layout.of_role("fact"):
        return
    for row in body.rows_of("data"):
        if filled[row]:
            continue
        texts = [text for text in dict.fromkeys(column[row] for column in body.texts.values()) if text]
        # A heading between two stacked tables stands alone on its row; a school that filled nothing in is one too.
        if not texts or (len(texts) == 1 and (len(texts[0]) > 24 or not _may_be_place(texts[0]))):
            body.kinds[row] = "note" if texts else "blank"


def _may_be_place(text: str) -> bool:
    """Whether a lone text may name a school or an area, or be a code."""
    flat = key_of(text)
    if flat in STAGE_WORDS:
        return False
    return bool(SCHOOL_END.search(flat) or TOWNSHIP_END.search(flat) or flat.isdigit())


def _mark_township_sums(body: Body, layout: Layout, data: Sequence[int], places: Places) -> None:
    """A row that names a township only, on a sheet with that township's schools, is their sum; one that names the
    district where townships stand, on a sheet with schools, is the sum of all."""
    townships = places.texts.get("township_text")
    column = layout.named("township")
    if townships is None or column is None or "township" not in places.levels:
        return
    with_schools = {townships[position] for position, level in enumerate(places.levels) if level == "school"}
    districts = places.texts["district_text"]
    for position, row in enumerate(data):
        if places.levels[position] != "township" or not with_schools:
            continue
        if townships[position] in with_schools:
            body.kinds[row] = "subtotal"
            body.labels[row] = (-1, "")
        elif key_of(townships[position] or "") == key_of(districts[position] or ""):
            body.kinds[row] = "total"
            body.labels[row] = (column.index, "")
