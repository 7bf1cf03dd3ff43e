"""Read the score columns of a list of pupils: papers, full marks, what is wrong with a score (never the score)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from etl.extract.collect import Findings
from etl.extract.context import SheetContext
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.numbers import Numbers, parse_number, read_numbers, shown_number
from etl.extract.rows import Body
from etl.extract.text import as_text, cell_name, column_letters, key_of
from etl.extract.words import TOTAL_SUBJECT

_ABSENT = frozenset(
    map(
        key_of,
        (
            "缺考",
            "缺",
            "未考",
            "未参考",
            "免考",
            "缓考",
            "休学",
            "弃考",
            "请假",
            "病假",
            "q",
            "缺席",
            "未到",
            "absent",
            "违纪",
            "作弊",
            "取消",
        ),
    )
)
_FULL_MARK_LABELS = frozenset(map(key_of, ("满分", "满分值", "卷面分", "总分值", "各科满分")))


@dataclass(frozen=True)
class Paper:
    """One subject's column: its scores (NaN: did not sit), and its full mark if known."""

    subject: str
    meaning: Meaning
    scores: np.ndarray
    full_mark: float | None


def drop_full_mark_row(body: Body, layout: Layout) -> dict[int, float]:
    """Full marks by column from a row labelled 满分 among the first rows, which is then no data."""
    for row in range(min(3, body.height)):
        cells = [key_of(as_text(column[row])) for column in body.columns]
        if any(cell in _FULL_MARK_LABELS for cell in cells):
            body.kinds[row] = "header"
            marks = {
                each.index: parse_number(as_text(body.columns[each.index][row])).value
                for each in layout.of_role("score")
            }
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
        above = np.flatnonzero(paper.scores > paper.full_mark) if paper.full_mark else np.zeros(0, dtype=np.int64)
    for position in negative.tolist():
        findings.add(
            "score_unreadable",
            cell=cell_name(body.first + data[position], paper.meaning.index),
            header=paper.meaning.header,
        )
    for position in above.tolist():
        findings.add(
            "score_above_full_mark",
            cell=cell_name(body.first + data[position], paper.meaning.index),
            header=paper.meaning.header,
            bound=shown_number(paper.full_mark or 0),
        )
    if paper.full_mark is None:
        findings.add("full_mark_unknown", cell=column_letters(paper.meaning.index), subject=paper.subject)
