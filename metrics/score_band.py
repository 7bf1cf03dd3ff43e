"""The pupils whose scores lie in one band of a paper, school by school, with the cells that say so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog import dataset
from metrics.ledger import Paper
from metrics.source import Source
from store import Reader
from store.lineage import Cell, cells_of


@dataclass(frozen=True)
class Band:
    """`cells`: a stored distribution each, whose value is the pupils in the band; `without`: (id, name) of the schools that sat
    the paper and gave no distribution."""

    cells: list[Source]
    without: list[tuple[str, str]]


def score_band(
    reader: Reader, paper: Paper, lower: float, townships: Sequence[str] | None, school: str | None = None
) -> Band:
    """The band that begins at `lower`, of schools in these townships (None: all) or of one school: those that
    `ledger.score_bins` and `ledger.school_bins` add up."""
    rows = reader.rows(
        "SELECT e.school_id, a.name, e.bins IS NOT NULL AS told FROM exam e JOIN area a ON a.area_id = e.school_id"
        " WHERE e.stage = ? AND e.grade IS NOT DISTINCT FROM ? AND e.exam = ? AND e.subject = ? AND e.period = ?"
        " AND e.area_level = 'school' AND (? OR list_contains(?, e.township_id)) AND (? OR e.school_id = ?) ORDER BY e.school_id",
        [paper.stage, paper.grade, paper.exam, paper.subject, paper.period, townships is None, list(townships or []),
         school is None, school or ""],
    )  # fmt: skip
    told = {row["school_id"]: row["name"] for row in rows if row["told"]}
    names = dataset("exam").key
    wanted = {"stage": paper.stage, "grade": paper.grade, "exam": paper.exam, "subject": paper.subject}
    found = []
    for (school_id, *key), cells in cells_of(reader, "exam", "bins", list(told), [paper.period]).items():
        identity = dict(zip(names, key, strict=True))
        if all(identity.get(name) == value for name, value in wanted.items()):
            found += [_source(cell, school_id, told[school_id], identity, lower) for cell in cells if cell.counts]
    return Band(
        sorted(found, key=lambda each: each.area_id),
        [(row["school_id"], row["name"]) for row in rows if not row["told"]],
    )


def _source(cell: Cell, school_id: str, name: str, identity: dict[str, Any], lower: float) -> Source:
    pupils = sum(int(count) for begins, count in json.loads(cell.value).items() if float(begins) == lower)
    rest = {each: value for each, value in identity.items() if each not in ("stage", "period") and value is not None}
    return Source(
        area_id=school_id, area=name, side="numerator", dataset="exam", column="bins", period=identity["period"], stage=identity["stage"],
        key=rest, value=pupils, file=cell.file, sheet=cell.sheet, cell=cell.cell, row=cell.row, batch_id=cell.batch_id, person=cell.person,
        at=cell.at, rolled_up=cell.rolled_up, derived=cell.derived,
    )  # fmt: skip
