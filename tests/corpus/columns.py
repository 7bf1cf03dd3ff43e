"""Columns that many tables share: places, numbers, the periods their titles state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from catalog.stages import grade_label_zh
from tests.corpus.county import School
from tests.corpus.table import Column
from tests.corpus.truth import key

STAGE_ZH = {"primary": "小学", "junior": "初中"}
TERMS = (
    ("2023年秋季", "2023-2024-1"),
    ("2023—2024学年第一学期", "2023-2024-1"),
    ("2023-2024学年度第二学期", "2023-2024-2"),
    ("2024年春季学期", "2023-2024-2"),
    ("二〇二三年秋季", "2023-2024-1"),
)
YEARS = (("2023-2024学年", "2023-2024"), ("2022—2023学年度", "2022-2023"), ("2023学年", "2023-2024"))
_TOWNSHIP = ("乡镇", "所在乡镇", "乡(镇、街道)", "镇街")
_SCHOOL = ("学校名称", "学校", "校名", "单位名称", "学校（机构）名称")
_CODE = ("学校标识码", "学校（机构）标识码", "标识码")


def place_columns(chance: Random, schools: Sequence[School], *, stage: bool = True) -> list[Column]:
    """Township, sometimes a code, the school's name, sometimes its stage."""
    columns = [Column("township", (chance.choice(_TOWNSHIP),), [each.township for each in schools])]
    if chance.random() < 0.25:
        columns.append(Column("code", (chance.choice(_CODE),), [each.code for each in schools]))
    columns.append(Column("school", (chance.choice(_SCHOOL),), [each.name for each in schools]))
    if stage and chance.random() < 0.5:
        columns.append(
            Column("stage", (chance.choice(("学段", "教育阶段")),), [STAGE_ZH[each.stage] for each in schools])
        )
    return columns


def numbers(
    dataset: str,
    column: str,
    path: tuple[str, ...],
    schools: Sequence[School],
    values: Sequence[object],
    period: str,
    *,
    role: str = "count",
    extras: Callable[[int], dict[str, object]] = lambda row: {},
) -> Column:
    """A column of numbers with the fact each cell states."""
    facts = [
        (key(dataset, school.name, school.stage, period, column, **extras(row)), value)
        for row, (school, value) in enumerate(zip(schools, values, strict=True))
    ]
    return Column(role, path, list(values), list(facts))


def draw(chance: Random, size: int, low: int, high: int) -> list[object]:
    """Whole numbers at random."""
    return [chance.randint(low, high) for _ in range(size)]


def below(chance: Random, values: Sequence[object], most: float = 0.9) -> list[object]:
    """Parts of `values`: each between 0 and its share `most`."""
    return [int(int(str(each)) * chance.random() * most) for each in values]


def grade_words(grade: int) -> str:
    """一年级, 七年级."""
    return grade_label_zh(grade)
