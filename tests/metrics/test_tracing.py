"""Where a number comes from, down to the cell."""

import pytest

import metrics
from metrics import UnknownArea
from tests.metrics.building import File, Said, aid, build, enrolled, ids, month, reading, register

AUTUMN = "2023-2024-1"


def cells(trace, side="numerator"):
    return [(each.area, each.column, each.value, each.cell) for each in trace.cells if each.side == side]


def test_a_districts_number_leads_to_every_schools_cell(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), register("二小", "东镇", ["primary"]),
        enrolled("一小", AUTUMN, pupils=100, boarders=10), enrolled("二小", AUTUMN, pupils=50, boarders=20),
        register("三小", "西镇", ["primary"]),
    ) as reader:  # fmt: skip
        found = metrics.trace(reader, "boarder_share", ids(reader)["青山县"], "2023-2024")
    assert cells(found) == [("一小", "boarders", 10, "E3"), ("二小", "boarders", 20, "E4")]
    assert cells(found, "denominator") == [("一小", "pupils", 100, "E3"), ("二小", "pupils", 50, "E4")]
    assert [each["name"] for each in found.schools_counted] == ["一小", "二小"]
    assert [each["name"] for each in found.schools_missing] == ["三小"]
    assert found.calculation == "30 ÷ 150 = 0.2"
    first = found.cells[0]
    assert (first.file, first.sheet, first.batch_id, first.person) == ("1.xlsx", "在校生", "b000001", "tester")


def test_only_the_file_that_counts_is_named(tmp_path):
    files = [
        File([*register("一小", "东镇", ["primary"]), enrolled("一小", AUTUMN, pupils=100)]),
        File([enrolled("一小", AUTUMN, pupils=120)]),
        File([enrolled("一小", AUTUMN, pupils=999)], live=False),
    ]
    with build(tmp_path, files).read() as reader:
        found = metrics.trace(reader, "pupils", ids(reader)["一小"], AUTUMN)
    assert [(each.value, each.file) for each in found.cells] == [(120, "2.xlsx")]


def test_a_sum_of_grades_leads_to_each_grade(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), enrolled("一小", AUTUMN, grade=1, pupils=40), enrolled("一小", AUTUMN, grade=2, pupils=50),
    ) as reader:  # fmt: skip
        found = metrics.trace(reader, "pupils", ids(reader)["东镇"], AUTUMN)
        second = metrics.trace(reader, "pupils", ids(reader)["东镇"], AUTUMN, {"grade": 2})
    assert [(each.key["grade"], each.value) for each in found.cells] == [(1, 40), (2, 50)]
    assert [each.value for each in second.cells] == [50]


def test_an_own_total_leads_to_its_own_cell(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), register("二小", "东镇", ["primary"]), enrolled("一小", AUTUMN, pupils=40),
        Said("enrolment", AUTUMN, {"stage": "primary", "pupils": 100}, None, "东镇"),
    ) as reader:  # fmt: skip
        found = metrics.trace(reader, "pupils", ids(reader)["东镇"], AUTUMN)
    assert found.own_total
    assert ("东镇", "pupils", 100, "E4") in cells(found)


def test_a_total_that_does_not_count_is_not_among_the_cells(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), enrolled("一小", AUTUMN, pupils=40),
        Said("enrolment", AUTUMN, {"stage": "primary", "pupils": 100}, None, "东镇"),
    ) as reader:  # fmt: skip
        found = metrics.trace(reader, "pupils", ids(reader)["东镇"], AUTUMN)
    assert cells(found) == [("一小", "pupils", 40, "E3")]


def test_a_month_without_a_base_leads_to_the_month_that_states_it(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), month("一小", "2023-09", enrolled_start=100, dropouts=0), month("一小", "2023-10", dropouts=2),
    ) as reader:  # fmt: skip
        found = metrics.trace(reader, "dropout_rate", ids(reader)["东镇"], "2023-10")
    assert [(each.period, each.value) for each in found.cells if each.side == "denominator"] == [("2023-09", 100)]


def test_every_programme_of_a_sum_is_named(tmp_path):
    with reading(
        tmp_path, register("一小", "东镇", ["primary"]), aid("一小", AUTUMN, programme="一补", recipients=10), aid("一小", AUTUMN, programme="营养", recipients=5),
    ) as reader:  # fmt: skip
        found = metrics.trace(reader, "aid_recipients", ids(reader)["一小"], AUTUMN)
        one = metrics.trace(reader, "aid_recipients", ids(reader)["一小"], AUTUMN, {"programme": "营养"})
    assert {each.key["programme"]: each.value for each in found.cells} == {"一补": 10, "营养": 5}
    assert [each.value for each in one.cells] == [5]


def test_a_place_out_of_sight_has_no_trace(tmp_path):
    with reading(tmp_path, register("一小", "东镇", ["primary"]), enrolled("一小", AUTUMN, pupils=40)) as reader:
        place = ids(reader)["一小"]
        with pytest.raises(UnknownArea):
            metrics.trace(reader, "pupils", place, AUTUMN, areas={"T9999"})
        with pytest.raises(UnknownArea):
            metrics.trace(reader, "pupils", "S99999", AUTUMN)
