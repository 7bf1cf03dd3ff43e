"""What a cross-check found at one place: both numbers, what became of them, and the way to the cells behind each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog.alerts.words import stage_beside
from catalog.periods import label_zh
from catalog.reconciliations import REASON_WORDS, Check, Outcome, Relation
from catalog.wording import filled

# In a origin's key: any part (grade), but not the whole.
PARTS = "*"


@dataclass(frozen=True)
class Origin:
    """Where the cells of one side stand: a dataset (or its <dataset>_totals), columns, periods, and key columns it is
    narrowed to. `schools`: those of the schools of the area, not its own. `overruled`: what another file said."""

    dataset: str
    columns: tuple[str, ...]
    area_id: str
    periods: tuple[str, ...]
    key: Mapping[str, Any] = field(default_factory=dict)
    schools: bool = False
    overruled: bool = False


@dataclass(frozen=True)
class Reconciled:
    """One check at one place, stage and period. `left` and `right` are the two numbers (None: unknown), `low` and `high`
    the range of a check that has one. `reason` says why nothing could be compared (catalog/reconciliations REASON_WORDS)."""

    check: Check
    outcome: Outcome
    level: str
    area_id: str
    area: str
    township_id: str | None
    township: str | None
    stage: str | None
    period: str
    left: float | None
    right: float | None
    tolerance: float = 0.0
    low: float | None = None
    high: float | None = None
    detail: str = ""
    reason: str = ""
    left_from: tuple[Origin, ...] = ()
    right_from: tuple[Origin, ...] = ()

    @property
    def difference(self) -> float | None:
        """Left less right; None unless both are known."""
        return None if self.left is None or self.right is None else self.left - self.right

    @property
    def code(self) -> str:
        """What an address calls it: check, place, stage, period, detail."""
        return "~".join((self.check.name, self.area_id, self.stage or "", self.period, self.detail))

    def sentence(self, language: str = "zh", place: str | None = None) -> str:
        """What a person would say. `place`: another name for the place, where names are kept off."""
        english = language == "en"
        named = self.area if place is None else place
        if self.outcome is Outcome.UNCHECKED:
            return self._headed(named, REASON_WORDS[self.reason][english].format(**self._sides(english)), english)
        if self.outcome is Outcome.PASSED and self.check.relation is Relation.AT_MOST:
            # The sentence of the check says that the left is more: of what agrees only the two numbers are said.
            sides, shown = self._sides(english), self._words(language, named)
            both = (f"{sides[side]} {shown[side]}" for side in ("left", "right"))
            return self._headed(named, (", " if english else "，").join(both), english)
        template = self.check.sentence_en if english else self.check.sentence_zh
        return " ".join(filled(template, **self._words(language, named)).split())

    def _sides(self, english: bool) -> dict[str, str]:
        """What the two sides are called."""
        sides = {"left": self.check.left, "right": self.check.right}
        return {side: each.en if english else each.zh for side, each in sides.items()}

    def _headed(self, place: str, said: str, english: bool) -> str:
        """Place, stage, period and detail, and what is said of them."""
        stage = stage_beside(self.stage, self.level, "en" if english else "zh")
        if english:
            return f"{place} {' '.join(filter(None, (stage, self.period, self.detail)))}: {said}"
        return filled("{place}{stage}{period}{detail}：{said}", **self._words("zh", place), said=said)

    def _words(self, language: str, place: str) -> dict[str, str]:
        difference = None if self.difference is None else abs(self.difference)
        numbers = {"left": self.left, "right": self.right, "difference": difference, "low": self.low, "high": self.high}
        said = {name: number_written(value, self.check.decimals) for name, value in numbers.items()}
        return said | {
            "place": place, "stage": stage_beside(self.stage, self.level, language), "detail": self.detail,
            "period": self.period if language == "en" else label_zh(self.period),
        }  # fmt: skip


def number_written(value: float | None, decimals: int) -> str:
    """A number as it is read, no digit more than it has; a dash where it is unknown."""
    if value is None:
        return "—"
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
