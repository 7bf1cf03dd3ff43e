"""Exams under names that change from year to year."""

from __future__ import annotations

import re
from functools import lru_cache

# 2024年, 2023-2024学年, 2023—2024学年度. 第一学期, 秋季学期 or 春季 stay: in autumn that is another exam than in spring.
_YEAR = re.compile(r"\d{4}(\s*[-—–－]\s*\d{4})?\s*(学年度|学年|年度|年|级|届)?")


@lru_cache(maxsize=1024)
def exam_kind(name: str) -> str:
    """An exam's name without its year: 2024年中考 -> 中考."""
    return _YEAR.sub("", name).strip() or name
