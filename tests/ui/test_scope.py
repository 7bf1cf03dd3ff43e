"""The context answers only of the visitor's townships, keeps answers by version, and gives its cursor back."""

from __future__ import annotations

from pathlib import Path

import pytest

from access import Role, Visitor
from metrics import MetricsError
from store import Store
from tests.pages.county import RISING, county, school_of
from ui.context import Context
from ui.page import Page


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small county."""
    return county(tmp_path_factory.mktemp("county"))


def context_of(store: Store, *townships: str, role: Role = Role.CLERK) -> Context:
    """A context of a visitor of these townships, or of everything."""
    with store.read() as reader:
        ids = {
            row["name"]: row["area_id"]
            for row in reader.rows("SELECT area_id, name FROM area WHERE level = 'township'")
        }
    scope = frozenset(ids[name] for name in townships) if townships else None
    return Context(store, Visitor("测试员", role, scope), store.current())


@pytest.mark.parametrize("level", ["township", "school"])
def test_values_are_of_the_visitors_townships_only(store, level):
    with context_of(store, RISING) as context:
        seen = set(context.values("pupils", level, ["2024-2025"])["area"])
    assert seen == {RISING if level == "township" else school_of(RISING)}


def test_the_districts_own_line_stays_for_everyone(store):
    with context_of(store, RISING) as scoped, context_of(store) as free:
        own, all_of_it = (each.values("pupils", "district", ["2024-2025"])["value"].tolist() for each in (scoped, free))
    assert own == all_of_it


def test_places_pairs_and_silences_are_within_the_scope(store):
    with context_of(store, RISING) as context:
        assert [each.name for each in context.areas("township")] == [RISING]
        assert [each.name for each in context.schools()] == [school_of(RISING)]
        assert context.pairs() == []
        assert context.silences("dropout", ["2024-10"]) == []
    with context_of(store) as context:
        assert [each.township for each in context.silences("dropout", ["2024-10"])] == ["南岭乡"]


def test_a_number_outside_the_scope_cannot_be_traced(store):
    with context_of(store, RISING) as context:
        with context_of(store) as free:
            other = next(each.area_id for each in free.areas("township") if each.name == "西河镇")
        with pytest.raises((PermissionError, MetricsError)):
            context.trace("pupils", other, "2024-2025")


def test_a_number_leads_to_its_file_sheet_and_cell(store):
    with context_of(store) as context:
        area = next(each.area_id for each in context.areas("township") if each.name == RISING)
        trace = context.trace("pupils", area, "2024-2025")
    assert [(cell.file, cell.value) for cell in trace.cells] == [("2.xlsx", 370)]


def test_no_answer_outlives_its_version(tmp_path: Path):
    store = county(tmp_path)
    with context_of(store) as context:
        first = context.source
    with store.write(person="甲") as writer:
        writer.publish("import")
    with context_of(store) as context:
        assert context.source != first


def test_the_cursor_is_given_back_at_the_end_of_a_run(store):
    context = context_of(store)
    with context:
        reader = context.reader
        assert reader.value("SELECT 1") == 1
    with pytest.raises(Exception, match=r"[Cc]losed"):
        reader.value("SELECT 1")


def test_a_page_checks_the_role_itself_and_draws_nothing_for_a_lower_one(store):
    drawn: list[str] = []
    page = Page("page.upload", "upload", Role.ADMIN, lambda context: drawn.append("drawn"))
    with context_of(store, role=Role.VIEWER) as context:
        page.show(context)
        assert not page.may_open(context)
    assert drawn == []
