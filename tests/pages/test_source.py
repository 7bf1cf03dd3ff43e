"""这个数哪来的: on every page that shows numbers, opened by its link, within what the visitor may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import Role
from store import Store
from tests.pages.county import RISING, county, school_of
from tests.pages.screen import screen, words


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small county."""
    return county(tmp_path_factory.mktemp("county")).folder.root


def id_of(data: Path, name: str) -> str:
    """The id of a place of the small county."""
    with Store(data).read() as reader:
        return str(reader.value("SELECT area_id FROM area WHERE name = ?", [name]))


def panel_of(page: AppTest):
    """The expander of the sources."""
    return next(each for each in page.expander if each.label == "这个数哪来的")


def cells_of(page: AppTest) -> list[dict]:
    """The rows of its table."""
    return panel_of(page).dataframe[0].value.to_dict("records")


def test_a_link_opens_the_source_of_one_number(filled):
    asked = {"indicator": "pupils", "source": id_of(filled, RISING), "source_period": "2023-2024"}
    page = screen(filled, "pages.explore.enrolment", **asked)
    assert panel_of(page).proto.expanded
    assert "东山乡 · 2023—2024学年 · 在校生 = 380人" in words(page)
    assert [(row["文件"], row["数值"], row["单元格"] is not None) for row in cells_of(page)] == [
        ("2.xlsx", "380 人", True)
    ]


def test_without_a_place_in_the_link_nothing_is_looked_up(filled):
    page = screen(filled, "pages.explore.enrolment")
    assert not panel_of(page).proto.expanded
    assert len(panel_of(page).dataframe) == 0


def test_choosing_a_place_stands_in_the_address(filled):
    page = screen(filled, "pages.explore.enrolment")
    next(box for box in panel_of(page).selectbox if box.label == "地方").select("西河镇").run()
    assert "".join(page.query_params["source"]) == id_of(filled, "西河镇")
    assert panel_of(page).proto.expanded


def test_a_school_of_the_opened_township_can_be_asked_for(filled):
    school = id_of(filled, school_of("西河镇"))
    page = screen(filled, "pages.explore.enrolment", township=id_of(filled, "西河镇"), source=school)
    assert [row["学校或区域"] for row in cells_of(page)] == [school_of("西河镇")]


@pytest.mark.parametrize(
    ("number", "columns"), [("exam_z", {"总成绩", "实考人数", "成绩平方和"}), ("exam_mean", {"总成绩", "实考人数"})]
)
def test_the_exam_page_leads_to_the_sums_behind_a_township(filled, number, columns):
    page = screen(filled, "pages.explore.exam", source=id_of(filled, RISING), source_of=number)
    assert not page.exception
    assert {row["列"] for row in cells_of(page)} == columns


def test_the_exam_page_shows_a_viewer_no_sums_of_schools(filled):
    page = screen(filled, "pages.explore.exam", Role.VIEWER, source=id_of(filled, RISING))
    assert len(panel_of(page).dataframe) == 0
    assert "学校成绩只对经办和管理人员显示" in words(page)


def test_the_pairs_page_leads_to_the_cells_of_either_end(filled):
    member = id_of(filled, school_of("西河镇"))
    page = screen(filled, "pages.pairs.pairs", source=member, source_period="2024-2025")
    assert not page.exception
    assert {row["学校或区域"] for row in cells_of(page)} == {school_of("西河镇")}


def test_a_number_of_the_district_names_only_the_schools_one_may_see(filled):
    own = id_of(filled, RISING)
    page = screen(filled, "pages.explore.enrolment", Role.CLERK, (own,), source=id_of(filled, "青山县"))
    assert not page.exception
    assert {row["学校或区域"] for row in cells_of(page)} == {school_of(RISING)}


def test_a_place_nobody_knows_is_dropped_with_a_note(filled):
    page = screen(filled, "pages.explore.enrolment", source="T9999")
    assert "已忽略：地方" in words(page)
