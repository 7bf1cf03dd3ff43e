"""Rows as they leave the house: what must not be known is blank, and each row says what it withholds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from metrics.disclosure import SAID
from reports.table import Field

Row = tuple[Any, ...]


def veiled_rows(fields: Sequence[Field], own: Sequence[Row], strange: Sequence[Row], k: int) -> list[Row]:
    """The rows with a remark at their end. `strange`: the same rows of the stranger's tables (metrics/disclosure).

    Raises ValueError when the two do not list the same rows: nothing is shown rather than something wrong.
    """
    return [_veiled(fields, mine, theirs, k) for mine, theirs in zip(own, strange, strict=True)]


def _veiled(fields: Sequence[Field], mine: Row, theirs: Row, k: int) -> Row:
    hidden = [_is_hidden(field, one, other, k) for field, one, other in zip(fields, mine, theirs, strict=True)]
    named = "、".join(field.header for field, gone in zip(fields, hidden, strict=True) if gone)
    return (
        *(None if gone else one for one, gone in zip(mine, hidden, strict=True)),
        f"{SAID}：{named}" if named else None,
    )


def _is_hidden(field: Field, one: Any, other: Any, k: int) -> bool:
    if one is None or isinstance(one, bool):
        return False
    if isinstance(one, str):
        if one.startswith("{") and isinstance(json.loads(one), dict):
            return True  # a distribution: its ends are always few
        if one != other:
            raise ValueError(f"{field.header}: {one} / {other}")
        return False
    if not isinstance(one, int | float):
        return False
    small = field.unit.startswith("人") and 0 < abs(one) < k
    return small or abs(float(one) - float(other)) > 1e-9 * max(1.0, abs(float(one)))
