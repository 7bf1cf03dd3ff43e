"""Ways to 哪来的 beyond the numbers of a table: an alert's sides and limit, a target with who set it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from access import Role, Visitor
from catalog.targets import Target
from metrics.alerts import find_alerts
from metrics.ledger import activities, papers
from metrics.published import published
from metrics.support_cells import support_cells
from store import Store
from store.settings import change_settings
from store.targets import set_target
from tests.metrics.building import File, Said, build, ids, pair, paper, register
from tests.pages.county import DISTRICT, RISING, county, school_of
from tests.pages.screen import number_tables, screen, words
from ui.alert_origin import limits_of, numbers_of, sides_of
from ui.cards import headlines
from ui.context import Context
from ui.lineage import trace_of
from ui.lineage_bins import band_asker
from ui.lineage_link import PAIR_COUNT
from ui.lineage_published import asked_of
from ui.lineage_support import support_asked

PAGE, YEAR = "pages.data.lineage", "2024-2025"
DOCUMENT = "县教〔2024〕8号"
SINCE = datetime.date(2022, 9, 1)


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


def test_the_card_of_pairs_leads_to_the_pairs_it_counts(store: Store, context: Context):
    card = headlines(context, context.school_years(), None)[-1]
    assert card.asked is not None
    assert card.asked.indicator == PAIR_COUNT
    page = screen(store.folder.root, PAGE, **card.asked.params)
    assert not page.exception
    ((row,),) = number_tables(page)
    said = page.title[0].value
    assert card.card.value in said
    assert row["核心校"] == school_of("北原镇")
    assert (row["状态"] == "计入缩小") is (said == "1 对结对中 1 对差距缩小")
    assert screen(store.folder.root, PAGE, Role.VIEWER, **card.asked.params).title[0].value == "数据溯源"


def test_the_causes_of_a_gap_are_made_of_numbers_that_lead_on(store: Store):
    with store.read() as reader:
        core = ids(reader)[school_of("北原镇")]
    page = screen(store.folder.root, "pages.pairs.pairs", pair=core)
    assert not page.exception
    member, own = next(rows for rows in number_tables(page) if "使差距缩小" in rows[0])
    assert member["学校"] == school_of("西河镇")
    # What each end changed by: the member's rise narrows the gap, the core's widens it.
    assert member["本校变化"] == member["使差距缩小"]
    assert number_of(own["本校变化"]) == -number_of(own["使差距缩小"])
    *before, now = [number_of(text) for head, text in member.items() if head[:2] == "20"]
    assert now - sum(before) / len(before) == pytest.approx(number_of(member["本校变化"]), abs=0.002)


def number_of(text: str) -> float:
    """A number as it is written with a sign of its own."""
    return float(text.replace("−", "-").replace("+", ""))


def test_a_band_of_scores_names_the_schools_one_may_see(tmp_path: Path):
    rows = [
        *register("一中", "东镇", ["junior"]), *register("二中", "西镇", ["junior"]),
        paper("一中", "2023-2024-2", sat=3, sum_score=180.0, full_mark=100.0, bins='{"50": 1, "60": 2}'),
        paper("二中", "2023-2024-2", sat=1, sum_score=60.0, full_mark=100.0, bins='{"60": 1}'),
    ]  # fmt: skip
    made = build(tmp_path, [File(rows)])
    with made.read() as reader:
        (one,), west = papers(reader), ids(reader)["西镇"]
        asked = band_asker(one)("60", "70")
    assert asked is not None
    assert "60–70 分：3 人" in screen(tmp_path, PAGE, **asked.params).title[0].value
    mine = screen(tmp_path, PAGE, Role.CLERK, (west,), **asked.params)
    assert "60–70 分：1 人" in mine.title[0].value
    assert "一中" not in words(mine)
    viewer = words(screen(tmp_path, PAGE, Role.VIEWER, **asked.params))
    assert "二中" not in viewer
    assert "60–70" not in viewer
    nameless = screen(tmp_path, PAGE, unnamed=True, **asked.params)
    assert not nameless.exception
    assert not any(name in words(nameless) for name in ("一中", "二中", ".xlsx"))


def test_a_published_figure_leads_to_its_cell(tmp_path: Path):
    figure = {
        "area_name": "示例市",
        "figure": "巩固率",
        "rate": 0.969,
        "document": "公报",
        "page": "5",
        "stage": "junior",
    }
    made = build(tmp_path, [File([*register("一中", "东镇", ["junior"]), Said("published", "2023-2024", figure)])])
    with made.read() as reader:
        (found,) = published(reader)
    page = screen(tmp_path, PAGE, **asked_of(found).params)
    assert not page.exception
    assert page.title[0].value == "示例市 2023—2024学年 巩固率：96.9%"
    assert "公报，第5页" in words(page)
    assert page.dataframe[0].value["数值"].tolist() == ["96.9%"]
    assert "公报" not in words(screen(tmp_path, PAGE, Role.VIEWER, **asked_of(found).params))


def test_what_a_core_did_leads_to_the_entries_it_is_the_sum_of(tmp_path: Path):
    core, member, other = "总校", "村小", "幼儿园"
    did = {"core": core, "member": member, "activity": "送教", "count": 3, "persons": 7}
    rows = [
        *register(core, "东镇", ["primary"]), *register(member, "西镇", ["primary"]), *register(other, "西镇", ["primary"]),
        pair(core, member, SINCE), pair(core, other, SINCE),
        Said("support", "2023-2024-1", did),
        Said("support", "2023-2024-2", did | {"count": 4, "persons": None}),
        Said("support", "2023-2024-1", did | {"count": 50, "member": other}),
        Said("support", "2022-2023-1", did | {"count": 600}),
    ]  # fmt: skip
    with build(tmp_path, [File(rows)]).read() as reader:
        place = ids(reader)
        found = {each.period: each.count for each in activities(reader, place[core], [place[member]])}
        cells = support_cells(reader, place[core], [place[member]], "2023-2024", "送教", "count")
    assert [cell.value for cell in cells] == [3, 4]
    assert sum(cell.value for cell in cells) == found["2023-2024-1"] + found["2023-2024-2"]
    asked = support_asked(place[core], [place[member]], "2023-2024", "送教", "count")
    page = screen(tmp_path, PAGE, **asked.params)
    assert not page.exception
    assert page.title[0].value == f"{core} 2023—2024学年 送教 · 次数：7次"
    # A clerk of a township of neither school is told nothing; a viewer is led nowhere.
    assert "不在您的查看范围内" in words(screen(tmp_path, PAGE, Role.CLERK, ("T9999",), **asked.params))
    assert "7次" not in words(screen(tmp_path, PAGE, Role.VIEWER, **asked.params))
