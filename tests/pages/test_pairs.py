"""Pairs are compared by what both schools have: their own stage's exam, else a figure both report; the rest is counted."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from store import Store
from tests.metrics.building import File, Said, build, enrolled, pair, paper, register
from tests.pages.screen import number_tables, screen, words

SINCE = datetime.date(2022, 9, 1)
YEARS = (2020, 2021, 2022, 2023)
HOMES = {
    "县第一中学": ("junior", 70),
    "东乡中学": ("junior", 50),
    "县实验小学": ("primary", 80),
    "东乡小学": ("primary", 60),
    "县幼儿园": ("kindergarten", 0),
    "东乡幼儿园": ("kindergarten", 0),
}
PAIRS = (("县第一中学", "东乡中学"), ("县实验小学", "东乡小学"), ("县幼儿园", "东乡幼儿园"))


def year_of(school: str, year: int) -> list[Said]:
    """What one school reported of one school year: a primary and a junior exam, teachers of all."""
    stage, mean = HOMES[school]
    members = school.startswith("东乡")
    step = (year - YEARS[0]) * (6 if members else 0)
    counts = {"kindergarten": {}, "primary": {"grade": 6}, "junior": {"grade": 9}}[stage]
    rows = [enrolled(school, f"{year}-{year + 1}-1", stage, pupils=300, classes=10, teachers_fulltime=20 + step // 6)]
    if mean:
        exam = f"{year + 1}年{'中考' if stage == 'junior' else '小学六年级监测'}"
        scored = {"full_mark": 100.0, "eligible": 200, "sat": 200, "sum_score": float((mean + step) * 200),
                  "sum_squares": float(((mean + step) ** 2 + 225) * 200)}  # fmt: skip
        rows.append(paper(school, f"{year}-{year + 1}-2", stage, exam=exam, subject="总分", **counts, **scored))
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pairs: of junior schools, of primary schools, of kindergartens."""
    rows = [
        row
        for school, (stage, _) in HOMES.items()
        for row in register(school, "东乡" if school.startswith("东乡") else "城关镇", [stage], urban_rural="rural")
    ]
    rows += [row for school in HOMES for year in YEARS for row in year_of(school, year)]
    rows += [pair(core, member, SINCE) for core, member in PAIRS]
    return build(tmp_path_factory.mktemp("pairs"), [File(rows)]).folder.root


def id_of(folder: Path, name: str) -> str:
    """The id of a school."""
    with Store(folder).read() as reader:
        return str(reader.value("SELECT area_id FROM area WHERE name = ?", [name]))


def members_of(page: AppTest) -> dict[str, dict]:
    """The rows of the table of members, by member."""
    table = next(each for each in number_tables(page) if "成员校" in each[0])
    return {row["成员校"]: row for row in table}


def test_each_pair_is_compared_by_what_its_stage_has(folder):
    page = screen(folder, "pages.pairs.pairs")
    assert not page.exception
    rows = members_of(page)
    assert rows["东乡中学"]["看什么"] == "九年级中考 总分（Z）"
    assert rows["东乡小学"]["看什么"] == "小学六年级监测 总分（Z）"
    assert rows["东乡幼儿园"]["看什么"] == "学前生师比"
    assert all(row["最近"] != "—" for row in rows.values())
    assert "2对可比的结对中，2对差距缩小" in page.title[0].value


def test_pairs_that_do_not_sit_the_exam_are_left_out_with_a_count(folder):
    page = screen(folder, "pages.pairs.pairs", indicator="exam_z", exam="junior-9-中考")
    assert list(members_of(page)) == ["东乡中学"]
    assert "另有2对的学校不参加此考试（小学1对、学前1对）" in words(page)
    assert "两端数据不足" not in words(page)


def test_a_core_of_another_stage_says_so_instead_of_an_empty_picture(folder):
    asked = {"indicator": "exam_z", "exam": "junior-9-中考", "pair": id_of(folder, "县幼儿园")}
    page = screen(folder, "pages.pairs.pairs", **asked)
    assert not page.exception
    assert "所选结对没有可以比较的差距" in page.title[0].value
    assert "另有1对的学校不参加此考试" in words(page)


def test_a_core_of_a_kindergarten_is_read_by_what_kindergartens_report(folder):
    page = screen(folder, "pages.pairs.pairs", pair=id_of(folder, "县幼儿园"))
    assert not page.exception
    assert "学前生师比" in page.title[0].value
    assert "向右为缩小差距" not in words(page), "a ratio without a better end neither narrows nor widens"


def test_a_link_to_an_exam_opens_that_exam(folder):
    page = screen(folder, "pages.pairs.pairs", exam="primary-6-小学六年级监测")
    assert list(members_of(page)) == ["东乡小学"]
