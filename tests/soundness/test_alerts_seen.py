"""Alerts by setting, target, similar schools and visitor."""

import pytest

import metrics
from catalog.targets import Target
from metrics.alerts import find_alerts
from metrics.alerts.weighed import weighed
from store.settings import change_settings
from store.targets import set_target
from tests.metrics.building import File, Said, build, enrolled, ids, month, register
from tests.soundness.alert_rows import BEFORE, YEAR, names, only, schools


def test_similar_schools_are_those_of_the_stage_and_kind_and_the_school_itself_is_none(told):
    ratios = dict(zip(names(), (30, 10, 11, 12, 13, 14, 15), strict=True))
    rows = [
        enrolled(name, "2023-2024-1", "junior", pupils=ratio * 10, teachers_fulltime=10)
        for name, ratio in ratios.items()
    ]
    reader = told(schools(), rows)
    (row,) = only(reader, "teachers_unlike_similar")
    assert (row.area, row.value, row.before) == ("一中", 30, 12.5)
    towns = [register(name, "东镇", ["junior"], urban_rural="town") for name in names()[:4]]
    assert not only(told(schools()[4:], *towns, rows), "teachers_unlike_similar")


def test_variation_beyond_its_limit_is_told_for_each_of_the_seven_and_for_nothing_else(told):
    rows = [
        Said(
            "resource",
            YEAR,
            {"stage": "junior", "item": item, "quantity": 10.0 * (number + 1) ** 3, "pupils": 10},
            name,
        )
        for item in ("equipment_yuan", "books")
        for number, name in enumerate(names())
    ]
    reader = told(schools(), rows)
    (row,) = only(reader, "variation_high")
    shown = metrics.values(reader, "balance_cv", "district", [YEAR])
    assert set(shown["item"]) == {"equipment_yuan", "books"}
    assert shown["value"].nunique() == 1, "both vary alike"
    assert (row.part, row.value) == ("equipment_yuan", pytest.approx(shown["value"].iloc[0]))


def test_a_threshold_is_what_is_set(tmp_path):
    rows = [enrolled("一中", "2023-2024-1", "junior", pupils=520, classes=10)]
    store = build(tmp_path, [File([*schools(1), *rows])])
    with store.read() as reader:
        assert [row.limit for row in only(reader, "class_size_high")] == [50]
    change_settings(store, {"class_limit_junior": 55}, "甲", "局长办公会")
    with store.read() as reader:
        assert not only(reader, "class_size_high")


def test_a_target_known_to_be_missed_is_told_and_one_still_open_is_not(tmp_path):
    sizes = {"一中": (500, 10), "二中": (400, 10)}
    rows = [
        enrolled(name, f"{YEAR}-1", "junior", pupils=n, classes=c, classes_56_65=k, classes_66p=0)
        for k, (name, (n, c)) in enumerate(sizes.items())
    ]
    store = build(tmp_path, [File([*schools(2), *rows])])
    with store.read() as reader:
        places = ids(reader)
    for area, value in (("二中", 0.05), ("一中", 0.05), ("东镇", 0.2)):
        set_target(store, Target("large_class_share", places[area], YEAR, value, "青教〔2023〕1号", "junior"), "甲")
    with store.read() as reader:
        (row,) = only(reader, "target_missed")
        assert not only(reader, "target_missed", BEFORE)
    assert (row.area, row.value, row.before, row.key[0]) == (
        "二中",
        0.1,
        0.05,
        "target_missed/junior/large_class_share",
    )
    assert row.sentence() == "二中大班额比例 10.0%，未达到年度目标 5.0%"


def test_beside_a_stranger_only_what_both_give_alike_is_told(tmp_path):
    """
    一中: 3 out in both · 二中: 2 out here, 4 there · 三中: 1 out here, nobody there
    """

    def out(counts):
        return [
            month(name, "2023-11", "junior", enrolled_start=500, dropouts=n, returned=0, reported=True)
            for name, n in counts.items()
        ]

    own = build(tmp_path / "own", [File([*schools(3), *out({"一中": 3, "二中": 2, "三中": 1})])])
    other = build(tmp_path / "other", [File([*schools(3), *out({"一中": 3, "二中": 4, "三中": 0})])])
    with own.read() as reader, other.read() as stranger:
        told_to_all = find_alerts(reader, YEAR, stranger=stranger)
        assert {row.area for row in find_alerts(reader, YEAR) if row.alert.name == "open_dropouts"} == {
            "一中",
            "二中",
            "三中",
        }
    assert [row.area for row in told_to_all if row.alert.name == "open_dropouts"] == ["一中"]
    # The township's sum would give the others away.
    assert not [row for row in told_to_all if row.level != "school" and row.alert.theme == "dropout"]


def test_a_visitor_of_one_township_sees_its_alerts_and_none_of_the_whole(told):
    west = register("西中", "西镇", ["junior"])
    rows = [
        enrolled(name, "2023-2024-1", "junior", pupils=700, classes=10, classes_56_65=10, classes_66p=0)
        for name in (*names(), "西中")
    ]
    reader = told(schools(), west, rows)
    mine = find_alerts(reader, YEAR, areas={ids(reader)["西镇"]})
    assert mine
    assert {row.township for row in mine} == {"西镇"}
    assert {row.level for row in find_alerts(reader, YEAR)} == {"school", "township", "district"}


def test_a_township_well_behind_the_district_is_told_with_the_distance_in_points(told):
    cohort = {"一中": 80, "二中": 99, "三中": 99, "四中": 99}
    places = [row for name in cohort for row in register(name, "西镇" if name == "一中" else "东镇", ["junior"])]
    rows = [
        said for name, left in cohort.items()
        for said in (enrolled(name, "2021-2022-1", "junior", intake=100), enrolled(name, YEAR, "junior", graduates=left, transfer_in=0, transfer_out=0))
    ]  # fmt: skip
    (row,) = only(told(places, rows), "retention_below_district")
    assert row.sentence() == "西镇初中巩固率 80.0%（80/100人），比全县 94.2% 低 14.2 个百分点"


def test_a_value_beside_its_limit_is_written_so_that_they_differ_and_a_stage_never_runs_into_a_name(told):
    rows = [
        said for stage in ("primary", "junior")
        for said in (
            enrolled("前湾小学", f"{2024 - (6 if stage == 'primary' else 3)}-{2025 - (6 if stage == 'primary' else 3)}-1", stage, intake=2000),
            enrolled("前湾小学", YEAR, stage, graduates=1899, transfer_in=0, transfer_out=0),
        )
    ]  # fmt: skip
    found = only(told(register("前湾小学", "东镇", ["primary", "junior"]), rows), "retention_low")
    said = {row.stage: row.sentence() for row in found if row.level == "school"}
    assert said["junior"] == "前湾小学（初中）巩固率 94.95%（1,899/2,000人），低于 95%"


def test_what_was_weighed_is_what_the_year_has_the_returns_for(told):
    reader = told(schools(1), enrolled("一中", f"{YEAR}-1", "junior", pupils=400, classes=10))
    done, left = ({each.name for each in part} for part in weighed(reader, YEAR))
    assert {"class_size_high", "pupils_falling", "register_old"} <= done
    assert {"open_dropouts", "aid_left_out", "z_falling", "target_missed", "leaving_unreported"} <= left
    assert not weighed(reader, "2030-2031")[0] or {each.name for each in weighed(reader, "2030-2031")[0]} == {
        "register_old"
    }
