"""A merged township as it was and as it is now: both against the oracle, told what a bureau would have written by hand."""

from __future__ import annotations

import dataclasses
import datetime
import math
from pathlib import Path

import pytest

import metrics
from catalog import INDICATORS, indicator
from catalog.model import Level
from metrics.question import ask
from metrics.townships import seen_as
from store import Reader
from store.declarations import NewChange, declare
from tests.metrics.building import DISTRICT, File, Said, build, enrolled, ids, register
from tests.soundness.oracle import Oracle
from tests.soundness.random_district import RandomDistrict
from tests.soundness.test_against_the_oracle import same
from tests.soundness.told import Told

GONE, INTO, YEAR = "南乡", "西镇", "2020-2021"
DAY = datetime.date(2020, 9, 1)
ASKED = ("pupils", "boarder_share", "mean_class_size", "dropout_rate", "retention_rate")
# Papers are asked one at a time, reasons apart, and children counted by township have no school that could move.
EVERYTHING = tuple(
    each.name for each in INDICATORS
    if Level.TOWNSHIP in each.levels and not each.one_paper and not each.breakdown and each.numerator.dataset != "population"
)  # fmt: skip


def by_schools_only(files: list[File]) -> list[File]:
    """Without totals of townships: what becomes of them has tests of its own below."""
    return [File([said for said in file.rows if said.level != "township"], file.live) for file in files]


def as_it_is_now(files: list[File]) -> list[File]:
    """Every school in its last township from the beginning."""
    last: dict[str, tuple[str, str]] = {}
    for said in files[0].rows:
        if said.school and said.township:
            last[said.school] = max(last.get(said.school, ("", "")), (said.period or "", said.township))
    return [_with_homes(file, lambda said: last[said.school or ""][1]) for file in files]


def as_it_was(files: list[File]) -> list[File]:
    """The schools of the merged township move on the day, each by a row of the register."""
    first = files[0].rows
    homes = {said.school: said.township for said in first if said.period is None}
    moved = {said.school: said.township for said in first if said.township and said.period and said.period <= YEAR}
    stages = {(said.school, said.values["stage"]) for said in first if said.school}
    gone = [each for each in sorted(stages) if (moved | homes).get(each[0]) == GONE]
    more = [said for school, stage in gone for said in register(school or "", INTO, [stage], YEAR)]
    kept = [
        dataclasses.replace(said, township=INTO) if said.township == GONE and (said.period or "") >= YEAR else said
        for said in first
    ]
    return [File(kept + more), *files[1:]]


def _with_homes(file: File, home) -> File:
    rows = [
        dataclasses.replace(said, township=_today(home(said))) if said.dataset == "school" and said.township else said
        for said in file.rows
    ]
    return File(rows, file.live)


def _today(township: str) -> str:
    return INTO if township == GONE else township


def test_both_readings_agree_with_the_oracle(tmp_path: Path):
    assert _both_readings(3, ASKED, tmp_path) > 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 6, 7, 9])
def test_both_readings_of_everything_agree_with_the_oracle(seed: int, tmp_path: Path):
    assert _both_readings(seed, EVERYTHING, tmp_path) > 1500


def _both_readings(seed: int, asked_for: tuple[str, ...], tmp_path: Path) -> int:
    """How many areas and periods of a merged district were the same as then and as now."""
    files = by_schools_only(RandomDistrict(seed).files)
    store = build(tmp_path, files)
    with store.read() as reader:
        known = ids(reader)
    declare(store, NewChange("merged", known[GONE], DAY, known[INTO]), "甲")
    with store.read() as reader:
        names = {area_id: name for name, area_id in ids(reader).items()}
        then, now = Told(as_it_was(files)), Told(as_it_is_now(files))
        compared = sum(_compare(reader, then, name, "then", names) for name in asked_for)
        return compared + sum(_compare(reader, now, name, "now", names) for name in asked_for)


def _compare(reader: Reader, told: Told, name: str, townships: str, names: dict[str, str]) -> int:
    oracle, compared = Oracle(told, name), 0
    levels = [level for level in ("school", "township", "district") if level in indicator(name).levels]
    for level in levels:
        periods = ask(seen_as(reader, townships), name).answers
        frame = metrics.values(reader, name, level, periods, townships=townships)
        for period in periods:
            rows = metrics.records(indicator(name), frame[frame["period"] == period])
            found = {names[row["area_id"]]: row for row in rows}
            expected = oracle.answer(level, period)
            label = f"{name} by {level} in {period} as {townships}"
            assert set(found) == set(expected), label
            for area, wanted in expected.items():
                for side in ("numerator", "denominator", "value"):
                    assert same(found[area][side], wanted[side]), f"{label}, {area}: {found[area]} {wanted}"
                assert found[area]["schools_missing"] == wanted["missing"], f"{label}, {area}"
            compared += len(expected)
    return compared


# A small district in which every number can be followed by hand.

BEFORE, AFTER = "2019-2020-1", "2020-2021-1"


def told_by_hand(*own: Said) -> list[File]:
    rows = [
        *register("甲校", GONE, ["primary"]), *register("乙校", INTO, ["primary"]), *register("丙校", INTO, ["primary"]),
        enrolled("甲校", BEFORE, pupils=10), enrolled("乙校", BEFORE, pupils=100),
        enrolled("甲校", AFTER, pupils=20), enrolled("乙校", AFTER, pupils=200), enrolled("丙校", AFTER, pupils=300),
        *own,
    ]  # fmt: skip
    return [File(rows)]


def total(township: str, pupils: int) -> Said:
    return Said("enrolment", BEFORE, {"stage": "primary", "pupils": pupils}, None, township)


def asked(store, townships: str, level: str = "township") -> dict[tuple[str, str], tuple[float, bool]]:
    with store.read() as reader:
        frame = metrics.values(reader, "pupils", level, [BEFORE, AFTER], townships=townships)
    return {(row.area, row.period): (row.value, row.own_total) for row in frame.itertuples()}


def merged(folder: Path, *own: Said):
    store = build(folder, told_by_hand(*own))
    with store.read() as reader:
        known = ids(reader)
    declare(store, NewChange("merged", known[GONE], DAY, known[INTO]), "甲")
    return store


def test_sums_of_a_district_are_the_same_either_way(tmp_path: Path):
    store = merged(tmp_path)
    assert asked(store, "then") == {
        (GONE, BEFORE): (10, False),
        (INTO, BEFORE): (100, False),
        (INTO, AFTER): (520, False),
    }
    assert asked(store, "now") == {(INTO, BEFORE): (110, False), (INTO, AFTER): (520, False)}
    assert asked(store, "then", "district") == asked(store, "now", "district")
    assert asked(store, "now", "district") == {(DISTRICT, BEFORE): (110, False), (DISTRICT, AFTER): (520, False)}


def test_own_totals_of_all_parts_make_the_total_of_today(tmp_path: Path):
    """丙校 did not report: the townships' own totals stand in, and add up for the township of today."""
    store = merged(tmp_path, total(GONE, 10), total(INTO, 150))
    assert asked(store, "then")[INTO, BEFORE] == (150, True)
    assert asked(store, "now")[INTO, BEFORE] == (160, True)
    assert asked(store, "now", "district")[DISTRICT, BEFORE] == asked(store, "then", "district")[DISTRICT, BEFORE]


def test_the_own_total_of_one_part_is_no_total_of_today(tmp_path: Path):
    store = merged(tmp_path, total(INTO, 150))
    assert asked(store, "now")[INTO, BEFORE] == (110, False)


def test_a_school_that_moved_alone_spoils_the_own_totals_of_both(tmp_path: Path):
    """The total of 西镇 then held a school that lies in 南乡 today: it is no total of 西镇 as it is now."""
    rows = [*told_by_hand(total(INTO, 150))[0].rows, *register("乙校", GONE, ["primary"], YEAR)]
    store = build(tmp_path, [File(rows)])
    assert asked(store, "then")[INTO, BEFORE] == (150, True)
    now = asked(store, "now")
    assert now[GONE, BEFORE] == (110, False)
    assert math.isnan(now[INTO, BEFORE][0])  # 丙校 did not report, and no total stands for it


def test_the_trace_of_a_township_of_today_names_the_cells_of_both(tmp_path: Path):
    store = merged(tmp_path, total(GONE, 10), total(INTO, 150))
    with store.read() as reader:
        found = metrics.trace(seen_as(reader, "now"), "pupils", ids(reader)[INTO], BEFORE)
    assert found.own_total
    assert sorted(each.value for each in found.cells) == [10, 10, 100, 150]
