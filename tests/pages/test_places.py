"""The page of schools and townships: an empty store, the lists, a declaration looked at, confirmed, taken back."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from access import Role, Visitor
from etl import history_jobs
from store import Store, add_alias
from store.declarations import NewChange, declare
from store.history import batches
from tests.metrics.building import File, build, register
from tests.pages.screen import screen, words
from tests.reports.district import small_district
from ui.context import Context
from ui.history_view import file_text
from ui.place_notes import merger_ends

PAGE = "pages.data.places"
TREND = "pages.explore.enrolment"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A district in which one township was merged into another, and a school has another name."""
    store = small_district(tmp_path_factory.mktemp("district"))
    with store.read() as reader:
        one, other = (row["area_id"] for row in reader.rows(
            "SELECT area_id FROM area WHERE level = 'township' ORDER BY area_id LIMIT 2"))  # fmt: skip
        school = reader.value("SELECT min(area_id) FROM area WHERE level = 'school'")
    declare(store, NewChange("merged", one, datetime.date(2023, 9, 1), other, reason="县府〔2023〕5号"), "赵")
    add_alias(store, "老校名", school, "钱")
    return store


def test_an_empty_store_says_so(tmp_path: Path):
    page = screen(tmp_path, PAGE)
    assert not page.exception
    assert "还没有学校和乡镇" in words(page)


def test_the_page_opens_with_the_changes_or_where_there_are_none_with_the_schools(changed: Store, tmp_path: Path):
    def opens(folder: Path) -> str:
        (tabs,) = (each for each in screen(folder, PAGE).main.children.values() if each.type == "tab_container")
        return list(tabs.children.values())[tabs.proto.tab_container.default_tab_index].label

    plain = build(tmp_path, [File(register("一中", "东镇", ["junior"]))])
    assert (opens(changed.folder.root), opens(plain.folder.root)) == ("变更登记", "学校")


def test_changes_and_names_are_listed_with_who_and_why(changed: Store):
    page = screen(changed.folder.root, PAGE)
    assert not page.exception
    told = words(page)
    for wanted in ("并入", "赵", "县府〔2023〕5号", "老校名", "钱", "1 个别名，1 条变更"):
        assert wanted in told
    assert len([each for each in page.button if each.key.startswith("back_")]) == 2


def test_a_name_not_known_brings_the_nearest_with_their_likeness(changed: Store):
    page = screen(changed.folder.root, PAGE)
    page.text_input(key="places_find").input("老校明").run()
    assert "没有符合“老校明”的" in words(page)
    assert "（67%）" in words(page)


def test_what_a_declaration_changes_is_shown_before_it_is_made(changed: Store):
    with changed.read() as reader:
        school = reader.value("SELECT min(area_id) FROM area WHERE level = 'school'")
        other = reader.value("SELECT max(area_id) FROM area WHERE level = 'school'")
    change = {"kind": "merged", "area_id": school, "other_id": other, "name": None, "on_date": "2020-09-01",
              "reason": None, "founds": False}  # fmt: skip
    before = changed.current()
    found = history_jobs.look(changed, {"change": change}, "赵", lambda share, text: None)
    assert changed.current() == before == found["base_version"]
    assert found["change"] == change


def test_the_trend_is_read_by_the_townships_of_then_or_of_now(changed: Store):
    then, now = (screen(changed.folder.root, TREND, townships_as=each) for each in ("then", "now"))
    assert not then.exception
    assert not now.exception
    assert "乡镇按现行区划归并" in words(now)
    assert "乡镇按现行区划归并" not in words(then)


def test_a_merged_township_and_what_it_was_merged_into_neither_grew_nor_shrank(changed: Store):
    with changed.read() as reader:
        merged = {row["area_id"] for row in reader.rows(
            "SELECT area_id FROM area WHERE level = 'township' ORDER BY area_id LIMIT 2")}  # fmt: skip
    with Context(changed, Visitor("测试员", Role.CLERK), changed.current()) as context:
        every = {each.area_id for each in context.areas("township")}
        assert merger_ends(context, every | merged, ["2022-2023", "2023-2024"]) == merged
        assert merger_ends(context, every | merged, ["2023-2024", "2024-2025"]) == frozenset()
        context.townships = "now"
        assert merger_ends(context, every | merged, ["2022-2023", "2023-2024"]) == frozenset()


def test_a_viewer_has_no_such_page(changed: Store):
    assert "县府" not in words(screen(changed.folder.root, PAGE, Role.VIEWER))


def test_the_history_names_an_alias_and_a_change(changed: Store):
    with changed.read() as reader:
        texts = [file_text(each) for each in batches(reader) if each.kind != "import"]
    assert any("老校名" in each for each in texts)
    assert any("并入" in each for each in texts)
