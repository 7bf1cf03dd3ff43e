"""How large the schools are, on the page on balance: how many are above their limit, which, and how many are unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from metrics.sizes import Size, limit_name, over_limit, school_sizes, stages_of
from ui.balance import Balance, seen
from ui.context import Context
from ui.lineage_link import Asked
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel
from ui.style import plain, show_foot
from ui.text import say


def sizes_of(context: Context, asked: Balance) -> list[Size]:
    """The sizes of the district's schools that teach the stage; those outside a visitor's townships are left out."""
    found = context.kept("sizes", _sizes, asked.year)
    return [
        replace(each, school=context.called(each.school_id, each.school), township=context.called(each.township_id, each.township or ""))
        for each in found
        if each.district_id == asked.district.area_id and each.kind in (asked.stage, "nine_year") and seen(context, each.township_id)
    ]  # fmt: skip


def _sizes(context: Context, year: str) -> list[Size]:
    return school_sizes(context.reader, year)


def show_sizes(context: Context, asked: Balance) -> None:
    """How many schools are above the limit of their kind, and which; unknown ones are counted apart, never as within it."""
    sizes = sizes_of(context, asked)
    if not sizes:
        return
    over = over_limit(sizes)
    title = say(
        "balance.size", all=len(sizes), over=len(over), open=sum(each.over is None for each in sizes),
        within=sum(each.over is False for each in sizes),
    )  # fmt: skip
    kinds = (asked.stage, "nine_year")
    limits = say("join.and").join(
        say(f"balance.size_{kind}", limit=f"{context.settings.number(limit_name(kind)):,.0f}") for kind in kinds
    )
    with panel("balance_size", title, say("balance.size_sub", limits=limits)):
        if over:
            show_numbers(*size_table(asked, over), title)
        show_foot(plain(context.settings.of(limit_name(asked.stage)).setting.source))


def size_table(asked: Balance, over: Sequence[Size]) -> tuple[list[str], list[Row]]:
    """Heads, and a row per school above its limit, whose pupils lead to where they come from."""
    heads = [say("balance.school"), say("balance.township"), say("balance.size_kind"), say("balance.size_limit"), say("balance.pupils")]  # fmt: skip
    return heads, [
        Row(each.school, [Number(f"{each.pupils:,.0f}", _asked(asked, each))],
            [each.township or "", say(f"balance.kind_{each.kind}"), f"{each.limit:,.0f}"])
        for each in over
    ]  # fmt: skip


def _asked(asked: Balance, each: Size) -> Asked:
    # By stage, so that the kindergarten classes and the upper secondary pupils of the same school stay out.
    found = stages_of(each.kind)
    return Asked("pupils", each.school_id, asked.year, {"stage": found if len(found) > 1 else found[0]})
