"""A version's tables as counts for `cells.assign`, and another district that looks the same from outside.

For each column of people the counts that must not be known are found (cells.py), and in each group the sum is handed out
anew among the group's counts. What comes out is a second set of tables in which every shown number is the same and every
hidden one is another: the `stranger` (world.py asks both and shows only where they agree).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from catalog import DATASETS
from catalog import dataset as declared
from catalog.model import Dataset, Role
from catalog.people import LINKED, OVER_THE_YEAR, RESTATED, SAME, TABLES_APART, people_columns, related
from catalog.periods import PeriodKind
from metrics.disclosure.bounds import Matrix, Nest
from metrics.disclosure.cells import ALONE, Counts, assign
from metrics.disclosure.coded import Codes, combined, hash_of, read_coded, weights
from metrics.disclosure.owns import own_totals, stand_beside
from metrics.disclosure.parts import Parts
from metrics.times import is_autumn, period, school_year_code

Column = tuple[str, str]  # dataset, column
# Wholes of wholes, and parts of what gives way.
_MOST_RELATED = 4


@dataclass(frozen=True)
class _Rows:
    """The counts of a column, of every return that states it: what each is, and where it stands in the matrices."""

    frame: pd.DataFrame
    unit: Matrix
    slice: Matrix

    @property
    def shape(self) -> tuple[int, int]:
        """Units and slices."""
        return int(self.unit.max()) + 1, int(self.slice.max()) + 1

    def filled(self, name: str, empty: float) -> Matrix:
        """A column of the rows as a matrix."""
        found = np.full(self.shape, float(empty))
        found[self.unit, self.slice] = self.frame[name].fillna(empty)
        return found


def people_datasets() -> tuple[Dataset, ...]:
    """The datasets that hold counts of people of places."""
    return tuple(each for each in DATASETS if each.places == ("",) and "period" in each.key and people_columns(each))


def total_table(dataset: Dataset) -> str:
    """The table with one row per school, stage and period, without a breakdown."""
    return f"{dataset.name}_totals" if dataset.breakdown else dataset.name


class Protected:
    """The stranger's columns: `strange` by table, each with `rid` and the columns that are others there."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, k: float) -> None:
        self.k = k
        held = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        self._codes = Codes()
        datasets = [each for each in people_datasets() if total_table(each) in held]
        self._frames = {each.name: self._read(connection, each, total_table(each)) for each in datasets}
        self._parts = {
            each.name: Parts(each, self._read(connection, each, each.name), self._frames[each.name], k)
            for each in datasets
            if each.breakdown and each.name in held
        }
        self._hidden: dict[Column, Matrix] = {}
        self.strange: dict[str, pd.DataFrame] = {}
        for each in datasets:
            self.strange[total_table(each)] = self._frames[each.name][["rid"]].copy()
        for each in datasets:
            self._protect(each)
        for name, parts in self._parts.items():
            self.strange[name] = parts.strange(self.strange[f"{name}_totals"])

    def _read(self, connection: duckdb.DuckDBPyConnection, dataset: Dataset, table: str) -> pd.DataFrame:
        held = {row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
        wanted = [*people_columns(dataset), *LINKED.get(dataset.name, ())]
        if table == dataset.name and dataset.breakdown:
            wanted.append(dataset.breakdown)
        frame = read_coded(connection, self._codes, dataset, table, [each for each in wanted if each in held])
        frame["own"] = stand_beside(frame)
        return frame

    def _protect(self, dataset: Dataset) -> None:
        for column in people_columns(dataset):
            if column not in self._frames[dataset.name] or (dataset.name, column) in self._hidden:
                continue
            same = SAME.get((dataset.name, column))
            if same and same[0] in self._frames:
                continue
            sources = [(dataset.name, column), *(other for other, one in SAME.items() if one == (dataset.name, column))]
            self._protect_column([each for each in sources if each[0] in self._frames])
        for column, base in LINKED.get(dataset.name, {}).items():
            if column in self._frames[dataset.name]:
                self._spread(dataset.name, column, self._hidden[dataset.name, base])

    def _protect_column(self, sources: list[Column]) -> None:
        rows = self._joined(sources)
        groups = (
            assign(self._counts(rows), self.k)[rows.unit, rows.slice] if len(rows.frame) else np.zeros(0, dtype=int)
        )
        for number, (name, column) in enumerate(sources):
            mine = (rows.frame["source"] == number).to_numpy()
            found = np.full(len(self._frames[name]), ALONE)
            found[rows.frame["place"].to_numpy()[mine]] = groups[mine]
            self._hidden[name, column] = own_totals(self._frames[name], column, found, self.k)
            self._spread(name, column, self._hidden[name, column])

    def _joined(self, sources: list[Column]) -> _Rows:
        pieces = []
        for number, (name, column) in enumerate(sources):
            frame, dataset = self._frames[name], declared(name)
            place = np.flatnonzero(~frame["own"] & frame[column].notna())
            mine = frame.iloc[place]
            about: dict[str, object] = {
                each: mine[each].to_numpy()
                for each in ("unit", "table", "period", "stage", "key", "district_id", "township_id")
            }
            about |= {
                "slice": mine["slice"].to_numpy() + (number << 56),
                "place": place,
                "value": mine[column].to_numpy(),
            }
            flow, apart = dataset.column(column).role is Role.FLOW, name in TABLES_APART and not number
            about |= {"flow": flow, "apart": apart, "pooled_only": (name, column) in OVER_THE_YEAR, "source": number}
            about["restated"] = len(sources) > 1 or (name, column) in RESTATED
            pieces.append(pd.DataFrame({**about, **self._bounds(dataset, column, mine, place)}))
        frame = pd.concat(pieces, ignore_index=True)
        return _Rows(frame, pd.factorize(frame["unit"])[0], pd.factorize(frame["slice"])[0])

    def _bounds(self, dataset: Dataset, column: str, mine: pd.DataFrame, place: Matrix) -> dict[str, Matrix]:
        """What the other columns tell of this one: bounds where they are shown, their groups and amounts where they are
        hidden; and whether it must be hidden because they are, or because its parts could not be otherwise."""
        low, high, forced = np.zeros(len(mine)), np.full(len(mine), np.inf), np.zeros(len(mine), dtype=bool)
        values = mine[column].to_numpy()
        found: dict[str, Matrix] = {}
        for number, (other, above) in enumerate(related(dataset, column)):
            if other not in mine:
                continue
            amounts = mine[other].to_numpy()
            groups = np.where(np.isnan(amounts), ALONE, self._hidden[dataset.name, other][place])
            found |= {f"groups_{number}": np.maximum(groups, 0), f"amounts_{number}": np.nan_to_num(amounts)}
            found[f"above_{number}"] = np.full(len(mine), above)
            # What is known to be nothing tells nothing.
            forced |= (groups != ALONE) & ((values if above else amounts) > 0)
            shown = (groups == ALONE) & ~np.isnan(amounts)
            year = (dataset.name, column) in OVER_THE_YEAR
            if above:
                high = np.where(shown & (year | (amounts >= values)), np.minimum(high, amounts), high)
            else:
                low = np.where(shown & (amounts <= values), np.maximum(low, amounts), low)
        if dataset.name in self._parts:
            forced |= np.isin(mine["unit"], self._parts[dataset.name].telling(column))
        return found | {"low": low, "high": high, "forced": forced}

    def _counts(self, rows: _Rows) -> Counts:
        frame = rows.frame
        nests = tuple(
            Nest(
                rows.filled(f"groups_{each}", 0).astype(int),
                rows.filled(f"amounts_{each}", 0),
                bool(frame[f"above_{each}"].dropna().all()),
            )
            for each in range(_MOST_RELATED)
            if f"groups_{each}" in frame
        )
        forced = np.zeros(rows.shape[0], dtype=bool)
        np.logical_or.at(forced, rows.unit, frame["forced"].to_numpy(dtype=bool))
        return Counts(
            rows.filled("value", np.nan), rows.filled("low", 0), rows.filled("high", np.inf), self._rungs(rows), self._pools(rows), forced,
            bool(frame["pooled_only"].any()), nests, bool(frame["restated"].any()),
        )  # fmt: skip

    def _rungs(self, rows: _Rows) -> list[Matrix]:
        """The circles within which counts keep company, the narrowest first."""
        first = rows.frame.iloc[np.unique(rows.unit, return_index=True)[1]]
        circles = [["district_id", "township_id", "stage", "key"], ["district_id", "stage", "key"]]
        if not first["apart"].any():
            # Programmes of a township join before townships do: its total over them stays.
            keyed = [["district_id", "township_id", "stage"]] if first["key"].nunique() > 1 else []
            circles = [circles[0], *(keyed or circles[1:]), ["district_id", "stage"], ["district_id"]]
        return [combined(first[each].to_numpy() for each in circle) for circle in circles]

    def _pools(self, rows: _Rows) -> Matrix:
        """The school year over which a flow may be added up to be shown: of months and quarters, not of terms and years."""
        first = rows.frame.iloc[np.unique(rows.slice, return_index=True)[1]]
        texts = self._codes.called("period")
        if first["restated"].any():
            # Two papers of one term have the same candidates, the returns of a school year the same roll.
            exact = first["apart"].any()
            years = [texts[code] if exact else _same_in(str(texts[code])) for code in first["period"]]
            order = {year: number for number, year in enumerate(dict.fromkeys(filter(None, years)))}
            return np.array([order[each] if each else -1 for each in years], dtype=int)
        named = [
            (year, source, table) if flow and (year := _pooled_in(str(texts[code]))) else None
            for code, flow, source, table in zip(
                first["period"], first["flow"], first["source"], first["table"], strict=True
            )
        ]
        order = {name: number for number, name in enumerate(dict.fromkeys(each for each in named if each))}
        return np.array([order[each] if each else -1 for each in named], dtype=int)

    def _spread(self, name: str, column: str, groups: Matrix) -> None:
        """The column of the stranger: each group's sum handed out anew, and what is never shown replaced."""
        frame = self._frames[name]
        values = frame[column].to_numpy()
        known = ~np.isnan(values)
        kept = known & (groups > 0)
        size = np.bincount(groups[kept], minlength=int(groups.max(initial=0)) + 1)
        kept &= size[np.maximum(groups, 0)] > 1
        weight = weights(frame["unit"].to_numpy(), frame["slice"].to_numpy(), hash_of(column))
        changed = values.copy()
        sums, shares = (np.bincount(groups[kept], each[kept], len(size)) for each in (values, weight))
        changed[kept] = sums[groups[kept]] * weight[kept] / shares[groups[kept]]
        never = known & (groups != ALONE) & ~kept
        changed[never] = values[never] * (1 + weight[never]) + weight[never] * (values[never] > 0)
        self.strange[total_table(declared(name))][column] = changed


def _same_in(code: str) -> str | None:
    """The school year in which a roll is stated again and again; spring has one of its own."""
    spring = period(code).kind is PeriodKind.TERM and not is_autumn(code)
    return None if spring else school_year_code(code)


def _pooled_in(code: str) -> str | None:
    return (
        school_year_code(code) if period(code).kind in (PeriodKind.MONTH, PeriodKind.WEEK, PeriodKind.QUARTER) else None
    )
