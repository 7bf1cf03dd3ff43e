"""What the current tables say after batches, replacements, undo and redo, case by case."""

import datetime

import pytest

from store import Store, redo, return_to, undo
from tests.store.build import Row, load, pupils, table, value

TERM = "2023-2024-1"
DAY = datetime.date


def one_slice(*, periods: tuple[str, ...] = (TERM,), areas: tuple[str, ...] = ("T0001",), **more: object) -> Row:
    return {"dataset": "enrolment", "periods": list(periods), "areas": list(areas), "stages": ["primary"], **more}


def by_school(store: Store, column: str = "pupils", name: str = "enrolment") -> dict[str, object]:
    return {row["area_id"]: row[column] for row in table(store, f"SELECT area_id, {column} FROM {name}")}


def test_blanks_never_overwrite_and_absent_rows_stay(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10, classes=2), pupils("乙小学", 20, classes=3)])
    load(store, "enrolment", [pupils("甲小学", None, classes=4)])
    assert by_school(store) == {"S00001": 10, "S00002": 20}
    assert by_school(store, "classes") == {"S00001": 4, "S00002": 3}
    load(store, "enrolment", [pupils("甲小学", 0)])
    assert by_school(store)["S00001"] == 0


def test_undo_in_the_middle_and_redo_restore_the_order_of_history(store: Store):
    first = load(store, "enrolment", [pupils("甲小学", 1)])
    second = load(store, "enrolment", [pupils("甲小学", 2, classes=2)])
    third = load(store, "enrolment", [pupils("甲小学", 3)])
    undo(store, second, "甲")
    assert table(store, "SELECT pupils, classes FROM enrolment") == [{"pupils": 3, "classes": None}]
    undo(store, third, "甲")
    assert by_school(store) == {"S00001": 1}
    redo(store, second, "甲")
    assert by_school(store) == {"S00001": 2}
    redo(store, third, "甲")
    undo(store, first, "甲")
    assert table(store, "SELECT pupils, classes FROM enrolment") == [{"pupils": 3, "classes": 2}]


def test_undoing_twice_publishes_once(store: Store):
    first = load(store, "enrolment", [pupils("甲小学", 1)])
    assert undo(store, first, "甲") == 2
    assert undo(store, first, "甲") == 2
    assert redo(store, first, "甲") == 3


def test_within_a_batch_the_later_row_and_the_later_sheet_win(store: Store):
    load(store, "enrolment", [pupils("甲小学", 1), pupils("甲小学", 2), pupils("甲小学", None)])
    assert by_school(store) == {"S00001": 2}


def test_a_replacing_batch_makes_its_slice_what_it_says(store: Store):
    rows = [pupils("甲小学", 10, classes=2), pupils("乙小学", 20), pupils("丙小学", 30, township="龙湾镇")]
    load(store, "enrolment", [*rows, pupils("甲小学", 11, period="2024-2025-1")])
    second = load(store, "enrolment", [pupils("甲小学", 12)], replaces=True, slices=[one_slice()])
    found = table(store, "SELECT area_id, period, pupils, classes FROM enrolment ORDER BY area_id, period")
    assert [tuple(row.values()) for row in found] == [
        ("S00001", TERM, 12, None), ("S00001", "2024-2025-1", 11, None), ("S00003", TERM, 30, None),
    ]  # fmt: skip
    undo(store, second, "甲")
    assert by_school(store, "classes")["S00002"] is None
    assert value(store, "SELECT count(*) FROM enrolment") == 4


def test_a_replacement_does_not_touch_what_came_after_it(store: Store):
    load(store, "enrolment", [pupils("乙小学", 1)])
    replacing = load(store, "enrolment", [pupils("甲小学", 2)], replaces=True, slices=[one_slice()])
    load(store, "enrolment", [pupils("乙小学", 3)])
    assert by_school(store) == {"S00001": 3, "S00002": 2}
    undo(store, replacing, "甲")
    redo(store, replacing, "甲")
    assert by_school(store) == {"S00001": 3, "S00002": 2}


def test_a_replacement_for_a_district_takes_townships_totals_too(store: Store):
    rows = [
        pupils("甲小学", 1),
        pupils(None, 50, area_level="township"),
        pupils(None, 90, area_level="district", township=None),
    ]
    load(store, "enrolment", rows)
    load(store, "enrolment", [pupils("甲小学", 2)], replaces=True, slices=[one_slice(areas=("D0001",))])
    assert by_school(store) == {"S00001": 2}


def test_a_replacement_of_one_stage_leaves_the_others(store: Store):
    load(store, "enrolment", [pupils("甲学校", 1), pupils("甲学校", 5, stage="junior")])
    load(store, "enrolment", [pupils("乙小学", 2)], replaces=True, slices=[one_slice()])
    assert sorted(by_school(store).values()) == [2, 5]


def test_a_replacement_is_narrowed_by_the_exam(store: Store):
    def row(exam: str, sat: int) -> Row:
        return {
            "township": "石桥镇", "school": "甲小学", "stage": "primary", "grade": 6, "period": TERM,
            "exam": exam, "subject": "语文", "sat": sat,
        }  # fmt: skip

    load(store, "exam", [row("期中", 40), row("期末", 41)])
    covered = {"dataset": "exam", "periods": [TERM], "areas": ["T0001"], "stages": ["primary"], "exam": ["期末"]}
    load(store, "exam", [{**row("期末", 45), "subject": "数学"}], replaces=True, slices=[covered])
    found = table(store, "SELECT exam, subject, sat FROM exam ORDER BY sat")
    assert [tuple(row.values()) for row in found] == [("期中", "语文", 40), ("期末", "数学", 45)]


def test_stocks_of_a_bare_year_stand_at_its_autumn_term_and_flows_stay(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10, period="2023-2024", graduates=3)])
    found = table(store, "SELECT period, pupils, graduates FROM enrolment ORDER BY period")
    assert [tuple(row.values()) for row in found] == [("2023-2024", None, 3), (TERM, 10, None)]
    load(store, "enrolment", [pupils("甲小学", 12)])
    assert value(store, f"SELECT pupils FROM enrolment WHERE period = '{TERM}'") == 12


def test_replacing_a_term_takes_the_stocks_of_the_bare_year_and_leaves_its_flows(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10, period="2023-2024", graduates=3)])
    load(store, "enrolment", [pupils("乙小学", 5)], replaces=True, slices=[one_slice()])
    found = table(store, "SELECT area_id, period, pupils, graduates FROM enrolment ORDER BY period")
    assert [tuple(row.values()) for row in found] == [("S00001", "2023-2024", None, 3), ("S00002", TERM, 5, None)]


def test_replacing_a_bare_year_takes_the_stocks_of_its_autumn_term(store: Store):
    load(store, "enrolment", [pupils("甲小学", 10, intake=4)])
    load(
        store,
        "enrolment",
        [pupils("乙小学", 5, period="2023-2024")],
        replaces=True,
        slices=[one_slice(periods=("2023-2024",))],
    )
    found = table(store, "SELECT area_id, period, pupils, intake FROM enrolment ORDER BY area_id")
    assert [tuple(row.values()) for row in found] == [("S00001", TERM, None, 4), ("S00002", TERM, 5, None)]


def test_totals_for_areas_stand_at_their_level(store: Store):
    rows = [
        pupils(None, 50, area_level="township"),
        pupils(None, 90, area_level="district", township=None),
        pupils("甲小学", 1),
    ]
    load(store, "enrolment", rows)
    found = table(
        store, "SELECT area_level, area_id, school_id, township_id, district_id, pupils FROM enrolment ORDER BY pupils"
    )
    assert [tuple(row.values()) for row in found] == [
        ("school", "S00001", "S00001", "T0001", "D0001", 1),
        ("township", "T0001", None, "T0001", "D0001", 50),
        ("district", "D0001", None, None, "D0001", 90),
    ]


def test_derived_follows_the_cell_that_won(store: Store):
    row = {
        "township": "石桥镇",
        "school": "甲小学",
        "stage": "primary",
        "grade": 6,
        "period": TERM,
        "exam": "期末",
        "subject": "语文",
    }
    load(store, "exam", [{**row, "sat": 40, "sum_score": 3200.0, "derived": "sum_score"}])
    assert value(store, "SELECT derived FROM exam") == "sum_score"
    load(store, "exam", [{**row, "sum_score": None, "n_pass": 30, "derived": "n_pass"}])
    assert value(store, "SELECT derived FROM exam") == "n_pass,sum_score"
    load(store, "exam", [{**row, "sum_score": 3211.5}])
    assert value(store, "SELECT derived FROM exam") == "n_pass"


def test_a_school_lies_where_it_lay_at_that_period(store: Store):
    row = {"school": "甲小学", "code": "2199000001", "stage": "primary"}
    load(store, "school", [{**row, "township": "石桥镇", "period": "2021-2022", "ownership": "private"}])
    load(store, "school", [{**row, "township": "龙湾镇", "period": "2023-2024", "school": "甲希望小学"}])
    load(
        store,
        "enrolment",
        [
            pupils("甲小学", 1, period=f"{year}-{year + 1}-1", code="2199000001", township=None)
            for year in (2019, 2022, 2023)
        ],
    )
    sql = "SELECT r.name FROM enrolment e JOIN registry r ON r.area_id = e.township_id ORDER BY e.period"
    found = table(store, sql)
    assert [row["name"] for row in found] == ["石桥镇", "石桥镇", "龙湾镇"]
    history = table(store, "SELECT valid_from, name, ownership FROM school_history ORDER BY valid_from")
    assert [tuple(row.values()) for row in history] == [
        (DAY(2021, 9, 1), "甲小学", "private"),
        (DAY(2023, 9, 1), "甲希望小学", "private"),
    ]
    assert value(store, "SELECT name FROM area WHERE level = 'school'") == "甲希望小学"


def test_both_names_of_a_renamed_school_are_found(store: Store):
    row = {"township": "石桥镇", "code": "2199000001", "stage": "primary"}
    load(store, "school", [{**row, "school": "甲小学", "period": "2021-2022"}])
    renamed = load(store, "school", [{**row, "school": "希望小学", "period": "2023-2024"}])
    load(store, "enrolment", [pupils("甲小学", 1), pupils("希望小学", 2, period="2024-2025-1")], mint=False)
    assert value(store, "SELECT count(DISTINCT school_id) FROM enrolment") == 1
    undo(store, renamed, "甲")
    assert value(store, "SELECT text FROM unresolved WHERE dataset = 'enrolment'") == "石桥镇 希望小学"


def test_a_register_row_without_a_period_holds_since_always(store: Store):
    row = {"township": "石桥镇", "school": "甲小学", "stage": "primary"}
    load(store, "school", [{**row, "period": None, "ownership": "public"}])
    load(store, "school", [{**row, "period": "2023-2024", "ownership": "private"}])
    load(store, "enrolment", [pupils("甲小学", 1, period="2001-2002-1")])
    assert value(store, "SELECT valid_from FROM school_history ORDER BY 1 LIMIT 1") == DAY(1900, 1, 1)
    assert value(store, "SELECT ownership FROM area WHERE level = 'school'") == "private"


def test_parents_and_zones_are_found_by_name(store: Store):
    rows = [
        {
            "township": "石桥镇",
            "school": "石桥镇中心小学",
            "stage": "primary",
            "period": "2023-2024",
            "zone": "东片督导区",
        },
        {
            "township": "石桥镇",
            "school": "前湾教学点",
            "stage": "primary",
            "period": "2023-2024",
            "parent_school": "石桥中心小学",
        },
    ]
    load(store, "school", rows)
    found = table(store, "SELECT name, zone, parent_id FROM area WHERE level = 'school' ORDER BY area_id")
    assert found == [
        {"name": "石桥镇中心小学", "zone": "东片督导区", "parent_id": None},
        {"name": "前湾教学点", "zone": None, "parent_id": "S00001"},
    ]
    assert value(store, "SELECT name FROM area WHERE level = 'zone'") == "东片督导区"


def pair(core: str = "甲小学", member: str = "乙小学", **more: object) -> Row:
    places = {
        "core_township_text": "石桥镇",
        "core_school_text": core,
        "member_township_text": "龙湾镇",
        "member_school_text": member,
    }
    return {**places, "pair_type": "merged", **more}


def test_pairs_have_dates_and_townships(store: Store):
    load(store, "pair", [pair(start=DAY(2021, 9, 1), end=None, group="石桥教共体")])
    load(store, "pair", [pair(start=DAY(2021, 9, 1), end=DAY(2024, 8, 31))])
    found = table(
        store,
        'SELECT core_school_id, core_township_id, member_school_id, member_township_id, "group", start, "end"'
        " FROM pair",
    )
    assert [tuple(row.values()) for row in found] == [
        ("S00001", "T0001", "S00002", "T0002", "石桥教共体", DAY(2021, 9, 1), DAY(2024, 8, 31))
    ]


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ([{"start": DAY(2021, 9, 1)}], [DAY(2021, 9, 1)]),
        ([{"start": DAY(2025, 9, 1)}], [DAY(2022, 9, 1), DAY(2025, 9, 1)]),
        ([{"start": DAY(2019, 9, 1), "end": DAY(2020, 8, 31)}], [DAY(2019, 9, 1), DAY(2022, 9, 1)]),
        ([], [DAY(2022, 9, 1)]),
    ],
)
def test_an_undated_list_confirms_the_pair_or_starts_it(store: Store, dated: list[Row], expected: list[datetime.date]):
    undated = [pair(period="2023-2024"), pair(period="2022-2023")]
    load(store, "pair", [*(pair(**each) for each in dated), *undated])
    assert [row["start"] for row in table(store, "SELECT start FROM pair ORDER BY start")] == expected


def test_support_may_name_a_partner_instead_of_a_member(store: Store):
    places = {"core_township_text": "石桥镇", "core_school_text": "甲小学"}
    rows = [
        {**places, "period": TERM, "activity": "支教", "partner": "外县小学", "count": 2},
        {**places, "member_school_text": "乙小学", "period": TERM, "activity": "支教", "count": 3},
    ]
    load(store, "support", rows)
    found = table(store, "SELECT core_school_id, member_school_id, partner, count FROM support ORDER BY count")
    assert [tuple(row.values()) for row in found] == [("S00001", None, "外县小学", 2), ("S00001", "S00002", None, 3)]
    load(
        store,
        "support",
        [{**places, "member_school_text": "没有的小学", "period": TERM, "activity": "送教", "count": 9}],
        mint=False,
    )
    assert value(store, "SELECT count(*) FROM support") == 2
    assert value(store, "SELECT text FROM unresolved") == "石桥镇 甲小学 没有的小学"


def test_a_return_publishes_the_old_state_forward_and_keeps_the_log(store: Store):
    first = load(store, "enrolment", [pupils("甲小学", 1)])
    second = load(store, "enrolment", [pupils("甲小学", 2)])
    undo(store, first, "甲")
    third = load(store, "enrolment", [pupils("乙小学", 9)])
    assert return_to(store, 2, "乙") == 5
    assert by_school(store) == {"S00001": 2}
    live = {row["batch_id"]: row["live"] for row in table(store, "SELECT batch_id, live FROM batch")}
    assert live == {first: True, second: True, third: False}
    last = table(store, 'SELECT action, person, note FROM event ORDER BY "at" DESC LIMIT 1')[0]
    assert last == {
        "action": "return",
        "person": "乙",
        "note": f"to version 2; withdrawn: {third}; brought back: {first}",
    }
    redo(store, third, "甲")
    assert by_school(store) == {"S00001": 2, "S00002": 9}
    assert value(store, "SELECT count(*) FROM event") == 6
