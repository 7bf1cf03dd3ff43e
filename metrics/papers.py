"""One exam paper at a time: papers differ in difficulty and full mark, so their scores are never pooled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog import dataset as declared
from catalog.model import Indicator
from catalog.periods import label_zh
from catalog.stages import STAGES, grade_label_zh
from metrics.errors import NotComparable
from metrics.filters import Filters, traits_sql
from metrics.sides import Query, add_steps, conditions
from metrics.times import Step
from store.reader import Reader

# What makes a paper one paper. The period is part of it: two terms' 期末 are two papers of one name.
PAPER = ("exam", "subject", "grade", "stage", "full_mark", "period")


def require_one_paper(
    reader: Reader, indicator: Indicator, filters: Filters, steps: tuple[Step, ...], split: tuple[str, ...]
) -> None:
    """Raise NotComparable when rows of two papers would be added up in one period (and one value of the split)."""
    query = Query()
    if filters.traits:
        query.add(traits_sql(filters))
    add_steps(query, "steps", steps)
    columns = [name for name in PAPER if name not in split]
    counts = ", ".join(f'count(DISTINCT "{name}") AS "n_{name}"' for name in columns)
    values = ", ".join(f'list(DISTINCT "{name}" ORDER BY "{name}") AS "{name}"' for name in columns)
    keyed = "".join(f', "{name}"' for name in split)
    several = " OR ".join(f'"n_{name}" > 1' for name in columns)
    mixed = reader.rows(
        query.text(f"""SELECT * FROM (
            SELECT answer, {counts}, {values} FROM exam JOIN steps ON native = period
            WHERE {conditions(indicator.numerator, filters)} GROUP BY answer{keyed}) WHERE {several} ORDER BY answer LIMIT 1"""),
        query.params | filters.params,
    )
    if mixed:
        raise NotComparable(_message(indicator, mixed[0], columns))


def _message(indicator: Indicator, row: dict[str, Any], columns: Iterable[str]) -> str:
    several = [name for name in columns if row[f"n_{name}"] > 1]
    choices = "；".join(f"{_title(name)} {'、'.join(_label(name, value) for value in row[name])}" for name in several)
    ways = " ".join(
        f"{'--period' if name == 'period' else f'--where {name}'}=…" for name in several if name != "full_mark"
    )
    advice = f"请用 {ways} 选定一份" if ways else "满分不同的成绩不能合并，请先核对满分"
    return f"{label_zh(row['answer'])}里有不止一份试卷，“{indicator.zh}”不能合并计算：{choices}。{advice}"


def _title(name: str) -> str:
    return "时期" if name == "period" else declared("exam").column(name).zh


def _label(name: str, value: Any) -> str:
    if name == "grade":
        return f"{value}（{grade_label_zh(value)}）"
    if name == "stage":
        return f"{value}（{next((each.zh for each in STAGES if each.code == value), value)}）"
    return f"{value:g}" if isinstance(value, float) else str(value)
