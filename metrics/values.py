"""The one function that computes values, for every page, chart, download and script."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from catalog import dataset as declared
from catalog.model import Indicator, Kind
from metrics.disclosure import ACTING, smallest_shown, stranger_of, veiled
from metrics.engine import answer, answer_many, columns_of
from metrics.filters import Where
from metrics.in_force import settings_of
from metrics.pairs import pair_values
from metrics.question import Question, ask, find_indicator, require_level
from metrics.townships import THEN, seen_as
from store.reader import Reader


def values(
    reader: Reader,
    name: str,
    by: str,
    periods: Iterable[str] | str | None = None,
    where: Where | None = None,
    areas: Collection[str] | None = None,
    split: Iterable[str] = (),
    townships: str = THEN,
    audience: str = ACTING,
) -> pd.DataFrame:
    """One row per period, area and split: period, area_id, area, parent, the columns of `where`, of `split` and of the
    indicator's own breakdown, numerator, denominator, value, schools_counted, schools_missing, suppressed, own_total.

    Rates are fractions of one, money is yuan, unknown is NaN (never 0). `by`: district, township, zone, school, pair.

    `periods` None: the periods in which the data states the numerator; a period the indicator has no kind for stands for
    the narrowest around it. A wider period answers with a stock's autumn snapshot, or with the sum of a flow at one
    granularity for each school and stage: the one whose known returns cover most days (the year itself, else both terms,
    else the months), never two. A period in no data gives no rows.

    `schools_counted` are those of which everything due is in; `schools_missing` those due of which something is not (the
    part that is known still counts in a sum over months or stages). `own_total`: the area's own stated total stands in.

    `where` takes codes or Chinese labels, one or several for each column. `split` (stage, subject, …) gives a row for each
    value instead of adding them up.

    `areas` is what a visitor may see, as township ids (None: everything): his townships and their schools, pairs with both
    schools in them, and the line of his district as a total. Zones are left out: one may lie across several townships.

    `townships`: each period by the townships of then, or all by those of now (townships.py).

    `audience`: ACTING sees everything, PUBLIC what may leave the house (disclosure/): hidden numbers are NaN and their rows
    `suppressed`.

    UnknownIndicator, UnsupportedLevel, UnknownPeriod, UnknownFilter, NotComparable: see errors.py.
    """
    if audience != ACTING:
        periods = periods if periods is None or isinstance(periods, str) else tuple(periods)
        split = tuple(split)
        own, strange = (
            values(each, name, by, periods, where, areas, split, townships) for each in (reader, stranger_of(reader))
        )
        return veiled(settings_of(reader).applied(find_indicator(name)), own, strange, smallest_shown(reader))
    reader = seen_as(reader, townships)
    question = ask(reader, name, periods, where, split)
    require_level(question.indicator, by)
    if by == "pair":
        return pair_values(question, answer(question, ["school"]), areas)
    return _shaped(question, answer(question, [by]), by, areas)


def values_many(
    reader: Reader,
    names: Iterable[str],
    by: Iterable[str],
    periods: Iterable[str] | str | None = None,
    where: Where | None = None,
    areas: Collection[str] | None = None,
    audience: str = ACTING,
) -> dict[tuple[str, str], pd.DataFrame]:
    """`values` of several indicators at several levels, by (name, level): asked in as few passes as there are kinds of rows.

    Levels that an indicator does not have are left out. Not for pairs.
    """
    if audience != ACTING:
        listed, levels_asked = tuple(names), tuple(by)
        periods = periods if periods is None or isinstance(periods, str) else tuple(periods)
        own, strange = (
            values_many(each, listed, levels_asked, periods, where, areas) for each in (reader, stranger_of(reader))
        )
        k, read = smallest_shown(reader), settings_of(reader).applied
        return {key: veiled(read(find_indicator(key[0])), frame, strange[key], k) for key, frame in own.items()}
    levels = [level for level in by if level != "pair"]
    questions = [ask(reader, name, periods, where) for name in names]
    groups: dict[tuple[str, ...], list[Question]] = {}
    for question in questions:
        wanted = tuple(level for level in levels if level in question.indicator.levels)
        groups.setdefault(wanted, []).append(question)
    answered: dict[tuple[str, str], pd.DataFrame] = {}
    for wanted, mine in groups.items():
        frames = answer_many(mine, wanted) if wanted else []
        for question, frame in zip(mine, frames, strict=False):
            answered |= {
                (question.indicator.name, level): _shaped(question, frame[level], level, areas) for level in wanted
            }
    return answered


def _shaped(question: Question, frame: pd.DataFrame, level: str, areas: Collection[str] | None) -> pd.DataFrame:
    """The columns of the answer, of the rows of a level that the visitor may see."""
    if areas is not None:
        frame = frame[_visible(question.reader, frame, level, areas)].reset_index(drop=True)
    return frame[columns_of(question)]


def _visible(reader: Reader, frame: pd.DataFrame, level: str, areas: Collection[str]) -> pd.Series:
    if level == "zone":
        return pd.Series(False, index=frame.index)
    if level == "district":
        homes = {
            row["district_id"]
            for row in reader.rows("SELECT area_id, district_id FROM area WHERE level = 'township'")
            if row["area_id"] in areas
        }
        return frame["area_id"].isin(homes)
    return frame["area_id" if level == "township" else "parent_id"].isin(set(areas))


def records(indicator: Indicator, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of `values` as JSON wants them: unknown is None, whole counts are ints."""
    whole = _whole_columns(indicator)
    return [
        {str(name): _plain(value, name in whole) for name, value in row.items()} for row in frame.to_dict("records")
    ]


def _whole_columns(indicator: Indicator) -> set[str]:
    names = {"schools_counted", "schools_missing"}
    for side, total in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if total and (indicator.function == "reported" or _is_count(total.dataset, total.columns)):
            names.add(side)
    if indicator.denominator is None and "numerator" in names:
        names |= {"value", "core_value", "member_value", "gap"}
    return names


def _is_count(dataset: str, columns: Iterable[str]) -> bool:
    return all(declared(dataset).column(name).kind is Kind.COUNT for name in columns)


def _plain(value: Any, whole: bool) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return int(value) if whole and float(value).is_integer() else value
