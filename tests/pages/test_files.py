"""The file behind a button: made on the click, after the page's own cursor was closed, within the visitor's scope."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from access import Role, Visitor, local_visitor
from catalog import DATASETS, INDICATORS
from catalog.model import PeriodKind
from reports.selection import Selection
from store import Store
from tests.metrics.building import ids
from tests.reports.district import AUTUMN
from ui.context import Context
from ui.downloads import FORMS, Wanted, file_name, file_of, periods_offered


def open_context(store: Store, visitor: Visitor | None = None) -> Context:
    """A context whose cursor was closed, as at the end of a run."""
    with Context(store, visitor or local_visitor(), store.current()) as context:
        return context


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [each.name for each in DATASETS])
def test_every_dataset_is_made_into_a_file_after_the_run(store: Store, name: str, form: str) -> None:
    content = file_of(open_context(store), Wanted(name, Selection()), form)
    assert content.startswith(b"PK" if form == "xlsx" else b"\xef\xbb\xbf")


@pytest.mark.parametrize("form", FORMS)
def test_every_indicator_is_made_into_a_file(store: Store, form: str) -> None:
    for each in INDICATORS:
        if not each.one_paper:
            wanted = Wanted(each.name, Selection(), each.levels[0].value)
            assert file_of(open_context(store), wanted, form).startswith(b"PK" if form == "xlsx" else b"\xef\xbb\xbf")


def test_the_workbook_says_how_many_returns_are_in(store: Store) -> None:
    content = file_of(open_context(store), Wanted("enrolment", Selection(periods=(AUTUMN,))), "xlsx")
    said = dict(load_workbook(BytesIO(content))["口径"].iter_rows(values_only=True))
    assert said["覆盖情况"] == "应报 3 校次，已报 3 校次，未报 0 校次"
    assert said["数据版本"] == f"{store.current():06d}"
    assert said["下载"].startswith("本机，")


def test_the_file_holds_the_visitors_townships_only(store: Store) -> None:
    with store.read() as reader:
        own = ids(reader)["双河镇"]
    visitor = Visitor("看客", Role.VIEWER, frozenset({own}))
    for wanted in (Wanted("enrolment", Selection()), Wanted("pupils", Selection(), "school")):
        book = load_workbook(BytesIO(file_of(open_context(store, visitor), wanted, "xlsx")))
        assert "云台" not in str(list(book["数据"].iter_rows(values_only=True)))


def test_files_are_named_by_what_and_when() -> None:
    assert file_name(Wanted("enrolment", Selection()), "xlsx") == "在校生.xlsx"
    assert file_name(Wanted("pupils", Selection(periods=(AUTUMN,)), "school"), "csv") == "在校生_2023-2024-1.csv"


def test_an_indicator_is_offered_the_years_its_terms_lie_in(store: Store) -> None:
    with Context(store, local_visitor(), store.current()) as context:
        for each in INDICATORS:
            offered = periods_offered(context, each)
            assert len(set(offered)) == len(offered)
            assert ("2023-2024" in offered) == (
                PeriodKind.SCHOOL_YEAR in each.period_kinds and bool(context.periods(each.numerator.dataset))
            )
