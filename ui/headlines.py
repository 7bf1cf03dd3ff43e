"""The district's headline numbers on two versions, side by side: what an upload or an undo does to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog import dataset, indicator
from catalog.model import Indicator, Kind, Level, Unit
from catalog.periods import label_zh, lies_in, parse_period, school_year_of
from ui.context import Context
from ui.declared import unit_name
from ui.text import language, name_of, say

# What an official asks first of each dataset. Exam means are left out: they need a paper to mean anything.
HEADLINES = {
    "school": ("pupils", "report_rate"),
    "enrolment": ("pupils", "classes", "mean_class_size", "large_classes", "class_size_met_share", "retention_rate"),
    "dropout": ("dropout_open", "dropout_rate", "report_rate"),
    "subsidy": ("aid_recipients", "aid_amount", "aid_per_head"),
    "resource": ("balance_cv",),
    "exam": (),
    "pair": (),
    "support": (),
    "staff": (
        "teacher_qualified_share",
        "teacher_licensed_share",
        "teacher_trained_share",
        "teacher_exchange_share",
    ),
    "funding": ("public_funds_per_pupil", "training_funds_share"),
    "health": ("fitness_good_rate", "fitness_pass_rate", "myopia_rate"),
    "population": ("age_population", "net_enrolment_rate", "disabled_enrolment_rate", "migrant_public_share"),
    "dropout_reason": ("dropout_cases",),
    "dropout_review": ("review_rate", "homes_visited"),
    "published": (),
}
MOST_PERIODS = 3
_TEN_THOUSAND = 10_000
# Of these `value_text` writes the unit itself.
_UNIT_IN_VALUE = (Unit.PERCENT, Unit.YUAN, Unit.YUAN_PER_HEAD)


@dataclass(frozen=True)
class Headline:
    """One number of the district before and after, as text. `coverage`: how many schools it counts, while some are silent.
    `sides`: of a share of counted people, how many of how many before and after."""

    name: str
    period: str
    before: str
    after: str
    change: str
    coverage: str = ""
    sides: str = ""

    @property
    def moves(self) -> bool:
        """Whether anything of it becomes another: all of 90 licensed and all of 80 are the same share of other schools' teachers."""
        return self.before != self.after or "→" in self.sides


@dataclass(frozen=True)
class _Known:
    """A value with how many of the schools due it counts, and the sides of a ratio."""

    value: float
    counted: int
    due: int
    sides: tuple[float, float] | None = None


def headlines(before: Context, after: Context, datasets: Iterable[str], periods: Sequence[str]) -> list[Headline]:
    """The headline indicators of these datasets, the latest period first: of all these periods where they move, of the last ones
    where they stay. `before` may be an empty context."""
    names = dict.fromkeys(name for each in datasets for name in HEADLINES.get(each, ()))
    found = [_of_indicator(before, after, indicator(name), periods) for name in names]
    return [each for lines in found for each in lines]


def _of_indicator(before: Context, after: Context, asked: Indicator, periods: Sequence[str]) -> list[Headline]:
    chosen = periods_for(asked, periods)
    if Level.DISTRICT not in asked.levels or not chosen:
        return []
    old, new = (_by_area(context, asked, chosen) for context in (before, after))
    keys = sorted({*old, *new}, key=lambda key: (_last_day(key[0]), *key[1:]))
    several = len({area for _, area, *_ in keys}) > 1
    found = {key: _headline(asked, key, old.get(key), new.get(key), several) for key in keys}
    latest = set(sorted({key[0] for key in keys}, key=_last_day)[-MOST_PERIODS:])
    # Whatever moves is told, however long ago it was: only of what stays the last periods are enough.
    return [each for key, each in sorted(found.items(), key=lambda pair: _last_day(pair[0][0]), reverse=True)
            if each.moves or key[0] in latest]  # fmt: skip


def _last_day(period: str) -> datetime.date:
    return parse_period(period).end


def periods_for(asked: Indicator, periods: Iterable[str]) -> list[str]:
    """The periods at which the indicator can answer about these: themselves, else the school years they lie in."""
    kinds = asked.period_kinds
    listed = list(periods)
    own = [code for code in listed if parse_period(code).kind in kinds]
    years = {school_year_of(parse_period(code).start) for code in listed if parse_period(code).school_year}
    wider = [
        year for year in years if parse_period(year).kind in kinds and not any(lies_in(code, year) for code in own)
    ]
    return sorted({*own, *wider}, key=_last_day)


def _by_area(context: Context, asked: Indicator, periods: Sequence[str]) -> dict[tuple[str, ...], _Known]:
    """The known values by period, district and the parts they are told by."""
    if context.is_empty:
        return {}
    table = context.values(asked.name, "district", periods=periods)
    known = table[table["value"].notna()]
    keys = zip(*(known[name].astype(str) for name in ("period", "area", *asked.breakdown)), strict=True)
    counted = known["schools_counted"].fillna(0).astype(int)
    due = counted + known["schools_missing"].fillna(0).astype(int)
    sides = [_sides(asked, *each) for each in zip(known["numerator"], known["denominator"], strict=True)]
    values = zip(known["value"].astype(float), counted, due, sides, strict=True)
    return {key: _Known(*each) for key, each in zip(keys, values, strict=True)}


def _sides(asked: Indicator, numerator: float, denominator: float) -> tuple[float, float] | None:
    """Both sides of a share of counted things: sums of money have no place beside a small number."""
    if asked.unit is not Unit.PERCENT or asked.denominator is None or pd.isna(numerator) or pd.isna(denominator):
        return None
    kinds = {dataset(side.dataset).column(side.column).kind for side in (asked.numerator, asked.denominator)}
    return None if Kind.MONEY in kinds else (float(numerator), float(denominator))


def _headline(
    asked: Indicator, key: tuple[str, ...], before: _Known | None, after: _Known | None, several: bool
) -> Headline:
    period, area, *parts = key
    words = [_part_name(asked, *each) for each in zip(asked.breakdown, parts, strict=True)]
    named = "·".join([*([area] if several else []), name_of(asked), *words])
    old, new = (each.value if each else None for each in (before, after))
    return Headline(
        named,
        label_zh(period),
        value_text(asked, old),
        value_text(asked, new),
        change_text(asked, old, new),
        coverage_text(before, after),
        sides_text(before, after),
    )


def _part_name(asked: Indicator, column: str, code: str) -> str:
    """What a part is called: 小学, 图书册数."""
    labels = dataset(asked.numerator.dataset).column(column).choices.get(code)
    return code.replace("_", " ") if language() == "en" or not labels else labels[0]


def sides_text(before: _Known | None, after: _Known | None) -> str:
    """90/90 → 80/80: of how many a share is, before and after; once where both are the same."""
    told = [f"{each.sides[0]:,.0f}/{each.sides[1]:,.0f}" if each and each.sides else "" for each in (before, after)]
    return " → ".join(dict.fromkeys(filter(None, told)))


def coverage_text(before: _Known | None, after: _Known | None) -> str:
    """已报 12 → 15/46 所, while schools that are due have not reported; nothing when all have, before and after."""
    if after is None or all(each is None or each.counted >= each.due for each in (before, after)):
        return ""
    if before is None or before.counted == after.counted:
        return say("changes.reported", n=after.counted, due=after.due)
    return say("changes.reported_more", before=before.counted, n=after.counted, due=after.due)


def value_text(asked: Indicator, value: float | None) -> str:
    """A value as it stands on a page; a dash when unknown."""
    if value is None or pd.isna(value):
        return "—"
    if asked.unit is Unit.PERCENT:
        return f"{value:.{asked.decimals}%}"
    if asked.unit is Unit.YUAN:
        return yuan_text(value)
    unit = f" {unit_name(asked.unit)}" if asked.unit is Unit.YUAN_PER_HEAD else ""
    return f"{value:,.{asked.decimals}f}{unit}"


def yuan_text(value: float) -> str:
    """An amount with its unit: in 万元 from ten thousand on, as offices write it, and exact to the yuan all the same."""
    if abs(value) < _TEN_THOUSAND:
        return f"{value:,.2f}".removesuffix(".00") + f" {say('unit.yuan')}"
    whole, parts = f"{value / _TEN_THOUSAND:,.4f}".split(".")
    return f"{whole}.{parts.rstrip('0').ljust(2, '0')} {say('unit.yuan_10k')}"


def change_text(asked: Indicator, old: float | None, new: float | None) -> str:
    """The difference in words: percentage points for a rate, a share for a count, nothing when one side is unknown."""
    if old is None or new is None:
        return unit_name(asked.unit) if asked.unit not in _UNIT_IN_VALUE else ""
    if old == new:
        return say("changes.same")
    if asked.unit is Unit.PERCENT:
        return say("changes.points", n=f"{(new - old) * 100:+.{asked.decimals}f}")
    share = f"{(new - old) / old:+.1%}" if old else ""
    # A share that rounds to nothing would read as "no change": the amount itself stands instead.
    return share if share.strip("+-") not in ("", "0.0%") else f"{new - old:+,.{asked.decimals}f}"
