"""Ways to 哪来的 beyond the numbers of a table: an alert's sides and limit, a target with who set it."""

from __future__ import annotations

from pathlib import Path

import pytest

from access import Role, Visitor
from catalog.targets import Target
from metrics.alerts import find_alerts
from store import Store
from store.settings import change_settings
from store.targets import set_target
from tests.metrics.building import ids
from tests.pages.county import DISTRICT, RISING, county
from tests.pages.screen import screen, words
from ui.alert_origin import limits_of, numbers_of, sides_of
from ui.context import Context
from ui.lineage import trace_of

PAGE, YEAR = "pages.data.lineage", "2024-2025"
DOCUMENT = "县教〔2024〕8号"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small county with a target, and a limit that somebody changed."""
    made = county(tmp_path_factory.mktemp("county"))
    with made.read() as reader:
        district = ids(reader)[DISTRICT]
    set_target(made, Target("dropout_rate", district, YEAR, 0.018, DOCUMENT, "junior"), "王科长")
    change_settings(made, {"dropout_line_junior": 0.011}, "李主任", "本县从严")
    return made


@pytest.fixture
def context(store: Store):
    """An administrator at the county."""
    with Context(store, Visitor("管理员", Role.ADMIN), store.current()) as made:
        yield made


def test_both_sides_and_the_limit_of_an_alert_lead_to_what_they_are(context: Context):
    row = next(
        row for row in find_alerts(context.reader, YEAR) if row.alert.name == "dropout_rate_high" and row.area == RISING
    )
    sides = {asked.side: (value, trace_of(context, asked)) for asked, value in sides_of(context, row)}
    assert set(sides) == {"numerator", "denominator"}
    for side, (value, trace) in sides.items():
        used = [cell.value for cell in trace.cells if cell.used and cell.side == side]
        assert sum(used) == value == getattr(row, side[0])
    (limit,) = limits_of(context, row)
    assert limit.value == row.limit == 0.011
    assert (limit.person, limit.note) == ("李主任", "本县从严")
    assert limit.batch


def test_an_alert_held_against_the_year_before_or_the_district_leads_to_that_too(context: Context):
    found = {row.alert.name: row for row in find_alerts(context.reader, YEAR)}
    rising = found["dropout_rate_rising"]
    now, before = numbers_of(context, rising)
    assert trace_of(context, now).numbers[0]["value"] == pytest.approx(rising.value)
    assert trace_of(context, before).numbers[0]["value"] == pytest.approx(rising.before)


def test_a_number_says_what_target_it_has_who_set_it_and_in_which_document(store: Store):
    with store.read() as reader:
        district = ids(reader)[DISTRICT]
    asked = {"of": "dropout_rate", "on": YEAR, "with": '{"stage":"junior"}'}
    shown = words(screen(store.folder.root, PAGE, at=district, **asked))
    assert f"年度目标 1.8%（{DOCUMENT}）" in shown
    assert "王科长" in shown
    assert "设定，批次 b" in shown
    with store.read() as reader:
        township = ids(reader)[RISING]
    # A township does not stand under the district's target.
    assert DOCUMENT not in words(screen(store.folder.root, PAGE, at=township, **asked))


def test_one_side_asked_about_lists_the_cells_of_that_side_alone(store: Store):
    with store.read() as reader:
        township = ids(reader)[RISING]
    asked = {"of": "dropout_rate", "at": township, "on": YEAR, "with": '{"stage":"junior"}'}
    page = screen(store.folder.root, PAGE, side="numerator", **asked)
    assert not page.exception
    assert "分子：辍学 11" in words(page)
    assert set(page.dataframe[0].value["列"]) == {"辍学"}
    assert len(screen(store.folder.root, PAGE, **asked).dataframe[0].value) > len(page.dataframe[0].value)


def test_whoever_need_not_act_is_led_to_no_target_and_no_side(store: Store):
    with store.read() as reader:
        district = ids(reader)[DISTRICT]
    asked = {"of": "dropout_rate", "at": district, "on": YEAR, "with": '{"stage":"junior"}', "side": "numerator"}
    shown = words(screen(Path(store.folder.root), PAGE, Role.VIEWER, **asked))
    assert "对外显示时不提供数据溯源" in shown
    assert "分子" not in shown
    assert DOCUMENT not in shown
