"""Files that are not even looked at, and numbers before and after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from access import local_visitor
from catalog import DATASETS, indicator
from pages import PAGES
from store import Store
from tests.reports.district import AUTUMN
from ui.changes_view import cell_rows, counts_html, headlines_html, rows_sentence
from ui.context import Context
from ui.headlines import change_text, headlines, periods_for, value_text
from ui.upload_steps import PAGES_OF, seen_at
from ui.uploads import refusal


@dataclass
class Dropped:
    """A file as the box hands it over."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """Its bytes."""
        return bytes(self.size)


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("照片.PNG", 10, "不是表格文件"),
        ("程序.exe", 10, "不是表格文件"),
        ("没有扩展名", 10, "不是表格文件"),
        ("大.xlsx", 51 * 1024 * 1024, "超过 50 MB"),
        ("空.csv", 0, "空文件"),
    ],
)
def test_what_is_not_taken_is_said_in_words(name: str, size: int, said: str) -> None:
    assert said in refusal(Dropped(name, size), 50)
    assert name in refusal(Dropped(name, size), 50)


@pytest.mark.parametrize("name", ["表.xlsx", "表.XLS", "表.csv", "a.b.ods"])
def test_tables_are_looked_at(name: str) -> None:
    assert refusal(Dropped(name, 50 * 1024 * 1024), 50) == ""


def test_headlines_stand_before_and_after(store: Store, tmp_path: Path) -> None:
    with (
        Context(Store(tmp_path), local_visitor(), None) as nothing,
        Context(store, local_visitor(), store.current()) as now,
    ):
        found = headlines(nothing, now, ["enrolment"], [AUTUMN])
    pupils = next(each for each in found if each.name == "在校生")
    assert (pupils.before, pupils.after) == ("—", "600")
    assert "→ <b>600</b>" in headlines_html(found)


@pytest.mark.parametrize(
    ("entries", "totals", "said"),
    [
        (8, 0, ""),
        (9, 1, "表里采用 8 行明细，另收 1 行合计"),
        (24, 0, "表里采用 8 行；下面按条计"),
    ],
)
def test_rows_of_the_file_and_entries_are_told_apart(entries: int, totals: int, said: str) -> None:
    sheets = [
        {"dataset": "enrolment", "rows_accepted": 8, "totals_kept": totals},
        {"dataset": None, "rows_accepted": 5, "totals_kept": 0},
    ]
    sentence = rows_sentence(sheets, [{"new": entries - 1, "changed": 0, "unchanged": 1, "absent": 7}])
    assert sentence.startswith(said)
    assert bool(sentence) is bool(said)


def test_unknown_is_a_dash_and_never_zero() -> None:
    assert value_text(indicator("pupils"), None) == "—"
    assert value_text(indicator("pupils"), 0.0) == "0"
    assert "0" not in change_text(indicator("retention_rate"), None, 0.9)


def test_rates_change_in_points_and_counts_in_shares() -> None:
    assert change_text(indicator("retention_rate"), 0.95, 0.97) == "+2.0 个百分点"
    assert change_text(indicator("pupils"), 200, 190) == "-5.0%"
    assert change_text(indicator("pupils"), 0, 5) == "+5"
    assert change_text(indicator("pupils"), 5, 5) == "不变"
    assert change_text(indicator("aid_per_head"), 625.70, 625.57) == "-0.13"


def test_a_yearly_indicator_is_asked_for_the_year_of_a_term() -> None:
    assert periods_for(indicator("retention_rate"), ["2023-2024-1"]) == ["2023-2024"]
    assert periods_for(indicator("pupils"), ["2023-2024-1"]) == ["2023-2024-1"]


def test_changes_are_counted_and_shown_in_words() -> None:
    html = counts_html({"dataset": "enrolment", "new": 3, "changed": 1234, "unchanged": 0, "absent": 0, "removed": 0})
    assert "<b>1,234</b>条有改动" in html
    assert "移除" not in html
    cell = {
        "area": "云台小学",
        "area_id": "S00001",
        "stage": "primary",
        "grade": None,
        "period": AUTUMN,
        "column": "pupils",
    }
    rows = cell_rows("enrolment", [{**cell, "old": "1200", "new": None}])
    assert rows["学校或区域"] == ["云台小学"]
    assert rows["列"] == ["在校生数"]
    assert (rows["原来"], rows["现在"]) == (["1,200"], ["（空白）"])
    assert rows["时期"] == ["2023—2024学年第一学期"]


def test_amounts_stand_with_their_unit_and_stay_exact() -> None:
    assert value_text(indicator("aid_amount"), 9_800.0) == "9,800 元"
    assert value_text(indicator("aid_amount"), 7_850_375.0) == "785.0375 万元"
    assert value_text(indicator("aid_amount"), 120_000.0) == "12.00 万元"
    assert value_text(indicator("aid_per_head"), 625.7) == "625.70 元/人次"
    assert change_text(indicator("aid_amount"), None, 5.0) == ""
    cell = {"area": "云台小学", "stage": "primary", "period": "2023-2024-2", "column": "amount"}
    rows = cell_rows("subsidy", [{**cell, "old": "25000", "new": "2500"}])
    assert (rows["原来"], rows["现在"]) == (["2.50 万元"], ["2,500 元"])


def test_the_preview_opens_where_the_change_is_seen() -> None:
    counts = {"new": 0, "removed": 0}
    cell = {"area": "云台小学", "stage": "junior", "old": "1", "new": "2"}
    classes = {**counts, "dataset": "enrolment", "changed": 9, "cells": [{**cell, "column": "classes"}] * 2}
    aid = {**counts, "dataset": "subsidy", "changed": 1, "cells": [{**cell, "column": "amount"}]}
    assert seen_at({"subsidy": aid, "enrolment": classes}) == ("enrolment", {"indicator": "classes", "stage": "junior"})
    assert seen_at({"subsidy": aid}) == ("aid", {"indicator": "aid_amount", "stage": "junior"})
    mixed = {**aid, "cells": [*aid["cells"], {**cell, "stage": "primary", "column": "amount"}]}
    assert seen_at({"subsidy": mixed})[1]["stage"] is None
    assert seen_at({"pair": {**counts, "dataset": "pair", "changed": 1, "cells": []}}) == ("pairs", {})
    assert seen_at({"resource": {**counts, "dataset": "resource", "changed": 1, "cells": []}}) == (
        "balance",
        {"indicator": "balance_cv", "stage": None},
    )


def test_every_dataset_has_a_page_where_it_is_seen() -> None:
    assert set(PAGES_OF) == {each.name for each in DATASETS}
    assert {(url or "overview", title) for url, title in PAGES_OF.values()} <= {
        (each.url, each.title_key) for each in PAGES
    }
    for name in PAGES_OF:
        changed = {"new": 1, "changed": 0, "removed": 0, "dataset": name, "cells": []}
        assert seen_at({name: changed})[0] in {each.url for each in PAGES}


def test_a_spring_file_is_seen_by_terms_up_to_its_year() -> None:
    cell = {"area": "云台小学", "stage": "junior", "old": "1", "new": "2", "column": "pupils"}
    changes = {"enrolment": {"dataset": "enrolment", "new": 0, "changed": 1, "removed": 0, "cells": [cell]}}

    def seen(*periods: str) -> dict:
        return seen_at(changes, [{"dataset": "enrolment", "periods": list(periods)}])[1]

    assert seen("2023-2024-1", "2023-2024-2")["grain"] == "term"
    assert seen("2023-2024-2")["to"] == "2023-2024"
    assert seen(AUTUMN)["grain"] is None
