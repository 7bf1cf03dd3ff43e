"""What the overview asks, on 300 schools x 12 years x 9 grades x 9 subjects: uncached, beside SQL by hand, and cached.

Uncached: no answer is kept. Facts of the version (its periods, settings, places, the alerts of a year: store/known.py) are found
once a process, ahead of anybody's asking where there is time; the first look at a version pays for them and is a line of its own.

By hand is what somebody who knew the tables, and that no area states a total of its own, would write for each question:
sums, and how many schools are in and missing, by township and district. The shares of one core are process time.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.logger import set_log_level

import metrics
from access import Role, Visitor, local_visitor
from bench.measure import Row, at_most, beside, limit
from metrics.balance import school_amounts, what_if, without_each
from store import Reader, Store
from store.reader import POOL
from tests.metrics.large_district import FIRST, YEARS, make_large
from ui.alerts import cases_of
from ui.cards import headlines
from ui.context import Context
from ui.overview import Scene, foresee, heat_columns, leading_view

REPEATS = 7
LEVELS = ("district", "township")
# Sees what may leave the house.
OUTSIDER = Visitor("outsider", Role.VIEWER, None)
PERIODS = tuple(f"{FIRST + year}-{FIRST + year + 1}" for year in range(YEARS))
HEADLINES = (
    "pupils", "classes", "mean_class_size", "pupil_teacher_ratio", "retention_rate", "dropout_rate", "dropout_open",
    "report_rate", "aid_recipients", "aid_amount", "aid_per_head",
)  # fmt: skip


def rows() -> list[Row]:
    """The lines of the table."""
    set_log_level("ERROR")  # outside a server Streamlit says with every answer that there is none
    with tempfile.TemporaryDirectory() as folder:
        store = make_large(Path(folder))
        ours, other = _by_turns(lambda: _ask(store), lambda: _by_hand(store))
        page, beside_page = _by_turns(lambda: _ask_page(store, local_visitor()), lambda: _by_hand(store))
        first, beside_first = _by_turns(lambda: _first_look(store), lambda: _by_hand(store))
        outside, beside_outside = _by_turns(lambda: _ask_page(store, OUTSIDER), lambda: _by_hand(store))
        one_out, _ = _by_turns(lambda: _leave_each_out(store), lambda: None)
        cached = _cached(store)
    what = f"{len(HEADLINES)} headline indicators, district and townships, {YEARS} years"
    return [
        limit(f"Overview: {what}, uncached", ours, 150, "ms"),
        at_most("Overview: the same beside SQL by hand", ours, other, 1.5, "ms"),
        limit(
            "Overview: all the page asks and every alert of the last year, uncached; the version is known",
            page,
            250,
            "ms",
        ),
        beside("… the same beside the SQL by hand of its headlines alone", page, beside_page, "ms"),
        limit("… the first look at a version: the file opened, its facts found, all alerts weighed", first, 250, "ms"),
        beside("… the same beside the SQL by hand of its headlines alone", first, beside_first, "ms"),
        limit("… for an outsider: asked of both sets of tables, small counts hidden", outside, 250, "ms"),
        beside("… the same beside the SQL by hand of its headlines alone", outside, beside_outside, "ms"),
        limit(
            "Balance: each school left out, and what is lacking, of every item of a year and both stages, uncached",
            one_out,
            250,
            "ms",
        ),
        limit(f"Overview: {what}, cached", cached, 10, "ms"),
    ]


def _by_turns(one: Callable[[], None], two: Callable[[], None]) -> tuple[float, float]:
    """Median milliseconds of CPU of each, run by turns."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS):
        for work, taken in zip((one, two), spent, strict=True):
            begun = time.process_time()
            work()
            taken.append((time.process_time() - begun) * 1000)
    return statistics.median(spent[0]), statistics.median(spent[1])


def _ask(store: Store) -> None:
    with store.read() as reader:
        answered = metrics.values_many(reader, HEADLINES, LEVELS, PERIODS)
    assert all(len(frame) for frame in answered.values())


def _ask_page(store: Store, visitor: Visitor) -> None:
    """What `pages/overview/overview.py` asks, without what it draws."""
    st.cache_data.clear()
    with Context(store, visitor, store.current()) as context:
        years, district = context.school_years(), context.areas("district")[0]
        scene = Scene(years, district, "township", several=False)
        foresee(context, years, scene.where)
        assert leading_view(context, scene)
        assert headlines(context, years, district.area_id)
        assert context.kept("heat", heat_columns, scene, "zh")
        assert cases_of(context, years[-1])


def _first_look(store: Store) -> None:
    """The same when this process knows nothing of the version yet. What is made ahead of anybody's asking (metrics/ahead.py)
    is not made here."""
    POOL.forget(store.folder.version_path(store.current() or 0))
    _ask_page(store, local_visitor())


def _leave_each_out(store: Store) -> None:
    """What 均衡 asks of the last year."""
    with store.read() as reader:
        for stage in ("primary", "junior"):
            for schools in school_amounts(reader, PERIODS[-1], stage, "D0001").values():
                assert len(without_each(schools)) > 1
                assert what_if(schools, 0.3, whole=True)


def _cached(store: Store) -> float:
    context = Context(store, local_visitor(), store.current())

    def asked() -> None:
        context.values_many(HEADLINES, LEVELS, PERIODS)

    asked()
    return _by_turns(asked, asked)[0]


def _by_hand(store: Store) -> None:
    with store.read() as reader:
        for sql in (*map(_stock, _STOCKS), _RETENTION, _RATE, _OPEN, _REPORTS, *map(_money, _MONEY)):
            _named(reader, sql)


def _named(reader: Reader, sql: str) -> None:
    reader.frame(f"""SELECT s.*, s.n / nullif(s.d, 0) AS value, a.name FROM (
        SELECT year, township_id, district_id, sum(n) AS n, sum(d) AS d, count(*) FILTER (ok) AS counted,
            count(*) FILTER (NOT ok) AS missing
        FROM ({sql}) GROUP BY GROUPING SETS ((year, township_id, district_id), (year, district_id))) s
        LEFT JOIN area a ON a.area_id = coalesce(s.township_id, s.district_id) ORDER BY year, a.area_id""")


_SCHOOL = "school_id, any_value(township_id) AS township_id, any_value(district_id) AS district_id"
_STOCKS = (("pupils", "0"), ("classes", "0"), ("pupils", "classes"), ("pupils", "teachers_fulltime"))


def _stock(sides: tuple[str, str]) -> str:
    n, d = sides
    return f"""SELECT period AS year, {_SCHOOL}, sum(n) AS n, sum(d) AS d, bool_and(n IS NOT NULL AND d IS NOT NULL) AS ok FROM (
        SELECT period, school_id, township_id, district_id, CASE WHEN {d} IS NOT NULL THEN {n} END AS n,
            CASE WHEN {n} IS NOT NULL THEN {d} END AS d FROM enrolment_totals WHERE area_level = 'school'
        UNION ALL SELECT period, school_id, township_id, district_id, NULL, NULL FROM due
            WHERE dataset = 'enrolment' AND NOT reported)
        WHERE period LIKE '%-1' GROUP BY period, school_id"""


_YEAR = """CASE WHEN period[6:7]::INTEGER >= 9 THEN period[:4] || '-' || (period[:4]::INTEGER + 1)
    ELSE (period[:4]::INTEGER - 1) || '-' || period[:4] END"""
_MONTHS = f"""SELECT {_YEAR} AS year, period, school_id, stage, township_id, district_id, dropouts, returned, enrolled_start
    FROM dropout WHERE area_level = 'school' AND reported IS DISTINCT FROM false
    UNION ALL SELECT {_YEAR}, period, school_id, stage, township_id, district_id, NULL, NULL, NULL FROM due
        WHERE dataset = 'dropout' AND NOT reported"""
_RATE = f"""SELECT year, {_SCHOOL}, sum(n) AS n, sum(d) AS d, bool_and(ok AND d IS NOT NULL) AS ok FROM (
    SELECT year, stage, {_SCHOOL}, sum(dropouts) AS n, arg_min(enrolled_start, period) AS d, bool_and(dropouts IS NOT NULL) AS ok
    FROM ({_MONTHS}) GROUP BY year, stage, school_id) GROUP BY year, school_id"""
_OPEN = f"""SELECT year, {_SCHOOL}, sum(dropouts - returned) AS n, NULL AS d, bool_and(dropouts - returned IS NOT NULL) AS ok
    FROM ({_MONTHS}) GROUP BY year, school_id"""
_REPORTS = f"""SELECT year, {_SCHOOL}, sum(made) AS n, count(*) AS d, bool_and(made = 1) AS ok FROM (
    SELECT {_YEAR} AS year, period, {_SCHOOL}, min(reported::INTEGER) AS made FROM due WHERE dataset = 'dropout'
    GROUP BY period, school_id) GROUP BY year, school_id"""
_MONEY = (("recipients", "0"), ("amount", "0"), ("amount", "recipients"))


def _money(sides: tuple[str, str]) -> str:
    n, d = sides
    return f"""SELECT period[:9] AS year, {_SCHOOL}, sum(n) AS n, sum(d) AS d, bool_and(ok) AS ok FROM (
        SELECT period, school_id, township_id, district_id, {n} AS n, {d} AS d, true AS ok FROM subsidy WHERE area_level = 'school'
        UNION ALL SELECT period, school_id, township_id, district_id, 0, 0, covered FROM due
            WHERE dataset = 'subsidy' AND NOT reported)
        GROUP BY period[:9], school_id"""


_RETENTION = """SELECT g.period[:9] AS year, g.school_id, any_value(g.township_id) AS township_id, any_value(g.district_id) AS district_id,
        sum(CASE WHEN i.intake + g.transfer_in - g.transfer_out IS NOT NULL THEN g.graduates END) AS n,
        sum(CASE WHEN g.graduates IS NOT NULL THEN i.intake + g.transfer_in - g.transfer_out END) AS d,
        bool_and(g.graduates + i.intake + g.transfer_in - g.transfer_out IS NOT NULL) AS ok
    FROM (SELECT period, school_id, stage, township_id, district_id, graduates, transfer_in, transfer_out
        FROM enrolment_totals WHERE area_level = 'school'
        UNION ALL SELECT period, school_id, stage, township_id, district_id, NULL, NULL, NULL FROM due
            WHERE dataset = 'enrolment' AND NOT reported) g
    LEFT JOIN enrolment_totals i ON i.school_id = g.school_id AND i.stage = g.stage
        AND i.period = (g.period[:4]::INTEGER - if(g.stage = 'primary', 5, 2)) || '-' || (g.period[:4]::INTEGER - if(g.stage = 'primary', 4, 1)) || '-1'
    GROUP BY g.period[:9], g.school_id"""
