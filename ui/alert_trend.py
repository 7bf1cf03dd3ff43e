"""The trend behind an alert: a few blocks in the list, a figure where one is opened. Asked only for what is shown."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.alerts import Rule
from catalog.exam_names import exam_kind
from catalog.model import Indicator
from catalog.periods import PeriodKind, parse_period
from charts import palette
from charts.numbers import is_unknown, scale_of
from charts.series import Line, lines_of
from charts.trend import Target, trend_figure
from metrics.alerts import AlertRow
from ui.alerts import Case
from ui.context import Context, Where
from ui.goals import drawn_goals, goals_of
from ui.lineage_link import asker
from ui.pairing import pair_periods
from ui.panel import show_figure
from ui.selection import ALL, short_label
from ui.text import say

_BLOCKS = "▁▂▃▄▅▆▇█"
_YEARS, _MONTHS = 6, 13


def sparks(context: Context, cases: Sequence[Case], years: Sequence[str]) -> dict[str, str]:
    """A row of blocks for each case whose number is one of a school year, by its code: low to high over its own years."""
    asked: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        trail = case.row.trail
        if (
            trail is not None
            and set(trail.where) <= {"stage"}
            and parse_period(trail.period).kind is PeriodKind.SCHOOL_YEAR
        ):
            asked.setdefault((trail.indicator, case.row.level), []).append(case)
    found = {}
    for (name, level), mine in asked.items():
        indicator = context.indicator(name)
        periods = pair_periods(context, indicator, years)[-_YEARS:]
        split = ("stage",) if all(case.row.trail and case.row.trail.where for case in mine) else ()
        table = context.values(name, level, periods, split=split)
        values = _values_of(table, periods, counts=mine[0].row.alert.counts, split=bool(split))
        for case in mine:
            stage = case.row.stage if split else None
            found[case.code] = blocks(values.get((case.row.area_id, stage), ()))
    return found


def _values_of(
    table: pd.DataFrame, periods: Sequence[str], *, counts: bool, split: bool
) -> dict[tuple[str, str | None], tuple[float | None, ...]]:
    """(area, stage) -> a value for each period."""
    place = {code: number for number, code in enumerate(periods)}
    stages = table["stage"].tolist() if split else [None] * len(table)
    rows: dict[tuple[str, str | None], list[float | None]] = {}
    column = "numerator" if counts else "value"
    for area_id, stage, period, value in zip(
        table["area_id"].tolist(), stages, table["period"].tolist(), table[column].tolist(), strict=True
    ):
        key = (area_id, stage if isinstance(stage, str) else None)
        rows.setdefault(key, [None] * len(periods))[place[period]] = None if is_unknown(value) else value
    return {key: tuple(values) for key, values in rows.items()}


def blocks(values: Sequence[float | None]) -> str:
    """The values as blocks; a dot where one is unknown. Nothing for fewer than three known: that is no trend."""
    known = [value for value in values if value is not None]
    if len(known) < 3:
        return ""
    low, width = min(known), max(known) - min(known)
    steps = len(_BLOCKS) - 1
    return "".join(
        "·" if value is None else _BLOCKS[round((value - low) / width * steps) if width else steps // 2]
        for value in values
    )


def show_trend_of(context: Context, row: AlertRow, years: Sequence[str]) -> None:
    """The figure of an opened alert: its place in colour, the district in ink, the limit dashed, its own targets dotted."""
    if row.trail is None:
        return
    indicator = context.indicator(row.trail.indicator, row.stage)
    periods = _periods(context, indicator, row, years)
    if len(periods) < 2:
        return
    where = where_of(context, row)
    mine = [line for line in _lines(context, indicator, row.level, periods, where) if line.area_id == row.area_id]
    whole = _lines(context, indicator, "district", periods, where) if row.level != "district" else []
    if not mine or not mine[0].is_known:
        return
    scale = scale_of(indicator, mine[0].values)
    whole_line = whole[0] if len(whole) == 1 and indicator.denominator is not None else None
    beyond = row.limit if row.alert.rule in (Rule.ABOVE, Rule.BELOW) and indicator.denominator is not None else None
    goals = drawn_goals(
        goals_of(context, indicator.name, row.stage or ALL, where), periods, "", {row.area_id: palette.PRIMARY}
    )
    figure = trend_figure(
        mine, [short_label(code) for code in periods], scale, district=whole_line, colors={row.area_id: palette.PRIMARY},
        target=Target(beyond, say("alerts.limit")) if beyond else None, unit=say(scale.unit_key), height=200, codes=periods, goals=goals,
    )  # fmt: skip
    show_figure(figure, "alert", say("alerts.trend"), asker(indicator.name, where))


def _lines(context: Context, indicator: Indicator, level: str, periods: Sequence[str], where: Where) -> list[Line]:
    if level not in {each.value for each in indicator.levels}:
        return []
    return lines_of(context.values(indicator.name, level, periods, where), periods)


def _periods(context: Context, indicator: Indicator, row: AlertRow, years: Sequence[str]) -> list[str]:
    """The periods like that of the alert, up to it."""
    if row.trail is None:
        return []
    asked = parse_period(row.trail.period)
    if indicator.one_paper or asked.kind is PeriodKind.SCHOOL_YEAR:
        return list(pair_periods(context, indicator, years))[-_YEARS:]
    alike = [code for code in context.periods(indicator.numerator.dataset) if parse_period(code).kind is asked.kind]
    before = [code for code in alike if parse_period(code).start <= asked.start]
    return before[-(_MONTHS if asked.kind is PeriodKind.MONTH else _YEARS) :]


def where_of(context: Context, row: AlertRow) -> Where:
    """The conditions of the alert's number; of an exam, its kind over the years."""
    where: dict[str, str | tuple[str, ...]] = dict(row.trail.where) if row.trail else {}
    exam = where.get("exam")
    if isinstance(exam, str):
        kind = exam_kind(exam)
        alike = {each.exam for each in context.papers() if exam_kind(each.exam) == kind and each.stage == row.stage}
        where["exam"] = tuple(sorted(alike))
    return where
