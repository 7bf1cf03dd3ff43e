"""The settings page: what is in force, changing it with a reason, taking it back, and who may."""

from pathlib import Path

import pytest

from access import Role
from catalog.settings import DEFAULTS, SETTINGS, setting
from store import Store
from store.settings import settings_in_force
from tests.pages.screen import screen, words
from tests.reports.district import small_district

PAGE = "pages.data.settings"
DEFINITIONS = "pages.about.definitions"


@pytest.fixture
def own(tmp_path: Path) -> Store:
    """A district of the test's own: it is changed."""
    return small_district(tmp_path)


def value(store: Store, name: str) -> object:
    with store.read() as reader:
        return settings_in_force(reader).value(name)


def test_a_change_needs_a_reason_holds_everywhere_and_is_taken_back(own: Store):
    page = screen(own.folder.root, PAGE, setting="retention_formula")
    assert f"{len(SETTINGS)} 项设置，全部为默认值" in words(page)
    assert page.button(key="settings_save").disabled
    page.selectbox(key="setting_retention_formula_A").select("C").run()
    page.button(key="settings_save").click().run()
    assert "为什么" in words(page)
    page.text_input(key="why_retention_formula").input("与市里一致").run()
    page.button(key="settings_save").click().run()
    assert "已启用" in words(page)
    assert value(own, "retention_formula") == "C"
    # The definitions page says which formula is used, who chose it and why.
    told = screen(own.folder.root, DEFINITIONS, indicator="retention_rate")
    table = words(told)
    assert "算法C" in table
    assert "测试员" in table
    assert "与市里一致" in table
    again = screen(own.folder.root, PAGE)
    (flip,) = [each for each in again.button if each.key.startswith("settings_flip")]
    flip.click().run()
    assert value(own, "retention_formula") == "A"


def test_a_value_that_cannot_be_is_refused_in_words(own: Store):
    page = screen(own.folder.root, PAGE, setting="exam_pass_at")
    page.text_input(key="setting_exam_pass_at_0.6").input("99%").run()
    page.text_input(key="why_exam_pass_at").input("试试").run()
    page.button(key="settings_save").click().run()
    assert "及格线不能高于优秀线" in words(page)
    assert value(own, "exam_pass_at") == 0.6


def test_an_empty_store_shows_the_defaults_and_changes_nothing(tmp_path: Path):
    page = screen(tmp_path, PAGE)
    assert "还没有数据" in words(page)
    assert not page.button


def test_who_may_open_it_and_who_may_change(folder: Path):
    assert "没有" in words(screen(folder, PAGE, Role.VIEWER))
    with_part = screen(folder, PAGE, Role.CLERK, scope=("T0001",))
    assert "没有修改设置的权限" in words(with_part)
    assert not with_part.button


def test_a_target_is_set_with_its_document_and_stands_beside_its_value(own: Store):
    page = screen(own.folder.root, PAGE, target="dropout_open")
    page.text_input(key="target_value_dropout_open").input("0").run()
    page.button(key="target_save").click().run()
    assert "文件" in words(page)
    page.text_input(key="target_document").input("县教〔2024〕1号").run()
    page.button(key="target_save").click().run()
    assert "已启用" in words(page)
    again = screen(own.folder.root, PAGE, target="dropout_open")
    assert "年度目标：1 项" in words(again)
    again.button(key="target_remove").click().run()
    assert "年度目标：0 项" in words(screen(own.folder.root, PAGE))


def test_what_has_no_townships_is_not_offered_where_townships_are_compared(folder: Path):
    page = screen(folder, "pages.explore.enrolment", indicator="senior_progression")
    assert not page.exception
    assert "初中毕业生升学率" not in page.selectbox[0].options


def test_a_bare_number_in_a_box_of_percent_is_a_percent_and_is_read_out_before_it_holds(own: Store):
    limit = setting("exam_pass_at")
    assert [limit.checked(limit.typed(each)) for each in ("65", "65%", "６５％", "1.5")] == [0.65, 0.65, 0.65, 0.015]
    page = screen(own.folder.root, PAGE, setting="exam_pass_at")
    page.text_input(key="setting_exam_pass_at_0.6").input("61").run()
    assert "将由 60% 改为 61%" in words(page)
    page.text_input(key="why_exam_pass_at").input("试试").run()
    page.button(key="settings_save").click().run()
    assert value(own, "exam_pass_at") == 0.61


def test_an_aid_standard_is_changed_with_its_document_and_printed_with_the_indicator(own: Store):
    key = DEFAULTS.aid.range_of("寄宿生生活补助", None, "primary", "2024-2025-1").standards[0].key
    page = screen(own.folder.root, PAGE)
    page.selectbox(key="standard").select(key).run()
    page.text_input(key=f"standard_{key}_per_term_625").input("700").run()
    page.text_input(key=f"standard_{key}_note").input("省财教〔2024〕9号").run()
    page.button(key="standard_save").click().run()
    assert "不合" in words(page)
    page.text_input(key=f"standard_{key}_per_year_1250").input("1400").run()
    page.button(key="standard_save").click().run()
    assert "已启用" in words(page)
    with own.read() as reader:
        assert settings_in_force(reader).aid.range_of("寄宿生生活补助", None, "primary", "2024-2025-1").low == 700
    told = screen(own.folder.root, DEFINITIONS, indicator="aid_per_head")
    assert "省财教〔2024〕9号" in words(told)
