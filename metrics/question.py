"""A question made precise: the indicator, the levels, what is selected, the periods asked and those of the data."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from catalog import INDICATORS
from catalog import dataset as declared
from catalog.model import Indicator, Level, Role, Total
from metrics import times
from metrics.errors import UnknownFilter, UnknownIndicator, UnsupportedLevel
from metrics.filters import Filters, Where, filter_columns, read_where
from metrics.in_force import settings_of
from metrics.stated import Stated, below_of, stated
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
        """The periods in which anyone stated the total. Which schools are chosen does not matter: where the others stated
        it and these did not, these are missing. Which papers, programmes or grades are chosen does."""
        filters = Filters() if other_side else Filters(facts=self.filters.facts)
        split = () if other_side else self.split
        return tuple(each.period for each in stated(self.reader, total, None, filters, split))

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The periods in which someone stated the numerator, or (for who reported) in which anyone was due."""
        if self.indicator.function == "reported":
            sql = "SELECT DISTINCT period FROM due WHERE dataset = $dataset ORDER BY period"
            return tuple(row["period"] for row in self.reader.once(sql, {"dataset": self.indicator.numerator.dataset}))
        return self.natives(self.indicator.numerator)

    @cached_property
    def _weighed(self) -> list[Stated]:
        """What is known of the chosen rows in the periods that answer."""
        top, below = self.indicator.numerator, self.indicator.denominator
        if self.indicator.function == "reported":
            return []
        together = below is not None and below.dataset == top.dataset and self.indicator.function != "cohort"
        used = {step.native for step in self.steps}
        found = stated(self.reader, top, below if together else None, self.filters, self.split, unstated=True)
        return [each for each in found if each.period in used]

    @cached_property
    def has_own_totals(self) -> bool:
        """Whether an area states a total of its own in either side."""
        rows = list(self._weighed)
        below = self.indicator.denominator
        if below is not None and (self.indicator.meets_on != "same period" or self.indicator.function == "cohort"):
            for total in self.below:
                rows += stated(self.reader, total, None, self.filters, other_side=True, unstated=True)
        return any(each.own_totals for each in rows)

    @property
    def below(self) -> tuple[Total, ...]:
        """What the denominator is put together from: of a cohort its intake, and who came and left since."""
        return below_of(self.indicator)

    @cached_property
    def stocks(self) -> tuple[str, ...]:
        """The periods whose stock may stand below a flow that has none of its own: of another return, autumns only."""
        assert self.indicator.denominator is not None
        found = self.natives(self.indicator.denominator, other_side=True)
        if len(self.indicator.datasets) == 1:
            return found
        return tuple(code for code in found if times.is_autumn(code))

    @property
    def has_holes(self) -> bool:
        """Whether a row leaves a side unknown."""
        return any(each.holes for each in self._weighed)

    @property
    def has_unmet(self) -> bool:
        """Whether a row states the numerator without the denominator."""
        return any(each.unmet for each in self._weighed)

    @property
    def schools_unstaged(self) -> bool:
        """Whether a school's row names no stage: it then speaks for the whole school."""
        return any(each.schools_unstaged for each in self._weighed)

    @property
    def areas_unstaged(self) -> bool:
        """Whether an area's own total names no stage: it then holds all of them and never adds to theirs."""
        return any(each.areas_unstaged for each in self._weighed) and "stage" not in self.split

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
    indicator = settings_of(reader).applied(find_indicator(name))
    codes = (periods,) if isinstance(periods, str) else None if periods is None else tuple(periods)
    for code in codes or ():
        times.period(code)
    columns = tuple(dict.fromkeys((*indicator.breakdown, *split)))
    _check_split(indicator, columns)
    return Question(reader, indicator, read_where(reader, indicator, where), codes, columns)


def _check_split(indicator: Indicator, split: tuple[str, ...]) -> None:
    """Both sides must have what they are split by: two returns share only the stage."""
    apart = indicator.function in ("cohort", "reported", "apart") or indicator.meets_on != "same period"
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
    raise UnknownIndicator(
        f"没有叫“{name}”的指标" + (f"；是不是 {'、'.join(near)}？" if near else "；用 --list 看全部")
    )


def require_level(indicator: Indicator, level: str) -> None:
    """UnsupportedLevel unless the indicator means something there."""
    if level not in {each.value for each in indicator.levels}:
        listed = "、".join(f"{each.value}（{LEVELS_ZH[each.value]}）" for each in indicator.levels)
        raise UnsupportedLevel(f"“{indicator.zh}”没有 {level} 这一级；可用：{listed}")
    if level not in {each.value for each in Level}:
        raise UnsupportedLevel(f"没有 {level} 这一级")
