"""A school of several stages named by one of them: 石桥九年一贯制学校小学部, 石桥学校（初中）."""

from __future__ import annotations

import re
import unicodedata

_STAGES = {"小学": "primary", "初中": "junior", "高中": "senior", "学前": "kindergarten", "幼儿": "kindergarten"}
_PART = re.compile(
    r"(?P<base>.+?)(?:\((?P<inner>小学|初中|高中|学前|幼儿)(?:部|段|学段|阶段)?\)|(?P<outer>小学|初中|高中|学前|幼儿)部)$"
)
# A primary school's 小学部 is itself; its 初中部 would be another kind of school, and a person must say so.
_WHOLE = re.compile(r"(学校|中学|一贯制|校区|校)$")
_SEVERAL = re.compile(r"一贯制|完全中学|十二年制|九年制|九年义务")


def part_of_school(name: str) -> tuple[str, str] | None:
    """The school's own name (as written, without blanks) and the stage that the end of `name` speaks of; None when it
    speaks of none."""
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    found = _PART.fullmatch(flat)
    if found is None or not _WHOLE.search(found["base"]):
        return None
    return found["base"], _STAGES[found["inner"] or found["outer"]]


def has_several_stages(name: str) -> bool:
    """Whether the name itself says that the school has several stages."""
    return bool(_SEVERAL.search(name))
