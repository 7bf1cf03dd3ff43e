"""Printed sums that are an area's own figure: a township's or the district's total beside schools that are not all there.

A sum that repeats its rows says nothing new; one that is larger tells of schools that the sheet does not list or leaves
blank. Such a sum is kept as the area's own total, apart from the schools' rows, when area, period, stage and every other
key are beyond doubt. It never adds to them: metrics ask for it only where schools that are due did not report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from catalog import dataset
from etl.extract.collect import Findings
from etl.extract.context import SheetContext
from etl.extract.facts import Columns, make_blocks
from etl.extract.given import derive
from etl.extract.layout import Layout
from etl.extract.numbers import Numbers
from etl.extract.places import Places, read_stage
from etl.extract.row_keys import RowKeys
from etl.extract.row_periods import any_autumn
from etl.extract.rows import Body
from etl.extract.table import build_table
from etl.extract.text import key_of
from etl.extract.totals import Sums
from etl.model import ExtractedSheet

# A sheet of some schools only: its total is no township's and no district's.
_SOME_SCHOOLS = re.compile(r"民办|公办|农村|城区|城镇|直属|[县区市]直|山区|寄宿制|片区|学区|督导|试点|抽样|部分")
_WHOLE_DISTRICT = re.compile(r"全[县区市旗]")
_WHOLE_TOWNSHIP = re.compile(r"全[镇乡]")


@dataclass(frozen=True)
class _Total:
    """One printed sum: its body row, level, places as written, stage (None: the columns say it) and other keys."""

    row: int
    level: str
    township: str | None
    district: str | None
    stage: str | None
    words: dict[str, object | None]


def read_area_totals(
    body: Body, layout: Layout, context: SheetContext, sums: Sums, keys: RowKeys, numbers: dict[int, Numbers]
) -> tuple[pa.Table, list[int]] | None:
    """The sheet's printed totals of areas as rows of its dataset, and the sheet rows of those that only repeat their
    schools. None when there is none."""
    declared = layout.dataset
    # An exam's total row tells means and rates, which do not add up.
    if not declared.areas_may_report or "exam" in declared.key or _SOME_SCHOOLS.search("".join(layout.titles)):
        return None
    found, repeating, kept = [], [], {index: column.values.copy() for index, column in numbers.items()}
    for row in body.rows_of("subtotal", "total"):
        differences = sums.differences(row, numbers)
        below = [index for index, difference in differences.items() if difference < 0]
        if not differences or (below and len(below) == len([each for each in differences.values() if each])):
            continue
        total = _Reading(body, layout, context, sums, keys).read(row)
        if total is None:
            continue
        for index in below:  # less than its schools have cannot be the area's
            kept[index][row] = np.nan
        found.append(total)
        if not any(differences.values()):
            repeating.append(body.first + row + 1)
    return (_as_table(layout, keys, body, found, kept), repeating) if found else None


class _Reading:
    """Whose a printed sum is."""

    def __init__(self, body: Body, layout: Layout, context: SheetContext, sums: Sums, keys: RowKeys) -> None:
        self.body, self.layout, self.context, self.sums, self.keys = body, layout, context, sums, keys
        self.position = {row: place for place, row in enumerate(sums.accepted)}

    def read(self, row: int) -> _Total | None:
        """The sum in a body row; None when anything about it is in doubt."""
        column, of = self.body.labels.get(row, (-1, ""))
        label = key_of(self.body.texts[column][row]) if column >= 0 else ""
        parts = [self.position[each] for each in self.sums.parts_of(row)]
        if not parts or "页" in label or self._of_one_school(parts) or len(set(self.keys.periods)) != 1:
            return None
        area = self._area(row, label, of, parts)
        stage = self._stage(row, column, of)
        words = self._words(row, column)
        if area is None or words is None:
            return None
        return _Total(row, *area, stage, words)

    def _of_one_school(self, parts: Sequence[int]) -> bool:
        """Several rows of one school add up to the school."""
        texts = self.keys.places.texts
        schools = {(texts["school_text"][each], texts["school_code"][each]) for each in parts}
        return len(parts) > 1 and len(schools) == 1 and schools != {(None, None)}

    def _area(self, row: int, label: str, of: str, parts: Sequence[int]) -> tuple[str, str | None, str | None] | None:
        kind = self.body.kinds[row]
        texts, levels = self.keys.places.texts, self.keys.places.levels
        districts = {texts["district_text"][each] for each in parts}
        townships = {texts["township_text"][each] for each in parts}
        if len(districts) != 1:
            return None
        (district,) = districts
        (township,) = townships if len(townships) == 1 else (None,)
        # 合计 under the schools of one township may be of a district whose other townships are missing.
        told = kind == "subtotal" or bool(_WHOLE_TOWNSHIP.search(label)) or self._stands_in(row, township)
        of_township = (
            bool(township) and told and not _WHOLE_DISTRICT.search(label) and not self._names_district(of, district)
        )
        if of_township and (of == "" or of == key_of(str(township)) or read_stage(of)):
            own = [each for each in range(self.keys.size) if texts["township_text"][each] == township]
            schools_only = all(levels[each] == "school" for each in own)
            return ("township", township, district) if schools_only and set(own) == set(parts) else None
        named = bool(_WHOLE_DISTRICT.search(label)) or self._names_district(of, district)
        whole = len(parts) == self.keys.size and (kind == "total" or named) and not _WHOLE_TOWNSHIP.search(label)
        if whole and (named or (of == "" and len(townships) > 1)):
            return "district", None, district
        return None

    def _stands_in(self, row: int, township: str | None) -> bool:
        """Whether the sheet is the township's, or the row names it beside its label."""
        meaning = self.layout.named("township")
        column = self.body.texts.get(meaning.index) if meaning else None
        own = {key_of(self.context.township or ""), key_of(column[row]) if column else ""} - {""}
        return key_of(township or "") in own

    @staticmethod
    def _names_district(of: str, district: str | None) -> bool:
        return bool(of) and of == key_of(district or "")

    def _stage(self, row: int, label_column: int, of: str) -> str | None:
        """What the row or the sheet says, else the one stage of all its schools."""
        meaning = self.layout.named("stage")
        own = self.body.texts.get(meaning.index) if meaning and meaning.index != label_column else None
        stated = read_stage(own[row]) if own and own[row] else None
        if stated or read_stage(of):
            return stated or read_stage(of)
        both = zip(self.keys.stated_stage, self.keys.named_stage, strict=True)
        stages = {one or other for one, other in both}
        return stages.pop() if len(stages) == 1 else None

    def _words(self, row: int, label_column: int) -> dict[str, object | None] | None:
        """The other keys: those on which all rows of the sheet agree. None when they do not."""
        declared = self.layout.dataset
        found: dict[str, object | None] = {}
        for name in set(declared.key) - {"stage", "period", declared.breakdown}:
            values = set(self.keys.words.get(name) or [None])
            if len(values) != 1:
                return None
            found[name] = values.pop()
        grade = self.layout.named(declared.breakdown) if declared.breakdown else None
        if (
            grade
            and grade.index != label_column
            and grade.index in self.body.texts
            and self.body.texts[grade.index][row]
        ):
            return None  # the sum of one grade over the schools
        return found


def _as_table(
    layout: Layout, keys: RowKeys, body: Body, totals: Sequence[_Total], values: dict[int, np.ndarray]
) -> pa.Table:
    """The totals through the same blocks as the schools' rows. What they leave in doubt is dropped, not told: the
    comparison of sums has told it."""
    quiet = Findings(0)
    rows = [body.first + each.row for each in totals]
    size = len(totals)
    blank: list[str | None] = [None] * size
    texts = dict.fromkeys(keys.places.texts, blank)
    texts |= {"district_text": [each.district for each in totals], "township_text": [each.township for each in totals]}
    words = {name: [each.words[name] for each in totals] for name in totals[0].words}
    of_areas = RowKeys(
        rows, Places([each.level for each in totals], texts), [keys.periods[0]] * size, words,
        [each.stage for each in totals], blank,
    )  # fmt: skip
    chosen = np.asarray([each.row for each in totals], dtype=np.int64)
    taken = {index: Numbers(column[chosen]) for index, column in values.items()}
    blocks = make_blocks(Columns(layout, taken, rows, quiet), any_autumn(of_areas.periods))
    derived = [derive(block, rows, quiet) for block in blocks]
    table = build_table(layout.dataset, of_areas, blocks, derived, quiet)
    return table.filter(pc.is_valid(table.column("stage"))) if "stage" in layout.dataset.key else table


def settle_area_totals(sheets: Sequence[ExtractedSheet]) -> None:
    """Drop the totals of a sheet that are none of the area's, because another sheet has schools (or a total) of the same
    area, period and stage; and what is printed twice."""
    for sheet in sheets:
        if sheet.area_totals is not None and sheet.area_totals.num_rows:
            others = [each for each in sheets if each is not sheet and each.dataset == sheet.dataset]
            spoken = {key for each in others for key in _spoken_for(each)} | _spoken_for(sheet, areas_only=True)
            facts = [each.name for each in dataset(str(sheet.dataset)).facts]
            sheet.area_totals = _without(sheet.area_totals, spoken, facts)


def _spoken_for(sheet: ExtractedSheet, *, areas_only: bool = False) -> set[tuple[object, ...]]:
    """(level, place, period, stage) of every area that a sheet's rows speak of."""
    found: set[tuple[object, ...]] = set()
    for table in (sheet.table, None if areas_only else sheet.area_totals):
        if table is None or "stage" not in table.column_names:
            continue
        columns = ["area_level", "township_text", "period", "stage"]
        for row in table.select(columns).group_by(columns).aggregate([]).to_pylist():
            township = key_of(row["township_text"] or "")
            if row["area_level"] == "school" and not areas_only:
                found |= {
                    ("district", "", row["period"], row["stage"]),
                    ("township", township, row["period"], row["stage"]),
                }
            elif row["area_level"] != "school":
                found.add((row["area_level"], township, row["period"], row["stage"]))
    return found


def _without(table: pa.Table, spoken: set[tuple[object, ...]], facts: Sequence[str]) -> pa.Table:
    seen: set[tuple[object, ...]] = set()
    kept = []
    key = [each for each in ("programme", "category", "grade") if each in table.column_names]
    for number, row in enumerate(table.to_pylist()):
        place = (row["area_level"], key_of(row["township_text"] or ""))
        identity = (*place, row["period"], row["stage"])
        # With schools as columns each fact of an area stands in a row of its own.
        stated = {(*identity, *(row[each] for each in key), name) for name in facts if row[name] is not None}
        if identity not in spoken and (*place, row["period"], None) not in spoken and not stated & seen:
            seen |= stated
            kept.append(number)
    return table.take(pa.array(kept, pa.int64()))
