"""The seven standards of 优质均衡, school by school: met, missed, unknown."""

from pathlib import Path

import pytest

from metrics.errors import UnknownPeriod
from metrics.standards import standings
from store.settings import change_settings
from tests.metrics.building import File, Said, build, enrolled, reading, register

YEAR = "2023-2024"
# A primary school of 200 pupils exactly at each standard.
AT = {
    "above_degree_teachers": 8.4, "backbone_teachers": 2.0, "pe_arts_teachers": 1.8, "teaching_area_m2": 900.0,
    "sports_area_m2": 1500.0, "equipment_yuan": 400_000.0, "multimedia_rooms": 4.6,
}  # fmt: skip


def has(school: str, pupils: int | None = 200, stage: str = "primary", **changed: float | None) -> list[Said]:
    amounts = {name: value for name, value in {**AT, **changed}.items() if value is not None}
    return [
        Said("resource", YEAR, {"stage": stage, "item": name, "quantity": value, "pupils": pupils}, school)
        for name, value in amounts.items()
    ]


SCHOOLS = [each for name in ("甲小", "乙小", "丙小", "丁小", "戊点") for each in register(name, "东镇", ["primary"])]


def test_each_school_is_counted_by_what_it_meets(tmp_path: Path):
    told = [
        has("甲小"),
        has("乙小", sports_area_m2=1300.0),  # 6.5 a pupil: 87 % of 7.5
        has("丙小", sports_area_m2=1200.0),  # 80 %: the rest is too far below
        has("丁小", sports_area_m2=1400.0, equipment_yuan=390_000.0),
        has("戊点", pupils=40),
    ]
    with reading(tmp_path, SCHOOLS, *told) as reader:
        found = {each.school: (each.met, each.measured, each.passes) for each in standings(reader, YEAR)}
    assert found == {
        "甲小": (7, True, True),
        "乙小": (6, True, True),
        "丙小": (6, True, False),
        "丁小": (5, True, False),
        "戊点": (7, False, None),
    }


def test_what_nobody_stated_leaves_a_school_undecided_unless_enough_is_missed(tmp_path: Path):
    told = [
        has("甲小", books=None, sports_area_m2=None),
        has("乙小", sports_area_m2=None, equipment_yuan=1.0, backbone_teachers=0.0),
    ]
    with reading(tmp_path, SCHOOLS, *told) as reader:
        found = {each.school: (each.met, each.unknown, each.passes) for each in standings(reader, YEAR)}
    assert found == {"甲小": (6, 1, None), "乙小": (4, 1, False)}


def test_pupils_come_from_the_autumn_roll_and_the_standard_from_its_stage_and_setting(tmp_path: Path):
    rows = [
        *register("一中", "东镇", ["junior"]),
        *has("一中", pupils=None, stage="junior"),
        enrolled("一中", f"{YEAR}-1", "junior", pupils=200),
    ]
    store = build(tmp_path, [File(rows)])
    with store.read() as reader:
        (found,) = standings(reader, YEAR)
        assert {each.standard.item for each in found.items if each.met} == {"backbone_teachers", "pe_arts_teachers"}
        assert not standings(reader, YEAR, areas=set())
        with pytest.raises(UnknownPeriod):
            standings(reader, "2023")
    change_settings(store, {"standard_teaching_area_m2_junior": 4.5}, "甲", "省定标准")
    with store.read() as reader:
        (found,) = standings(reader, YEAR)
        assert next(each for each in found.items if each.standard.item == "teaching_area_m2").met
