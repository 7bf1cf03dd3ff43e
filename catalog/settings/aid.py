"""Aid standards: what a pupil may receive, by programme, stage and case, from the term each standard held.

A standard is looked up by what a return calls its programme and whom it paid. What a return does not tell apart (boarders
and day pupils under one name) spans every case; a mean or an amount by the day judges no single payment.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from catalog.periods import PeriodError, PeriodKind, parse_period
from catalog.settings.model import Evidence
from catalog.stages import STAGES


class BadStandard(ValueError):
    """A standard that cannot be; the text is for the screen."""


@dataclass(frozen=True)
class Programme:
    """A programme of aid and the words by which a return's own name of it is known."""

    code: str
    zh: str
    en: str
    words: tuple[str, ...]


PROGRAMMES = (
    Programme("living", "困难学生生活补助（一补）", "Living allowance", ("寄宿生生活补助", "困难学生生活补助", "一补")),
    Programme("nutrition", "营养改善计划", "School meals", ("营养改善", "营养膳食", "营养餐")),
    Programme("grant", "国家助学金", "State grant", ("国家助学金",)),
    Programme("fees", "免学费、免学杂费", "Tuition waived", ("免学杂费", "免学费")),
    Programme("scholarship", "国家奖学金", "State scholarship", ("国家奖学金",)),
    Programme("kindergarten", "学前教育资助", "Kindergarten aid", ("学前教育资助", "学前资助", "学前教育助学金")),
    Programme("care_fee", "免保育教育费", "Kindergarten fee waived", ("免保育教育费", "免保教费")),
    Programme("yulu", "雨露计划", "Yulu programme", ("雨露计划",)),
)  # fmt: skip
CASES = {"": ("全部对象", "everyone"), "boarder": ("寄宿生", "boarders"), "day": ("非寄宿生", "day pupils")}
_MOST_YUAN = 100_000.0


@dataclass(frozen=True)
class AidStandard:
    """Yuan a pupil from the term `since` on. `per_term` None: no amount of a term is set (a local fee, or paid by the day).
    `low` and `high`: the tiers of a mean. `per_day` over `days` a year. `doubt`: what about it was not verified."""

    programme: str
    stage: str
    since: str
    per_year: float | None
    per_term: float | None
    case: str = ""
    low: float | None = None
    high: float | None = None
    per_day: float | None = None
    days: int | None = None
    mean: bool = False
    source: str = ""
    evidence: Evidence = Evidence.PUBLISHED
    doubt: str = ""

    @property
    def key(self) -> str:
        """What makes it one entry of the table: another value for the same is a change of it."""
        return json.dumps([self.programme, self.stage, self.case, self.since], ensure_ascii=False)

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most a payment of one term may come to; None where no single payment can be judged."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return None if self.per_term is None or self.mean else (self.per_term, self.per_term)

    @property
    def silent_because(self) -> str:
        """Why it judges no single payment: a code of the cross-checks' reasons; empty where it does."""
        if self.bounds is not None:
            return ""
        return "by_day" if self.per_day is not None else "mean" if self.mean else "local"


@dataclass(frozen=True)
class StandardInForce:
    """One entry of the table; who set it when and why, where the bureau did."""

    standard: AidStandard
    person: str = ""
    at: datetime.datetime | None = None
    note: str = ""
    batch: str = ""

    @property
    def changed(self) -> bool:
        """Whether the bureau set it."""
        return bool(self.batch)


@dataclass(frozen=True)
class AidRange:
    """What the standards in force allow a payment of one term to come to. `reason`: why nothing is known, else empty.
    `step`: every payment is a multiple of it, so a sum is one too."""

    standards: tuple[AidStandard, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float | None = None
    reason: str = "standard"


@dataclass(frozen=True)
class AidTable:
    """Every standard in force, by key. What the bureau set stands before what is declared."""

    entries: Mapping[str, StandardInForce] = field(default_factory=dict)
    # A return has thousands of rows and a handful of kinds.
    _known: dict[tuple[str | None, ...], AidRange] = field(default_factory=dict, repr=False, compare=False)

    def listed(self) -> list[StandardInForce]:
        """The entries as they are read: by programme, stage and case, the oldest first."""
        codes, stages = [each.code for each in PROGRAMMES], [each.code for each in STAGES]

        def place(each: StandardInForce) -> tuple[object, ...]:
            found = each.standard
            known = codes.index(found.programme) if found.programme in codes else len(codes)
            return known, found.programme, stages.index(found.stage), list(CASES).index(found.case), found.since

        return sorted(self.entries.values(), key=place)

    def in_force(self, programme: str, term: str) -> list[AidStandard]:
        """The standards of a programme that hold in a term: of each stage and case the latest that has begun."""
        latest: dict[tuple[str, str], AidStandard] = {}
        for each in self.listed():
            found = each.standard
            if found.programme == programme and found.since <= term:
                latest[found.stage, found.case] = found
        return list(latest.values())

    def programme_of(self, name: str | None) -> str | None:
        """The programme that a return's own name of it means: the one with the longest word in it."""
        words = {word: each.code for each in PROGRAMMES for word in each.words}
        words |= {each.standard.programme: each.standard.programme for each in self.entries.values()}
        found = [word for word in words if word in (name or "")]
        return words[max(found, key=len)] if found else None

    def range_of(self, name: str | None, category: str | None, stage: str | None, term: str) -> AidRange:
        """What a term's payment of a programme to a kind of pupil may come to."""
        asked = (name, category, stage, term)
        if asked not in self._known:
            self._known[asked] = self._range(name, category, stage, term)
        return self._known[asked]

    def _range(self, name: str | None, category: str | None, stage: str | None, term: str) -> AidRange:
        programme = self.programme_of(name)
        if programme is None:
            return AidRange()
        held = self.in_force(programme, term)
        case = _case_of(name) or _case_of(category)
        mine = tuple(each for each in held if each.stage == stage and (not case or each.case in ("", case)))
        if not mine:
            return AidRange()
        bounds = [each.bounds for each in mine if each.bounds is not None]
        if len(bounds) < len(mine):
            return AidRange(mine, reason=next(each.silent_because for each in mine if each.silent_because))
        return AidRange(mine, min(low for low, _ in bounds), max(high for _, high in bounds), _step(held), "")


def _case_of(text: str | None) -> str:
    """Whether a name speaks of boarders or of day pupils; empty when of neither."""
    if not text or "寄宿" not in text:
        return ""
    return "day" if "非寄宿" in text else "boarder"


def _step(held: Iterable[AidStandard]) -> float | None:
    """The common divisor of a programme's amounts in yuan, where it has one for each of its cases."""
    amounts = [each.per_term for each in held]
    if not any(each.case for each in held) or None in amounts:
        return None
    return math.gcd(*(round((each or 0) * 100) for each in amounts)) / 100


def checked(standard: AidStandard) -> AidStandard:
    """The standard, if it can be; BadStandard with the reason."""
    if not standard.programme.strip():
        raise BadStandard("请写明是哪个资助项目")
    if standard.stage not in {each.code for each in STAGES} or standard.case not in CASES:
        raise BadStandard("学段或对象不在可选范围内")
    try:
        kind = parse_period(standard.since).kind
    except PeriodError as error:
        raise BadStandard(f"“{standard.since}”不是学期：秋季写 2025-2026-1，春季写 2025-2026-2") from error
    if kind is not PeriodKind.TERM:
        raise BadStandard(f"“{standard.since}”不是学期：秋季写 2025-2026-1，春季写 2025-2026-2")
    _check_amounts(standard)
    return standard


def _check_amounts(standard: AidStandard) -> None:
    amounts = (standard.per_year, standard.per_term, standard.low, standard.high, standard.per_day)
    if any(each is not None and not 0 <= each <= _MOST_YUAN for each in amounts):
        raise BadStandard(f"金额要在 0 和 {_MOST_YUAN:,.0f} 元之间")
    if (standard.low is None) != (standard.high is None):
        raise BadStandard("分档的最低和最高要一起填")
    if standard.low is not None and standard.high is not None:
        if standard.low > standard.high:
            raise BadStandard("最低一档不能高于最高一档")
        if standard.per_term is not None and not standard.low <= standard.per_term <= standard.high:
            raise BadStandard("每学期标准要在最低一档和最高一档之间")
    if (standard.per_day is None) != (standard.days is None):
        raise BadStandard("按天计发的，每天金额和全年天数要一起填")
    if standard.days is not None and not 1 <= standard.days <= 366:
        raise BadStandard("全年天数要在 1 和 366 之间")
    if standard.per_day is not None and standard.per_term is not None:
        raise BadStandard("按天计发的没有每学期标准")
    year, term = standard.per_year, standard.per_term
    if year is not None and term is not None and abs(year - 2 * term) > 1:
        raise BadStandard(f"每学年 {year:g} 元与每学期 {term:g} 元不合：一学年两个学期")


def from_json(stored: Mapping[str, object]) -> AidStandard:
    """A standard as it was written to the log."""
    found = AidStandard(**stored)  # type: ignore[arg-type]
    return replace(found, evidence=Evidence(found.evidence))
