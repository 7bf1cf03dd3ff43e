"""The table of aid standards: what each term allows, the published sums that fit it, and the bureau's own entries in the log."""

from dataclasses import replace

import pytest

from catalog.settings import DEFAULTS, AidStandard, AidTable, BadStandard
from catalog.settings.aid import checked
from store import Store, undo
from store.aid_standards import reset_aid_standard, set_aid_standard
from store.settings import settings_in_force
from tests.store.build import load, pupils

LIVING, BOARDER, DAY = "家庭经济困难学生生活补助", "寄宿生生活补助", "非寄宿生生活补助"
OWN = AidStandard("kindergarten", "kindergarten", "2019-2020-2", 750, 375)


def table(store: Store) -> AidTable:
    with store.read() as reader:
        return settings_in_force(reader).aid


@pytest.fixture
def filled(store: Store) -> Store:
    load(store, "enrolment", [pupils("甲小学", 10)])
    return store


@pytest.mark.parametrize(
    ("programme", "category", "stage", "term", "bounds"),
    [
        (BOARDER, None, "primary", "2010-2011-2", (375, 375)),
        (BOARDER, None, "junior", "2011-2012-1", (625, 625)),
        (BOARDER, None, "junior", "2023-2024-1", (625, 625)),
        (BOARDER, None, "junior", "2023-2024-2", (750, 750)),
        (DAY, None, "primary", "2019-2020-1", (250, 250)),
        (DAY, None, "primary", "2018-2019-2", None),
        (DAY, None, "junior", "2024-2025-1", (375, 375)),
        (LIVING, None, "primary", "2019-2020-2", (250, 500)),
        (LIVING, None, "junior", "2019-2020-2", (312.5, 625)),
        (LIVING, "非寄宿脱贫户", "junior", "2019-2020-2", (312.5, 312.5)),
        (LIVING, None, "junior", "2018-2019-2", (625, 625)),
        ("普通高中国家助学金", None, "senior", "2014-2015-1", None),
        ("普通高中国家助学金", None, "senior", "2014-2015-2", (500, 1500)),
        ("中职国家助学金", None, "vocational", "2024-2025-2", None),
        ("营养改善计划", None, "primary", "2024-2025-1", None),
        ("乡村教师生活补助", None, "primary", "2024-2025-1", None),
        (None, None, "primary", "2024-2025-1", None),
    ],
)
def test_each_term_has_the_standard_that_had_begun_by_then(programme, category, stage, term, bounds):
    found = DEFAULTS.aid.range_of(programme, category, stage, term)
    assert (None if found.low is None else (found.low, found.high)) == bounds
    assert bool(found.reason) == (bounds is None)


def test_the_subsidy_of_a_spring_fits_the_standards_of_its_term():
    """2020 spring: persons and ten thousand yuan per stage as printed; together 14,861 persons and 785.04."""
    printed = {"kindergarten": (2206, 82.725), "primary": (9079, 343.9125), "senior": (2878, 288.6), "vocational": (698, 69.8)}  # fmt: skip
    assert sum(persons for persons, _ in printed.values()) == 14_861
    assert sum(money for _, money in printed.values()) == pytest.approx(785.04, abs=0.005)
    term, living = "2019-2020-2", DEFAULTS.aid.range_of(LIVING, None, "primary", "2019-2020-2")
    persons, money = printed["primary"]
    assert living.step == 62.5
    assert money * 10_000 / 62.5 == 55_026
    assert 250 <= money * 10_000 / persons <= 625
    for stage, mean in (("senior", 1002.78), ("vocational", 1000)):
        grant = DEFAULTS.aid.range_of("国家助学金", None, stage, term)
        persons, money = printed[stage]
        assert money * 10_000 / persons == pytest.approx(mean, abs=0.005)
        assert grant.low <= mean <= grant.high
    persons, money = printed["kindergarten"]
    assert money * 10_000 / persons == 375
    assert DEFAULTS.aid.range_of("学前教育资助", None, "kindergarten", term).reason == "local"


def test_what_was_not_verified_says_so_and_every_entry_can_be():
    for each in DEFAULTS.aid.listed():
        assert checked(each.standard)
        assert each.standard.source
    doubted = {(each.standard.programme, each.standard.since) for each in DEFAULTS.aid.listed() if each.standard.doubt}
    assert {("living", "2010-2011-1"), ("nutrition", "2014-2015-1"), ("grant", "2014-2015-2")} <= doubted


def test_a_standard_of_the_bureaus_own_holds_from_its_term_and_is_taken_back(filled: Store):
    version = set_aid_standard(filled, OWN, "王科长", "区财〔2020〕1号")
    found = table(filled)
    assert found.range_of("学前教育资助", None, "kindergarten", "2019-2020-2").low == 375
    assert found.range_of("学前教育资助", None, "kindergarten", "2019-2020-1").reason == "local"
    entry = found.entries[OWN.key]
    assert (entry.person, entry.note, entry.standard.source) == ("王科长", "区财〔2020〕1号", "区财〔2020〕1号")
    with filled.read(version - 1) as reader:
        assert settings_in_force(reader).aid == DEFAULTS.aid
    undo(filled, entry.batch, "王科长")
    assert table(filled) == DEFAULTS.aid


def test_a_declared_standard_is_changed_and_goes_back(filled: Store):
    declared = DEFAULTS.aid.range_of(BOARDER, None, "primary", "2024-2025-1").standards[0]
    set_aid_standard(filled, replace(declared, per_year=1500.0, per_term=750.0), "甲", "省里提高")
    assert table(filled).range_of(BOARDER, None, "primary", "2024-2025-1").low == 750
    reset_aid_standard(filled, declared, "甲", "文件废止")
    assert table(filled) == DEFAULTS.aid
    with pytest.raises(BadStandard, match="没有改过"):
        reset_aid_standard(filled, declared, "甲", "再来一次")


@pytest.mark.parametrize(
    ("changes", "note", "said"),
    [
        ({"since": "2019-2020"}, "有", "不是学期"),
        ({"since": "2020"}, "有", "不是学期"),
        ({"stage": "小学"}, "有", "学段"),
        ({"per_term": -1.0, "per_year": None}, "有", "之间"),
        ({"per_year": 700}, "有", "不合"),
        ({"low": 300.0}, "有", "一起填"),
        ({"low": 400.0, "high": 500.0}, "有", "最低一档和最高一档之间"),
        ({"per_day": 5.0}, "有", "一起填"),
        ({"programme": " "}, "有", "资助项目"),
        ({}, " ", "依据的文件"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(filled: Store, changes: dict, note: str, said: str):
    before = filled.current()
    with pytest.raises(BadStandard, match=said):
        set_aid_standard(filled, replace(OWN, **changes), "甲", note)
    assert filled.current() == before
