"""A question made precise: the indicator, the levels, what is selected, the periods asked and those of the data."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog import INDICATORS
from catalog import dataset as declared
from catalog.model import Indicator, Level, Role, Total
from metrics import times
from metrics.errors import UnknownFilter, UnknownIndicator, UnsupportedLevel
from metrics.filters import Filters, Where, filter_columns, read_where, traits_sql
from metrics.sides import Query, conditions, expression, table
from store.reader import Reader

LEVELS_ZH = {"school": "学校", "township": "乡镇", "zone": "片区", "district": "区县", "pair": "结对"}


@dataclass(frozen=True)
class Question:
    """What is asked of one version of the store. `periods` None: those of the data."""

    reader: Reader
    indicator: Indicator
    filters: Filters
    periods: tuple[str, ...] | None
    split: tuple[str, ...]

    @property
    def stock(self) -> bool:
        """Whether the numerator is a snapshot."""
        numerator = self.indicator.numerator
        return declared(numerator.dataset).column(numerator.column).role is Role.STOCK

    def natives(self, total: Total, *, other_side: bool = False) -> tuple[str, ...]:
        """The periods in which someone stated the total."""
        return tuple(row["period"] for row in self._stating(total, other_side))

    def _stating(self, total: Total, other_side: bool) -> list[dict[str, Any]]:
        query = Query(params=dict(self.filters.params))
        if self.filters.traits:
            query.add(traits_sql(self.filters))
        split = () if other_side else self.split
        where = conditions(total, self.filters, split, other_side=other_side)
        return self.reader.rows(
            query.text(f"""SELECT period, bool_or(stage IS NULL AND area_level = 'school') AS schools_unstaged,
                bool_or(stage IS NULL AND area_level <> 'school') AS areas_unstaged
            FROM {table(total, self.filters, split)} WHERE {where} AND {expression(total)} IS NOT NULL GROUP BY period ORDER BY period"""),
            query.params,
        )

    @cached_property
    def _stated_rows(self) -> list[dict[str, Any]]:
        if self.indicator.function != "reported":
            return self._stating(self.indicator.numerator, other_side=False)
        dataset = self.indicator.numerator.dataset
        return self.reader.rows("SELECT DISTINCT period FROM due WHERE dataset = $dataset ORDER BY period", {"dataset": dataset})

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The periods in which someone stated the numerator, or (for who reported) in which anyone was due."""
        return tuple(row["period"] for row in self._stated_rows)

    @property
    def schools_unstaged(self) -> bool:
        """Whether a school's row names no stage: it then speaks for the whole school."""
        return any(row.get("schools_unstaged") for row in self._stated_rows)

    @property
    def areas_unstaged(self) -> bool:
        """Whether an area's own total names no stage: it then holds all of them and never adds to theirs."""
        return any(row.get("areas_unstaged") for row in self._stated_rows) and "stage" not in self.split

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """The periods to answer for, in order of time."""
        return times.answers(self.stated, self.indicator.period_kinds, self.periods, stock=self.stock)

    @cached_property
    def steps(self) -> tuple[times.Step, ...]:
        """Which of the numerator's periods answer for each."""
        if self.indicator.function == "open":
            return times.running_steps(self.answers, self.stated)
        if self.stock:
            return times.snapshot_steps(self.answers, self.stated)
        return times.flow_steps(self.answers, self.stated)


def ask(
    reader: Reader,
    name: str,
    periods: Iterable[str] | str | None = None,
    where: Where | None = None,
    split: Iterable[str] = (),
) -> Question:
    """The question, checked: UnknownIndicator, UnknownPeriod, UnknownFilter."""
    indicator = find_indicator(name)
    codes = (periods,) if isinstance(periods, str) else None if periods is None else tuple(periods)
    for code in codes or ():
        times.period(code)
    columns = tuple(dict.fromkeys((*indicator.breakdown, *split)))
    _check_split(indicator, columns)
    return Question(reader, indicator, read_where(reader, indicator, where), codes, columns)


def _check_split(indicator: Indicator, split: tuple[str, ...]) -> None:
    """Both sides must have what they are split by: two returns share only the stage."""
    apart = indicator.function in ("cohort", "reported") or indicator.meets_on != "same period"
    allowed = ("stage",) if apart else filter_columns(indicator)
    for name in split:
        if name not in allowed:
            raise UnknownFilter(f"“{indicator.zh}”不能按 {name} 分列；可用：{'、'.join(allowed)}")


def find_indicator(name: str) -> Indicator:
    """The indicator of this id; UnknownIndicator names the nearest."""
    ids = [each.name for each in INDICATORS]
    if name in ids:
        return next(each for each in INDICATORS if each.name == name)
    near = difflib.get_close_matches(name, ids, n=3)
    raise UnknownIndicator(f"没有叫“{name}”的指标" + (f"；是不是 {'、'.join(near)}？" if near else "；用 --list 看全部"))


def require_level(indicator: Indicator, level: str) -> None:
    """UnsupportedLevel unless the indicator means something there."""
    if level not in {each.value for each in indicator.levels}:
        listed = "、".join(f"{each.value}（{LEVELS_ZH[each.value]}）" for each in indicator.levels)
        raise UnsupportedLevel(f"“{indicator.zh}”没有 {level} 这一级；可用：{listed}")
    if level not in {each.value for each in Level}:
        raise UnsupportedLevel(f"没有 {level} 这一级")
