"""A version's tables as counts for `cells.assign`, and another district that looks the same from outside.

For each column of people the counts that must not be known are found (cells.py), and in each group the sum is handed out
anew among the group's counts. What comes out is a second set of tables in which every shown number is the same and every
hidden one is another: the `stranger` (world.py asks both and shows only where they agree).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalog import DATASETS
from catalog import dataset as declared
from catalog.model import Dataset, Role
from catalog.people import LINKED, OVER_THE_YEAR, SAME, TABLES_APART, people_columns, related
from catalog.periods import PeriodKind
from metrics.disclosure.bounds import Matrix, Nest
from metrics.disclosure.cells import ALONE, NEVER, Counts, assign
from metrics.disclosure.parts import strange_parts
from metrics.times import period, school_year_code
from store.reader import Reader
from store.schema import quoted

_KEY = "\x1f"
# Wholes of wholes, and parts of what gives way.
_MOST_RELATED = 4


@dataclass(frozen=True)
class _Rows:
    """The rows of a table that stand for units: where each stands in the matrices."""

    frame: pd.DataFrame
    unit: Matrix
    slice: Matrix


def people_datasets() -> tuple[Dataset, ...]:
    """The datasets that hold counts of people of places."""
    return tuple(each for each in DATASETS if each.places == ("",) and "period" in each.key and people_columns(each))


def total_table(dataset: Dataset) -> str:
    """The table with one row per school, stage and period, without a breakdown."""
    return f"{dataset.name}_totals" if dataset.breakdown else dataset.name


class Protected:
    """The columns of one version's tables with the group of every count. Built once, asked column by column."""

    def __init__(self, reader: Reader, k: float) -> None:
        self.k = k
        self._held = set(reader.frame("SELECT table_name FROM duckdb_tables()")["table_name"])
        self._frames = {each.name: self._read(reader, each) for each in people_datasets() if self._has(each)}
        self._hidden: dict[tuple[str, str], pd.Series] = {}
        self.strange: dict[str, pd.DataFrame] = {}
        for name, frame in self._frames.items():
            self.strange[name] = frame[["rid"]].copy()
        for dataset in people_datasets():
            if self._has(dataset):
                self._protect(dataset)

    def _has(self, dataset: Dataset) -> bool:
        return total_table(dataset) in self._held

    def _read(self, reader: Reader, dataset: Dataset) -> pd.DataFrame:
        frame = reader.frame(f"SELECT rowid AS rid, * FROM {quoted(total_table(dataset))}")
        for name in [each.name for each in dataset.facts if each.name in frame.columns]:
            frame[name] = frame[name].astype(float)
        for name in ("area_id", "township_id", "district_id", "stage", *self._keys(dataset)):
            frame[name] = frame[name].astype(object).where(frame[name].notna(), "").astype(str)
        apart = list(TABLES_APART.get(dataset.name, ()))
        frame["key"] = _glued(frame, [each for each in self._keys(dataset) if each not in apart])
        frame["unit"] = frame["area_id"] + _KEY + frame["stage"] + _KEY + frame["key"]
        frame["slice"] = _glued(frame.assign(source=dataset.name), ["source", "period", *apart])
        frame["table"] = _glued(frame, apart)
        frame["own"] = self._stand_beside(frame)
        frame["weight"] = [zlib.crc32(name.encode()) / 2**32 for name in (frame["unit"] + frame["slice"])]
        return frame

    def _keys(self, dataset: Dataset) -> list[str]:
        return [each for each in dataset.key if each not in ("stage", "period", dataset.breakdown)]

    @staticmethod
    def _stand_beside(frame: pd.DataFrame) -> pd.Series:
        """Whether a row is an area's own total beside counts of its parts, of the same stage and key."""
        own = pd.Series(False, index=frame.index)
        for level, column, below in (
            ("township", "township_id", ["school"]),
            ("district", "district_id", ["school", "township"]),
        ):
            parts = frame[frame["area_level"].isin(below)]
            for whole_area in (True, False):
                mine = (frame["area_level"] == level) & ((frame["stage"] == "") == whole_area)
                keys = ["key"] if whole_area else ["stage", "key"]
                own |= mine & _glued(frame, ["area_id", *keys]).isin(set(_glued(parts, [column, *keys])))
        return own

    def _protect(self, dataset: Dataset) -> None:
        for column in people_columns(dataset):
            if column not in self._frames[dataset.name].columns or (dataset.name, column) in self._hidden:
                continue
            sources = [
                (dataset.name, column),
                *(other for other, same in SAME.items() if same == (dataset.name, column)),
            ]
            if (dataset.name, column) in SAME and SAME[dataset.name, column][0] in self._frames:
                continue
            self._protect_column([each for each in sources if each[0] in self._frames])
        for column, base in LINKED.get(dataset.name, {}).items():
            if column in self._frames[dataset.name].columns:
                self._spread(dataset.name, column, self._hidden[dataset.name, base])

    def _protect_column(self, sources: list[tuple[str, str]]) -> None:
        rows = self._joined(sources)
        units, slices = rows.unit, rows.slice
        if not len(rows.frame):
            assigned = pd.Series([], dtype=int)
        else:
            assigned = pd.Series(assign(self._counts(rows), self.k)[units, slices], index=rows.frame.index)
        for name, column in sources:
            mine = rows.frame["source"] == name
            frame = self._frames[name]
            groups = pd.Series(ALONE, index=frame.index)
            groups[rows.frame.loc[mine, "place"]] = assigned[mine].to_numpy()
            self._hidden[name, column] = self._with_own_totals(frame, column, groups)
            self._spread(name, column, self._hidden[name, column])

    def _joined(self, sources: list[tuple[str, str]]) -> _Rows:
        """The counts of a column, of every return that states it, as one list of units and slices."""
        parts = []
        for name, column in sources:
            frame, dataset = self._frames[name], declared(name)
            mine = frame[~frame["own"] & frame[column].notna()]
            low, high, forced, nests = self._bounds(dataset, column, mine)
            parts.append(
                mine[["unit", "slice", "table", "period", "area_id", "stage", "key"]].assign(
                    source=name, place=mine.index, value=mine[column], low=low, high=high, forced=forced,
                    district=mine["district_id"], township=mine["township_id"],
                    flow=dataset.column(column).role is Role.FLOW, apart=name == sources[0][0] and name in TABLES_APART,
                    pooled_only=(name, column) in OVER_THE_YEAR, **nests,
                )
            )  # fmt: skip
        frame = pd.concat(parts, ignore_index=True)
        unit = pd.factorize(frame["unit"])[0]
        return _Rows(frame, unit, pd.factorize(frame["slice"])[0])

    def _bounds(
        self, dataset: Dataset, column: str, mine: pd.DataFrame
    ) -> tuple[Matrix, Matrix, Matrix, dict[str, Matrix]]:
        """What the other columns tell of this one: bounds where they are shown, their groups and amounts where they are
        hidden; and whether it must be hidden because they are."""
        low, high, forced = np.zeros(len(mine)), np.full(len(mine), np.inf), np.zeros(len(mine), dtype=bool)
        values = mine[column].to_numpy()
        nests: dict[str, Matrix] = {}
        for place, (other, above) in enumerate(related(dataset, column)):
            if other not in mine:
                continue
            amounts = mine[other].to_numpy()
            groups = self._hidden[dataset.name, other][mine.index].to_numpy()
            groups = np.where(np.isnan(amounts), ALONE, groups)
            nests |= {f"groups_{place}": np.maximum(groups, 0), f"amounts_{place}": np.nan_to_num(amounts)}
            nests[f"above_{place}"] = np.full(len(mine), above)
            # What is known to be nothing tells nothing.
            forced |= (groups != ALONE) & ((values if above else amounts) > 0)
            shown = (groups == ALONE) & ~np.isnan(amounts)
            year = (dataset.name, column) in OVER_THE_YEAR
            if above:
                high = np.where(shown & (year | (amounts >= values)), np.minimum(high, amounts), high)
            else:
                low = np.where(shown & (amounts <= values), np.maximum(low, amounts), low)
        return low, high, forced, nests

    def _counts(self, rows: _Rows) -> Counts:
        frame, shape = rows.frame, (rows.unit.max() + 1, rows.slice.max() + 1)
        filled = {}
        for name, empty in (("value", np.nan), ("low", 0.0), ("high", np.inf)):
            filled[name] = np.full(shape, empty)
            filled[name][rows.unit, rows.slice] = frame[name]
        nests = []
        for place in range(_MOST_RELATED):
            if f"groups_{place}" in frame:
                groups, amounts = np.zeros(shape, dtype=int), np.zeros(shape)
                groups[rows.unit, rows.slice] = frame[f"groups_{place}"].fillna(0)
                amounts[rows.unit, rows.slice] = frame[f"amounts_{place}"].fillna(0)
                nests.append(Nest(groups, amounts, bool(frame[f"above_{place}"].dropna().all())))
        forced = np.zeros(shape[0], dtype=bool)
        np.logical_or.at(forced, rows.unit, frame["forced"].to_numpy(dtype=bool))
        first = frame.groupby(rows.unit).first()
        circles = [["district", "township", "stage", "key"], ["district", "stage", "key"]]
        if not first["apart"].any():
            # Programmes of a township join before townships do: its total over them stays.
            keyed = [["district", "township", "stage"]] if first["key"].nunique() > 1 else []
            circles = [circles[0], *(keyed or circles[1:]), ["district", "stage"], ["district"]]
        rungs = [pd.factorize(_glued(first, each))[0] for each in circles]
        of_slice = frame.groupby(rows.slice).first()
        years = [
            _pooled_in(code) if flow else None for code, flow in zip(of_slice["period"], of_slice["flow"], strict=True)
        ]
        named = [
            f"{year}{_KEY}{source}{_KEY}{table}" if year else None
            for year, source, table in zip(years, of_slice["source"], of_slice["table"], strict=True)
        ]
        pools = pd.factorize(pd.Series(named, dtype=object))[0]
        return Counts(
            filled["value"],
            filled["low"],
            filled["high"],
            rungs,
            pools,
            forced,
            bool(frame["pooled_only"].any()),
            tuple(nests),
        )

    def parts(self, reader: Reader, dataset: Dataset) -> pd.DataFrame:
        """The stranger's rows of a dataset with a breakdown: `rid` and its columns."""
        frame, strange = self._frames[dataset.name], self.strange[dataset.name]
        columns = [each for each in people_columns(dataset) if each in strange]
        totals = frame[["area_level", "area_id", "stage", "period", *columns]].copy()
        for column in columns:
            totals[f"strange_{column}"] = strange[column].to_numpy()
        detail = reader.frame(f"SELECT rowid AS rid, * FROM {quoted(dataset.name)}")
        for name in ("area_id", "stage"):
            detail[name] = detail[name].astype(object).where(detail[name].notna(), "").astype(str)
        return strange_parts(dataset, detail, totals, self.k)

    def _with_own_totals(self, frame: pd.DataFrame, column: str, groups: pd.Series) -> pd.Series:
        """An area's own total beside its parts stands only where none of them is hidden and it leaves no small rest."""
        own = frame[frame["own"] & frame[column].notna()]
        if own.empty:
            return groups
        parts = frame[~frame["own"]]
        hidden = parts[groups[parts.index] != ALONE]
        areas = set(hidden["township_id"]) | set(hidden["district_id"])
        never = []
        for place, row in own.iterrows():
            inside = parts[
                parts["key"].eq(row["key"])
                & parts["slice"].eq(row["slice"])
                & parts["township_id" if row["area_level"] == "township" else "district_id"].eq(row["area_id"])
            ]
            same = (inside["stage"] == row["stage"]) | (row["stage"] == "")
            rest = abs(row[column] - inside.loc[same, column].sum())
            if row["area_id"] in areas or 0 < rest < self.k or 0 < row[column] < self.k:
                never.append(place)
        return groups.mask(groups.index.isin(never), NEVER)

    def _spread(self, name: str, column: str, groups: pd.Series) -> None:
        """The column of the stranger: each group's sum handed out anew, and what is never shown replaced."""
        values = self._frames[name][column]
        known = values.notna()
        groups = groups.where(~(known & (groups > 0)) | (groups.map(groups[known].value_counts()).fillna(0) > 1), NEVER)
        weights = _weights(self._frames[name], column)
        changed = values.copy()
        kept = known & (groups > 0)
        if kept.any():
            sums = values[kept].groupby(groups[kept]).transform("sum")
            shares = weights[kept] / weights[kept].groupby(groups[kept]).transform("sum")
            changed[kept] = sums * shares
        never = known & (groups == NEVER)
        changed[never] = values[never] * (1 + weights[never]) + weights[never] * (values[never] > 0)
        self.strange[name][column] = changed.to_numpy()


def _pooled_in(code: str) -> str | None:
    """The school year over which a flow may be added up to be shown: of months and quarters, not of terms and years."""
    return (
        school_year_code(code) if period(code).kind in (PeriodKind.MONTH, PeriodKind.WEEK, PeriodKind.QUARTER) else None
    )


def _glued(frame: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
    glued = pd.Series("", index=frame.index)
    for name in columns:
        glued = glued + frame[name].astype(str) + _KEY
    return glued


def _weights(frame: pd.DataFrame, column: str) -> pd.Series:
    """A number between one and two for each row, the same whenever the version is read."""
    return 1 + (frame["weight"] * (1 + zlib.crc32(column.encode()) % 997)) % 1
