"""An exam whose schools gave no spread: the page says why there is no Z and what to report, and shows what it can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from access import Role
from store import Store
from store.settings import change_settings
from tests.metrics.building import File, Said, build, paper, register
from tests.pages.screen import number_tables, screen, words

SCHOOLS = {"东山乡": "东山乡初级中学", "西河镇": "西河镇初级中学"}


def results(school: str, year: int, spread: bool) -> Said:
    """One school's totals; with or without the sum of squares."""
    squares = {"sum_squares": 100.0 * (65**2 + 225)} if spread else {}
    return paper(school, f"{year}-{year + 1}-2", exam=f"{year + 1}年中考", subject="总分", eligible=110, sat=100,
                 sum_score=6500.0, n_pass=60, n_excellent=10, n_low=5, **squares)  # fmt: skip


def county_with(folder: Path, giving: tuple[str, ...]) -> Path:
    """Two townships over two years, of which only some give a spread."""
    rows = [row for township, school in SCHOOLS.items() for row in register(school, township, ["junior"])]
    rows += [results(school, year, school in giving) for school in SCHOOLS.values() for year in (2022, 2023)]
    return build(folder, [File(rows)]).folder.root


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No school gave a spread."""
    return county_with(tmp_path_factory.mktemp("nobody"), ())


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of two did."""
    return county_with(tmp_path_factory.mktemp("some"), (SCHOOLS["东山乡"],))


def test_the_page_says_why_and_what_to_report(nobody):
    said = words(screen(nobody, "pages.explore.exam"))
    assert "不能算标准分：2所学校都没有报标准差" in said
    assert "加一列“标准差”" in said
    assert "没有可画的数" not in said


def test_mean_and_rates_still_stand_beside_the_sat_rate(nobody):
    first = number_tables(screen(nobody, "pages.explore.exam"))[0][0]
    assert [name.split("（")[0] for name in list(first)[1:]] == [
        "平均分",
        "得分率",
        "及格率",
        "优秀率",
        "低分率",
        "参考率",
    ]
    numbers = list(first.values())
    assert (numbers[1], numbers[6]) == ("65.00", "90.9（200/220）")


def test_the_schools_that_gave_none_are_named_to_a_clerk_only(some):
    clerk, viewer = (words(screen(some, "pages.explore.exam", role)) for role in (Role.CLERK, Role.VIEWER))
    assert "没有报标准差的学校：西河镇初级中学" in clerk
    assert "2所学校中1所没有报标准差" in viewer
    assert "西河镇初级中学" not in viewer


def test_the_drill_shows_a_schools_mean_where_it_has_no_z(nobody):
    with Store(nobody).read() as reader:
        township = str(reader.value("SELECT area_id FROM area WHERE name = '东山乡'"))
    page = screen(nobody, "pages.explore.exam", township=township)
    # In a table that nobody can sort: what is clicked into an order is a list of ranks.
    assert not [each for each in page.dataframe if "学校" in each.value.columns]
    rows = next(each for each in number_tables(page) if "学校" in each[0])
    assert [list(row.values())[:2] for row in rows] == [["东山乡初级中学", "65.00"]]


def test_ranks_are_shown_to_an_administrator_once_switched_on_and_to_nobody_else(nobody, tmp_path):
    shutil.copytree(nobody, tmp_path / "own")
    own = Store(tmp_path / "own")
    with own.read() as reader:
        township = str(reader.value("SELECT area_id FROM area WHERE name = '东山乡'"))

    def told(role: Role) -> str:
        return words(screen(own.folder.root, "pages.explore.exam", role, township=township))

    assert "学校位次" not in told(Role.ADMIN)
    change_settings(own, {"exam_ranks": "on"}, "局长", "内部研判")
    assert "名次/参与排序学校数" in told(Role.ADMIN)
    assert "学校位次" not in told(Role.CLERK)
    assert "学校位次" not in told(Role.VIEWER)


def test_the_foot_speaks_of_the_schools_of_this_paper_alone(tmp_path):
    """A primary school that sent in no result of its own paper is none the leaving exam lacks."""
    rows = [row for township, school in SCHOOLS.items() for row in register(school, township, ["junior"])]
    rows += [*register("东山小学", "东山乡", ["primary"]), *register("西河小学", "西河镇", ["primary"])]
    rows += [results(school, 2023, spread=True) for school in SCHOOLS.values()]
    primary = {"stage": "primary", "grade": 6, "exam": "2024年六年级监测", "subject": "总分", "full_mark": 100.0}
    rows.append(
        paper("东山小学", "2023-2024-2", **primary, eligible=50, sat=50, sum_score=3500.0, sum_squares=250_000.0)
    )
    folder = build(tmp_path, [File(rows)]).folder.root
    assert "中考" in screen(folder, "pages.explore.exam").title[0].value
    assert "只含报来成绩的" not in words(screen(folder, "pages.explore.exam"))
