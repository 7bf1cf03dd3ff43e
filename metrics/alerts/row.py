"""What an alert found: typed rows that carry their numbers, their sentence and the way to where the number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.alerts import Alert, Rule, Severity
from catalog.alerts.words import (
    count_written,
    limit_written,
    points_written,
    share_written,
    stage_beside,
    written,
)
from catalog.model import Unit
from catalog.periods import label_zh
from catalog.wording import filled

_MOST_DECIMALS = 4


@dataclass(frozen=True)
class Trail:
    """Where a number comes from: the arguments of `metrics.trace`."""

    indicator: str
    area_id: str
    period: str
    where: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class AlertRow:
    """One alert at one place. `period` is that of the number; `part` tells several of one alert, place and period apart.

    `before` is what the value was compared with (the year before, the usual amount, the parts' sum), `limit` the threshold
    in force. `n`, `d`: the two sides. `cautious`: the base is below `least`, so the numbers are shown and nothing is judged.
    `missing`: schools that should stand in the number and do not.
    """

    alert: Alert
    level: str
    area_id: str
    area: str
    township_id: str | None
    township: str | None
    period: str
    stage: str | None
    severity: Severity
    value: float | None
    before: float | None = None
    limit: float | None = None
    n: float | None = None
    d: float | None = None
    least: int = 0
    cautious: bool = False
    one_stage: bool = False
    missing: int = 0
    part: str = ""
    detail: str = ""
    trail: Trail | None = None
    # Of a pair's alert the other school it speaks of.
    core_id: str | None = None
    # Of an alert that reads many indicators: how this one's numbers are written.
    unit: Unit | None = None
    decimals: int | None = None
    # Of an exam: how many sat of how many eligible, said beside its numbers. Not part of what is compared between two sets of
    # tables: where they differ it is left out (metrics/alerts/__init__.py).
    sat: tuple[float | None, float | None] | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, str, str]:
        """What its state is kept under: stable from version to version. Alert (and part), place, period."""
        parts = [self.alert.name, *filter(None, (self.stage if self.alert.by_stage else "", self.part))]
        return "/".join(parts), self.area_id, self.period

    @property
    def change(self) -> float | None:
        """The value less what it was compared with."""
        return None if self.value is None or self.before is None else self.value - self.before

    @property
    def written_in(self) -> tuple[Unit, int]:
        """The unit and the decimals of its numbers."""
        return self.unit or self.alert.unit, self.alert.decimals if self.decimals is None else self.decimals

    @property
    def weight(self) -> float | None:
        """The number that says how bad it is: the value, or of what only counts how many."""
        return self.n if self.value is None else self.value

    def worse_than(self, weight: float | None) -> bool:
        """Whether it lies further on the wrong side than it did with this weight."""
        now, against = self.weight, self.limit if self.before is None else self.before
        if now is None or weight is None:
            return False
        side = -1 if against is not None and now < against and self.value is not None else 1
        return (now - weight) * side > 1e-9 * max(1.0, abs(weight))

    def sentence(self, language: str = "zh", place: str | None = None) -> str:
        """What a person would say. `place`: another name for the place, where names are kept off."""
        english = language == "en"
        said_of = (
            (self.alert.small_zh, self.alert.small_en)
            if self.cautious
            else (self.alert.sentence_zh, self.alert.sentence_en)
        )
        template = said_of[english]
        said = " ".join(filled(template, **self._words(language, self.area if place is None else place)).split())
        if self.cautious:
            said += (
                f"; base below {self.least}: counts only, no verdict"
                if english
                else f"；基数不足 {self.least}，只看人数，不作判断"
            )
        if self.missing:
            said += f" (schools missing: {self.missing})" if english else f"（缺 {self.missing} 所学校）"
        return said

    def _told_apart(self) -> tuple[Unit, int]:
        """The unit, and as many decimals as it takes to see that the value is not what it is held against."""
        unit, decimals = self.written_in
        others = [each for each in (self.limit, self.before) if each is not None]
        while decimals < _MOST_DECIMALS and any(
            self.value is not None and each != self.value and written(each, unit, decimals) == written(self.value, unit, decimals)
            for each in others
        ):  # fmt: skip
            decimals += 1
        return unit, decimals

    def _stage(self, language: str) -> str:
        """The stage where it must be said."""
        return "" if self.one_stage else stage_beside(self.stage, self.level, language)

    def _words(self, language: str, place: str) -> dict[str, str]:
        unit, decimals = self._told_apart()
        shown = {
            name: "—" if number is None else written(number, unit, decimals, language)
            for name, number in (("value", self.value), ("before", self.before))
        }
        return shown | {
            "place": place, "stage": self._stage(language), "detail": self.detail,
            "period": label_zh(self.period) if language == "zh" else self.period,
            "limit": "—" if self.limit is None else limit_written(self.limit, unit, language),
            "change": self._change(language), "sat": self._sat(language), "n": count_written(self.n), "d": count_written(self.d), "least": str(self.least),
        }  # fmt: skip

    def _sat(self, language: str) -> str:
        sat, eligible = self.sat or (None, None)
        if sat is None or not eligible:
            return "sat rate unknown or not shown" if language == "en" else "参考率未知或不显示"
        rate = written(sat / eligible, Unit.PERCENT, 1, language)
        shown = f"{count_written(sat)}/{count_written(eligible)}"
        return f"{rate} sat, {shown}" if language == "en" else f"参考率 {rate}，{shown}人"

    def _change(self, language: str) -> str:
        if self.change is None:
            return "—"
        if self.alert.rule is Rule.SHRINK and self.before:
            return share_written(-self.change / self.before)
        return points_written(abs(self.change), *self.written_in, language)
