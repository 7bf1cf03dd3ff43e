"""The invented numbers hang together: cohorts, classes, standards, pairs."""

import re
from collections import Counter

import pytest

from etl.sample import SampleFiles, sample_truth, stories
from etl.sample.county import TOWNSHIPS, YEARS, build_county
from etl.sample.enrolment import class_sizes
from etl.sample.population import grow_population
from etl.sample.subsidy import LIVING, term_standard, terms

Rows = list[dict]


@pytest.fixture(scope="module")
def truth(sample: SampleFiles) -> dict[str, Rows]:
    return sample.truth


def autumn_totals(truth: dict[str, Rows], year: int) -> dict[tuple[str, str], dict]:
    return {
        (row["school"], row["stage"]): row
        for row in truth["enrolment"]
        if row["period"] == f"{year}-{year + 1}-1" and row["grade"] is None
    }


def test_the_county_has_twelve_townships_and_about_120_schools_of_all_stages():
    county = build_county(1)
    assert len(county.townships) == 12
    assert 115 <= len(county.schools) <= 125
    assert len({school.code for school in county.schools}) == len(county.schools)
    stages = {stage for school in county.schools for stage in school.stages}
    assert stages == {"kindergarten", "primary", "junior", "senior", "vocational", "special"}


def test_codes_are_ten_digits_of_a_province_that_is_none(truth):
    for row in truth["school"]:
        assert re.fullmatch(r"(11|21|31|34|36|51)99\d{6}", row["school_code"])


def test_school_names_are_unique_but_for_one_pair_told_apart_by_township(truth):
    names = Counter(
        (row["school"]) for row in truth["school"] if row["stage"] != "junior" and row["status"] == "active"
    )
    assert [name for name, count in names.items() if count > 1] == ["希望小学"]
    places = {row["township"] for row in truth["school"] if row["school"] == "希望小学"}
    assert places == {"柳林镇", "松岭乡"}


def test_a_larger_scale_multiplies_the_schools_under_new_codes():
    once, twice = build_county(1), build_county(1, scale=2)
    assert len(twice.schools) == 2 * len(once.schools)
    assert len({school.code for school in twice.schools}) == len(twice.schools)
    assert len({(school.township, school.name) for school in twice.schools}) == len(twice.schools)


def test_parts_of_enrolment_stay_within_pupils(truth):
    for row in truth["enrolment"]:
        if "pupils" in row:
            for part in ("girls", "boarders", "left_behind", "migrant", "disabled"):
                assert row.get(part) is None or 0 <= row[part] <= row["pupils"], (part, row)


def test_grades_add_up_to_their_school(truth):
    for year in (2021, 2022, 2024, 2025):
        totals = autumn_totals(truth, year)
        sums: dict[tuple[str, str], Counter] = {}
        for row in truth["enrolment"]:
            if row["period"] == f"{year}-{year + 1}-1" and row["grade"] is not None:
                sums.setdefault((row["school"], row["stage"]), Counter()).update(
                    {name: row[name] for name in ("pupils", "girls", "classes")}
                )
        assert sums
        for key, parts in sums.items():
            assert {name: totals[key][name] for name in parts} == dict(parts)


def test_cohorts_move_up_and_lose_only_who_left():
    """A grade in the next autumn is the grade below it, less losses, plus and minus transfers; nobody appears from
    nowhere, and within the county as many arrive in town as are counted as arriving."""
    county = build_county(5)
    population = grow_population(county, 5)
    for year in YEARS[:-1]:
        for (code, stage), grades in population.autumns[year].items():
            for grade, cohort in grades.items():
                above = population.autumns[year + 1].get((code, stage), {}).get(grade + 1)
                if above is None or stage in ("special",):
                    continue
                moved = (above.came - cohort.came) - (above.went - cohort.went)
                assert above.size == cohort.size - population.lost[year, code, stage, grade] + moved


def test_graduates_are_the_top_grade_less_the_losses_of_the_year(truth):
    county = build_county(20260901)
    population = grow_population(county, 20260901)
    graduates = {
        (row["school"], row["period"]): row["graduates"]
        for row in truth["enrolment"]
        if "graduates" in row and row["stage"] == "junior"
    }
    assert len(graduates) == 15 * len(YEARS)
    for (code, period), count in graduates.items():
        year = int(period[:4])
        top = population.autumns[year][code, "junior"][9]
        assert count == top.size - population.lost[year, code, "junior", 9]


def test_intakes_are_the_first_grade(truth):
    for row in truth["enrolment"]:
        if row["grade"] == 1:
            total = autumn_totals(truth, int(row["period"][:4]))[row["school"], "primary"]
            assert total["intake"] == row["pupils"]


def test_classes_are_as_even_as_they_can_be():
    assert class_sizes(113, 2) == [57, 56]
    assert class_sizes(90, 2) == [45, 45]


def test_every_living_subsidy_but_the_planted_one_follows_the_standard_of_its_term(truth):
    odd = [
        row
        for row in truth["subsidy"]
        if row["programme"] in LIVING
        and row["amount"] != row["recipients"] * term_standard(row["programme"], row["stage"], row["period"])
    ]
    assert len(odd) == 1
    assert odd[0]["amount"] % 62.5 != 0
    assert sum(row["amount"] % 62.5 != 0 for row in truth["subsidy"] if row["programme"] in LIVING) == 1


@pytest.mark.parametrize(
    ("programme", "stage", "term", "yuan"),
    [
        ("寄宿生生活补助", "primary", "2023-2024-1", 500.0),
        ("寄宿生生活补助", "junior", "2023-2024-1", 625.0),
        ("寄宿生生活补助", "primary", "2023-2024-2", 625.0),
        ("寄宿生生活补助", "junior", "2023-2024-2", 750.0),
        ("非寄宿生生活补助", "primary", "2020-2021-1", 250.0),
        ("非寄宿生生活补助", "junior", "2025-2026-2", 375.0),
        ("营养改善计划", "primary", "2021-2022-1", 500.0),
    ],
)
def test_standards_change_on_their_dates(programme, stage, term, yuan):
    assert term_standard(programme, stage, term) == yuan


def test_the_means_of_tiered_grants_are_the_standard(truth):
    for row in truth["subsidy"]:
        if row["programme"] in ("普通高中国家助学金", "中职国家助学金"):
            assert row["amount"] / row["recipients"] == (1150 if row["period"] >= "2024-2025-2" else 1000)


def test_subsidies_reach_every_term_and_nobody_twice(truth):
    assert {row["period"] for row in truth["subsidy"]} == set(terms())
    keys = Counter(
        (row["school"], row.get("area"), row["stage"], row["period"], row["programme"], row["category"])
        for row in truth["subsidy"]
    )
    assert max(keys.values()) == 1
    assert all(row["recipients"] <= row["eligible"] for row in truth["subsidy"])


def test_one_term_of_kindergarten_grants_is_known_by_township_only(truth):
    area_rows = [row for row in truth["subsidy"] if row["school"] is None]
    assert {row["area"] for row in area_rows} == {place.name for place in TOWNSHIPS}
    assert {(row["programme"], row["period"]) for row in area_rows} == {("学前教育资助", "2020-2021-1")}
    assert all(row["amount"] == row["recipients"] * 375 for row in area_rows)


def test_dropouts_return_within_their_year_and_never_before_they_left(truth):
    running: Counter = Counter()
    for row in sorted(truth["dropout"], key=lambda row: row["period"]):
        year = int(row["period"][:4]) - (int(row["period"][5:]) < 9)
        key = (row["school"], row["stage"], year)
        running[key] += row["dropouts"] - row["returned"]
        assert running[key] >= 0, row


def test_exams_count_each_pupil_once(truth):
    for row in truth["exam"]:
        assert row["n_excellent"] <= row["n_pass"] <= row["sat"] <= row["eligible"]
        assert row["n_low"] + row["n_pass"] <= row["sat"]
        assert 0 <= row["sum_score"] <= row["sat"] * row["full_mark"]


def test_no_grade_six_exam_is_held_after_the_ban(truth):
    assert max(row["period"] for row in truth["exam"] if row["grade"] == 6) == "2024-2025-2"
    assert max(row["period"] for row in truth["exam"] if row["grade"] == 9) == "2025-2026-2"


def test_there_are_eighteen_pairs_of_three_types_some_begun_in_2022(truth):
    assert len(truth["pair"]) == 18
    assert {row["pair_type"] for row in truth["pair"]} == {"merged", "co_built", "collaborative"}
    assert sum(row["start"] == "2022-09-01" for row in truth["pair"]) == 8
    stages = {row["school_code"]: row["stage"] for row in truth["school"]}
    codes = {row["school_code"] for row in truth["school"]}
    for row in truth["pair"]:
        assert {row["core_school"], row["member_school"]} <= codes
        assert stages[row["core_school"]] == stages[row["member_school"]]


def test_pairs_only_act_while_they_last(truth):
    dates = {(row["core_school"], row["member_school"]): (row["start"], row["end"] or "9999") for row in truth["pair"]}
    for row in truth["support"]:
        if row["member_school"]:
            start, end = dates[row["core_school"], row["member_school"]]
            assert start[:4] <= row["period"][:4] < end[:4]


def test_resources_have_seven_items_for_each_school_stage_and_year_and_four_more_lately(truth):
    counts = Counter((row["school"], row["stage"], row["period"]) for row in truth["resource"])
    assert {(period, n) for (*_, period), n in counts.items()} == {
        *((f"{year}-{year + 1}", 7) for year in (2020, 2021, 2022)),
        *((f"{year}-{year + 1}", 11) for year in (2023, 2024, 2025)),
    }


def test_a_closed_school_says_nothing_afterwards(truth):
    closed = {row["school_code"] for row in truth["school"] if row["status"] == "closed"}
    assert len(closed) == 3
    for dataset in ("enrolment", "dropout", "subsidy", "resource"):
        last = max(row["period"][:4] for row in truth[dataset] if row["school"] in closed)
        assert last <= "2023", dataset
        assert not [row for row in truth[dataset] if row["school"] in closed and row["period"] >= "2023-2024"]


def test_the_never_reporting_school_is_in_the_register_and_has_pupils(truth):
    code = next(row["school_code"] for row in truth["school"] if row["school"] == stories.NEVER_REPORTS)
    assert any(row["school"] == code for row in truth["enrolment"])
    assert not any(row["school"] == code for row in truth["dropout"])


def test_another_seed_is_another_county():
    assert sample_truth(seed=7)["enrolment"] != sample_truth(seed=8)["enrolment"]


def test_two_returns_give_the_same_teachers_but_for_one_school(truth):
    enrolled = {(row["school"], row["stage"], row["period"]): row for row in truth["enrolment"] if row["grade"] is None}
    apart = {
        (row["school"], row["stage"], row["teachers"] - autumn["teachers_fulltime"])
        for row in truth["staff"]
        if (autumn := enrolled[row["school"], row["stage"], f"{row['period']}-1"])["teachers_fulltime"]
        != row["teachers"]
    }
    school = next(row["school_code"] for row in truth["school"] if row["school"] == stories.NEVER_REPORTS)
    assert apart == {(school, "primary", 8)}
