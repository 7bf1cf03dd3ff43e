"""The planted stories hold in the truth, and the README tells them with the very figures."""

from pathlib import Path

import pytest

from etl.sample import SampleFiles, stories

README = (Path(__file__).parents[3] / "data/sample/README.md").read_text(encoding="utf-8")
YEARS = [f"{year}-{year + 1}" for year in range(2020, 2026)]


@pytest.fixture(scope="module")
def figures(sample: SampleFiles) -> dict:
    return stories.figures(sample.truth)


def zh_list(values: list) -> str:
    return "、".join(str(value) for value in values)


def signed(values: list[float]) -> str:
    return "、".join(f"{value:.2f}".replace("-", "−") for value in values)


def test_dropout_rises_in_one_township_and_falls_in_the_others(figures):
    by_year = figures["dropouts_by_year"]
    rising = [by_year[stories.RISING_TOWNSHIP][year] for year in YEARS]
    others = [sum(years[year] for name, years in by_year.items() if name != stories.RISING_TOWNSHIP) for year in YEARS]
    assert rising == [2, 4, 7, 10, 14, 17]
    assert others[0] > others[-1]
    assert zh_list(rising) in README
    assert zh_list(others) in README
    for name, years in by_year.items():
        if name != stories.RISING_TOWNSHIP:
            assert years[YEARS[-1]] <= years[YEARS[0]]


def test_the_rise_shows_within_the_year_too(figures):
    months = list(figures["monthly_last_year"].values())
    assert sum(months[1:5]) < sum(months[5:10])
    assert zh_list(months[1:10]) in README
    assert months[0] == months[10] == months[11] == 0


def test_the_dropouts_stay_open(figures):
    open_now = figures["open_at_end"]
    assert open_now.pop(stories.RISING_TOWNSHIP) == 16
    assert set(open_now.values()) == {0}
    assert "**16**" in README


def test_a_pair_works(figures):
    core, member = (list(figures["z"][name].values()) for name in (stories.WORKING_CORE, stories.WORKING_MEMBER))
    assert signed(core) in README
    assert signed(member) in README
    assert member[-1] - member[1] > 0.35
    assert max(core) - min(core) < 0.06
    assert member[1:] == sorted(member[1:])


def test_a_gap_closes_only_because_the_core_fell(figures):
    core, member = (list(figures["z"][name].values()) for name in (stories.FALLING_CORE, stories.FALLING_MEMBER))
    assert signed(core) in README
    assert signed(member) in README
    assert core[-1] - core[1] < -0.35
    assert max(member) - min(member) < 0.06
    assert (round(core[0], 2) - round(member[0], 2), round(core[-1] - member[-1], 2)) == (pytest.approx(0.78), 0.41)


def test_one_subsidy_line_fits_no_standard(figures):
    line = figures["odd_line"]
    assert (line["recipients"], line["amount"]) == (24, 14647.0)
    assert line["amount"] % 62.5
    assert "24 人，**14,647 元**（人均 610.29 元）" in README
    assert round(line["amount"] / line["recipients"], 2) == 610.29


def test_rural_intakes_shrink_while_the_town_fills_up(figures):
    rural, town = [
        [
            sum(terms[f"{year}-1"] for name, terms in figures["intake"].items() if name.endswith("街道") is in_town)
            for year in YEARS
        ]
        for in_town in (False, True)
    ]
    assert (rural[0], rural[-1], town[0], town[-1]) == (1459, 918, 1732, 2316)
    for number in (rural[0], rural[-1], town[0], town[-1]):
        assert f"**{number:,}**" in README
    large = list(figures["large_classes"].values())
    assert large == sorted(large)
    assert f"{zh_list(large[:-1])}、**{large[-1]}** 个" in README


def test_silence_is_absence_not_zero(figures, sample):
    assert figures["silent_schools"] == 6
    codes = {row["school_code"] for row in sample.truth["school"] if row["township"] == stories.SILENT_TOWNSHIP}
    months = {row["period"] for row in sample.truth["dropout"] if row["school"] in codes}
    assert stories.SILENT_MONTH not in months
    assert {"2024-02", "2024-04"} <= months


def test_retention_falls_where_every_month_says_zero(figures, sample):
    shares = list(figures["retention"].values())
    assert zh_list([f"{share:.1%}" for share in shares]) in README
    assert shares == sorted(shares, reverse=True)
    code = next(row["school_code"] for row in sample.truth["school"] if row["school"] == stories.LEAKING_SCHOOL)
    assert {row["dropouts"] for row in sample.truth["dropout"] if row["school"] == code} == {0}


def test_other_junior_schools_keep_their_cohorts(sample):
    schools = {row["school_code"]: row for row in sample.truth["school"] if row["stage"] == "junior"}
    for code, row in schools.items():
        if row["school"] != stories.LEAKING_SCHOOL and row["township"] != stories.RISING_TOWNSHIP:
            assert min(stories.retention(sample.truth, code).values()) > 0.95, row["school"]


def test_the_readme_gives_the_size_of_the_county(sample):
    rows = [row for row in sample.truth["enrolment"] if row["grade"] is None and "pupils" in row]
    sums = {
        term: sum(row["pupils"] for row in rows if row["period"] == term) for term in ("2020-2021-1", "2025-2026-1")
    }
    assert sums == {"2020-2021-1": 41285, "2025-2026-1": 38221}
    assert "41,285" in README
    assert "38,221" in README
    teachers = sum(row["teachers_fulltime"] for row in rows if row["period"] == "2021-2022-1")
    assert f"**{teachers:,}**" in README
    assert f"**{teachers + stories.WRONG_TOTAL_BY:,}**" in README
    assert f"{len(sample.files)} 个" in README
