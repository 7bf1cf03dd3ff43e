"""The county's quarterly reviews of the dropout returns, by township: truth of the dataset."""

from __future__ import annotations

from random import Random
from typing import Any

from etl.sample import stories
from etl.sample.county import County

Row = dict[str, Any]
QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2024, 2025, 2026) for quarter in range(1, 5))[:10]
# Where not every school had been reviewed by the end of the quarter.
_BEHIND = {"2024-Q3": 2, "2025-Q3": 1}


def review_rows(county: County, seed: int) -> list[Row]:
    """A row for each township and quarter; the township that sent nothing in March 2024 is not stated for that quarter."""
    rows = []
    for quarter in QUARTERS:
        autumn = int(quarter[:4]) - (0 if quarter >= f"{quarter[:4]}-Q4" else 1)
        for township in county.townships:
            if (township.name, quarter) == (stories.SILENT_TOWNSHIP, "2024-Q1"):
                continue
            rng = Random(f"{seed}:review:{township.name}:{quarter}")
            schools = {
                each.code
                for stage in ("primary", "junior")
                for each in county.teaching(stage, autumn)
                if each.township == township.name
            }
            behind = _BEHIND.get(quarter, 0) if rng.random() < 0.5 else 0
            visits = rng.randint(6, 20) if quarter[-1] in "13" else rng.randint(0, 5)
            rows.append({
                "school": None, "area": township.name, "stage": None, "period": quarter, "review_due": len(schools),
                "reviewed": max(0, len(schools) - behind), "homes_visited": visits,
            })  # fmt: skip
    return rows
