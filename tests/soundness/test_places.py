"""Where a school lay then, what it was then, and who may see it."""

import datetime

import pytest

import metrics
from metrics import UnknownFilter, UnsupportedLevel
from metrics.pairs import unpaired_like
from tests.metrics.building import Said, enrolled, ids, month, pair, register
from tests.soundness.asking import by_area, row, rows, value

BEFORE, AFTER = "2022-2023-1", "2023-2024-1"


def moved_school():
    """一小 moves from 东镇 to 西镇 in the autumn of 2023, and from the country to the town."""
    return [
        *register("一小", "东镇", ["primary"], urban_rural="rural", zone="一片"),
        *register("一小", "西镇", ["primary"], "2023-2024", urban_rural="town", zone="二片"),
        *register("二小", "西镇", ["primary"], urban_rural="town", zone="二片"),
        enrolled("一小", BEFORE, pupils=100), enrolled("二小", BEFORE, pupils=10),
        enrolled("一小", AFTER, pupils=90), enrolled("二小", AFTER, pupils=20),
    ]  # fmt: skip


def test_a_school_counts_in_the_township_where_it_lay_then(told):
    reader = told(moved_school())
    assert by_area(reader, "pupils", "township", BEFORE) == {"东镇": 100, "西镇": 10}
    assert by_area(reader, "pupils", "township", AFTER) == {"西镇": 110}
    assert by_area(reader, "pupils", "zone", BEFORE) == {"一片": 100, "二片": 10}


def test_a_filter_asks_what_a_school_was_then(told):
    reader = told(moved_school())
    assert value(reader, "pupils", period=BEFORE, urban_rural="rural") == 100
    assert rows(reader, "pupils", period=AFTER, urban_rural="rural") == []
    assert value(reader, "pupils", period=AFTER, urban_rural="镇区") == 110


def test_a_rate_stands_in_one_township_even_when_its_base_was_counted_in_another(told):
    """
    一小 lay in 东镇 when the year began and dropped a pupil after it moved to 西镇: no township divides by another's pupils
    """
    reader = told(
        register("一小", "东镇", ["primary"]), register("一小", "西镇", ["primary"], "2023-2024-2"), register("二小", "东镇", ["primary"]),
        month("一小", "2023-09", enrolled_start=100, dropouts=0), month("一小", "2024-03", dropouts=1),
        month("二小", "2023-09", enrolled_start=50, dropouts=0), month("二小", "2024-03", dropouts=0),
    )  # fmt: skip
    found = {
        each["area"]: (each["numerator"], each["denominator"])
        for each in rows(reader, "dropout_rate", "township", "2023-2024")
    }
    assert found == {"东镇": (0, 50), "西镇": (1, 100)}


def test_a_zone_is_no_township(told):
    reader = told(moved_school())
    found = {each["area"]: each["parent"] for each in rows(reader, "pupils", "zone", AFTER)}
    assert found == {"二片": "青山县"}


def test_a_levels_absence_is_refused_and_not_guessed(told):
    reader = told(moved_school())
    with pytest.raises(UnsupportedLevel, match="township"):
        metrics.values(reader, "dropout_rate", "school")
    with pytest.raises(UnsupportedLevel):
        metrics.values(reader, "exam_z", "district")


@pytest.mark.parametrize(
    "where", [{"stage": "研究生"}, {"programme": "一补"}, {"colour": "red"}, {"township": "无此镇"}, {"grade": "13"}]
)
def test_a_filter_that_means_nothing_is_refused_and_not_ignored(told, where):
    reader = told(moved_school())
    with pytest.raises(UnknownFilter):
        metrics.values(reader, "pupils", "district", where=where)


def test_a_township_filter_narrows_the_districts_line(told):
    reader = told(moved_school(), Said("enrolment", AFTER, {"stage": "primary", "pupils": 999}))
    found = row(reader, "pupils", period=BEFORE, township="西镇")
    assert (found["value"], found["schools_counted"]) == (10, 1)


def test_a_visitor_of_one_township_sees_its_schools_and_the_districts_total_line(told):
    reader = told(moved_school())
    mine = {ids(reader)["东镇"]}
    assert list(metrics.values(reader, "pupils", "township", areas=mine)["area"]) == ["东镇"]
    assert list(metrics.values(reader, "pupils", "school", areas=mine)["period"]) == [BEFORE]
    assert list(metrics.values(reader, "pupils", "district", areas=mine)["value"]) == [110, 110]
    assert metrics.values(reader, "pupils", "zone", areas=mine).empty


def paired():
    """一小 leads 二小 from September 2022 to January 2024; 三小 and 四小 are of 二小's kind, 四小 leads nobody."""
    kinds = (("一小", "urban"), ("二小", "rural"), ("三小", "rural"), ("四小", "rural"))
    rows_of = [each for name, kind in kinds for each in register(name, "东镇", ["primary"], urban_rural=kind)]
    spell = pair("一小", "二小", datetime.date(2022, 9, 1), datetime.date(2024, 1, 31))
    return [*rows_of, spell, pair("三小", "二小", datetime.date(2010, 9, 1), datetime.date(2011, 6, 30))]


def test_a_gap_is_core_less_member_within_the_pairs_dates(told):
    periods = ("2021-2022-1", "2022-2023-1", "2023-2024-1", "2024-2025-1")
    reader = told(
        paired(), [enrolled("一小", each, pupils=100, classes=2) for each in periods],
        [enrolled("二小", each, pupils=60, classes=2) for each in periods[:2]],
    )  # fmt: skip
    found = [
        (each["period"], each["core_value"], each["member_value"], each["gap"])
        for each in rows(reader, "mean_class_size", "pair")
    ]
    assert found == [("2022-2023-1", 50, 30, 20), ("2023-2024-1", 50, None, None)]


def test_a_pair_with_a_school_elsewhere_is_not_shown_to_one_township(told):
    reader = told(paired(), enrolled("一小", "2022-2023-1", pupils=1), enrolled("二小", "2022-2023-1", pupils=1))
    assert len(metrics.values(reader, "pupils", "pair", areas={ids(reader)["东镇"]})) == 1
    assert metrics.values(reader, "pupils", "pair", areas={"T9999"}).empty


def test_the_schools_beside_a_pair_are_of_its_kind_and_in_no_pair(told):
    reader = told(paired())
    names = ids(reader)
    assert list(unpaired_like(reader, names["二小"], "2022-2023")["area"]) == ["三小", "四小"]
    assert list(unpaired_like(reader, names["二小"], "2010-2011")["area"]) == ["四小"]
    assert unpaired_like(reader, names["一小"], "2022-2023").empty
