"""Panels of the subsidy page: programmes with people and money apart, and payments that do not fit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog import stages
from catalog.periods import PeriodKind, parse_period
from charts.numbers import UNKNOWN
from charts.payments import OddPayment, Payment, odd_payments
from ui.context import Context
from ui.panel import panel, show_rows
from ui.selection import Selection, period_name
from ui.standards import held_text
from ui.style import show_foot
from ui.text import name_of, say

_MOST = 50


def show_programmes(context: Context, selection: Selection) -> None:
    """A table of programmes at the last period: people (or times), money, per head."""
    period = selection.periods[-1]
    places = [each.area_id for each in context.areas("township") if each.area_id in selection.highlighted]
    where = {name: value for name, value in selection.where.items() if name in ("stage", "district")} | (
        {"township": places} if places else {}
    )
    table = context.values(
        "aid_per_head", "township" if places else "district", [period], where, split=["programme", "stage"]
    )
    rows = (
        table.groupby("programme")[["numerator", "denominator"]]
        .sum(min_count=1)
        .sort_values("numerator", ascending=False)
    )
    if rows.empty or not rows["numerator"].sum():
        return
    share = rows["numerator"].iloc[0] / rows["numerator"].sum()
    title = say("aid.programmes_title", name=rows.index[0], share=f"{share:.0%}")
    people = "aid.recipients_term" if parse_period(period).kind is PeriodKind.TERM else "aid.recipients_times"
    terms = [period] if parse_period(period).kind is PeriodKind.TERM else terms_of(context, (period, period))
    with panel("programmes", title, say("aid.programmes_subtitle", period=period_name(period))):
        columns = {
            say("aid.programme"): rows.index,
            say(people): rows["denominator"],
            say("aid.amount"): rows["numerator"] / 10_000,
            say("aid.per_head"): rows["numerator"] / rows["denominator"],
        }
        formats = {say(people): "%,.0f", say("aid.amount"): "%,.2f", say("aid.per_head"): "%,.1f"}
        show_rows(pd.DataFrame(columns), "programmes", formats, alt=title)
        _show_standards(context, table, list(rows.index), terms)


def _show_standards(context: Context, table: pd.DataFrame, programmes: list[str], terms: Sequence[str]) -> None:
    """What the standards of the last term say of these programmes, in a line below."""
    paid = table[table["denominator"] > 0]
    order = [each.code for each in stages.STAGES]
    stages_of = {name: sorted(set(mine["stage"].dropna()), key=order.index) for name, mine in paid.groupby("programme")}
    held = {name: held_text(context, name, stages_of.get(name, []), terms) for name in programmes}
    listed = "；".join(f"{name} {text}" for name, text in held.items() if text)
    if listed:
        show_foot(say("standards.held", term=period_name(terms[-1]), listed=listed))


def find_odd_payments(context: Context, periods: tuple[str, ...], where: dict) -> list[OddPayment]:
    """The payments of these terms that do not fit their kind."""
    return context.kept("odd_payments", _odd_payments, periods, tuple(sorted(where.items())))


def _odd_payments(context: Context, periods: tuple[str, ...], where: tuple) -> list[OddPayment]:
    table = context.values("aid_per_head", "school", periods, dict(where), split=["stage", "programme", "category"])
    known = table[(table["denominator"] > 0) & table["numerator"].notna()]
    columns = ("area_id", "area", "period", "stage", "programme", "category", "denominator", "numerator")
    return odd_payments(
        Payment(area_id, area, period, (stage, programme, category or ""), people, amount)
        for area_id, area, period, stage, programme, category, people, amount in zip(
            *(known[name].tolist() for name in columns), strict=True
        )
    )


def terms_of(context: Context, selection_periods: tuple[str, ...]) -> tuple[str, ...]:
    """The periods in which payments were reported, within the periods chosen."""
    first, last = parse_period(selection_periods[0]).start, parse_period(selection_periods[-1]).end
    return tuple(
        code
        for code in context.periods("subsidy")
        if first <= parse_period(code).start and parse_period(code).end <= last
    )


def show_odd_payments(context: Context, selection: Selection) -> None:
    """The list of payments off the usual amount of their kind, within the span and district chosen."""
    where = {name: value for name, value in selection.where.items() if name in ("stage", "district", "programme")}
    found = find_odd_payments(context, terms_of(context, selection.periods), where)
    title = say("aid.odd_title", n=len(found)) if found else say("aid.odd_none")
    with panel("odd", title, say("aid.odd_subtitle")):
        if found:
            formats = dict.fromkeys((say("aid.paid"), say("aid.usual"), say("aid.difference")), "%,.2f")
            show_rows(_odd_table(found[:_MOST]), "odd", formats | {say("aid.recipients_term"): "%,.0f"}, alt=title)


def _odd_table(found: list[OddPayment]) -> pd.DataFrame:
    payments = [odd.payment for odd in found]
    return pd.DataFrame({
        say("filters.school"): [each.area for each in payments],
        say("source.period"): [period_name(each.period) for each in payments],
        say("filters.stage"): [name_of(stages.stage(each.kind[0])) if each.kind[0] else UNKNOWN for each in payments],
        say("aid.programme"): [each.kind[1] for each in payments],
        say("aid.category"): [each.kind[2] for each in payments],
        say("aid.recipients_term"): [each.recipients for each in payments],
        say("aid.paid"): [round(each.per_head, 2) for each in payments],
        say("aid.usual"): [odd.usual for odd in found],
        say("aid.difference"): [round(odd.difference, 2) for odd in found],
    })  # fmt: skip
