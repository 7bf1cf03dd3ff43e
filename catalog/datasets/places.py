"""Columns that say where a row belongs, shared by the datasets. Synonyms: the field's own headers (docs/glossary.md)."""

from __future__ import annotations

from catalog.model import Column, Kind, Role
from catalog.stages import STAGES

DISTRICT = Column(
    "district",
    "区县",
    "District",
    Kind.TEXT,
    Role.PLACE,
    synonyms=("区县名称", "县(市、区)", "县市区", "县区", "县市名称", "县市别", "区(县)", "county", "district"),
)
TOWNSHIP = Column(
    "township", "乡镇", "Township", Kind.TEXT, Role.PLACE,
    synonyms=(
        "乡镇名称", "镇街", "乡(镇、街道)", "乡镇(街道)", "街道", "所属乡镇", "所在乡镇", "镇办", "镇(办)", "乡镇街道", "镇(街道)",
        "辖区", "乡镇市区", "镇乡", "town", "township",
    ),
)  # fmt: skip
SCHOOL = Column(
    "school", "学校", "School", Kind.TEXT, Role.PLACE,
    synonyms=(
        "学校名称", "校名", "单位", "单位名称", "填报单位", "学校(园)名称", "学校(园)", "就读学校", "学校全称", "校(园)名称", "园名",
        "幼儿园名称", "school", "school_name",
    ),
)  # fmt: skip
SCHOOL_CODE = Column(
    "school_code",
    "学校标识码",
    "School code",
    Kind.CODE,
    Role.PLACE,
    synonyms=(
        "学校(机构)标识码",
        "标识码",
        "机构代码",
        "学校代码",
        "单位代码",
        "学校编码",
        "学校识别码",
        "school_code",
    ),
)
STAGE = Column(
    "stage",
    "学段",
    "Stage",
    Kind.CHOICE,
    Role.KEY,
    synonyms=("教育阶段", "阶段", "层次", "学校级别", "办学层次", "学段名称", "学部", "stage"),
    choices={each.code: (each.zh, *each.synonyms) for each in STAGES},
)
GRADE = Column(
    "grade", "年级", "Grade", Kind.GRADE, Role.KEY, minimum=-3, maximum=12, synonyms=("年段", "就读年级", "grade"),
    note="留空表示全学段合计",
)  # fmt: skip


def member(prefix: str, zh: str, en: str, synonyms: tuple[str, ...], *, required: bool) -> tuple[Column, ...]:
    """The columns naming one of several schools of a row: its name, code and township, each with `prefix`."""
    return (
        Column(f"{prefix}school", zh, en, Kind.TEXT, Role.PLACE, required=required, synonyms=synonyms),
        Column(
            f"{prefix}school_code", f"{zh}标识码", f"{en} code", Kind.CODE, Role.PLACE,
            synonyms=(f"{zh}代码", f"{prefix}school_code", *(f"{each}标识码" for each in synonyms)),
        ),
        Column(
            f"{prefix}township", f"{zh}所在乡镇", f"{en} township", Kind.TEXT, Role.PLACE,
            synonyms=(f"{zh}乡镇", f"{prefix}township", *(f"{each}乡镇" for each in synonyms), *(f"{each}所在乡镇" for each in synonyms)),
        ),
    )  # fmt: skip
