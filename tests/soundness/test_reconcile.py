"""Cross-checks find what their words say and nothing else: a district drawn by hand, and random ones with plain loops."""

import math

import pytest

from catalog.reconciliations import RECONCILIATIONS, Outcome
from metrics.reconcile import cells_behind, reconcile
from metrics.reconcile.enrolment import fewest_and_most
from tests.metrics.building import File, Said, aid, build, enrolled, ids, month, paper, register
from tests.soundness.random_district import LAST, RandomDistrict
from tests.soundness.told import Told

YEAR, BEFORE = "2023-2024", "2022-2023"
AUTUMN, SPRING = f"{YEAR}-1", f"{YEAR}-2"
LAST_YEAR = f"{LAST}-{LAST + 1}"


def total(period, township, **values):
    return Said("enrolment", period, {"stage": "primary", **values}, None, township)


def resource(name, pupils):
    return Said("resource", YEAR, {"stage": "primary", "item": "books", "quantity": 100.0, "pupils": pupils}, name)


LIVING = "农村寄宿生生活补助"
FIRST = [
    *register("甲小", "东镇", ["primary"]), *register("乙小", "东镇", ["primary"]), *register("丙小", "西镇", ["primary"]), *register("一中", "西镇", ["junior"]),
    enrolled("甲小", AUTUMN, pupils=100, girls=101, classes=2, classes_56_65=0, classes_66p=0, teachers_fulltime=10, boarders=40),
    enrolled("甲小", AUTUMN, grade=1, pupils=60), enrolled("甲小", AUTUMN, grade=2, pupils=39),
    enrolled("乙小", AUTUMN, pupils=200, girls=90, classes=2, classes_56_65=0, classes_66p=0, teachers_fulltime=10),
    enrolled("丙小", AUTUMN, girls=10, classes=3, classes_56_65=3, classes_66p=1),
    enrolled("一中", AUTUMN, stage="junior", pupils=300, intake=99, classes=6, grade=9),
    enrolled("甲小", SPRING, pupils=94), enrolled("乙小", SPRING, pupils=191),
    enrolled("甲小", YEAR, transfer_in=10, transfer_out=2), enrolled("乙小", YEAR, transfer_in=0, transfer_out=8),
    enrolled("甲小", BEFORE, graduates=60), enrolled("乙小", BEFORE, graduates=30),
    total(AUTUMN, "东镇", pupils=300, classes=5),
    # As a county reported: 9079 persons and 343.9125 ten thousand yuan, 378.80 a head, 55,026 steps of 62.5 yuan
    aid("甲小", "2019-2020-2", programme="家庭经济困难学生生活补助", recipients=9079, amount=3_439_125.0),
    aid("甲小", AUTUMN, programme=LIVING, recipients=101, amount=50_500.0, eligible=100),
    aid("乙小", AUTUMN, programme=LIVING, recipients=10, amount=5_030.0, eligible=10),
    aid("丙小", SPRING, programme=LIVING, recipients=10, amount=6_250.0),
    aid("乙小", SPRING, programme="营养改善计划", recipients=200, amount=1.0),
    aid(None, AUTUMN, township="东镇", programme=LIVING, recipients=111, amount=55_600.0),
    month("甲小", "2023-09", enrolled_start=100, dropouts=1, returned=0, still_out=1, reported=True),
    month("甲小", "2023-10", enrolled_start=200, dropouts=2, returned=1, still_out=2, reported=True),
    month("甲小", "2023-11", dropouts=0, returned=1, still_out=2, reported=True),
    month("乙小", "2023-09", enrolled_start=240, dropouts=0, returned=0, reported=True),
    paper("一中", SPRING, eligible=310, sat=311, registered=305, n_pass=200),
    resource("甲小", 100), resource("乙小", 300),
    Said("staff", YEAR, {"stage": "primary", "teachers": 12}, "甲小"), Said("staff", YEAR, {"stage": "primary", "teachers": 10}, "乙小"),
]  # fmt: skip
SECOND = [enrolled("乙小", AUTUMN, pupils=205, classes=2), aid("甲小", AUTUMN, programme=LIVING, amount=50_500.0)]

F, P, U = Outcome.FAILED, Outcome.PASSED, Outcome.UNCHECKED
# check -> (place, period or end of it, detail) -> (outcome, left, right)
WANTED = {
    "girls_within_pupils": {("甲小", AUTUMN): (F, 101, 100), ("乙小", AUTUMN): (P, 90, 205), ("丙小", AUTUMN): (U, 10, None),
                            ("甲小", SPRING): (U, None, 94), ("乙小", SPRING): (U, None, 191), ("一中", AUTUMN): (U, None, 300), ("东镇", AUTUMN): (U, None, 300)},
    "grades_make_total": {("甲小", AUTUMN): (F, 99, 100)},
    "spring_like_autumn": {("甲小", SPRING): (F, 94, 100), ("乙小", SPRING): (F, 191, 205), ("一中", SPRING): (U, None, 300)},
    "pupils_schools_make_total": {("东镇", AUTUMN): (F, 305, 300)},
    "classes_schools_make_total": {("东镇", AUTUMN): (F, 4, 5)},
    "large_classes_within_classes": {("甲小", AUTUMN): (P, 0, 2), ("乙小", AUTUMN): (P, 0, 2), ("丙小", AUTUMN): (F, 4, 3), ("一中", AUTUMN): (U, None, 6), ("东镇", AUTUMN): (U, None, 5)},
    "class_bands_fit": {("甲小", AUTUMN): (P, 100, 110), ("乙小", AUTUMN): (F, 205, 110)},
    "class_size_plausible": {("甲小", AUTUMN): (P, 50, 2), ("乙小", AUTUMN): (F, 102.5, 2), ("丙小", AUTUMN): (U, None, 3), ("一中", AUTUMN): (P, 50, 6),
                             ("甲小", SPRING): (U, 94, None), ("乙小", SPRING): (U, 191, None)},
    "transfers_cancel": {("青山县", YEAR): (P, 10, 10)},
    "graduates_like_intake": {("青山县", YEAR): (P, 99, 90)},
    "resource_roll_like_autumn": {("甲小", AUTUMN): (P, 100, 100), ("乙小", AUTUMN): (F, 300, 205)},
    "teachers_like_staff": {("甲小", AUTUMN): (F, 12, 10), ("乙小", AUTUMN): (P, 10, 10)},
    "files_agree_enrolment": {("乙小", AUTUMN): (F, 205, 200)},
    "files_agree_subsidy": {("甲小", AUTUMN): (P, 50_500, 50_500)},
    "aid_within_enrolment": {("甲小", AUTUMN): (F, 101, 100), ("乙小", AUTUMN): (P, 10, 205), ("丙小", SPRING): (U, 10, None), ("乙小", SPRING): (F, 200, 191)},
    "aid_within_eligible": {("甲小", AUTUMN): (F, 101, 100), ("乙小", AUTUMN): (P, 10, 10), ("丙小", SPRING): (U, 10, None), ("乙小", SPRING): (U, 200, None),
                            ("东镇", AUTUMN): (U, 111, None)},
    "aid_per_head_standard": {("甲小", AUTUMN): (P, 500, 500), ("乙小", AUTUMN): (F, 503, 500), ("丙小", SPRING): (P, 625, 625), ("乙小", SPRING): (U, 0.005, None),
                              ("东镇", AUTUMN): (F, 55_600 / 111, 500)},
    "aid_amount_in_steps": {("甲小", AUTUMN): (P, 50_500, 50_500), ("乙小", AUTUMN): (F, 5_030, 5_000), ("丙小", SPRING): (P, 6_250, 6_250), ("东镇", AUTUMN): (F, 55_600, 55_625)},
    "aid_recipients_schools_make_total": {("东镇", AUTUMN): (P, 111, 111)},
    "aid_amount_schools_make_total": {("东镇", AUTUMN): (F, 55_530, 55_600)},
    "dropout_roll_like_autumn": {("甲小", "2023-09"): (P, 100, 100), ("乙小", "2023-09"): (F, 240, 205)},
    "dropouts_carry_over": {("甲小", "2023-09"): (U, 1, None), ("甲小", "2023-10"): (P, 2, 2), ("甲小", "2023-11"): (F, 2, 1)},
    "sat_within_eligible": {("一中", SPRING): (F, 311, 310)},
    "eligible_within_registered": {("一中", SPRING): (F, 310, 305)},
    "eligible_within_grade": {("一中", SPRING): (F, 310, 300)},
    "passed_within_sat": {("一中", SPRING): (P, 200, 311)},
}  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with build(tmp_path_factory.mktemp("reconcile"), [File(FIRST), File(SECOND)]).read() as opened:
        yield opened


@pytest.fixture(scope="module")
def checked(reader):
    return reconcile(reader, YEAR)


@pytest.mark.parametrize("name", WANTED)
def test_a_check_says_what_is_to_be_said_and_nothing_else(checked, name):
    found = [row for row in checked if row.check.name == name]
    mine = {(row.area, row.period): (row.outcome, row.left, row.right) for row in found}
    assert len(mine) == len(found)
    assert mine == {
        place: (outcome, *(side if side is None else pytest.approx(side) for side in sides))
        for place, (outcome, *sides) in WANTED[name].items()
    }


def test_every_check_is_drawn_but_those_alike():
    alike = {f"{each}_within_pupils" for each in ("boarders", "left_behind", "migrant")}
    assert {each.name for each in RECONCILIATIONS} == {
        *WANTED, *alike, "files_agree_dropout", "files_agree_exam"
    }  # fmt: skip


def test_each_side_is_the_sum_of_the_cells_behind_it(reader, checked):
    """What 这个数哪来的 lists must be what the number is made of, of sums over schools too."""
    plain = ("girls_within_pupils", "grades_make_total", "spring_like_autumn", "pupils_schools_make_total", "transfers_cancel",
             "graduates_like_intake", "aid_within_enrolment", "aid_amount_schools_make_total", "sat_within_eligible", "files_agree_enrolment",
             "resource_roll_like_autumn", "teachers_like_staff", "eligible_within_grade")  # fmt: skip
    rows = [row for row in checked if row.check.name in plain]
    assert {row.check.name for row in rows} == set(plain)
    for row in rows:
        for number, origins in ((row.left, row.left_from), (row.right, row.right_from)):
            cells = cells_behind(reader, origins)
            assert (sum(cell.value for cell in cells) if cells else None) == number, row.sentence()
            assert all(cell.file and cell.batch_id and cell.cell for cell in cells)


def test_the_published_subsidy_fits_its_standard(reader):
    found = {row.check.name: row for row in reconcile(reader, "2019-2020") if row.outcome is P}
    assert found["aid_per_head_standard"].left == pytest.approx(378.80, abs=0.005)
    assert found["aid_amount_in_steps"].right == 55_026 * 62.5 == 3_439_125


def test_a_visitor_sees_his_townships_and_no_district(reader):
    mine = {row.area for row in reconcile(reader, YEAR, [ids(reader)["西镇"]])}
    assert mine == {"丙小", "一中"}


def test_sentences_hold_both_numbers_in_both_languages(checked):
    for row in checked:
        for language in ("zh", "en"):
            assert row.area in row.sentence(language)
            assert "{" not in row.sentence(language)
    (girls,) = [row for row in checked if row.check.name == "girls_within_pupils" and row.outcome is F]
    assert girls.sentence() == "甲小（小学）2023—2024学年第一学期女生 101 人，多于在校生 100 人"
    (agreed,) = [row for row in checked if row.check.name == "girls_within_pupils" and row.outcome is P]
    assert agreed.sentence() == "乙小（小学）2023—2024学年第一学期：女生 90，在校生 205"
    assert "more than" not in agreed.sentence("en")


@pytest.mark.parametrize(
    ("bands", "range_"), [((2, 0, 0), (2, 110)), ((3, 1, 0), (58, 175)), ((3, 1, 1), (123, None)), ((1, 2, 0), (112, 130))]
)  # fmt: skip
def test_what_classes_of_these_bands_can_hold(bands, range_):
    assert fewest_and_most(*bands) == range_


@pytest.mark.parametrize("seed", [0, 1])
def test_random_districts_by_plain_loops(seed, tmp_path):
    files = RandomDistrict(seed).files
    told = Told(files)
    with build(tmp_path, files).read() as opened:
        found, names = reconcile(opened, LAST_YEAR), ids(opened)
    wanted = {}
    periods = (LAST_YEAR, f"{LAST_YEAR}-1", f"{LAST_YEAR}-2")
    for row in told.totals():
        level, place = row.place[0], row.place[1] if len(row.place) > 1 else None
        if level != "school" or row.period not in periods:
            continue
        for part, whole in (("boarders", "pupils"), ("girls", "pupils")):
            a, b = row.cells.get(part), row.cells.get(whole)
            if a is None and b is None:
                continue
            outcome = U if a is None or b is None else F if a > b else P
            wanted[f"{part}_within_pupils", names[place], row.stage, row.period] = outcome
    mine = {
        (row.check.name, row.area_id, row.stage, row.period): row.outcome
        for row in found
        if row.level == "school" and row.check.name in ("boarders_within_pupils", "girls_within_pupils")
    }
    assert wanted
    assert mine == wanted
    for row in found:
        assert (row.outcome is U) == bool(row.reason)
        assert not any(number is not None and math.isnan(number) for number in (row.left, row.right))
