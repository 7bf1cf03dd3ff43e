"""The pages that answer questions: what each says of the small county's stories, empty, and to a visitor of one township."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access import Role, Visitor
from catalog import indicator
from metrics.errors import NotPermitted
from pages import PAGES as EVERY_PAGE
from reports.selection import Selection
from store import Store
from store.settings import change_settings
from tests.pages.county import DISTRICT, RISING, county, school_of
from tests.pages.screen import number_tables, screen, words
from tests.store.build import load
from ui.context import Context
from ui.downloads import Wanted, file_of, preview_of
from ui.school_exams import may_order_schools

PAGES = (
    "pages.overview.overview",
    "pages.explore.enrolment",
    "pages.explore.dropout",
    "pages.explore.aid",
    "pages.explore.exam",
    "pages.pairs.pairs",
    "pages.about.definitions",
)
ASKING = PAGES[:-1]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small county."""
    return county(tmp_path_factory.mktemp("county")).folder.root


def township_id(data: Path, name: str) -> str:
    """The id of a township of the small county."""
    with Store(data).read() as reader:
        return str(reader.value("SELECT area_id FROM area WHERE level = 'township' AND name = ?", [name]))


def everything(page: AppTest) -> str:
    """What the page says, and what its boxes offer."""
    boxes = [option for box in (*page.selectbox, *page.multiselect) for option in box.options]
    tables = [str(frame.value.to_dict()) for frame in page.dataframe]
    return "\n".join([words(page), *boxes, *tables])


@pytest.mark.parametrize("module", PAGES)
@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMIN])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_draws_itself_with_data_for_each_role_in_both_languages(filled, module, role, language):
    page = screen(filled, module, role, lang=language)
    assert not page.exception
    assert page.title


@pytest.mark.parametrize("module", ASKING)
def test_an_empty_store_shows_the_way_to_upload_and_to_the_sample(tmp_path, module):
    page = screen(tmp_path, module)
    assert not page.exception
    assert "还没有数据" in words(page)
    assert [button.label for button in page.button] == ["生成示例县"]
    assert len(page.code) == 0, "no command that might fill another folder than the one being served"


def test_a_store_that_knows_only_its_schools_opens_every_page(tmp_path):
    """The register is often the first file: then there are schools, and nothing was reported yet."""
    row = {
        "district": "青山县",
        "township": "东山乡",
        "school": "东山中心小学",
        "stage": "primary",
        "period": "2023-2024",
    }
    load(Store(tmp_path), "school", [row])
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(ROOT.glob("pages/*/[a-z]*.py"))
    ]
    assert len(modules) == len(EVERY_PAGE)
    for module in modules:
        page = screen(tmp_path, module)
        assert not page.exception, module
        assert page.title, module


def test_a_viewer_of_an_empty_store_is_told_whom_to_ask(tmp_path):
    page = screen(tmp_path, "pages.overview.overview", Role.VIEWER)
    assert "请联系经办人员或管理员" in words(page)
    assert len(page.button) == 0


@pytest.mark.parametrize("module", ASKING)
def test_a_visitor_of_one_township_reads_nothing_of_another(filled, module):
    page = screen(filled, module, Role.CLERK, (township_id(filled, RISING),))
    assert not page.exception
    others = [name for name in ("西河镇", "南岭乡", "北原镇") if name in everything(page)]
    assert others == []


def test_the_overview_leads_with_the_township_whose_dropout_rises(filled):
    page = screen(filled, "pages.overview.overview")
    assert page.title[0].value == "东山乡辍学率连续3年上升，从0.50%到2.97%；其余2个乡镇没有这样持续上升的"
    assert "未劝返复学" in words(page)


def test_the_dropout_page_names_the_silent_school_and_does_not_count_it_as_zero(filled):
    page = screen(filled, "pages.explore.dropout", indicator="dropout_rate")
    assert "1所学校未报或缺项，合计为已报部分" in words(page)
    assert f"全年一次未报的学校：{school_of('南岭乡')}" in words(page)


def test_the_exam_page_counts_and_never_names_or_ranks(filled):
    page = screen(filled, "pages.explore.exam")
    assert "4个乡镇中" in page.title[0].value
    assert not any(name in page.title[0].value for name in ("东山乡", "西河镇", "南岭乡", "北原镇"))
    over_the_years, paper = number_tables(page)[:2]
    registered = ["东山乡", "西河镇", "南岭乡", "北原镇"]
    assert list(dict.fromkeys(row["乡镇"] for row in over_the_years)) == registered
    assert [row["乡镇"] for row in paper][1:] == registered


def test_the_exam_trend_names_only_the_district_and_who_is_chosen(filled):
    def named(**chosen: str) -> list[str]:
        found = {chart.key: chart for chart in screen(filled, "pages.explore.exam", **chosen).get("plotly_chart")}
        layout = json.loads(found["figure_z_trend"].proto.spec)["layout"]
        return [each["text"].split()[0] for each in layout["annotations"]]

    assert named() == [DISTRICT]
    assert sorted(named(townships=township_id(filled, RISING))) == sorted([DISTRICT, RISING])


def test_results_of_schools_are_for_clerks_not_for_viewers(filled):
    asked = {"township": township_id(filled, RISING)}
    assert "学校成绩只对经办和管理人员显示" in words(screen(filled, "pages.explore.exam", Role.VIEWER, **asked))
    assert "学校成绩只对经办和管理人员显示" not in words(screen(filled, "pages.explore.exam", Role.CLERK, **asked))


@pytest.mark.parametrize("module", ["pages.overview.overview", "pages.pairs.pairs"])
def test_gaps_in_exams_are_counted_for_viewers_and_named_for_those_who_act(filled, module):
    viewer, clerk = (screen(filled, module, role) for role in (Role.VIEWER, Role.ADMIN))
    assert "学校成绩只对经办和管理人员显示" in words(viewer)
    assert "学校成绩只对经办和管理人员显示" not in words(clerk)
    assert school_of("西河镇") not in viewer.title[0].value


def test_a_download_holds_no_schools_results_for_viewers(filled):
    store, everywhere = Store(filled), Selection()
    paper = (("exam", "2025年中考"), ("subject", "总分"))
    with Context(store, Visitor("看", Role.VIEWER), store.current()) as context:
        for wanted in (
            Wanted("exam", everywhere),
            Wanted("exam_mean", everywhere, "school", paper),
            Wanted("exam_z", everywhere, "pair", paper),
        ):
            with pytest.raises(NotPermitted):
                preview_of(context, wanted)
            with pytest.raises(NotPermitted):
                file_of(context, wanted, "csv")
        assert preview_of(context, Wanted("exam_mean", everywhere, "township", paper)).rows
    with Context(store, Visitor("办", Role.CLERK), store.current()) as context:
        assert preview_of(context, Wanted("exam_mean", everywhere, "school", paper)).rows


def test_schools_stand_in_the_order_of_results_only_for_an_administrator_once_it_is_switched_on(filled, tmp_path):
    shutil.copytree(filled, tmp_path / "own")
    own, z, size = Store(tmp_path / "own"), indicator("exam_z"), indicator("mean_class_size")

    def ordered(role: Role) -> tuple[bool, bool]:
        with Context(own, Visitor("甲", role), own.current()) as context:
            return may_order_schools(context, z), may_order_schools(context, size)

    assert ordered(Role.ADMIN) == (False, True)
    change_settings(own, {"exam_ranks": "on"}, "局长", "内部研判")
    assert (ordered(Role.CLERK), ordered(Role.ADMIN)) == ((False, True), (True, True))


def test_a_pair_that_closed_because_the_member_rose_says_so(filled):
    page = screen(filled, "pages.pairs.pairs")
    assert "主要来自成员校提高" in page.title[0].value


def test_a_link_opens_the_view_it_names_on_the_first_visit(filled):
    page = screen(
        filled,
        "pages.explore.enrolment",
        indicator="classes",
        townships=township_id(filled, "西河镇"),
        **{"from": "2022-2023"},
    )
    assert next(box.value for box in page.selectbox if box.label == "指标") == "班数"
    assert page.multiselect[0].value == ["西河镇"]
    assert tuple(page.select_slider[0].value) == ("2022-23", "2024-25")


def test_choosing_writes_the_address_and_the_default_leaves_it(filled):
    page = screen(filled, "pages.explore.enrolment")
    box = next(box for box in page.selectbox if box.label == "指标")
    box.select("招生数").run()
    assert page.query_params["indicator"] in ("intake", ["intake"])
    next(box for box in page.selectbox if box.label == "指标").select("在校生").run()
    assert "indicator" not in page.query_params


def test_conditions_nobody_knows_are_dropped_with_a_quiet_note(filled):
    page = screen(filled, "pages.explore.enrolment", stage="nursery", townships="T9999")
    assert not page.exception
    assert "已忽略：学段、乡镇" in words(page)


def test_a_township_leads_down_to_its_schools(filled):
    page = screen(filled, "pages.explore.enrolment", township=township_id(filled, "西河镇"))
    assert school_of("西河镇") in everything(page)


def test_moving_the_years_stands_in_the_address(filled):
    page = screen(filled, "pages.explore.enrolment")
    page.select_slider[0].set_range("2022-23", "2023-24").run()
    assert not page.exception
    assert "2022-23 — 2023-24" in words(page)
    assert "".join(page.query_params["from"]) == "2022-2023"


def test_a_definition_is_found_by_a_word_and_opened_by_its_address(filled):
    page = screen(filled, "pages.about.definitions", indicator="dropout_rate")
    told = words(page)
    assert "辍学（控辍保学；dropout.dropouts）" in told
    assert "Σ 辍学 ÷ Σ 学年初在校生数" in told
    assert "未与原件核对" in told
    page.text_input(key="find").input("教基厅函 报告").run()
    found = [each.value for each in page.subheader]
    assert "1 个指标" in found
    page.text_input(key="find").input("没有这个词").run()
    assert "没有这样的指标" in words(page)
