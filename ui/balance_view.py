"""The panels of the page on balance: coefficients, their years, schools that move one, what is lacking, the seven standards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from catalog.settings.standards import EIGHT
from charts import palette
from charts.numbers import Scale, scale_of
from charts.ranking import Shown, ranking_figure
from charts.series import Line
from charts.trend import Target, trend_figure
from metrics.balance import Amount, composite
from metrics.standards import Item, Standing
from ui.balance import (
    INDICATOR,
    Balance,
    item_name,
    lacking,
    moved_most,
    per_name,
    per_of,
    seen,
    unit_of,
)
from ui.context import Context
from ui.declared import evidence_text
from ui.lineage_link import Asked, Asker
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel, show_figure, show_source_foot
from ui.selection import short_label
from ui.style import plain, show_foot, show_subtitle
from ui.text import say

_MOST_MOVED = 12
_MOST_NEEDED = 200


def show_items(context: Context, asked: Balance) -> None:
    """Every item's coefficient now and a year before, with the limit."""
    indicator = context.indicator(INDICATOR)
    scale = scale_of(indicator)
    colors = {each.area_id: _color(asked, each) for each in asked.limited}
    now = short_label(asked.year)
    before = short_label(asked.years[-2]) if len(asked.years) > 1 else ""
    sub = say("balance.cv_sub", now=now, before=before) if before else say("balance.cv_sub_one", now=now)
    figure = ranking_figure(
        Shown(tuple(asked.known), 0, ()), scale, colors=colors,
        target=(asked.limit, say("balance.limit")) if asked.limit is not None else None, labels={"now": now, "before": before},
        codes={"now": asked.year, "before": asked.years[-2] if before else ""},
    )  # fmt: skip
    with panel("balance_items", say("balance.cv"), sub):
        show_figure(figure, "balance_items", say("balance.cv"), _asker_of(asked))
        if free := [item_name(each.area_id) for each in asked.known if each not in asked.limited and asked.limited]:
            show_subtitle(say("balance.no_limit_of", items=say("join.and").join(free)))
        show_subtitle(composite_words(context, asked))
        show_source_foot(context, indicator)


def _color(asked: Balance, line: Line) -> str:
    return palette.WORSE if asked.is_over(line) else palette.BETTER


def composite_words(context: Context, asked: Balance) -> str:
    """The mean of the eight coefficients against its limit; which of them are unknown where it cannot be said."""
    known = {each.area_id: each.last for each in asked.lines}
    value = composite(known)
    if value is None:
        missing = say("join.and").join(item_name(each) for each in EIGHT if known.get(each) is None)
        return say("balance.composite_unknown", items=missing)
    limit = context.settings.of(f"composite_limit_{asked.stage}")
    return say("balance.composite", value=f"{value:.3f}", limit=limit.text, evidence=evidence_text(limit.setting))


def show_years(context: Context, asked: Balance, item: str) -> None:
    """One item over the years, the others in grey."""
    chosen = next(line for line in asked.lines if line.area_id == item)
    limit = asked.limit_of(item)
    color = palette.INK if limit is None else _color(asked, chosen)
    figure = trend_figure(
        asked.lines, [short_label(code) for code in asked.years], scale_of(context.indicator(INDICATOR)), colors={item: color},
        target=Target(limit, say("balance.limit")) if limit is not None else None, height=300, codes=asked.years,
    )  # fmt: skip
    title = say("balance.trend", name=chosen.name)
    with panel("balance_years", title, say("balance.trend_sub")):
        show_figure(figure, "balance_years", title, _asker_of(asked))


def _asker_of(asked: Balance) -> Asker:
    """For figures whose points carry an item and a year."""

    def ask(item: str = "", year: str = "") -> Asked | None:
        return (
            Asked(INDICATOR, asked.district.area_id, year, {"stage": asked.stage, "item": item})
            if item and year
            else None
        )

    return ask


def amount_of(asked: Balance, item: str, school_id: str) -> Asked:
    """What one school has of an item for each of its pupils."""
    return Asked(
        INDICATOR, asked.district.area_id, asked.year, {"stage": asked.stage, "item": item, "school": school_id}
    )


def show_moved(context: Context, asked: Balance, item: str, schools: Sequence[Amount]) -> None:
    """The schools whose leaving out moves the coefficient most."""
    whole, found = moved_most(schools)
    mine = [each for each in found if seen(context, each.school.township_id)]
    if whole is None or not mine:
        with panel("balance_moved", say("balance.without_none")):
            return
    first = mine[0]
    title = say("balance.without", school=first.school.name, name=item_name(item), before=f"{whole:.3f}", after=f"{first.without:.3f}")  # fmt: skip
    shown = mine[:_MOST_MOVED]
    rows = tuple(
        Line(each.school.school_id, each.school.name, each.school.township, (whole, each.without), (None,) * 2, (None,) * 2, (0, 0), (0, 0))
        for each in shown
    )  # fmt: skip
    colors = {each.school.school_id: palette.WORSE if each.without < whole else palette.BETTER for each in shown}
    labels = {"now": say("balance.now"), "before": say("balance.before")}
    limit = asked.limit_of(item)
    figure = ranking_figure(Shown(rows, 0, ()), Scale(1, 3, "unit.none"), colors=colors, labels=labels, codes={"now": asked.year},
                            target=(limit, say("balance.limit")) if limit is not None and _near(limit, rows) else None)  # fmt: skip
    # Moves are small: their numbers stand beside the dots, and on a phone six of them would run into each other.
    figure["layout"]["xaxis"]["nticks"] = 3
    with panel("balance_moved", title, say("balance.without_sub", before=f"{whole:.3f}")):
        show_figure(
            figure,
            "balance_moved",
            title,
            lambda school_id="", _code="": amount_of(asked, item, school_id) if school_id else None,
        )
        if len(mine) > len(shown):
            show_foot(say("balance.without_left", n=len(mine) - len(shown)))


def _near(limit: float, rows: Sequence[Line]) -> bool:
    """Whether the limit lies so near that drawing it leaves the moves to be seen."""
    numbers = [value for row in rows for value in row.values if value is not None]
    width = max(numbers) - min(numbers)
    return min(numbers) - 2 * width <= limit <= max(numbers) + 2 * width


def show_lacking(context: Context, asked: Balance, item: str, schools: Sequence[Amount]) -> None:
    """What the lowest schools lack until the item is within its limit."""
    found = lacking(asked, item, schools)
    set_at = asked.limit_of(item)
    limit = "—" if set_at is None else f"{set_at:.2f}"
    title = say("balance.what_if_free") if set_at is None else say("balance.what_if", limit=limit)
    with panel("balance_lacking", title, say("balance.what_if_sub")):
        if found is None:
            whole, _ = moved_most(schools)
            known = set_at is not None and whole is not None
            show_subtitle(say("balance.what_if_none" if known else "balance.what_if_unknown"))
            return
        per, unit = per_of(item), unit_of(item)
        said = say(
            "balance.what_if_said", per=per_name(item), floor=f"{found.floor * per:,.2f}", n=len(found.needed), more=_units(found.more), unit=unit,
            before=f"{found.before:.3f}", after=f"{found.after:.3f}", limit=limit,
        )  # fmt: skip
        st.markdown(said)
        mine = [each for each in found.needed if seen(context, each.school.township_id)][:_MOST_NEEDED]
        # What each lacks stands first: at a projector's width the last columns may lie beyond the edge.
        heads = [say("balance.school"), say("balance.more", unit=unit), say("balance.has", per=per_name(item)),
                 say("balance.then", per=per_name(item)), say("balance.pupils"), say("balance.township")]  # fmt: skip
        rows = [
            Row(each.school.name, [
                Number(_units(each.more)), Number(f"{each.school.each * per:,.2f}", amount_of(asked, item, each.school.school_id)),
                Number(f"{each.then * per:,.2f}"), Number(f"{each.school.pupils:,.0f}", replace(amount_of(asked, item, each.school.school_id), side="denominator")),
            ], (), [each.school.township])
            for each in mine
        ]  # fmt: skip
        if rows:
            show_numbers(heads, rows, title)
        if context.scope is not None:
            show_foot(say("balance.what_if_scope"))


def _units(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() or number >= 100 else f"{number:,.1f}"


def show_seven(context: Context, asked: Balance, rows: Sequence[Standing]) -> None:
    """Every school by the seven standards: met, missed or not reported."""
    if not rows:
        return
    measured = [each for each in rows if each.measured]
    counts = {key: sum(each.passes is wanted for each in measured) for key, wanted in (("passed", True), ("failed", False), ("open", None))}  # fmt: skip
    settings = context.settings
    sub = say("balance.seven_sub", needed=settings.of("standards_needed").text, share=settings.of("standards_rest").text,
              smallest=settings.of("standards_smallest").text.removesuffix("人"))  # fmt: skip
    with panel("balance_seven", say("balance.seven", all=len(measured), **counts), sub):
        show_numbers(*seven_table(asked, rows), say("balance.seven", all=len(measured), **counts))
        show_foot(plain(context.settings.of(rows[0].items[0].standard.setting(asked.stage)).setting.source))


def seven_table(asked: Balance, rows: Sequence[Standing]) -> tuple[list[str], list[Row]]:
    """Heads, and a row per school with a number per standard that leads to where it comes from."""
    heads = [say("balance.school"), say("balance.township"), say("balance.verdict"), say("balance.met_of")]
    heads += [f"{item_name(one.standard.item)} ≥{one.needed:g}" for one in rows[0].items]
    return heads, [
        Row(
            each.school,
            [
                Number(cell(one), None if one.value is None else amount_of(asked, one.standard.item, each.school_id))
                for one in each.items
            ],
            [each.township or "", verdict(each), f"{each.met}/{len(each.items)}"],
        )
        for each in rows
    ]


def verdict(each: Standing) -> str:
    """Whether a school passes, in words."""
    if not each.measured:
        return say("balance.small")
    return say({True: "balance.passes", False: "balance.fails", None: "balance.open"}[each.passes])


def cell(one: Item) -> str:
    """One standard at one school: whether it is met, then the number."""
    if one.value is None:
        return say("balance.unknown")
    return say("balance.met" if one.met else "balance.missed", value=f"{one.value:,.0f}" if one.needed >= 100 else f"{one.value:,.2f}")  # fmt: skip
