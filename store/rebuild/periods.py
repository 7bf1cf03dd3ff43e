"""The spans of the periods in use, as a table that SQL can join."""

from __future__ import annotations

import duckdb

from catalog import DATASETS
from catalog.periods import PeriodKind, autumn_term, parse_period


def note_periods(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the periods of rows that period_span does not know yet. Raises PeriodError for what is no period."""
    wanted = " UNION ".join(f"SELECT period FROM rows_{each.name}" for each in DATASETS)
    unknown = connection.execute(
        f"SELECT period FROM ({wanted}) WHERE period IS NOT NULL EXCEPT SELECT period FROM period_span"
    ).fetchall()
    for code in sorted({each for (period,) in unknown for each in (period, stock_period(period))}):
        period = parse_period(code)
        connection.execute(
            "INSERT INTO period_span SELECT $1, $2, $3, $4, $5 WHERE $1 NOT IN (SELECT period FROM period_span)",
            [code, period.kind.value, period.start, period.end, stock_period(code)],
        )


def stock_period(code: str) -> str:
    """The period under which a stock given for `code` is kept: the autumn term for a bare school year."""
    return autumn_term(code) if parse_period(code).kind is PeriodKind.SCHOOL_YEAR else code
