"""Panels of the subsidy page: programmes with people and money apart, and payments that do not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from catalog import stages
from catalog.periods import PeriodKind, parse_period
from charts.numbers import UNKNOWN
from charts.payments import OddPayment, Payment, odd_payments
from ui.context import Context
from ui.lineage_link import Asked
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel
from ui.selection import Selection, period_name
from ui.standards import held_text
from ui.style import show_foot
from ui.sums import sums_told
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
    rows = sums_told(table, "programme", ["numerator", "denominator"]).sort_values("numerator", ascending=False)
    if rows.empty or not rows["numerator"].sum():
        return
    share = rows["numerator"].iloc[0] / rows["numerator"].sum()
    # Of a whole of which a part is not shown no share can be told.
    key = "aid.programmes_plain" if table["suppressed"].any() else "aid.programmes_title"
    title = say(key, name=rows.index[0], share=f"{share:.0%}")
    people = "aid.recipients_term" if parse_period(period).kind is PeriodKind.TERM else "aid.recipients_times"
    terms = [period] if parse_period(period).kind is PeriodKind.TERM else terms_of(context, (period, period))
    with panel("programmes", title, say("aid.programmes_subtitle", period=period_name(period))):
        heads = [say("aid.programme"), say(people), say("aid.amount"), say("aid.per_head")]
        show_numbers(heads, _programme_rows(table, rows, {**where, **_stage_of(selection)}, period), title)
        _show_standards(context, table, list(rows.index), terms)


def _stage_of(selection: Selection) -> dict[str, str | Sequence[str]]:
    return {name: value for name, value in selection.where.items() if name == "stage"}


def _programme_rows(
    table: pd.DataFrame, rows: pd.DataFrame, where: Mapping[str, str | Sequence[str]], period: str
) -> list[Row]:
    """People, money and money per head of each programme; they lead on where they are of one place."""
    places = set(table["area_id"])
    place = next(iter(places)) if len(places) == 1 else ""
    found = []
    for programme, money, people in zip(rows.index, rows["numerator"], rows["denominator"], strict=True):
        asked = (
            {
                name: Asked(name, place, period, {**where, "programme": programme})
                for name in ("aid_recipients", "aid_amount", "aid_per_head")
            }
            if place
            else {}
        )
        texts = {
            "aid_recipients": f"{people:,.0f}",
            "aid_amount": f"{money / 10_000:,.2f}",
            "aid_per_head": f"{money / people:,.1f}" if people else "",
        }
        found.append(
            Row(
                str(programme),
                [Number("" if pd.isna(people) else text, asked.get(name)) for name, text in texts.items()],
            )
        )
    return found


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
            show_numbers(*_odd_table(found[:_MOST]), title)


def _odd_table(found: list[OddPayment]) -> tuple[list[str], list[Row]]:
    """Heads, and a row a payment whose numbers lead to where they come from."""
    heads = [
        say("filters.school"),
        say("source.period"),
        say("filters.stage"),
        say("aid.programme"),
        say("aid.category"),
        say("aid.recipients_term"),
    ]
    return [*heads, say("aid.paid"), say("aid.usual"), say("aid.difference")], [_odd_row(odd) for odd in found]


def _odd_row(odd: OddPayment) -> Row:
    each, (stage, programme, category) = odd.payment, odd.payment.kind
    where = {"stage": stage, "programme": programme, "category": category}
    asked = {name: Asked(name, each.area_id, each.period, where) for name in ("aid_recipients", "aid_per_head")}
    numbers = [
        Number(f"{each.recipients:,.0f}", asked["aid_recipients"]), Number(f"{each.per_head:,.2f}", asked["aid_per_head"]),
        Number(f"{odd.usual:,.2f}"), Number(f"{odd.difference:,.2f}".replace("-", "−")),
    ]  # fmt: skip
    return Row(
        each.area,
        numbers,
        [period_name(each.period), name_of(stages.stage(stage)) if stage else UNKNOWN, programme, category],
    )
