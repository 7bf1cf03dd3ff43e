"""The live rows of a dataset as SQL: places resolved, replaced cells gone, stocks of a bare year at its autumn term.

Only stored tables are read, so that lineage asks a reader the very question that the rebuild asked.
"""

from __future__ import annotations

from catalog.model import Dataset, Role
from store.rebuild.links import link_condition
from store.schema import quoted, value_columns

# The earliest row of a school's history also holds for all time before it; each holds until the next begins.
# With both ends known a plain join finds the one row of a day; an ASOF join sorts everything that is joined.
HISTORY = (
    "(SELECT * REPLACE (CASE WHEN lag(valid_from) OVER own IS NULL THEN DATE '0001-01-01' ELSE valid_from END"
    " AS valid_from), coalesce(lead(valid_from) OVER own, DATE 'infinity') AS valid_until"
    " FROM school_history WINDOW own AS (PARTITION BY school_id ORDER BY valid_from))"
)
_LATEST = "DATE '9999-12-31'"


def stock_columns(dataset: Dataset) -> tuple[str, ...]:
    """The snapshots among the value columns."""
    return tuple(name for name in value_columns(dataset) if dataset.column(name).role is Role.STOCK)


def rest_columns(dataset: Dataset) -> tuple[str, ...]:
    """The value columns that are no snapshots: flows and attributes."""
    return tuple(name for name in value_columns(dataset) if dataset.column(name).role is not Role.STOCK)


def place_ids(dataset: Dataset) -> tuple[str, ...]:
    """The columns of `live_sql` that say which place a row belongs to."""
    return (
        ("area_level", "area_id") if dataset.places == ("",) else tuple(f"{each}school_id" for each in dataset.places)
    )


def live_sql(dataset: Dataset) -> str:
    """Every live row with its places: row_id, batch_seq, place ids (NULL when unresolved), stored columns, derived,
    stock_period, first_day, last_day."""
    stored = [f"r.{quoted(each.name)}" for each in dataset.stored]
    joins = " ".join(
        f"JOIN place_link {_link(each)} ON {link_condition('r', _link(each), each)}" for each in dataset.places
    )
    return (
        f"SELECT r.row_id, r.batch_seq, {_place_select(dataset)}, r.period, {', '.join(stored)}, r.derived,"
        " p.stock_period, p.first_day, p.last_day"
        f" FROM {quoted('rows_' + dataset.name)} r JOIN batch b ON b.batch_seq = r.batch_seq AND b.live {joins}"
        " LEFT JOIN period_span p ON p.period = r.period"
    )


def resolved_condition(dataset: Dataset) -> str:
    """Whether a row of `live_sql` counts: every school it must name, or does name, is known."""
    if dataset.places == ("",):
        return "area_id IS NOT NULL"
    return " AND ".join(
        f"{each}school_id IS NOT NULL" if dataset.column(f"{each}school").required
        else f"({each}school_id IS NOT NULL OR NOT {each}named)"
        for each in dataset.places
    )  # fmt: skip


def parts_sql(dataset: Dataset) -> str:
    """The rows whose cells compete for the current table: place ids, key, values, derived, row_id, batch_seq."""
    source = f"({_without_replaced(dataset)})"
    if "start" in dataset.key:
        source = f"({_dated_sql(dataset, source)})"
    stocks, rest = stock_columns(dataset), rest_columns(dataset)
    if not stocks or "period" not in dataset.key:
        return f"SELECT {_columns(dataset)} FROM {source}"
    split = "stock_period IS DISTINCT FROM period"
    return (
        f"WITH remaining AS {source}"
        f" SELECT {_columns(dataset)} FROM remaining WHERE NOT ({split})"
        f" UNION ALL SELECT {_columns(dataset, blank=rest, period='stock_period')} FROM remaining"
        f" WHERE {split} AND ({_any_known(stocks)})"
        f" UNION ALL SELECT {_columns(dataset, blank=stocks)} FROM remaining"
        f" WHERE {split} AND (NOT ({_any_known(stocks)}) OR {_any_known(rest)})"
    )


def located_sql(source: str, *, at: str = f"coalesce(first_day, {_LATEST})") -> str:
    """`source` (with area_level, area_id) and where each row lay then: township_id, district_id, zone_id."""
    return (
        "SELECT m.* EXCLUDE (at_day),"
        " CASE m.area_level WHEN 'school' THEN h.township_id WHEN 'township' THEN m.area_id END AS township_id,"
        " CASE m.area_level WHEN 'school' THEN h.district_id WHEN 'district' THEN m.area_id ELSE g.district_id END"
        f" AS district_id, h.zone_id FROM (SELECT *, {at} AS at_day FROM {source}) m"
        f" LEFT JOIN {HISTORY} h ON {lay_condition('m.area_id', 'm.at_day')}"
        " LEFT JOIN (FROM registry WHERE level = 'township') g ON g.area_id = m.area_id"
    )


def lay_condition(school: str, day: str) -> str:
    """The SQL condition joining a school on a day to its one row of HISTORY (as `h`) then."""
    return f"h.school_id = {school} AND {day} >= h.valid_from AND {day} < h.valid_until"


def _link(prefix: str) -> str:
    return f"{prefix}link"


def _place_select(dataset: Dataset) -> str:
    if dataset.places == ("",):
        return (
            "coalesce(r.area_level, 'school') AS area_level, CASE coalesce(r.area_level, 'school')"
            " WHEN 'school' THEN link.school_id WHEN 'township' THEN link.township_id ELSE link.district_id END"
            " AS area_id"
        )
    return ", ".join(
        f"{_link(each)}.school_id AS {each}school_id,"
        f" coalesce(r.{each}school_text, r.{each}school_code) IS NOT NULL AS {each}named"
        for each in dataset.places
    )


def _without_replaced(dataset: Dataset) -> str:
    """The resolved rows with the cells that a replacing batch took out blanked; rows with nothing left are gone."""
    stocks, rest = stock_columns(dataset), rest_columns(dataset)
    blanked = [f"CASE WHEN g.stocks THEN NULL ELSE l.{quoted(name)} END AS {quoted(name)}" for name in stocks]
    blanked += [f"CASE WHEN g.rest THEN NULL ELSE l.{quoted(name)} END AS {quoted(name)}" for name in rest]
    kept = [f"(NOT g.stocks AND ({_any_known(stocks, 'l')}))" if stocks else "", ""]
    kept[1] = f"(NOT g.rest AND ({_any_known(rest, 'l')}))" if rest else ""
    left = " OR ".join(each for each in kept if each) or "false"
    return (
        f"SELECT l.* REPLACE ({', '.join(blanked)}) FROM ({live_sql(dataset)}) l"
        f" LEFT JOIN replaced g ON g.dataset = '{dataset.name}' AND g.row_id = l.row_id"
        f" WHERE ({resolved_condition(dataset)}) AND (g.row_id IS NULL OR {left})"
    )


def _dated_sql(dataset: Dataset, source: str) -> str:
    """Give undated relations a start: that of the dated one they confirm, else the first day they were listed for."""
    same = [name for name in (*place_ids(dataset), *dataset.key) if name != "start"]
    matched = " AND ".join(f"d.{quoted(name)} IS NOT DISTINCT FROM u.{quoted(name)}" for name in same)
    listed = ", ".join(quoted(name) for name in same)
    return (
        f"WITH named AS {source},"
        f" found AS (SELECT u.row_id, max(d.start) AS dated FROM named u JOIN named d ON {matched}"
        " AND d.start IS NOT NULL AND d.start <= coalesce(u.last_day, DATE '9999-12-31')"
        ' AND (d."end" IS NULL OR u.first_day IS NULL OR d."end" >= u.first_day)'
        " WHERE u.start IS NULL GROUP BY u.row_id),"
        f" listed AS (SELECT row_id, min(first_day) OVER (PARTITION BY {listed}) AS first_listed"
        " FROM named WHERE start IS NULL)"
        " SELECT n.* REPLACE (coalesce(n.start, f.dated, x.first_listed) AS start) FROM named n"
        " LEFT JOIN found f USING (row_id) LEFT JOIN listed x USING (row_id)"
    )


def _columns(dataset: Dataset, *, blank: tuple[str, ...] = (), period: str = "period") -> str:
    key = [f"{period} AS period" if name == "period" else quoted(name) for name in dataset.key]
    values = [f"NULL AS {quoted(name)}" if name in blank else quoted(name) for name in value_columns(dataset)]
    return ", ".join((*place_ids(dataset), *key, *values, "derived", "row_id", "batch_seq"))


def _any_known(columns: tuple[str, ...], table: str = "") -> str:
    dot = f"{table}." if table else ""
    return " OR ".join(f"{dot}{quoted(name)} IS NOT NULL" for name in columns) or "false"
