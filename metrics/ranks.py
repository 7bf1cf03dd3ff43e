"""Schools in order of a value, as r of N: off unless the bureau switched it on, and never for publication."""

from __future__ import annotations

import pandas as pd

from catalog.model import Direction
from metrics.cautions import rank_refused
from metrics.errors import NotPermitted
from metrics.filters import Where
from metrics.in_force import settings_of
from metrics.question import ask
from metrics.values import values
from store.reader import Reader


def school_ranks(reader: Reader, name: str, period: str, where: Where | None = None) -> pd.DataFrame:
    """area_id, area, value, rank and of: competition ranks (1, 2, 2, 4) among the schools of each district with a value and
    enough pupils; rank is NaN for the others. Change between years only as ranks of N each: N is not the same.

    NotPermitted for an exam while the setting is off; what metrics.values raises.
    """
    indicator = ask(reader, name, [period], where).indicator
    if indicator.numerator.dataset == "exam" and settings_of(reader).value("exam_ranks") != "on":
        raise NotPermitted(rank_refused(indicator))
    frame = values(reader, name, "school", [period], where)
    homes = {row["area_id"]: row["district_id"] for row in reader.rows("SELECT area_id, district_id FROM area")}
    base = frame["denominator"].fillna(float("inf")) if indicator.denominator else pd.Series(float("inf"), frame.index)
    counted = frame["value"].where(base >= indicator.smallest_base)
    order = counted.groupby(frame["area_id"].map(homes))
    ranks = order.rank(method="min", ascending=indicator.direction is Direction.LOWER)
    return frame[["period", "area_id", "area", "parent", "value"]].assign(rank=ranks, of=order.transform("count"))
