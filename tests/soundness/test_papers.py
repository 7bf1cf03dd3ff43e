"""Exams: one paper at a time, and a spread only where there is one."""

import pytest

import metrics
from catalog.periods import label_zh
from metrics import NotComparable
from metrics.cautions import cautions
from tests.metrics.building import paper, register
from tests.soundness.asking import by_area, row, value

JUNE = "2023-2024-2"


def schools(*names, **facts):
    return [each for name in names for each in register(name, "东镇", ["junior"], **facts)]


def test_two_subjects_are_refused_with_what_to_choose(told):
    reader = told(
        schools("一中"),
        paper("一中", JUNE, sat=10, sum_score=800.0),
        paper("一中", JUNE, subject="数学", sat=10, sum_score=500.0),
    )
    with pytest.raises(NotComparable, match=r"学科 .*数学.*--where subject=…"):
        metrics.values(reader, "exam_mean", "district")
    assert value(reader, "exam_mean", subject="数学") == 50


def test_the_total_paper_never_adds_to_its_subjects(told):
    reader = told(
        schools("一中"),
        paper("一中", JUNE, sat=10, sum_score=800.0),
        paper("一中", JUNE, subject="总分", full_mark=750.0, sat=10, sum_score=5000.0),
    )
    with pytest.raises(NotComparable):
        metrics.values(reader, "exam_sat_rate", "school")


@pytest.mark.parametrize("other", [{"exam": "一模"}, {"grade": 8}, {"full_mark": 120.0}])
def test_another_exam_grade_or_full_mark_is_another_paper(told, other):
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, sat=10, sum_score=800.0),
        paper("二中", JUNE, **{"sat": 10, "sum_score": 500.0, **other}),
    )
    with pytest.raises(NotComparable):
        metrics.values(reader, "exam_mean", "district")


def test_two_terms_papers_of_one_name_are_two_papers(told):
    reader = told(
        schools("一中"), *[paper("一中", f"2023-2024-{term}", exam="期末", sat=10, sum_score=800.0) for term in (1, 2)]
    )
    assert len(metrics.values(reader, "exam_mean", "district")) == 2
    with pytest.raises(NotComparable, match="时期"):
        metrics.values(reader, "exam_mean", "district", "2023-2024")


def test_papers_of_different_years_stand_side_by_side(told):
    reader = told(
        schools("一中"), *[paper("一中", period, sat=10, sum_score=800.0) for period in ("2022-2023-2", JUNE)]
    )
    assert list(metrics.values(reader, "exam_mean", "district")["value"]) == [80, 80]


def test_subjects_may_be_split_where_they_may_not_be_added(told):
    reader = told(
        schools("一中"),
        paper("一中", JUNE, sat=10, sum_score=800.0),
        paper("一中", JUNE, subject="数学", sat=10, sum_score=500.0),
    )
    frame = metrics.values(reader, "exam_mean", "district", split=["subject"])
    assert dict(zip(frame["subject"], frame["value"], strict=True)) == {"语文": 80, "数学": 50}


def test_a_districts_mean_is_weighted_by_pupils(told):
    """
    一中 10 pupils, mean 90    二中 90 pupils, mean 60    63, not 75
    """
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, sat=10, sum_score=900.0),
        paper("二中", JUNE, sat=90, sum_score=5400.0),
    )
    assert value(reader, "exam_mean") == 63


def scores(*values):
    return {"sat": len(values), "sum_score": float(sum(values)), "sum_squares": float(sum(each**2 for each in values))}


def test_z_is_the_distance_to_all_pupils_in_their_own_spread(told):
    """
    一中 ten pupils with 60 and ten with 80; 二中 twenty with 50: mu 60, population variance (10*0 + 10*400 + 20*100) / 40 = 150
    """
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, **scores(*[60] * 10, *[80] * 10)),
        paper("二中", JUNE, **scores(*[50] * 20)),
    )
    found = by_area(reader, "exam_z", "school")
    assert found["一中"] == pytest.approx(10 / 150**0.5)
    assert found["二中"] == pytest.approx(-10 / 150**0.5)


def test_z_is_unknown_when_one_school_gives_no_spread(told):
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, **scores(*range(50, 90))),
        paper("二中", JUNE, sat=30, sum_score=1800.0),
    )
    assert by_area(reader, "exam_z", "school") == {"一中": None, "二中": None}


@pytest.mark.parametrize("name", ["exam_z", "exam_t", "exam_over_mean"])
def test_a_position_says_which_schools_its_district_leaves_out(told, name):
    """三中 is due and silent: the district that 一中 and 二中 are placed in is those two, and that is said."""
    told_by = [paper(school, JUNE, **scores(*range(50, 90))) for school in ("一中", "二中")]
    silent = told(schools("一中", "二中", "三中"), *told_by)
    said = "“全县”只含报来成绩的 2 所学校；有这个学段的学校 3 所（没有这个年级的也在内），未报的不在比较的基准里"
    where = {"subject": "语文", "stage": "junior"}
    assert any(said in each for each in cautions(silent, name, [JUNE], where))
    # Of all stages together nobody can say which schools a paper was for.
    assert not any("只含" in each for each in cautions(silent, name))
    assert not any("只含" in each for each in cautions(silent, "exam_mean", [JUNE], where))


def test_years_that_lack_as_many_schools_are_told_in_one_sentence(told):
    years = ("2022-2023-2", JUNE)
    sat = [paper(school, year, **scores(*range(50, 90))) for school in ("一中", "二中") for year in years]
    found = cautions(told(schools("一中", "二中", "三中"), *sat), "exam_z", where={"stage": "junior"})
    (said,) = [each for each in found if "只含" in each]
    assert all(label_zh(year) in said for year in years)


def test_a_position_among_all_schools_says_nothing_of_that(told):
    whole = told(
        schools("一中", "二中"), *[paper(school, JUNE, **scores(*range(50, 90))) for school in ("一中", "二中")]
    )
    assert not any("只含" in each for each in cautions(whole, "exam_z", [JUNE], {"subject": "语文", "stage": "junior"}))


def test_z_of_a_few_pupils_is_unknown(told):
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, **scores(*range(50, 90))),
        paper("二中", JUNE, **scores(*range(50, 59))),
    )
    found = by_area(reader, "exam_z", "school")
    assert found["二中"] is None
    assert found["一中"] is not None


def test_z_without_any_spread_is_unknown(told):
    reader = told(schools("一中"), paper("一中", JUNE, **scores(*[70] * 20)))
    assert value(reader, "exam_z", "school") is None


def test_choosing_rural_schools_does_not_make_them_their_own_district(told):
    reader = told(
        schools("一中", urban_rural="rural"), schools("二中", urban_rural="urban"),
        paper("一中", JUNE, **scores(*range(40, 60))), paper("二中", JUNE, **scores(*range(70, 90))),
    )  # fmt: skip
    everyone = by_area(reader, "exam_z", "school")
    assert value(reader, "exam_z", "school", urban_rural="rural") == pytest.approx(everyone["一中"])


def test_the_score_rate_divides_by_the_full_mark(told):
    reader = told(schools("一中"), paper("一中", JUNE, full_mark=120.0, sat=10, sum_score=900.0))
    assert row(reader, "exam_score_rate")["value"] == pytest.approx(900 / 1200)


def test_the_same_distance_as_t_over_the_mean_and_the_spread_of_each_school(told):
    # 一中: ten pupils of 80, 二中: ten of 60. District mean 70, standard deviation 10.
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, sat=10, sum_score=800.0, sum_squares=64_000.0),
        paper("二中", JUNE, sat=10, sum_score=600.0, sum_squares=36_000.0),
    )
    assert by_area(reader, "exam_z", "school", JUNE) == pytest.approx({"一中": 1.0, "二中": -1.0})
    assert by_area(reader, "exam_t", "school", JUNE) == pytest.approx({"一中": 60.0, "二中": 40.0})
    assert by_area(reader, "exam_over_mean", "school", JUNE) == pytest.approx({"一中": 1 / 7, "二中": -1 / 7})
    assert value(reader, "exam_sd", period=JUNE) == pytest.approx(10.0)
    assert by_area(reader, "exam_sd", "school", JUNE) == pytest.approx({"一中": 0.0, "二中": 0.0})


def test_a_spread_is_unknown_where_a_school_gave_no_squares(told):
    reader = told(
        schools("一中", "二中"),
        paper("一中", JUNE, sat=10, sum_score=800.0, sum_squares=64_000.0),
        paper("二中", JUNE, sat=10, sum_score=600.0),
    )
    assert value(reader, "exam_sd", period=JUNE) is None
    assert by_area(reader, "exam_sd", "school", JUNE) == {"一中": 0.0, "二中": None}
    assert by_area(reader, "exam_over_mean", "school", JUNE) == pytest.approx({"一中": 1 / 7, "二中": -1 / 7})
