"""The shape of an alert: what is read, with what it is compared, from where on it counts, and what is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from catalog.model import DeclarationError, Level, Unit
from catalog.settings import Evidence, setting


class Severity(StrEnum):
    """How soon somebody should act. Words only: every colour is somebody's warning level."""

    ACT = "act"
    WATCH = "watch"
    NOTE = "note"


SEVERITY_WORDS = {
    Severity.ACT: ("需立即处理", "Act now"),
    Severity.WATCH: ("需关注", "Watch"),
    Severity.NOTE: ("提示", "Note"),
}


class Against(StrEnum):
    """With what a number is compared."""

    LIMIT = "limit"
    TARGET = "target"
    LAST_YEAR = "last_year"
    SAME_MONTH = "same_month"
    DISTRICT = "district"
    SIMILAR = "similar"
    ELSEWHERE = "elsewhere"  # another return of the same place
    DUE = "due"  # what the register says is owed


AGAINST_WORDS = {
    Against.LIMIT: ("限值", "a limit"),
    Against.TARGET: ("年度目标", "the target"),
    Against.LAST_YEAR: ("上年", "the year before"),
    Against.SAME_MONTH: ("上年同月", "the same month of last year"),
    Against.DISTRICT: ("全县", "the district"),
    Against.SIMILAR: ("同类学校", "similar schools"),
    Against.ELSEWHERE: ("另一张报表", "another return"),
    Against.DUE: ("应报名录", "what is due"),
}


class Rule(StrEnum):
    """How a number is weighed. FACT: a finder of its own, of the alert's name."""

    ABOVE = "above"  # value > limit
    BELOW = "below"  # value < limit
    REACHES = "reaches"  # value >= limit
    RISE = "rise"  # value - before > limit
    FALL = "fall"  # before - value > limit
    MOVE = "move"  # |value - before| > limit
    SHRINK = "shrink"  # (before - value) / before > limit
    SLIDE = "slide"  # fell twice running, by more than the limit in all
    TIMES = "times"  # value / the median of similar schools >= limit
    FACT = "fact"


@dataclass(frozen=True)
class Alert:
    """One alert. `reads`: an indicator's name or `dataset.column`, the first being what the number is.

    `limits`: (stage or None for any, setting). `base`: (stage or None, setting) of the smallest base; below it nothing
    is judged. Sentences may name: place, stage, value, before, change, limit, n, d,
    detail, period, least, sat. `by_stage`: whether each stage is weighed by itself.
    """

    name: str
    zh: str
    en: str
    theme: str
    page: str
    reads: tuple[str, ...]
    rule: Rule
    against: Against
    severity: Severity
    levels: tuple[Level, ...]
    limits: tuple[tuple[str | None, str], ...]
    unit: Unit
    sentence_zh: str
    sentence_en: str
    source: str
    evidence: Evidence
    why_zh: str
    why_en: str
    base: tuple[tuple[str | None, str], ...] = ()
    decimals: int = 1
    by_stage: bool = True
    # Weigh how many, not the share: the numerator of what is read.
    counts: bool = False
    # Said instead where the base is too small: counts, and no verdict. Without it a small base says nothing at all, as
    # with changes: one child more in a school of twenty is no news.
    small_zh: str = ""
    small_en: str = ""
    # Moves of people by chance are no news: a rise or fall must be more than one standard error and two people.
    beyond_chance: bool = False

    def __post_init__(self) -> None:
        if not (self.reads and self.levels and self.sentence_zh and self.sentence_en and self.source and self.why_zh):
            raise DeclarationError(
                f"{self.name}: what is read, the levels, sentences, source and reason belong to an alert"
            )
        for _, name in (*self.limits, *self.base):
            setting(name)
        if self.small_zh and not (self.base and self.small_en):
            raise DeclarationError(f"{self.name}: what is said of a small base needs a base, and both languages")
        if self.rule is not Rule.FACT and not self.limits:
            raise DeclarationError(f"{self.name}: {self.rule} needs a limit")

    def limit_name(self, stage: str | None) -> str | None:
        """The setting that holds the limit of a stage: its own, else the one that holds for any; None where there is neither."""
        return _of_stage(self.limits, stage)

    def base_name(self, stage: str | None) -> str | None:
        """The same of the smallest base."""
        return _of_stage(self.base, stage)

    @property
    def settings(self) -> tuple[str, ...]:
        """The names of the settings it uses."""
        return tuple(dict.fromkeys(name for _, name in (*self.limits, *self.base)))


def _of_stage(pairs: tuple[tuple[str | None, str], ...], stage: str | None) -> str | None:
    named = dict(pairs)
    return named.get(stage) or named.get(None)
