"""Stages (学段) and the grades each has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stage: its code, labels, other spellings, and how its grades are numbered (1 to 12 across stages)."""

    code: str
    zh: str
    en: str
    synonyms: tuple[str, ...]
    grades: tuple[int, ...] = ()
    # Years from intake to graduation in the 6-3-3 system; None where a cohort has no fixed length.
    years: int | None = None


STAGES = (
    Stage("kindergarten", "学前", "Kindergarten", ("学前教育", "幼儿园", "幼儿", "学前阶段"), (-3, -2, -1), 3),
    Stage(
        "primary",
        "小学",
        "Primary",
        ("小学阶段", "小学部", "国小", "国民小学", "完小", "教学点"),
        (1, 2, 3, 4, 5, 6),
        6,
    ),
    Stage(
        "junior",
        "初中",
        "Junior secondary",
        ("初级中学", "普通初中", "初中部", "国中", "国民中学", "初中阶段"),
        (7, 8, 9),
        3,
    ),
    Stage(
        "senior", "普通高中", "Senior secondary", ("普高", "高中", "高级中学", "高中部", "高中阶段"), (10, 11, 12), 3
    ),
    Stage(
        "vocational",
        "中等职业",
        "Vocational secondary",
        ("中职", "中等职业学校", "职业高中", "职高", "中专", "职教"),
        (),
        3,
    ),
    Stage("special", "特殊教育", "Special education", ("特教", "特殊教育学校")),
    Stage("higher", "高等教育", "Higher education", ("高校", "大学", "大学生", "高等院校", "普通高校")),
)

# A label that covers two stages says nothing about one row's stage; a file that has only it must say the stage otherwise.
COMPULSORY = ("primary", "junior")

_BY_CODE = {stage.code: stage for stage in STAGES}


def stage(code: str) -> Stage:
    """The stage with this code; KeyError if there is none."""
    return _BY_CODE[code]


def stage_of_grade(grade: int) -> str | None:
    """The stage a grade number (1 to 12, kindergarten -3 to -1) belongs to in the 6-3-3 system."""
    return next((each.code for each in STAGES if grade in each.grades), None)


def grade_label_zh(grade: int) -> str:
    """一年级 … 九年级, 高一 … 高三, 小班 中班 大班."""
    if grade < 0:
        return {-3: "小班", -2: "中班", -1: "大班"}[grade]
    if grade >= 10:
        return f"高{'一二三'[grade - 10]}"
    return f"{'一二三四五六七八九'[grade - 1]}年级"
