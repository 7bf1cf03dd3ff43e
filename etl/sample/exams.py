"""Exam scores of invented pupils: the 中考 of grade 9 every June, a monitoring of grade 6 up to June 2025.

From December 2025 districts may not examine primary grades, so there is no grade-6 exam in June 2026.
Pupils exist only while this module runs and inside the two score sheets that the importer must roll up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from etl.sample import stories
from etl.sample.county import FIRST_YEAR, YEARS, County, School
from etl.sample.population import Population

TOTAL = "总分"
PASS, EXCELLENT, LOW = 0.60, 0.85, 0.30


@dataclass(frozen=True)
class Exam:
    """One exam: `papers` are the subjects with their full marks; `difficulty` is the mean share of the full mark."""

    name: str
    stage: str
    grade: int
    year: int
    papers: tuple[tuple[str, float], ...]
    difficulty: float
    pupil_level: bool = False

    @property
    def period(self) -> str:
        """The spring term in which it is sat."""
        return f"{self.year}-{self.year + 1}-2"

    @property
    def full_marks(self) -> dict[str, float]:
        """Full mark by subject, 总分 last, as a paper of its own."""
        return {**dict(self.papers), TOTAL: sum(mark for _, mark in self.papers)}


_SENIOR_ENTRANCE = (
    ("语文", 120.0),
    ("数学", 120.0),
    ("英语", 120.0),
    ("物理", 90.0),
    ("化学", 70.0),
    ("道德与法治", 60.0),
    ("历史", 60.0),
)
_GRADE_SIX = (("语文", 100.0), ("数学", 100.0), ("英语", 100.0))
_DIFFICULTY = (0.61, 0.57, 0.63, 0.59, 0.62, 0.58)
_PUPIL_LEVEL = {("junior", 2023), ("primary", 2022)}


def exams() -> tuple[Exam, ...]:
    """All exams, oldest first; the year is the autumn in which the school year starts."""
    listed = []
    for year in YEARS:
        hard = _DIFFICULTY[year - FIRST_YEAR]
        if year < 2025:
            name = f"{year + 1}年小学六年级学业质量监测"
            listed.append(Exam(name, "primary", 6, year, _GRADE_SIX, hard + 0.12, ("primary", year) in _PUPIL_LEVEL))
        listed.append(
            Exam(f"{year + 1}年中考", "junior", 9, year, _SENIOR_ENTRANCE, hard, ("junior", year) in _PUPIL_LEVEL)
        )
    return tuple(listed)


Scores = dict[str, float | None]


def sit_exam(exam: Exam, county: County, population: Population, seed: int) -> dict[str, list[Scores]]:
    """{school code: one {subject: score} per pupil}; a pupil who did not sit has None in every paper."""
    leavers = population.leavers[exam.year]
    sizes = {
        school.code: leavers[school.code, exam.stage].size
        for school in county.teaching(exam.stage, exam.year)
        if (school.code, exam.stage) in leavers
    }
    sheets = {}
    for code, level in _levels(exam, county, sizes, seed).items():
        rng = Random(f"{seed}:exam:{exam.name}:{code}")
        sheets[code] = list(_pupils(exam, sizes[code], level, rng))
    return sheets


def _levels(exam: Exam, county: County, sizes: dict[str, int], seed: int) -> dict[str, float]:
    """{school code: where it stands in pupil standard deviations around the district}: planted, or slowly wandering.
    The wanderers are shifted together so that the district's mean stays 0 and planted lines come out as planted."""
    planted = {
        code: stories.Z_TARGETS[name][exam.year - FIRST_YEAR]
        for code in sizes
        if exam.stage == "junior" and (name := county.by_code(code).name) in stories.Z_TARGETS
    }
    free = {code: _wandering(county.by_code(code), exam, seed) for code in sizes if code not in planted}
    excess = sum(level * sizes[code] for code, level in (planted | free).items()) / sum(sizes[code] for code in free)
    return {code: planted[code] if code in planted else free[code] - excess for code in sizes}


def _wandering(school: School, exam: Exam, seed: int) -> float:
    fixed = Random(f"{seed}:level:{school.code}:{exam.stage}")
    level = fixed.uniform(0.1, 0.42) if school.in_town else fixed.uniform(-0.48, -0.08)
    return level + sum(fixed.gauss(0, 0.035) for _ in range(exam.year - FIRST_YEAR + 1))


def _pupils(exam: Exam, count: int, level: float, rng: Random) -> Iterator[Scores]:
    """Pupils whose abilities average to `level` exactly, so that a planted story is not drowned in luck."""
    raw = [rng.gauss(0, 1) for _ in range(count)]
    mean = sum(raw) / count
    sitting = [rng.random() >= 0.012 for _ in range(count)]
    for ability, sits in zip(raw, sitting, strict=True):
        yield _scores(exam, level + 0.93 * (ability - mean), rng) if sits else dict.fromkeys(exam.full_marks)


def _scores(exam: Exam, ability: float, rng: Random) -> Scores:
    scores: Scores = {}
    for subject, full in exam.papers:
        share = exam.difficulty + 0.17 * ability + rng.gauss(0, 0.07)
        scores[subject] = round(min(max(share, 0.03), 0.99) * full * 2) / 2
    scores[TOTAL] = sum(mark for mark in scores.values() if mark is not None)
    return scores


def exam_rows(exam: Exam, sheets: dict[str, list[Scores]]) -> list[dict[str, Any]]:
    """Truth of the exam dataset for one exam: what the office's file says. A school summary gives mean and standard
    deviation to two decimals, so its sums are those of the printed figures; a score sheet gives them exactly."""
    rows = []
    for code, pupils in sheets.items():
        for subject, full in exam.full_marks.items():
            marks = [mark for each in pupils if (mark := each[subject]) is not None]
            row = {
                "school": code,
                "stage": exam.stage,
                "grade": exam.grade,
                "period": exam.period,
                "exam": exam.name,
                "subject": subject,
                "full_mark": full,
                "eligible": len(pupils),
                "sat": len(marks),
            }
            rows.append(row | _totals(marks, full, printed=not exam.pupil_level))
    return rows


def _totals(marks: list[float], full: float, *, printed: bool) -> dict[str, Any]:
    sat = len(marks)
    total, squares = sum(marks), sum(mark * mark for mark in marks)
    mean = sd = None
    if printed and sat:
        mean = round(total / sat, 2)
        sd = round(max(squares / sat - (total / sat) ** 2, 0.0) ** 0.5, 2)
        total, squares = mean * sat, (sd**2 + mean**2) * sat
    return {
        "sum_score": total,
        "sum_squares": squares,
        "mean": mean,
        "sd": sd,
        "n_pass": sum(mark >= PASS * full for mark in marks),
        "n_excellent": sum(mark >= EXCELLENT * full for mark in marks),
        "n_low": sum(mark < LOW * full for mark in marks),
    }
