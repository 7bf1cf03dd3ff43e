"""Figures that somebody published or worked out by hand, reproduced. Each names where it stands in the facts of the field.

Subsidy, classes, teachers, dropout lines and balance are here; papers and school groups in test_published_exams.py. What is
published but not ours to compute is listed with its reason in README.md.
"""

import math

import pytest

from catalog.settings import DEFAULTS
from metrics.alerts import find_alerts
from tests.metrics.building import Said, aid, enrolled, month, register
from tests.soundness.asking import row, rows, value

SPRING_2020 = (
    ("kindergarten", 2206, 827250.0),
    ("primary", 9079, 3439125.0),
    ("senior", 2878, 2886000.0),
    ("vocational", 698, 698000.0),
)


@pytest.fixture
def spring_2020(told):
    """A district's own totals of the spring of 2020 (3.4; S002 L7): no school in sight."""
    return told([aid(None, "2019-2020-2", stage, recipients=count, amount=yuan) for stage, count, yuan in SPRING_2020])


def test_the_subsidy_of_a_spring_without_schools(spring_2020):
    """3.4: 14 861 persons and 785.04 万 as printed, to half a unit of the last digit."""
    found = row(spring_2020, "aid_recipients")
    assert (found["value"], found["own_total"], found["schools_counted"]) == (14861, True, 0)
    yuan = value(spring_2020, "aid_amount")
    assert yuan == 7850375
    assert abs(yuan / 10_000 - 785.04) <= 0.005


def test_what_each_stage_received(spring_2020):
    """3.4: 375 a child in kindergarten, 378.80, 1002.78 and 1000 elsewhere; the living subsidy lies within its standard."""
    found = {stage: value(spring_2020, "aid_per_head", stage=stage) for stage, _, _ in SPRING_2020}
    assert found == {
        "kindergarten": 375,
        "primary": pytest.approx(378.80, abs=0.005),
        "senior": pytest.approx(1002.78, abs=0.005),
        "vocational": 1000,
    }
    living = DEFAULTS.aid.range_of("家庭经济困难学生生活补助", None, "primary", "2019-2020-2")
    assert living.low <= found["primary"] <= 625


def test_the_spring_of_2020_lies_in_its_school_year_and_its_calendar_year(spring_2020):
    """0.1 rule 4: a spring belongs to the school year that began the autumn before."""
    assert value(spring_2020, "aid_recipients", period="2019-2020") == 14861
    assert rows(spring_2020, "aid_recipients", period="2020-2021") == []
    assert value(spring_2020, "aid_amount", period="2020") == 7850375
    assert rows(spring_2020, "aid_amount", period="2019") == []


def test_a_half_years_fees_of_a_whole_district(told):
    """3.4 (S002 L164): 513 万 for 46 496 pupils, 110.3 yuan each."""
    reader = told(aid(None, "2005-2006-2", None, programme="免杂费", recipients=46_496, amount=5_130_000.0))
    assert value(reader, "aid_per_head") == pytest.approx(110.3, abs=0.05)


def test_the_classes_and_teachers_of_a_published_group(told):
    """5.4 (S003 L34): 194 classes, 441 teachers, 8522 pupils; the core school has 58 classes, its members 136."""
    reader = told(
        register("核心校", "东镇", ["primary"]), register("成员校", "西镇", ["primary"]),
        enrolled("核心校", "2010-2011-1", classes=58, pupils=3000, teachers_fulltime=150),
        enrolled("成员校", "2010-2011-1", classes=136, pupils=5522, teachers_fulltime=291),
    )  # fmt: skip
    assert value(reader, "classes") == 194
    assert value(reader, "mean_class_size") == pytest.approx(8522 / 194)
    assert value(reader, "pupil_teacher_ratio") == pytest.approx(8522 / 441)


def test_large_classes_hold_the_largest_among_them(told):
    """1.5 (V26): 1437 classes of 56 and more, 740 of them of 66 and more; the national shares of 2018 are told apart."""
    reader = told(
        register("一小", "东镇", ["primary"]),
        enrolled("一小", "2017-2018-1", classes=20_000, classes_56_65=697, classes_66p=740),
    )
    assert value(reader, "large_classes") == 1437
    assert value(reader, "super_large_classes") == 740
    assert value(reader, "large_class_share") == pytest.approx(1437 / 20_000)


def test_teachers_and_kindergartens_of_a_published_report(told):
    """10 (S002 L174, L179): 99.95, 99.51, 96.78 and 85.89 % of teachers qualified; 17 681 children are 96 %."""
    shares = {"kindergarten": (1999, 2000), "primary": (9951, 10_000), "junior": (4839, 5000), "senior": (8589, 10_000)}
    told_of = [
        Said("staff", "2010-2011", {"stage": stage, "qualified": known, "teachers": of}, f"{stage}校")
        for stage, (known, of) in shares.items()
    ]
    reader = told(
        [each for stage in shares for each in register(f"{stage}校", "东镇", [stage])], told_of,
        enrolled("kindergarten校", "2010-2011-1", "kindergarten", pupils=17_681),
        Said("population", "2010-2011", {"stage": "kindergarten", "population": 18_418}, None, "东镇"),
    )  # fmt: skip
    found = [value(reader, "teacher_qualified_share", stage=stage) for stage in shares]
    assert found == pytest.approx([0.9995, 0.9951, 0.9678, 0.8589])
    assert value(reader, "kindergarten_ratio", period="2010-2011") == pytest.approx(0.96, abs=5e-5)


def test_the_shares_of_a_published_report(told):
    """10: aid reached 10.9 % of pupils, 99.81 % of the children of junior age were at school, 99.98 % of a cohort stayed."""
    year, autumn, entered = "2010-2011", "2010-2011-1", "2008-2009-1"
    reader = told(
        register("一中", "东镇", ["junior"]),
        enrolled("一中", autumn, "junior", pupils=20_000),
        aid("一中", autumn, "junior", programme="一补", recipients=2_180),
        Said("population", year, {"stage": "junior", "population": 10_000, "age_enrolled": 9_981}, None, "东镇"),
        enrolled("一中", entered, "junior", intake=5_000),
        enrolled("一中", year, "junior", graduates=4_999, transfer_in=0, transfer_out=0),
    )
    assert value(reader, "aid_coverage", period=autumn, stage="junior") == pytest.approx(0.109)
    assert value(reader, "net_enrolment_rate", period=year, stage="junior") == pytest.approx(0.9981)
    assert value(reader, "retention_rate", period=year, stage="junior") == pytest.approx(0.9998)


@pytest.mark.parametrize(("stage", "line", "least"), [("primary", 0.006, 167), ("junior", 0.018, 56)])
def test_one_dropout_of_a_small_school_breaks_the_line_and_is_not_judged(told, stage, line, least):
    """2.2: one dropout breaks 1.8 % up to 55 pupils and 0.6 % up to 166; the smallest base judged is one more.

    (1 of 50 is anything from 0.35 to 10.5 %, by Wilson.)"""
    assert math.ceil(1 / line) == least
    assert DEFAULTS.number(f"dropout_base_{stage}") == least
    assert DEFAULTS.number(f"dropout_line_{stage}") == line
    reader = told(
        register("一校", "东镇", [stage]),
        month("一校", "2023-11", stage, enrolled_start=least - 1, dropouts=1, returned=0, reported=True),
    )
    assert value(reader, "dropout_rate", stage=stage) > line
    high = [each for each in find_alerts(reader, "2023-2024") if each.alert.name == "dropout_rate_high"]
    assert high
    assert all(each.cautious for each in high)
    assert _wilson(1, 50) == pytest.approx((0.0035, 0.105), abs=5e-4)


def _wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, for the record: the product shows counts instead."""
    share, z = hits / n, 1.96
    middle, root = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - root) / (1 + z * z / n), (middle + root) / (1 + z * z / n)


# 6.3 (V52b): 宁国 2022, the variation of the seven indicators in their order.
NINGGUO = {
    "primary": (0.677, 0.674, 0.618, 0.519, 0.597, 0.167, 0.759),
    "junior": (0.542, 1.055, 0.507, 0.587, 0.686, 0.254, 0.496),
}
SEVEN = (
    "above_degree_teachers", "backbone_teachers", "pe_arts_teachers", "teaching_area_m2", "sports_area_m2",
    "equipment_yuan", "multimedia_rooms",
)  # fmt: skip


def test_the_variations_of_a_published_county_and_which_of_them_pass(told):
    """6.3: of fourteen published variations only the sixth of each stage is within its limit (0.50, 0.45)."""
    drawn = [
        Said("resource", "2021-2022", {"stage": stage, "item": item, "quantity": quantity, "pupils": pupils}, name)
        for stage, published in NINGGUO.items()
        for item, cv in zip(SEVEN, published, strict=True)
        for name, quantity, pupils in _two_schools(cv)
    ]
    reader = told([each for name in ("甲校", "乙校") for each in register(name, "东镇", ["primary", "junior"])], drawn)
    found = {(each["stage"], each["item"]): each["value"] for each in rows(reader, "balance_cv")}
    for stage, published in NINGGUO.items():
        assert [round(found[stage, item], 3) for item in SEVEN] == list(published)
    high = {(each.stage, each.part) for each in find_alerts(reader, "2021-2022") if each.alert.name == "variation_high"}
    assert high == {(stage, item) for stage in NINGGUO for item in SEVEN if item != "equipment_yuan"}


def _two_schools(cv: float) -> list[tuple[str, float, int]]:
    """A school with everything beside one with nothing: its share w of the pupils makes the variation sqrt((1 - w) / w)."""
    share = 1 / (1 + cv * cv)
    with_all = round(share * 1_000_000)
    return [("甲校", 1000.0, with_all), ("乙校", 0.0, 1_000_000 - with_all)]
