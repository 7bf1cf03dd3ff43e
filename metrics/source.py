"""One stored value behind a number, with where it stood."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """One stored value behind the number. `side`: numerator or denominator.

    `cell` is None for rows rolled up from pupils; `key` holds the further key columns (programme, grade, item …). `of_sum`:
    its grade is one of a sum over grades. `used`: it is part of the number; else it stands beside (of a school whose other
    side is unknown, of another rhythm, or overruled by a total).
    """

    area_id: str
    area: str
    side: str
    dataset: str
    column: str
    period: str
    stage: str | None
    key: dict[str, Any]
    value: Any
    file: str | None
    sheet: str | None
    cell: str | None
    row: int | None
    batch_id: str
    person: str
    at: datetime.datetime
    rolled_up: bool
    derived: bool
    of_sum: bool = False
    used: bool = True
