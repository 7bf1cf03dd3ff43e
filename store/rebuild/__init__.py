"""Rebuilding what pages read from the live rows, set by set: only what a batch touched, and what changed with it."""

from __future__ import annotations

import duckdb

from catalog import DATASETS, dataset
from store.rebuild.areas import rebuild_areas, rebuild_stages
from store.rebuild.current import forget_rows, rebuild_current
from store.rebuild.due import rebuild_due
from store.rebuild.links import datasets_with_changed_links, rebuild_links
from store.rebuild.periods import note_periods
from store.rebuild.replaced import rebuild_replaced
from store.rebuild.totals import rebuild_totals

__all__ = ["rebuild"]


def rebuild(connection: duckdb.DuckDBPyConnection, names: set[str]) -> set[str]:
    """Rebuild the named datasets and every other one whose places changed; return all that were rebuilt."""
    note_periods(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE link_before AS FROM place_link")
    connection.execute("CREATE OR REPLACE TEMP TABLE history_before AS FROM school_history")
    rebuild_links(connection)
    touched = names | datasets_with_changed_links(connection)
    for declared in DATASETS:
        if declared.name in touched and (declared.name in names or _has_rows(connection, declared.name)):
            _rebuild_one(connection, declared.name)
    rebuild_stages(connection)
    rebuild_due(connection)
    rebuild_areas(connection)
    return touched


def _has_rows(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    return connection.execute(f"SELECT 1 FROM rows_{name} LIMIT 1").fetchone() is not None


def _rebuild_one(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    declared = dataset(name)
    rebuild_replaced(connection, declared)
    rebuild_current(connection, declared)
    if declared.breakdown:
        rebuild_totals(connection, declared)
    forget_rows(connection)
