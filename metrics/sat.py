"""How many sat, beside the numbers of an exam: absent pupils lift a mean, so it is never told alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.model import Indicator, Level
from catalog.periods import label_zh
from metrics.filters import Where
from metrics.values import values
from store.reader import Reader

SAT_RATE = "exam_sat_rate"
_MOST = 60


def sat_told(
    reader: Reader, indicator: Indicator, by: str, periods: Iterable[str] | None, where: Where | None, townships: str, audience: str
) -> Iterator[str]:  # fmt: skip
    """A sentence for each place and period of an exam's answer; none for other indicators. What this audience may not know is
    said to be unknown. Of pairs the schools at both ends are among the schools told."""
    if not indicator.one_paper or indicator.name == SAT_RATE:
        return
    level = Level.SCHOOL.value if by == Level.PAIR.value else by
    told = values(reader, SAT_RATE, level, periods, where, townships=townships, audience=audience)
    if len(told) > _MOST:
        yield f"另有 {len(told) - _MOST} 行的参考率未列出，请用 {SAT_RATE} 查"
    for row in told.head(_MOST).to_dict("records"):
        known = row["value"] == row["value"]
        rate = (
            f"{row['value']:.1%}（实考 {row['numerator']:,.0f}，应考 {row['denominator']:,.0f}）"
            if known
            else "未知或不显示"
        )
        yield f"{row['area']}{label_zh(row['period'])}参考率 {rate}"
