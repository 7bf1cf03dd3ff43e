"""A version's tables in numbers: places, stages, periods and keys as codes, counts as floats. Text is looked at once a value."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import numpy as np
import pandas as pd

from catalog.model import Dataset
from catalog.people import TABLES_APART
from metrics.disclosure.bounds import Matrix
from store.schema import quoted

SCHOOL, TOWNSHIP, DISTRICT = range(3)
_LEVELS = (
    """CASE area_level WHEN 'school' THEN 0 WHEN 'township' THEN 1 ELSE 2 END AS level, stage IS NULL AS unstaged"""
)
_TEXTS = ("area_id", "township_id", "district_id", "stage", "period")
# Odd numbers that scatter the bits of a code.
_SCATTER = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


class Codes:
    """What each text is called, the same in every table of a version."""

    def __init__(self) -> None:
        self._known: dict[str, dict[object, int]] = {}

    def of(self, kind: str, texts: pd.Series) -> Matrix:
        """The code of each text; of nothing and of an empty text the same."""
        places, values = pd.factorize(texts)
        known = self._known.setdefault("place" if kind.endswith("_id") else kind, {})
        found = np.array([known.setdefault(value, len(known)) for value in [*values, ""]], dtype=np.int64)
        return np.asarray(found[np.where(places < 0, len(values), places)])

    def called(self, kind: str) -> list[object]:
        """The texts by their codes."""
        return list(self._known.get(kind, {}))


def combined(columns: Iterable[Matrix]) -> Matrix:
    """One running number for each combination."""
    listed = list(columns)
    codes = np.zeros(len(listed[0]), dtype=np.int64)
    for column in listed:
        codes = codes * (int(column.max(initial=0)) + 1) + column
        codes = pd.factorize(codes)[0].astype(np.int64)
    return codes


def read_coded(
    connection: duckdb.DuckDBPyConnection, codes: Codes, dataset: Dataset, table: str, columns: Iterable[str]
) -> pd.DataFrame:
    """The table's rows: `rid`, codes under the names of the columns they stand for, `key` (further keys along which sums are
    taken), `table` (those along which nobody adds), `unit`, `slice`, and the columns as floats."""
    further = [each for each in dataset.key if each not in ("stage", "period", dataset.breakdown)]
    apart = TABLES_APART.get(dataset.name, ())
    listed = ", ".join(
        [*map(quoted, (*_TEXTS, *further)), *(f"{quoted(each)}::DOUBLE AS {quoted(each)}" for each in columns)]
    )
    raw = connection.execute(f"SELECT rowid AS rid, {_LEVELS}, {listed} FROM {quoted(table)} ORDER BY rid").df()
    coded = {name: codes.of(name, raw[name]) for name in _TEXTS}
    keyed = [codes.of(f"{dataset.name}.{each}", raw[each].astype("str")) for each in further if each not in apart]
    tables = [codes.of(f"{dataset.name}.{each}", raw[each].astype("str")) for each in apart]
    nothing = np.zeros(len(raw), dtype=np.int64)
    coded["key"], coded["table"] = combined([nothing, *keyed]), combined([nothing, *tables])
    # Units are the same in every return that speaks of the same pupils, slices are of one return.
    coded["unit"] = (coded["area_id"] << 32) + (coded["stage"] << 24) + coded["key"]
    coded["slice"] = (coded["period"] << 24) + coded["table"]
    numbers = {name: raw[name].to_numpy(dtype=float, na_value=np.nan) for name in columns}
    about = {name: raw[name].to_numpy() for name in ("rid", "level", "unstaged")}
    return pd.DataFrame(about | coded | numbers)


def hash_of(name: str) -> int:
    """A number for a name."""
    return int.from_bytes(name.encode()[-6:], "big")


def weights(*codes: Matrix | int) -> Matrix:
    """A number between one and two for each row, the same whenever the version is read, with no rhyme or reason."""
    mixed = np.zeros(1, dtype=np.uint64)
    for code in codes:
        mixed = (mixed ^ np.asarray(code, dtype=np.int64).astype(np.uint64)) * np.uint64(_SCATTER[0])
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(_SCATTER[1])
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(_SCATTER[2])
    return np.asarray(1 + (mixed >> np.uint64(11)) / 2**53)
