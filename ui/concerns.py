"""The attention list: asks for what the rules of `charts/attention` read, and says what they found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from catalog import indicator as declared
from catalog.model import Indicator
from catalog.periods import PeriodKind, lies_in, parse_period
from charts.attention import (
    CHECK,
    SILENT,
    WATCH,
    Concern,
    beyond_reference,
    in_order,
    lasting_moves,
    leaking_schools,
    open_dropouts,
)
from charts.numbers import scale_of
from charts.series import Line, lines_of
from ui.aid import find_odd_payments, terms_of
from ui.context import Context
from ui.narrate import gap_sentence, written
from ui.pairing import junior_exam, pair_periods, pair_views, z_indicator
from ui.selection import period_name, reference_of
from ui.text import name_of, say

_MOST_OPEN_NAMES = 4


def find_concerns(context: Context, years: tuple[str, ...], district: str | None) -> list[Concern]:
    """Everything the rules find in these school years, the most severe first."""
    return context.kept("concerns", _find, years, district)


def _find(context: Context, years: tuple[str, ...], district: str | None) -> list[Concern]:
    where = {"district": district} if district and len(context.areas("district")) > 1 else {}
    found = _of_dropout(context, years, where)
    found += _of_enrolment(context, years, where)
    found += _of_aid(context, years, where)
    found += _of_pairs(context, years)
    return in_order(found)


def asked(context: Context, indicator: Indicator, level: str, years: Sequence[str], where: dict) -> list[Line]:
    """The lines of an indicator over those of the years that its data has."""
    periods = pair_periods(context, indicator, years)
    return lines_of(context.values(indicator.name, level, periods, where), periods) if periods else []


def _of_dropout(context: Context, years: tuple[str, ...], where: dict) -> list[Concern]:
    rate = context.indicator("dropout_rate")
    found = open_dropouts(asked(context, context.indicator("dropout_open"), "township", years, where))
    found += lasting_moves(asked(context, rate, "township", years, where), rate, "dropout")
    return found + _silent(context, years, where)


def _silent(context: Context, years: tuple[str, ...], where: dict) -> list[Concern]:
    months = [code for code in context.periods("dropout") if parse_period(code).kind is PeriodKind.MONTH]
    within = [code for code in months if any(lies_in(code, year) for year in years)]
    if not within:
        return []
    inside = {each.area_id for each in context.areas("township") if not where or each.district_id == where["district"]}
    whole = [
        each
        for each in context.silences("dropout", within)
        if each.missing == each.due and each.due > 1 and each.township_id in inside
    ]
    found = [
        Concern(SILENT, "silent_township", "dropout", {"name": each.township, "month": each.period, "n": each.due},
                {"indicator": "report_rate", "townships": each.township_id, "grain": "month"}, each.due)
        for each in whole[:2]
    ]  # fmt: skip
    last = [code for code in within if lies_in(code, years[-1])]
    never = (
        [name for _, name, township in context.never_reported("dropout", last) if township in inside] if last else []
    )
    if never:
        found.append(
            Concern(SILENT, "silent_school", "dropout", {"names": never}, {"indicator": "report_rate"}, len(never) + 10)
        )
    return found


def _of_enrolment(context: Context, years: tuple[str, ...], where: dict) -> list[Concern]:
    junior = {**where, "stage": "junior"}
    retention, large, intake = (
        context.indicator("retention_rate"),
        context.indicator("large_class_share"),
        context.indicator("intake"),
    )
    limit = reference_of(retention, "junior")
    found = []
    if limit:
        schools = asked(context, retention, "school", years, junior)
        out = asked(context, context.indicator("dropout_open"), "school", years, junior)
        townships = {each.area_id: each.township_id or "" for each in context.areas("school")}
        found += leaking_schools(schools, out, limit.value, townships)
    most = reference_of(large, "all")
    if most:
        found += beyond_reference(asked(context, large, "township", years, where), large, most.value, "enrolment")
    lines = [line for line in asked(context, intake, "township", years, {**where, "stage": "primary"}) if _halved(line)]
    found += [
        Concern(WATCH, "shrinking", "enrolment", {"name": line.name, "from": line.values[0], "to": line.last, "n": len(line.values) - 1},
                {"indicator": "intake", "stage": "primary", "townships": line.area_id}, 1 - (line.last or 0) / (line.values[0] or 1))
        for line in lines[:1]
    ]  # fmt: skip
    return found


def _halved(line: Line) -> bool:
    """Whether a line fell in every year and by more than a third in all."""
    known = [value for value in line.values if value is not None]
    falls = all(later < earlier for earlier, later in pairwise(known))
    return len(known) > 3 and falls and known[-1] < known[0] * 2 / 3


def _of_aid(context: Context, years: tuple[str, ...], where: dict) -> list[Concern]:
    if not context.periods("subsidy") or not years:
        return []
    odd = find_odd_payments(context, terms_of(context, years), where)
    return [
        Concern(CHECK, "odd_aid", "aid", {
            "name": each.payment.area, "period": each.payment.period, "programme": each.payment.kind[1], "category": each.payment.kind[2],
            "paid": each.payment.per_head, "usual": each.usual}, {"indicator": "aid_per_head"}, abs(each.difference) / 1e6)
        for each in odd[:2]
    ]  # fmt: skip


def _of_pairs(context: Context, years: tuple[str, ...]) -> list[Concern]:
    exam = junior_exam(context)
    if not exam:
        return []
    views = pair_views(context, z_indicator(), pair_periods(context, z_indicator(), years), exam)
    return [
        Concern(WATCH, f"gap:{view.fact.kind}", "pairs", {"view": view}, {"pair": view.pair.core_id}, abs(view.move.narrowed_by))
        for view in views if view.fact and view.move and view.fact.kind in ("gap_wider", "gap_core_fell")
    ]  # fmt: skip


def concern_sentence(concern: Concern) -> str:
    """The concern as a sentence in the visitor's language."""
    values = dict(concern.values)
    if "view" in values:
        view = values["view"]
        return gap_sentence(view.fact, view.move, view.core_name, view.member_name, scale_of(z_indicator()))
    if "indicator" in concern.conditions:
        values |= _of_indicator(declared(concern.conditions["indicator"]), values, concern.conditions.get("stage", ""))
    if "names" in values:
        names = values["names"]
        values["names"] = say("join.and").join(names[:_MOST_OPEN_NAMES]) + (
            say("concern.and_more", n=len(names)) if len(names) > _MOST_OPEN_NAMES else ""
        )
    for name in ("period", "month"):
        if name in values:
            values[name] = period_name(values[name])
    for name in ("paid", "usual"):
        if name in values:
            values[name] = f"{values[name]:g}" if name == "usual" else f"{values[name]:.1f}"
    return say(f"concern.{concern.kind}", **values)


def _of_indicator(indicator: Indicator, values: dict, stage: str) -> dict[str, str]:
    scale = scale_of(indicator)
    filled = {name: written(values[name], scale) for name in ("from", "to", "limit") if name in values}
    if "share" in values:
        filled["share"] = f"{values['share']:.0%}"
    if "up" in values:
        filled["move"] = say("move.up" if values["up"] else "move.down")
    filled["beyond"] = say(f"beyond.{indicator.direction.value}")
    return filled | {
        "what": f"{say(f'stage.{stage}') if stage else ''}{name_of(indicator)}",
        "places": say("word.township"),
    }
