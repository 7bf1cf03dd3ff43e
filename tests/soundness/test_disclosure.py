"""Who sees how much: what those who need not act are shown tells no small count, however it is added up."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import metrics
from catalog import indicator
from metrics.ahead import make_soon
from metrics.disclosure import PUBLIC, is_ready, stranger_of, veiled
from metrics.disclosure.cells import ALONE, NEVER, Counts, assign
from store import Reader
from tests.metrics.building import Said, enrolled, ids, month, register

K = 10
TOWNSHIPS = ("东镇", "西镇", "南乡")


def _town(told, chance: random.Random) -> tuple[Reader, list[str]]:
    """A plain district: enrolment of three autumns with parts of pupils, a year of dropout returns, two programmes."""
    rows: list[Said] = []
    schools = [f"第{'一二三四五六七八'[number]}校" for number in range(chance.randint(5, 8))]
    for number, school in enumerate(schools):
        stages = chance.choice((["primary"], ["junior"], ["primary", "junior"]))
        rows += register(school, TOWNSHIPS[number % 3], stages, urban_rural=chance.choice(("urban", "rural")))
        for stage in stages:
            usual = chance.choice((6, 14, 60, 300))
            for year in (2021, 2022, 2023):
                pupils = max(1, usual + chance.randint(-3, 3))
                girls, boarders = chance.randint(0, pupils), chance.randint(0, min(pupils, 25))
                rows.append(
                    enrolled(
                        school, f"{year}-{year + 1}-1", stage, pupils=pupils, girls=girls, boarders=boarders, classes=2
                    )
                )
                for programme in ("寄宿补助", "营养改善"):
                    many = chance.randint(0, min(pupils, 40))
                    facts = {
                        "stage": stage,
                        "programme": programme,
                        "category": "全体学生",
                        "recipients": many,
                        "amount": many * 500.0,
                    }
                    rows.append(Said("subsidy", f"{year}-{year + 1}-1", facts, school))
            for code in ("2023-09", "2023-10", "2023-11"):
                out = chance.choice((0, 0, 0, 1, 2, 12))
                rows.append(
                    month(school, code, stage, enrolled_start=500, dropouts=out, returned=chance.randint(0, out))
                )
    return told(rows), schools


SHOWN = (
    ("girl_share", "pupils", ("2021-2022", "2022-2023", "2023-2024")),
    ("aid_recipients", None, ("2021-2022-1", "2022-2023-1", "2023-2024-1")),
    ("dropout_open", None, ("2023-09", "2023-10", "2023-11")),
)


def _filters(reader: Reader) -> Iterator[dict[str, str]]:
    yield from ({}, {"stage": "primary"}, {"urban_rural": "rural"})
    yield {"township": next(name for name in TOWNSHIPS if name in ids(reader))}


def test_what_is_shown_is_true_and_what_is_hidden_is_marked(told):
    reader, _ = _town(told, random.Random(5))
    for name, _, periods in SHOWN:
        for level in ("school", "township", "district"):
            own, seen = (metrics.values(reader, name, level, periods, audience=each) for each in ("acting", PUBLIC))
            for column in ("numerator", "denominator", "value"):
                kept = seen[column].notna()
                assert (seen[column][kept] == own[column][kept]).all()
                assert seen["suppressed"][own[column].notna() & ~kept].all()
            small = (own["numerator"] > 0) & (own["numerator"] < K)
            assert seen.loc[small, ["numerator", "value"]].isna().all().all()
            assert not own["suppressed"].any()


@pytest.mark.parametrize("seed", [1])
def test_the_stranger_moves_every_small_count_and_nothing_that_is_shown(told, seed):
    reader, _ = _town(told, random.Random(seed))
    other = stranger_of(reader)
    for name, _, periods in SHOWN:
        for where in _filters(reader):
            for level in ("school", "township", "district"):
                seen = metrics.values(reader, name, level, periods, where, audience=PUBLIC)
                theirs = metrics.values(other, name, level, periods, where)
                own = metrics.values(reader, name, level, periods, where)
                kept = seen["numerator"].notna().to_numpy()
                np.testing.assert_allclose(seen["numerator"][kept], theirs["numerator"][kept])
                small = ((own["numerator"] > 0) & (own["numerator"] < K)).to_numpy()
                assert not kept[small].any()
                if level == "school" and "township" not in where:
                    assert (
                        np.abs(own["numerator"] - theirs["numerator"])[small] > 1e-6
                    ).all() or name == "dropout_open"


def _counts(values: np.ndarray, high: np.ndarray | None = None) -> Counts:
    rungs = [np.zeros(len(values), dtype=int)]
    return Counts(values, np.zeros_like(values), np.full_like(values, np.inf) if high is None else high, rungs,
                  np.full(values.shape[1], -1), np.zeros(len(values), dtype=bool))  # fmt: skip


def test_one_small_count_takes_a_partner_and_zero_stands():
    groups = assign(_counts(np.array([[3.0], [40.0], [0.0], [300.0]])), K)
    assert groups[0, 0] == groups[1, 0] > 0
    assert groups[2, 0] == groups[3, 0] == ALONE


def test_a_small_total_is_never_shown():
    assert (assign(_counts(np.array([[3.0], [4.0], [0.0]])), K)[:2] == NEVER).all()


def test_a_part_near_its_whole_is_hidden():
    whole = np.array([[40.0], [60.0], [80.0]])
    groups = assign(_counts(np.array([[38.0], [20.0], [30.0]]), whole), K)
    assert groups[0, 0] > 0
    assert (groups == groups[0, 0]).sum() > 1


def test_partners_are_the_same_in_every_period():
    groups = assign(_counts(np.array([[3.0, 30.0, 4.0], [40.0, 41.0, 42.0], [300.0, 301.0, 302.0]])), K)
    assert (groups[:2] > 0).all()
    assert (groups[2] == ALONE).all()
    assert (groups[0] == groups[1]).all()


def test_a_grade_cannot_be_told_from_the_total_and_the_grades_of_its_whole(told):
    rows = register("甲校", "东镇", ["primary"]) + register("乙校", "东镇", ["primary"])
    for school, grades in (("甲校", {1: (12, 5), 2: (300, 297)}), ("乙校", {1: (90, 40), 2: (80, 30)})):
        rows += [enrolled(school, "2023-2024-1", grade=grade, pupils=pupils, girls=girls, classes=1)
                 for grade, (pupils, girls) in grades.items()]  # fmt: skip
    reader = told(rows)
    seen = metrics.values(reader, "girl_share", "school", ["2023-2024"], split=["grade"], audience=PUBLIC)
    mine = seen[seen["area_id"] == ids(reader)["甲校"]]
    # 302 girls, at most 300 of them in one grade: were its pupils shown, those of the other would be known to be 2 to 12.
    assert mine["numerator"].isna().all()
    assert mine["denominator"].isna().all()
    other = seen[seen["area_id"] == ids(reader)["乙校"]]
    assert other["numerator"].tolist() == [40, 30]


def test_small_counts_of_persons_that_took_part_are_in_no_sum(told):
    facts = {"core": "甲校", "member": "乙校", "activity": "teaching", "count": 1}
    rows = [*register("甲校", "东镇", ["primary"]), *register("乙校", "西镇", ["primary"])]
    rows += [Said("support", code, facts | {"persons": n}) for code, n in (("2023-2024-1", 3), ("2023-2024-2", 40))]
    other = stranger_of(told(rows))
    assert other.value("SELECT persons FROM support WHERE period = '2023-2024-2'") == 40
    assert other.value("SELECT persons FROM support WHERE period = '2023-2024-1'") > 3


def test_what_may_be_shown_is_made_ahead_and_a_version_that_is_gone_is_left_alone(told, tmp_path):
    reader = told(register("甲校", "东镇", ["primary"]))
    file = Path(str(reader.value("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")))
    gone = tmp_path / "gone.duckdb"
    gone.write_bytes(file.read_bytes())
    assert not is_ready(reader)
    make_soon(gone, 0.5)
    make_soon(file, 0.0)
    gone.unlink()
    until = time.monotonic() + 60
    while not is_ready(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert is_ready(reader)


def test_where_nothing_is_known_the_strangers_rows_are_not_shown():
    frame = pd.DataFrame(
        {"period": ["2023-2024"], "core_id": ["S1"], "core_value": [1.0], "member_value": [2.0], "gap": [-1.0]}
    )
    seen = veiled(indicator("pupils"), frame.iloc[:0], frame, K)
    assert seen.empty
    assert list(seen.columns) == list(frame.columns)


def test_what_townships_state_without_a_stage_is_answered_for_outsiders_too(told):
    """Which stages a file names decides what its totals hold: the stranger knows that, and no count of the files."""
    quarter = "2024-Q1"
    rows = [
        Said("dropout_review", quarter, {"review_due": 12, "reviewed": 9, "homes_visited": homes}, None, township)
        for township, homes in (("东镇", 40), ("西镇", 3))
    ]
    reader = told([*register("甲校", "东镇", ["junior"]), *register("乙校", "西镇", ["junior"])], rows)
    rate = metrics.values(reader, "review_rate", "township", [quarter], audience=PUBLIC)
    assert rate["value"].tolist() == [0.75, 0.75]
    homes = metrics.values(reader, "homes_visited", "township", [quarter], audience=PUBLIC).set_index("area")
    assert np.isnan(homes.loc["西镇", "value"])
    assert homes.loc["西镇", "suppressed"]
    stranger = stranger_of(reader)
    assert stranger.rows("SELECT homes_visited FROM rows_dropout_review") == [{"homes_visited": None}] * 2
    pupils = [Said("enrolment", "2023-2024-1", {"pupils": n}, None, place) for place, n in (("东镇", 400), ("西镇", 7))]
    roll = told(register("甲校", "东镇", ["junior"]), register("乙校", "西镇", ["junior"]), pupils)
    assert metrics.values(roll, "pupils", "township", ["2023-2024-1"], audience=PUBLIC)["suppressed"].any()
