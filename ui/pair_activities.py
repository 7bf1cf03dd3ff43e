"""What a core school did with its members, by school year: a table whose numbers lead to where they come from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from catalog.periods import parse_period, school_year_of
from charts.numbers import is_unknown
from metrics.ledger import Activity
from ui.context import Context
from ui.lineage_support import COLUMNS, support_asked
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel
from ui.text import say


def show_activities(context: Context, core_id: str, members: Sequence[str]) -> None:
    """What the core did with these members, by school year."""
    found = context.activities(core_id, members)
    total = sum(each.count for each in found if each.count is not None)
    title = (
        say("pairs.activities_title", total=say("pairs.times_total", n=f"{total:,.0f}"))
        if found
        else say("pairs.activities_none")
    )
    with panel("activities", title, say("pairs.activities_subtitle") if found else ""):
        if found:
            show_numbers(*_activity_rows(_by_year(found), core_id, members), title)


def _by_year(found: Sequence[Activity]) -> pd.DataFrame:
    """The activities added up over each school year, unknown where nobody stated a number; the last year first."""
    table = pd.DataFrame({
        "year": [school_year_of(parse_period(each.period).start) for each in found],
        "activity": [each.activity for each in found],
        **{column: [getattr(each, name) for each in found] for column, name in zip(COLUMNS, ("count", "persons", "lessons"), strict=True)},
    })  # fmt: skip
    keys = ["year", "activity"]
    return table.groupby(keys, as_index=False).sum(min_count=1).sort_values(keys, ascending=[False, True])


def _activity_rows(table: pd.DataFrame, core_id: str, members: Sequence[str]) -> tuple[list[str], list[Row]]:
    """Heads, and a row for each year and activity whose numbers lead to where they come from."""
    heads = [say(f"pairs.{each}") for each in ("year", "activity", "times", "persons", "lessons")]
    rows = [
        Row(
            year,
            [
                Number(
                    "" if is_unknown(value) else f"{value:,.0f}",
                    support_asked(core_id, members, year, activity, column),
                )
                for column, value in zip(COLUMNS, values, strict=True)
            ],
            [activity],
        )
        for year, activity, *values in table.itertuples(index=False, name=None)
    ]
    return heads, rows
