"""School size: a limit by kind, both stages of a nine-year school together, and what is not reported never within it.

| school | stages | primary | junior | limit | above |
|---|---|---|---|---|---|
| 甲小 | primary | 2000 | | 2000 | no: up to the limit counts as within |
| 乙小 | primary | 2001 | | 2000 | yes |
| 丙校 | both | 1800 | 701 | 2500 | yes: 2501 together, though neither stage is |
| 丁校 | both | 1800 | not reported | 2500 | unknown |
| 戊校 | both | 2600 | not reported | 2500 | yes: what is known is enough |
| 己中 | junior | | not reported | 2000 | unknown |
"""

import pytest

from metrics import trace
from metrics.errors import UnknownPeriod
from metrics.sizes import school_sizes
from store.settings import change_settings
from tests.metrics.building import File, build, enrolled, register
from tests.soundness.alert_rows import only

YEAR, AUTUMN = "2023-2024", "2023-2024-1"
BOTH = ["primary", "junior"]
TOLD = [
    *register("甲小", "东镇", ["primary"]), *register("乙小", "东镇", ["primary"]), *register("丙校", "西镇", ["kindergarten", *BOTH]),
    *register("丁校", "西镇", ["kindergarten", *BOTH]), *register("戊校", "西镇", BOTH), *register("己中", "西镇", ["junior"]),
    enrolled("甲小", AUTUMN, pupils=2000), enrolled("乙小", AUTUMN, pupils=2001),
    enrolled("丙校", AUTUMN, pupils=1800), enrolled("丙校", AUTUMN, "junior", pupils=701),
    enrolled("丁校", AUTUMN, pupils=1800), enrolled("丁校", AUTUMN, "kindergarten", pupils=900), enrolled("戊校", AUTUMN, pupils=2600),
    enrolled("丙校", AUTUMN, "kindergarten", pupils=90),
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return build(tmp_path, [File(TOLD)])


def test_each_school_is_held_against_the_limit_of_its_kind(store):
    with store.read() as reader:
        found = {each.school: (each.kind, each.pupils, each.over) for each in school_sizes(reader, YEAR)}
        assert found == {
            "甲小": ("primary", 2000, False),
            "乙小": ("primary", 2001, True),
            "丙校": ("nine_year", 2501, True),
            "丁校": ("nine_year", 1800, None),
            "戊校": ("nine_year", 2600, True),
            "己中": ("junior", None, None),
        }
        east = {each.township_id for each in school_sizes(reader, YEAR) if each.school == "甲小"}
        assert [each.school for each in school_sizes(reader, YEAR, east)] == ["乙小", "甲小"]
        with pytest.raises(UnknownPeriod):
            school_sizes(reader, AUTUMN)


def test_the_alert_names_those_above_and_follows_the_setting(store):
    with store.read() as reader:
        assert {row.area: (row.value, row.limit) for row in only(reader, "school_too_large")} == {
            "乙小": (2001, 2000), "丙校": (2501, 2500), "戊校": (2600, 2500),
        }  # fmt: skip
        assert {row.area: row.alert.limit_name(row.stage) for row in only(reader, "school_too_large")} == {
            "乙小": "school_limit_primary", "丙校": "school_limit_nine_year", "戊校": "school_limit_nine_year",
        }  # fmt: skip
        for row in only(reader, "school_too_large"):
            # 丙校 has kindergarten classes too: where its size comes from, they do not stand.
            asked = row.trail
            found = trace(reader, asked.indicator, asked.area_id, asked.period, asked.where)
            assert [each["numerator"] for each in found.numbers] == [row.value], row.area
        said = {row.area: row.sentence() for row in only(reader, "school_too_large")}
        assert said["丙校"] == "丙校小学、初中合计在校生 2,501 人，超过规模上限 2,500 人"
    change_settings(store, {"school_limit_nine_year": "2550"}, "甲", "市里的上限")
    with store.read() as reader:
        assert {row.area for row in only(reader, "school_too_large")} == {"乙小", "戊校"}
