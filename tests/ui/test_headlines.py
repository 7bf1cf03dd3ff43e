"""Headline numbers before and after say how many schools they count while some are silent."""

from pathlib import Path

import pytest

from access import local_visitor
from store import Store
from tests.etl.build import Bureau, enrolment
from ui.context import Context
from ui.headlines import _Known as Known
from ui.headlines import coverage_text, headlines

ROWS = [("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230), ("枫林乡", "枫林乡中心小学", "小学", 6, 200, 90)]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (None, Known(2623, 12, 46), "已报 12/46 所"),
        (Known(900, 5, 46), Known(2623, 12, 46), "已报 5 → 12/46 所"),
        (Known(900, 5, 46), Known(9000, 46, 46), "已报 5 → 46/46 所"),
        (Known(2600, 12, 46), Known(2623, 12, 46), "已报 12/46 所"),
        (None, Known(9000, 46, 46), ""),
        (Known(9000, 46, 46), None, ""),
    ],
)
def test_coverage_is_told_while_schools_are_silent(before: Known | None, after: Known | None, text: str) -> None:
    assert coverage_text(before, after) == text


def test_a_term_that_one_of_two_schools_reported(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "data")
    bureau.must_take(enrolment(tmp_path / "a.xlsx", ROWS))
    bureau.must_take(enrolment(tmp_path / "b.xlsx", ROWS[:1], period="2024—2025学年第一学期"))
    store = Store(tmp_path / "data")
    visitor = local_visitor()
    with Context(store, visitor, 1) as before, Context(store, visitor, store.current()) as after:
        found = {each.name: each for each in headlines(before, after, ["enrolment"], ["2024-2025-1"])}
    assert (found["在校生"].before, found["在校生"].after) == ("—", "480")
    assert found["在校生"].coverage == "已报 1/2 所"
