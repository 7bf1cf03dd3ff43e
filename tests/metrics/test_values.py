"""The shape of what `values` returns, and the same numbers by every way of asking."""

import pandas as pd
import pytest

import metrics
from catalog import INDICATORS, indicator
from metrics import UnknownFilter, UnknownIndicator
from metrics.question import ask
from metrics.swift import is_swift
from tests.metrics.building import aid, enrolled, ids, month, reading, register
from tests.metrics.large_district import make_large

AUTUMN = "2023-2024-1"
CONTRACT = [
    "period", "area_id", "area", "parent", "numerator", "denominator", "value", "schools_counted", "schools_missing",
    "suppressed", "own_total",
]  # fmt: skip


@pytest.fixture
def reader(tmp_path):
    """Two schools with a year of returns."""
    months = [f"2023-{number:02d}" for number in (9, 10, 11, 12)]
    with reading(
        tmp_path,
        register("一小", "东镇", ["primary"], urban_rural="rural"),
        register("二中", "西镇", ["junior"], urban_rural="town"),
        enrolled("一小", AUTUMN, pupils=100, classes=4, boarders=10),
        enrolled("二中", AUTUMN, "junior", pupils=300, classes=6, boarders=100),
        [month("一小", each, enrolled_start=100, dropouts=0, returned=0) for each in months],
        [month("二中", each, "junior", enrolled_start=300, dropouts=1, returned=0) for each in months],
        aid("一小", AUTUMN, programme="一补", recipients=10, amount=2500.0),
    ) as opened:
        yield opened


@pytest.mark.parametrize("name", [each.name for each in INDICATORS])
def test_every_indicator_answers_at_every_level_it_has(reader, name):
    for level in indicator(name).levels:
        frame = metrics.values(reader, name, level.value)
        if level.value == "pair":
            wanted = ["period", "core_id", "core", "member_id", "member", "core_value", "member_value", "gap"]
        else:
            wanted = [*CONTRACT[:4], *indicator(name).breakdown, *CONTRACT[4:]]
        assert list(frame.columns) == wanted


def test_the_columns_of_where_and_of_a_split_stand_in_the_answer(reader):
    (row,) = metrics.records(indicator("pupils"), metrics.values(reader, "pupils", "district", where={"stage": "初中"}))
    assert (row["stage"], row["value"]) == ("junior", 300)
    frame = metrics.values(reader, "pupils", "district", split=["stage"])
    assert dict(zip(frame["stage"], frame["value"], strict=True)) == {"primary": 100, "junior": 300}


def test_whole_counts_are_ints_for_scripts_and_rates_are_not(reader):
    (row,) = metrics.records(indicator("boarder_share"), metrics.values(reader, "boarder_share", "district"))
    assert (repr(row["numerator"]), repr(row["denominator"]), row["value"]) == ("110", "400", 0.275)
    (row,) = metrics.records(indicator("pupils"), metrics.values(reader, "pupils", "district"))
    assert (repr(row["value"]), row["denominator"]) == ("400", None)


def test_a_place_may_be_named_by_id_or_by_name(reader):
    by_name = metrics.values(reader, "pupils", "school", where={"township": "东镇"})
    by_id = metrics.values(reader, "pupils", "school", where={"township": ids(reader)["东镇"]})
    assert list(by_name["area"]) == list(by_id["area"]) == ["一小"]
    both = metrics.values(reader, "pupils", "school", where={"school": ["一小", "二中"]})
    assert list(both["value"]) == [100, 300]


def test_the_stage_may_be_named_in_chinese_and_several_may_be_chosen(reader):
    (row,) = metrics.records(
        indicator("pupils"), metrics.values(reader, "pupils", "district", where={"stage": ["小学", "junior"]})
    )
    assert (row["value"], row["stage"]) == (400, "primary,junior")


def test_an_unknown_indicator_names_the_nearest(reader):
    with pytest.raises(UnknownIndicator, match="pupils"):
        metrics.values(reader, "pupil", "district")


def test_two_returns_may_only_be_split_by_what_both_have(reader):
    with pytest.raises(UnknownFilter, match="stage"):
        metrics.values(reader, "aid_coverage", "district", split=["programme"])
    assert len(metrics.values(reader, "aid_coverage", "district", split=["stage"])) == 2


def test_many_questions_at_once_give_what_each_gives_alone(reader):
    names = [each.name for each in INDICATORS]
    levels = ["school", "township", "district", "zone"]
    together = metrics.values_many(reader, names, levels)
    assert set(together) == {(each.name, level) for each in INDICATORS for level in levels if level in each.levels}
    for (name, level), frame in together.items():
        pd.testing.assert_frame_equal(frame, metrics.values(reader, name, level), check_dtype=False)


@pytest.mark.parametrize("name", ["pupils", "dropout_rate", "dropout_open", "retention_rate", "aid_coverage"])
def test_the_short_way_is_taken_where_nothing_needs_weighing(reader, name):
    assert is_swift(ask(reader, name))


def test_a_large_district_adds_up(tmp_path):
    store = make_large(tmp_path)
    with store.read() as opened:
        schools = metrics.values(opened, "pupils", "school", "2023-2024")
        townships = metrics.values(opened, "pupils", "township", "2023-2024")
        (district,) = metrics.records(indicator("pupils"), metrics.values(opened, "pupils", "district", "2023-2024"))
        stored = opened.value("SELECT sum(pupils) FROM enrolment_totals WHERE period = '2023-2024-1'")
    assert district["value"] == schools["value"].sum() == townships["value"].sum() == stored
    assert (district["schools_counted"], len(schools), len(townships)) == (300, 300, 25)
