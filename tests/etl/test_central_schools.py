"""A central school that reports for its village schools: they are held, not missing, and never counted twice."""

from pathlib import Path
from typing import Any

import pytest

import metrics
from catalog import indicator
from tests.etl.build import Bureau, enrolment, write_book

HEADER = ["乡镇", "学校", "学段", "在校生数"]
CENTRE, VILLAGE, POINT, OTHER = "石桥镇中心小学", "石桥村小", "清水教学点", "石桥镇第二小学"


@pytest.fixture
def registered(bureau: Bureau, files: Path) -> Bureau:
    header = ["学校", "乡镇", "学段", "主管学校"]
    rows = [[CENTRE, "石桥镇", "小学", None], [VILLAGE, "石桥镇", "小学", CENTRE], [POINT, "石桥镇", "小学", CENTRE],
            [OTHER, "石桥镇", "小学", None]]  # fmt: skip
    bureau.must_take(write_book(files / "r.xlsx", {"学校名录": [["2022—2023学年学校名录"], header, *rows]}))
    return bureau


def pupils(path: Path, **numbers: Any) -> Path:
    return enrolment(path, [["石桥镇", name, "小学", value] for name, value in numbers.items()], header=HEADER)


def township(bureau: Bureau) -> dict[str, Any]:
    with bureau.store.read() as reader:
        (row,) = metrics.records(indicator("pupils"), metrics.values(reader, "pupils", "township", "2023-2024-1", {}))
    return row


@pytest.mark.parametrize("remark", ["（含村小）", "(含2个教学点)", "（含下属村小、教学点）"])
def test_village_schools_in_their_central_schools_numbers_are_not_missing(registered: Bureau, files, remark):
    answer = registered.must_take(pupils(files / "a.xlsx", **{CENTRE + remark: 600, OTHER: 200}))
    found = township(registered)
    assert (found["value"], found["own_total"], found["schools_counted"], found["schools_missing"]) == (
        800,
        False,
        2,
        0,
    )
    assert registered.pupils() == {CENTRE: 600, OTHER: 200}
    told = answer.finding("parent_reports_for")
    assert (told["level"], told["cell"]) == ("info", "B3")
    assert VILLAGE in told["message"]
    assert POINT in told["message"]


def test_without_the_remark_they_are_missing(registered: Bureau, files):
    registered.must_take(pupils(files / "a.xlsx", **{CENTRE: 480, OTHER: 200}))
    assert township(registered)["schools_missing"] == 2


def test_a_village_school_beside_a_number_that_holds_it_refuses_the_file(registered: Bureau, files):
    rows = {f"{CENTRE}（含村小）": 600, VILLAGE: 60, OTHER: 200}
    answer = registered.take(pupils(files / "a.xlsx", **rows))
    assert answer.status == 1
    assert VILLAGE in answer.finding("included_reports_too")["message"]
    registered.must_take(pupils(files / "b.xlsx", **{f"{CENTRE}（含村小）": 600}))
    assert registered.take(pupils(files / "c.xlsx", **{VILLAGE: 60})).status == 1


def test_a_central_school_of_no_village_school_is_told(registered: Bureau, files):
    answer = registered.must_take(pupils(files / "a.xlsx", **{f"{OTHER}（含村小）": 200}))
    assert "主管学校" in answer.finding("parent_of_none")["advice"]


def test_the_remark_is_no_part_of_a_new_schools_name(bureau: Bureau, files):
    bureau.must_take(pupils(files / "a.xlsx", **{f"{CENTRE}（含村小）": 600}))
    assert bureau.pupils() == {CENTRE: 600}


def test_undoing_the_central_schools_return_makes_them_missing_again(registered: Bureau, files):
    registered.must_take(pupils(files / "o.xlsx", **{OTHER: 200}))
    batch = registered.must_take(pupils(files / "a.xlsx", **{f"{CENTRE}（含村小）": 600})).value["batch"]
    assert township(registered)["schools_missing"] == 0
    assert registered.run("undo", batch).status == 0
    assert township(registered)["schools_missing"] == 3


def test_whose_small_schools_are_nobody_said_they_are_not_counted_beside_who_holds_some(bureau: Bureau, files):
    rows = {CENTRE + "（含教学点）": 342, POINT: 30, OTHER: 200}
    answer = bureau.take(pupils(files / "a.xlsx", **rows))
    assert (answer.status, answer.finding("included_reports_too")["cell"]) == (1, "B3")
    assert POINT in answer.finding("included_reports_too")["message"]
    bureau.must_take(pupils(files / "b.xlsx", **{CENTRE + "（含教学点）": 342, OTHER: 200}))
