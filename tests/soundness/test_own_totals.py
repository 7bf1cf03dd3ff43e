"""An area's own stated total beside its parts: one of them counts, and it is said which."""

from tests.metrics.building import File, Said, aid, enrolled, month, register
from tests.soundness.asking import by_area, row, rows, value

AUTUMN = "2023-2024-1"


def schools():
    return [
        each
        for name, home in (("一小", "东镇"), ("二小", "东镇"), ("三小", "西镇"))
        for each in register(name, home, ["primary"])
    ]


def total(pupils, township=None, stage="primary", **values):
    return Said("enrolment", AUTUMN, {"stage": stage, "pupils": pupils, **values}, None, township)


def test_schools_and_their_townships_total_are_never_added(told):
    reader = told(
        schools(), enrolled("一小", AUTUMN, pupils=100), enrolled("二小", AUTUMN, pupils=50), enrolled("三小", AUTUMN, pupils=30),
        total(150, "东镇"), total(180),
    )  # fmt: skip
    found = row(reader, "pupils")
    assert (found["value"], found["own_total"]) == (180, False)


def test_the_sum_of_all_parts_stands_before_a_total_that_differs(told):
    reader = told(
        schools(), enrolled("一小", AUTUMN, pupils=100), enrolled("二小", AUTUMN, pupils=50), enrolled("三小", AUTUMN, pupils=30),
        total(999),
    )  # fmt: skip
    found = row(reader, "pupils")
    assert (found["value"], found["own_total"]) == (180, False)


def test_the_own_total_stands_where_a_school_is_silent_and_is_marked(told):
    """
    东镇: 一小 100, 二小 silent, the township says 160; 西镇: 三小 30    the district: 160 + 30, not 130
    """
    reader = told(
        schools(), enrolled("一小", AUTUMN, pupils=100), enrolled("三小", AUTUMN, pupils=30), total(160, "东镇")
    )
    east = next(each for each in rows(reader, "pupils", "township") if each["area"] == "东镇")
    assert (east["value"], east["own_total"], east["schools_counted"], east["schools_missing"]) == (160, True, 1, 1)
    assert value(reader, "pupils") == 190


def test_a_districts_total_is_not_replaced_by_one_of_its_townships(told):
    """
    The district says 1000, only 东镇 says 80; nobody knows of any school
    """
    reader = told(total(1000), total(80, "东镇"), File([total(20, "西镇", "junior")]))
    assert value(reader, "pupils", stage="primary") == 1000


def test_townships_that_all_stated_a_total_make_the_districts(told):
    reader = told(total(80, "东镇"), total(20, "西镇"), total(999))
    found = row(reader, "pupils")
    assert (found["value"], found["own_total"]) == (100, False)


def test_a_districts_total_stands_before_a_sum_with_an_unfinished_township(told):
    """
    东镇: 一小 100, 二小 silent, the township says 160; 西镇: 三小 30; the district says 200, not 160 + 30
    """
    reader = told(
        schools(),
        enrolled("一小", AUTUMN, pupils=100),
        enrolled("三小", AUTUMN, pupils=30),
        total(160, "东镇"),
        total(200),
    )
    found = row(reader, "pupils")
    assert (found["value"], found["own_total"]) == (200, True)


def test_a_ratio_of_an_unfinished_township_takes_both_sides_of_the_districts_total(told):
    reader = told(
        schools(), enrolled("一小", AUTUMN, pupils=100, boarders=10), enrolled("三小", AUTUMN, pupils=30, boarders=3),
        total(160, "东镇", boarders=20), total(200, boarders=50),
    )  # fmt: skip
    assert value(reader, "boarder_share") == 50 / 200


def test_without_any_total_the_partial_sum_shows_its_coverage(told):
    reader = told(schools(), enrolled("一小", AUTUMN, pupils=100))
    found = row(reader, "pupils")
    assert (found["value"], found["own_total"], found["schools_counted"], found["schools_missing"]) == (
        100,
        False,
        1,
        2,
    )


def test_own_totals_of_both_sides_meet_where_parts_are_missing(told):
    """
    boarders of 二小 and 三小 unknown; the district states 45 boarders of 180 pupils
    """
    reader = told(
        schools(), enrolled("一小", AUTUMN, pupils=100, boarders=40), enrolled("二小", AUTUMN, pupils=50), enrolled("三小", AUTUMN, pupils=30),
        total(200, boarders=45),
    )  # fmt: skip
    found = row(reader, "boarder_share")
    assert (found["numerator"], found["denominator"], found["own_total"]) == (45, 180, True), (
        "pupils are a complete sum"
    )


def test_one_side_of_an_own_total_never_meets_a_partial_sum(told):
    """
    The district states 45 boarders, but pupils are known of one school only: 45 / 100 would be no share of anything
    """
    reader = told(
        schools(),
        enrolled("一小", AUTUMN, pupils=100, boarders=40),
        Said("enrolment", AUTUMN, {"stage": "primary", "boarders": 45}),
    )
    found = row(reader, "boarder_share")
    assert (found["numerator"], found["denominator"], found["own_total"]) == (40, 100, False)


def test_a_total_without_a_stage_is_not_added_to_the_stages(told):
    """
    primary 300, junior 200 and, in another file, 500 for all of them
    """
    reader = told(total(300), total(200, stage="junior"), File([total(500, stage=None)]))
    assert value(reader, "pupils") == 500
    assert value(reader, "pupils", stage="primary") == 300


def test_a_total_without_a_stage_beside_stages_of_its_file_holds_the_others(told):
    """
    学前 2206, 义务教育 9079, 普高 2878, 中职 698: compulsory education is two stages, so its row names none
    """
    lines = (("kindergarten", 2206), (None, 9079), ("senior", 2878), ("vocational", 698))
    reader = told([aid(None, "2019-2020-2", stage, recipients=count) for stage, count in lines])
    assert value(reader, "aid_recipients") == 14861


def test_a_filter_on_schools_never_shows_the_total_of_all(told):
    reader = told(register("一小", "东镇", ["primary"], urban_rural="rural"), register("二小", "东镇", ["primary"], urban_rural="urban"),
                  enrolled("一小", AUTUMN, pupils=100), total(500))  # fmt: skip
    found = row(reader, "pupils", urban_rural="乡村")
    assert (found["value"], found["own_total"]) == (100, False)


def test_an_own_total_of_two_months_is_no_total_of_ten(told):
    months = [f"2023-{month:02d}" for month in (9, 10, 11, 12)] + [f"2024-{month:02d}" for month in (1, 2, 3, 4, 5, 6)]
    silent = register("二小", "东镇", ["primary"])
    reader = told(
        register("一小", "东镇", ["primary"]), silent, [month("一小", period, dropouts=1, returned=0) for period in months],
        [Said("dropout", period, {"stage": "primary", "dropouts": 9, "returned": 0}) for period in months[:2]],
    )  # fmt: skip
    found = row(reader, "dropout_open", period="2023-2024")
    assert (found["value"], found["own_total"], found["schools_missing"]) == (10, False, 1)


def test_a_zone_has_no_share_in_a_townships_total(told):
    reader = told(
        register("一小", "东镇", ["primary"], zone="一片"), register("二小", "东镇", ["primary"], zone="二片"),
        enrolled("一小", AUTUMN, pupils=100), total(160, "东镇"),
    )  # fmt: skip
    assert by_area(reader, "pupils", "zone") == {"一片": 100, "二片": None}
