"""The totals of a breakdown, and who is due: the cases the rules were made for."""

import datetime
from typing import Any

import pytest

from store import Store, undo
from tests.store.build import Row, load, pupils, table, value

TERM = "2023-2024-1"


def grades(*numbers: int, **more: Any) -> list[Row]:
    return [pupils("甲小学", number, grade=grade, **more) for grade, number in enumerate(numbers, start=1)]


def total(store: Store, column: str = "pupils") -> Any:
    return value(store, f"SELECT {column} FROM enrolment_totals WHERE area_id = 'S00001'")


@pytest.mark.parametrize(
    ("batches", "expected"),
    [
        ([[pupils("甲小学", 100)]], 100),
        ([grades(1, 2, 3)], 6),
        ([[*grades(1, 2, 3, 4, 5, 6), pupils("甲小学", 22)]], 22),
        ([[pupils("甲小学", 100)], grades(10, 20, 30)], 100),
        ([[pupils("甲小学", 100)], grades(10, 20, 30, 10, 10, 10)], 90),
        ([grades(10, 20, 30, 10, 10, 10), [pupils("甲小学", 100)]], 100),
        ([[*grades(10, 20), pupils("甲小学", 30)], grades(10, 25)], 35),
        ([[*grades(10, 20), pupils("甲小学", 30)], grades(11)], 31),
        ([[*grades(10), pupils("甲小学", 300)], grades(12)], 300),
        ([[*grades(10, 20), pupils("甲小学", 30)], grades(10, 25, 5)], 40),
    ],
    ids=[
        "stated", "parts alone", "same batch: stated", "too few newer parts", "newer parts make up the stage",
        "newer total", "newer parts as known before", "one of the parts that made it up",
        "a part that never made it up",
        "a part more than before",
    ],
)  # fmt: skip
def test_either_the_stated_total_or_the_sum_of_the_parts(store: Store, batches: list[list[Row]], expected: int):
    for rows in batches:
        load(store, "enrolment", rows)
    assert total(store) == expected


def test_each_column_decides_by_itself(store: Store):
    load(store, "enrolment", [pupils("甲小学", 100, teachers_fulltime=8)])
    load(store, "enrolment", grades(10, 20, 30, 10, 10, 10))
    assert table(store, "SELECT pupils, teachers_fulltime, girls FROM enrolment_totals") == [
        {"pupils": 90, "teachers_fulltime": 8, "girls": None}
    ]


def test_a_sum_is_derived_when_a_part_is(store: Store):
    load(store, "enrolment", [*grades(1, 2), *grades(3, 4, derived="pupils", period="2024-2025-1")])
    found = {row["period"]: row["derived"] for row in table(store, "SELECT period, derived FROM enrolment_totals")}
    assert found == {TERM: None, "2024-2025-1": "pupils"}


def register(school: str, **more: Any) -> Row:
    return {"township": "石桥镇", "school": school, "stage": "primary", "period": None, **more}


def month(school: str, **more: Any) -> Row:
    return {"township": "石桥镇", "school": school, "stage": "primary", "period": "2024-03", **more}


def due(store: Store, dataset: str = "dropout", period: str = "2024-03") -> dict[str, bool]:
    rows = table(
        store,
        "SELECT a.name, d.reported FROM due d JOIN area a ON a.area_id = d.school_id"
        f" WHERE d.dataset = '{dataset}' AND d.period = '{period}'",
    )
    assert len(rows) == len({row["name"] for row in rows})
    return {row["name"]: row["reported"] for row in rows}


def test_a_silent_school_is_due(store: Store):
    load(store, "school", [register("甲小学"), register("乙小学"), register("丙幼儿园", stage="kindergarten")])
    load(store, "dropout", [month("甲小学", dropouts=0)])
    assert due(store) == {"甲小学": True, "乙小学": False}


def test_a_row_that_is_blank_or_marked_unreported_is_no_report(store: Store):
    load(store, "school", [register(f"{name}小学") for name in "甲乙丙丁戊"])
    rows = [
        month("甲小学", reported=True),
        month("乙小学", reported=False, dropouts=0),
        month("丙小学", enrolled_start=300),
        month("丁小学", dropouts=0),
        month("戊小学"),
    ]
    load(store, "dropout", rows)
    assert due(store) == {"甲小学": True, "乙小学": False, "丙小学": False, "丁小学": True, "戊小学": False}


def test_a_snapshot_moved_to_the_autumn_term_is_no_return_for_that_term(store: Store):
    load(store, "dropout", [month("甲小学", period="2023-2024", enrolled_start=300, dropouts=1)])
    assert value(store, f"SELECT enrolled_start FROM dropout WHERE period = '{TERM}'") == 300
    assert table(store, "SELECT DISTINCT period FROM due WHERE dataset = 'dropout'") == [{"period": "2023-2024"}]


def test_closed_schools_and_schools_not_yet_opened_are_not_due(store: Store):
    rows = [
        register("甲小学"),
        register("乙小学", closed=datetime.date(2024, 1, 31)),
        register("丙小学", opened=datetime.date(2024, 9, 1)),
        register("丁小学", status="closed", period="2024-2025"),
        register("丁小学", status="active", period="2022-2023"),
    ]
    load(store, "school", rows)
    load(store, "dropout", [month("甲小学", dropouts=0), month("甲小学", dropouts=0, period="2024-10")])
    load(store, "dropout", [month("甲小学", dropouts=0, period="2023-10")])
    assert set(due(store)) == {"甲小学", "丁小学"}
    assert set(due(store, period="2024-10")) == {"甲小学", "丙小学"}
    assert set(due(store, period="2023-10")) == {"甲小学", "乙小学", "丁小学"}


def test_a_closed_school_that_reports_counts(store: Store):
    load(store, "school", [register("甲小学"), register("乙小学", status="closed")])
    load(store, "dropout", [month("乙小学", dropouts=0)])
    assert due(store) == {"甲小学": False, "乙小学": True}


def test_without_a_register_a_school_is_due_from_its_first_period(store: Store):
    load(store, "enrolment", [pupils("甲小学", 1), pupils("乙小学", 1, period="2024-2025-1")])
    load(store, "dropout", [month("甲小学", dropouts=0), month("甲小学", dropouts=0, period="2024-10")])
    assert due(store) == {"甲小学": True}
    assert due(store, period="2024-10") == {"甲小学": True, "乙小学": False}


def exam(school: str, stage: str, grade: int, sat: int | None = 40) -> Row:
    return {
        "township": "石桥镇", "school": school, "stage": stage, "grade": grade, "period": TERM, "exam": "期末",
        "subject": "语文", "sat": sat,
    }  # fmt: skip


def test_an_exam_is_due_only_in_stages_that_sat_it(store: Store):
    load(store, "school", [register("甲小学"), register("乙小学"), register("丙初中", stage="junior")])
    load(store, "exam", [exam("甲小学", "primary", 6)])
    assert due(store, "exam", TERM) == {"甲小学": True, "乙小学": False}


def subsidy(school: str | None, **more: Any) -> Row:
    row = {"township": "石桥镇", "school": school, "stage": "primary", "period": "2020-2021-2", "programme": "补助"}
    return {**row, "category": "低保", "recipients": 3, **more}


def covering(*areas: str) -> Row:
    return {"dataset": "subsidy", "periods": ["2020-2021-2"], "areas": list(areas), "stages": ["primary"]}


def test_an_absent_row_in_a_covered_slice_means_none_for_subsidy_only(store: Store):
    load(store, "school", [register("甲小学"), register("乙小学"), register("丙小学", township="龙湾镇")])
    batch = load(store, "subsidy", [subsidy("甲小学")], slices=[covering("T0001")])
    sql = (
        "SELECT a.name, d.reported, d.covered FROM due d JOIN area a ON a.area_id = d.school_id"
        " WHERE d.dataset = 'subsidy'"
    )
    found = {row["name"]: (row["reported"], row["covered"]) for row in table(store, sql)}
    assert found == {"甲小学": (True, True), "乙小学": (False, True), "丙小学": (False, False)}
    undo(store, batch, "甲")
    assert table(store, sql) == []
    load(
        store,
        "dropout",
        [month("甲小学", dropouts=0)],
        slices=[{**covering("T0001"), "dataset": "dropout", "periods": ["2024-03"]}],
    )
    assert table(store, "SELECT DISTINCT covered FROM due") == [{"covered": False}]


def test_an_areas_own_total_says_nothing_of_its_schools(store: Store):
    load(store, "school", [register("甲小学")])
    total_row = subsidy(None, area_level="district", township=None)
    load(store, "subsidy", [total_row], slices=[covering("D0001")])
    assert table(store, "SELECT reported, covered FROM due") == [{"reported": False, "covered": False}]


def test_a_school_that_moved_is_due_where_it_lay_then(store: Store):
    load(store, "school", [register("甲小学", code="2199000001", period="2021-2022")])
    load(store, "school", [register("甲小学", code="2199000001", period="2024-2025", township="龙湾镇")])
    load(
        store,
        "dropout",
        [month("甲小学", code="2199000001", dropouts=0, period=code) for code in ("2024-03", "2024-10")],
    )
    sql = "SELECT d.period, r.name FROM due d JOIN registry r ON r.area_id = d.township_id ORDER BY d.period"
    assert [row["name"] for row in table(store, sql)] == ["石桥镇", "龙湾镇"]
