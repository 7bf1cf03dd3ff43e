"""The district's headline numbers on two versions, side by side: what an upload or an undo does to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog import indicator
from catalog.model import Indicator, Level, Unit
from catalog.periods import label_zh, lies_in, parse_period, school_year_of
from ui.context import Context
from ui.declared import unit_name
from ui.text import name_of, say

# What an official asks first of each dataset. Exam means are left out: they need a paper to mean anything.
HEADLINES = {
    "school": ("pupils", "report_rate"),
    "enrolment": ("pupils", "classes", "mean_class_size", "retention_rate"),
    "dropout": ("dropout_open", "dropout_rate", "report_rate"),
    "subsidy": ("aid_recipients", "aid_amount", "aid_per_head"),
    "resource": (),
    "exam": (),
    "pair": (),
    "support": (),
}
MOST_PERIODS = 3
_TEN_THOUSAND = 10_000
# Of these `value_text` writes the unit itself.
_UNIT_IN_VALUE = (Unit.PERCENT, Unit.YUAN, Unit.YUAN_PER_HEAD)


@dataclass(frozen=True)
class Headline:
    """One number of the district before and after, as text. `coverage`: how many schools it counts, while some are silent."""

    name: str
    period: str
    before: str
    after: str
    change: str
    coverage: str = ""


@dataclass(frozen=True)
class _Known:
    """A value with how many of the schools due it counts."""

    value: float
    counted: int
    due: int


def headlines(before: Context, after: Context, datasets: Iterable[str], periods: Sequence[str]) -> list[Headline]:
    """The headline indicators of these datasets for the latest of these periods. `before` may be an empty context."""
    names = dict.fromkeys(name for each in datasets for name in HEADLINES.get(each, ()))
    found = [_of_indicator(before, after, indicator(name), periods) for name in names]
    return [each for lines in found for each in lines]


def _of_indicator(before: Context, after: Context, asked: Indicator, periods: Sequence[str]) -> list[Headline]:
    chosen = periods_for(asked, periods)
    if Level.DISTRICT not in asked.levels or not chosen:
        return []
    old, new = (_by_area(context, asked.name, chosen) for context in (before, after))
    keys = sorted({*old, *new}, key=lambda key: (parse_period(key[0]).end, key[1]), reverse=True)
    several = len({area for _, area in keys}) > 1
    return [_headline(asked, key, old.get(key), new.get(key), several) for key in keys[:MOST_PERIODS]]


def periods_for(asked: Indicator, periods: Iterable[str]) -> list[str]:
    """The periods at which the indicator can answer about these: themselves, else the school years they lie in."""
    kinds = asked.period_kinds
    listed = list(periods)
    own = [code for code in listed if parse_period(code).kind in kinds]
    years = {school_year_of(parse_period(code).start) for code in listed if parse_period(code).school_year}
    wider = [
        year for year in years if parse_period(year).kind in kinds and not any(lies_in(code, year) for code in own)
    ]
    return sorted({*own, *wider}, key=lambda code: parse_period(code).end)[-MOST_PERIODS:]


def _by_area(context: Context, name: str, periods: Sequence[str]) -> dict[tuple[str, str], _Known]:
    if context.is_empty:
        return {}
    table = context.values(name, "district", periods=periods)
    known = table[table["value"].notna()]
    keys = zip(known["period"].astype(str), known["area"].astype(str), strict=True)
    counted = known["schools_counted"].fillna(0).astype(int)
    due = counted + known["schools_missing"].fillna(0).astype(int)
    values = zip(known["value"].astype(float), counted, due, strict=True)
    return {key: _Known(*each) for key, each in zip(keys, values, strict=True)}


def _headline(
    asked: Indicator, key: tuple[str, str], before: _Known | None, after: _Known | None, several: bool
) -> Headline:
    period, area = key
    named = f"{area}·{name_of(asked)}" if several else name_of(asked)
    old, new = (each.value if each else None for each in (before, after))
    return Headline(
        named,
        label_zh(period),
        value_text(asked, old),
        value_text(asked, new),
        change_text(asked, old, new),
        coverage_text(before, after),
    )


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
