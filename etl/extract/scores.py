"""Roll pupils' scores up to school × grade × subject. Only totals leave: no name, no number, no single score."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import asdict

import numpy as np
import pyarrow as pa

from etl.extract.cells import RawSheet
from etl.extract.context import SheetContext
from etl.extract.facts import Block
from etl.extract.layout import Layout
from etl.extract.numbers import shown_number
from etl.extract.papers import Paper
from etl.extract.places import mapped, read_grade
from etl.extract.row_keys import RowKeys, stages_of
from etl.extract.rows import Body, words_of
from etl.extract.table import schema_of
from etl.extract.text import column_letters
from etl.layouts import ScoreMarks

# The marks of the one file that this process reads.
MARKS: ContextVar[ScoreMarks] = ContextVar("marks")
BINS = 10


def is_score_sheet(layout: Layout) -> bool:
    """Whether the sheet has a column of scores per subject."""
    return bool(layout.of_role("score"))


def grades_of(body: Body, layout: Layout, context: SheetContext, data: Sequence[int], keys: RowKeys) -> None:
    """Fill the grade from the class (七(3)班) where no column and no title says it."""
    grades = keys.words.get("grade")
    klass = next(iter(layout.of_role("class")), None)
    if klass is None or (grades is not None and None not in grades):
        return
    texts = body.texts.get(klass.index) or words_of(body.columns[klass.index])
    classes = mapped([texts[row] for row in data], read_grade)
    keys.words["grade"] = [
        one if one is not None else two for one, two in zip(grades or [None] * len(data), classes, strict=True)
    ]


def roll_up(layout: Layout, keys: RowKeys, papers: Sequence[Paper]) -> pa.Table:
    """One row per school, stage, grade, period, exam and subject. `row_no` is NULL: many rows are behind each."""
    schema = schema_of(layout.dataset)
    stages, grades, _ = stages_of(keys, Block(), [])
    groups = _groups(keys, stages, grades)
    rows: dict[str, list[object]] = {field.name: [] for field in schema}
    for number, paper in enumerate(papers, start=1):
        for identity, members in groups.items():
            scores = paper.scores[members]
            sat = scores[~np.isnan(scores)]
            if not len(sat) and not any(not np.isnan(other.scores[members]).all() for other in papers):
                continue
            _append(rows, identity, number, paper, len(members), sat)
    arrays = [pa.array(rows[field.name], field.type) for field in schema]
    return pa.table(arrays, schema=schema)


def _groups(
    keys: RowKeys, stages: Sequence[str | None], grades: Sequence[int | None]
) -> dict[tuple[tuple[str, object], ...], np.ndarray]:
    names = ["area_level", *keys.places.texts, "period", "exam", "stage", "grade"]
    exams = keys.words.get("exam", [None] * keys.size)
    columns = [keys.places.levels, *keys.places.texts.values(), keys.periods, exams, stages, grades]
    members: dict[tuple[object, ...], list[int]] = {}
    for row, identity in enumerate(zip(*columns, strict=True)):
        members.setdefault(identity, []).append(row)
    return {tuple(zip(names, identity, strict=True)): np.array(rows) for identity, rows in members.items()}


def _append(
    rows: dict[str, list[object]],
    identity: tuple[tuple[str, object], ...],
    block: int,
    paper: Paper,
    eligible: int,
    sat: np.ndarray,
) -> None:
    full = paper.full_mark
    line: dict[str, object] = {
        **dict(identity),
        "block_no": block,
        "subject": paper.subject,
        "full_mark": full,
        "eligible": eligible,
        "sat": len(sat),
        "sum_score": _exact(sat),
        "sum_squares": _exact(sat**2),
        "bins": _bins(sat, full),
    }
    if full:
        marks = MARKS.get(ScoreMarks())
        # A threshold is met at the boundary; cents of rounding in 0.6 × 105 must not fail it.
        line |= {
            "n_pass": int((sat >= marks.passed * full - 1e-9).sum()),
            "n_excellent": int((sat >= marks.excellent * full - 1e-9).sum()),
            "n_low": int((sat < marks.low * full - 1e-9).sum()),
        }
    for name, values in rows.items():
        values.append(line.get(name))


def _exact(values: np.ndarray) -> float:
    return round(float(values.sum()), 6)


def _bins(sat: np.ndarray, full: float | None) -> str | None:
    """Counts per tenth of the full mark (per ten points when it is unknown), as {"lower bound": count}."""
    if not len(sat):
        return None
    width = full / BINS if full else 10.0
    slots = np.floor(sat / width + 1e-9).astype(int)
    if full:
        slots = np.minimum(slots, BINS - 1)
    counts = {shown_number(slot * width): int((slots == slot).sum()) for slot in sorted(set(slots.tolist()))}
    return json.dumps(counts)


def marks_told() -> dict[str, str]:
    """The marks in use, for the finding that names them."""
    return {name: f"{value * 100:g}%" for name, value in asdict(MARKS.get(ScoreMarks())).items()}


def paper_letters(papers: Sequence[Paper]) -> dict[int, dict[str, str]]:
    """The letters of each paper's block."""
    columns = ("eligible", "sat", "sum_score", "sum_squares", "n_pass", "n_excellent", "n_low", "bins")
    return {
        number: dict.fromkeys(columns, column_letters(paper.meaning.index))
        for number, paper in enumerate(papers, start=1)
    }


def one_row_per_pupil(sheet: RawSheet, body: Body, layout: Layout) -> bool:
    """Whether rows of one school and grade repeat: then each is a pupil, named or not."""
    if layout.of_role("person"):
        return True
    keys = [each.index for each in layout.meanings if each.role in ("place", "text", "period", "class")]
    data = body.rows_of("data")
    seen = {tuple(body.texts[key][row] for key in keys if key in body.texts) for row in data}
    return len(data) > len(seen) * 1.5
