"""Roll pupils' scores up to school × grade × subject. Only totals leave this module: no name, no number, no single score."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.context import SheetContext
from etl.extract.headers import Meaning
from etl.extract.layout import Layout
from etl.extract.numbers import Numbers, parse_number, read_numbers, shown_number
from etl.extract.places import mapped, read_grade
from etl.extract.row_keys import RowKeys, stages_of
from etl.extract.rows import Body, words_of
from etl.extract.facts import Block
from etl.extract.table import schema_of
from etl.extract.text import as_text, cell_name, column_letters, key_of
from etl.extract.vocabulary import TOTAL_SUBJECT

PASS, EXCELLENT, LOW = 0.60, 0.85, 0.30
BINS = 10
_ABSENT = frozenset(map(key_of, ("缺考", "缺", "未考", "未参考", "免考", "缓考", "休学", "弃考", "请假", "病假", "q", "缺席", "未到", "absent", "违纪", "作弊", "取消")))
_FULL_MARK_LABELS = frozenset(map(key_of, ("满分", "满分值", "卷面分", "总分值", "各科满分")))


@dataclass(frozen=True)
class Paper:
    """One subject's column: its scores (NaN: did not sit), and its full mark if known."""

    subject: str
    meaning: Meaning
    scores: np.ndarray
    full_mark: float | None


def is_score_sheet(layout: Layout) -> bool:
    """Whether the sheet has a column of scores per subject."""
    return bool(layout.of_role("score"))


def drop_full_mark_row(body: Body, layout: Layout) -> dict[int, float]:
    """Full marks by column from a row labelled 满分 among the first rows, which is then no data."""
    for row in range(min(3, body.height)):
        cells = [key_of(as_text(column[row])) for column in body.columns]
        if any(cell in _FULL_MARK_LABELS for cell in cells):
            body.kinds[row] = "header"
            marks = {each.index: parse_number(as_text(body.columns[each.index][row])).value for each in layout.of_role("score")}
            return {index: float(mark) for index, mark in marks.items() if mark is not None}
    return {}


def read_papers(
    body: Body, layout: Layout, context: SheetContext, data: Sequence[int], marks: dict[int, float], findings: Findings
) -> list[Paper]:
    """The scores of every subject over the data rows. Findings name cells, never values."""
    chosen = np.asarray(data, dtype=np.int64)
    papers = []
    for meaning in layout.of_role("score"):
        subject = str(meaning.dim["subject"])
        numbers = read_numbers(body.columns[meaning.index])
        _report_unreadable(numbers, meaning, body, data, findings)
        title_mark = dict(context.full_marks).get(subject) or (context.full_mark if subject != TOTAL_SUBJECT else None)
        full = meaning.full_mark or marks.get(meaning.index) or title_mark
        papers.append(Paper(subject, meaning, numbers.values[chosen], full))
    papers = _with_total_mark(papers, findings)
    for paper in papers:
        _check_scores(paper, body, data, findings)
    return papers


def _report_unreadable(numbers: Numbers, meaning: Meaning, body: Body, data: Sequence[int], findings: Findings) -> None:
    wanted = set(data)
    for state, rows in numbers.odd.items():
        for row in rows:
            if row not in wanted or state in ("dash", "none"):
                continue
            if key_of(as_text(body.columns[meaning.index][row])) not in _ABSENT:
                findings.add("score_unreadable", cell=cell_name(body.first + row, meaning.index), header=meaning.header)


def _with_total_mark(papers: list[Paper], findings: Findings) -> list[Paper]:
    """The total's full mark is the sum of the papers' when every row's total is the sum of its papers."""
    parts = [paper for paper in papers if paper.subject != TOTAL_SUBJECT]
    total = next((paper for paper in papers if paper.subject == TOTAL_SUBJECT), None)
    if total is None or total.full_mark or not parts or any(paper.full_mark is None for paper in parts):
        return papers
    sums = np.sum([paper.scores for paper in parts], axis=0)
    both = ~np.isnan(sums) & ~np.isnan(total.scores)
    if not both.any() or (np.abs(sums - total.scores)[both] > 1e-6).any():
        return papers
    mark = float(sum(paper.full_mark or 0 for paper in parts))
    findings.add("full_mark_from_sum", cell=column_letters(total.meaning.index), mark=shown_number(mark))
    return [Paper(each.subject, each.meaning, each.scores, mark) if each is total else each for each in papers]


def _check_scores(paper: Paper, body: Body, data: Sequence[int], findings: Findings) -> None:
    with np.errstate(invalid="ignore"):
        negative = np.flatnonzero(paper.scores < 0)
        above = np.flatnonzero(paper.scores > paper.full_mark) if paper.full_mark else np.zeros(0, dtype=int)
    for position in negative:
        findings.add("score_unreadable", cell=cell_name(body.first + data[position], paper.meaning.index), header=paper.meaning.header)
    for position in above:
        findings.add("score_above_full_mark", cell=cell_name(body.first + data[position], paper.meaning.index),
                     header=paper.meaning.header, bound=shown_number(paper.full_mark or 0))  # fmt: skip
    if paper.full_mark is None:
        findings.add("full_mark_unknown", cell=column_letters(paper.meaning.index), subject=paper.subject)


def grades_of(body: Body, layout: Layout, context: SheetContext, data: Sequence[int], keys: RowKeys) -> None:
    """Fill the grade from the class (七(3)班) where no column and no title says it."""
    grades = keys.words.get("grade")
    klass = next(iter(layout.of_role("class")), None)
    if klass is None or (grades is not None and None not in grades):
        return
    texts = body.texts.get(klass.index) or words_of(body.columns[klass.index])
    classes = mapped([texts[row] for row in data], read_grade)
    keys.words["grade"] = [one if one is not None else two for one, two in zip(grades or [None] * len(data), classes, strict=True)]


def roll_up(layout: Layout, keys: RowKeys, papers: Sequence[Paper]) -> pa.Table:
    """One row per school, stage, grade, period, exam and subject. `row_no` is NULL: no row of the file is behind it alone."""
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


def _groups(keys: RowKeys, stages: Sequence[str | None], grades: Sequence[int | None]) -> dict[tuple[tuple[str, object], ...], np.ndarray]:
    names = ["area_level", *keys.places.texts, "period", "exam", "stage", "grade"]
    exams = keys.words.get("exam", [None] * keys.size)
    columns = [keys.places.levels, *keys.places.texts.values(), keys.periods, exams, stages, grades]
    members: dict[tuple[object, ...], list[int]] = {}
    for row, identity in enumerate(zip(*columns, strict=True)):
        members.setdefault(identity, []).append(row)
    return {tuple(zip(names, identity, strict=True)): np.array(rows) for identity, rows in members.items()}


def _append(
    rows: dict[str, list[object]], identity: tuple[tuple[str, object], ...], block: int, paper: Paper, eligible: int, sat: np.ndarray
) -> None:
    full = paper.full_mark
    line: dict[str, object] = {
        **dict(identity), "block_no": block, "subject": paper.subject, "full_mark": full, "eligible": eligible, "sat": len(sat),
        "sum_score": _exact(sat), "sum_squares": _exact(sat**2), "bins": _bins(sat, full),
    }  # fmt: skip
    if full:
        # A threshold is met at the boundary; cents of rounding in 0.6 × 105 must not fail it.
        line |= {
            "n_pass": int((sat >= PASS * full - 1e-9).sum()), "n_excellent": int((sat >= EXCELLENT * full - 1e-9).sum()),
            "n_low": int((sat < LOW * full - 1e-9).sum()),
        }  # fmt: skip
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


def paper_letters(papers: Sequence[Paper]) -> dict[int, dict[str, str]]:
    """The letters of each paper's block."""
    columns = ("eligible", "sat", "sum_score", "sum_squares", "n_pass", "n_excellent", "n_low", "bins")
    return {number: dict.fromkeys(columns, column_letters(paper.meaning.index)) for number, paper in enumerate(papers, start=1)}


def one_row_per_pupil(sheet: RawSheet, body: Body, layout: Layout) -> bool:
    """Whether rows of one school and grade repeat: then each is a pupil, named or not."""
    if layout.of_role("person"):
        return True
    keys = [each.index for each in layout.meanings if each.role in ("place", "text", "period", "class")]
    data = body.rows_of("data")
    seen = {tuple(body.texts[key][row] for key in keys if key in body.texts) for row in data}
    return len(data) > len(seen) * 1.5
