"""Every kind of return tells the district's headline numbers before and after; a share tells of how many it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from access import local_visitor
from catalog import DATASETS, INDICATORS
from store import Store
from tests.metrics.building import File, Said, build, enrolled, register
from ui.changes_view import headlines_html
from ui.context import Context
from ui.headlines import HEADLINES, Headline, headlines

YEAR = "2024-2025"
SCHOOLS = ("石桥小学", "枫林小学")


def county(folder: Path, second: int) -> Store:
    """Two schools; `second` is what the second adds to every count."""
    rows = [row for school in SCHOOLS for row in register(school, "石桥镇", ["primary"])]
    for school, more in zip(SCHOOLS, (0, second), strict=True):
        counts = {"teachers": 40, "qualified": 40, "licensed": 38, "trained": 30}
        rows += [
            enrolled(school, f"{YEAR}-1", pupils=400, classes=10),
            Said("staff", YEAR, {"stage": "primary", **{name: n + more for name, n in counts.items()}}, school),
            Said("funding", "2024", {"public_funds": 300_000.0 + 100 * more, "funded_pupils": 400, "training_funds": 15_000.0}, school),
            Said("health", YEAR, {"stage": "primary", "vision_checked": 400, "myopic": 150 + more}, school),
            Said("resource", YEAR, {"stage": "primary", "item": "books", "quantity": 8000.0 + 200 * more, "pupils": 400}, school),
        ]  # fmt: skip
    rows.append(
        Said("population", YEAR, {"stage": "primary", "population": 900, "age_enrolled": 890 + second}, None, None)
    )
    return build(folder, [File(rows)])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Store]:
    """The county before and after ten more were counted at its second school."""
    return [county(tmp_path_factory.mktemp("county"), more) for more in (0, 10)]


def told(both: Sequence[Store], dataset: str, period: str) -> dict[str, Headline]:
    visitor = local_visitor()
    with Context(both[0], visitor, 1) as before, Context(both[1], visitor, 1) as after:
        return {each.name: each for each in headlines(before, after, [dataset], [period])}


def test_teachers_before_and_after(both: Sequence[Store]) -> None:
    found = told(both, "staff", YEAR)
    licensed, qualified = found["教师持证率"], found["教师学历合格率"]
    assert (licensed.before, licensed.after, licensed.sides) == ("95.0%", "95.6%", "76/80 → 86/90")
    # The same share of more teachers is a change all the same.
    assert (qualified.before, qualified.after, qualified.sides) == ("100.0%", "100.0%", "80/80 → 90/90")
    assert qualified.moves
    assert "80/80 → 90/90" in headlines_html([qualified])


@pytest.mark.parametrize(
    ("dataset", "period", "name", "before", "after"),
    [
        ("funding", "2024", "生均公用经费", "750.00", "751.25"),
        ("funding", "2024", "培训经费占公用经费比例", "5.0%", "5.0%"),
        ("health", YEAR, "近视率", "37.5%", "38.8%"),
        ("population", YEAR, "净入学率", "98.89%", "100.00%"),
        ("resource", YEAR, "差异系数·小学·图书册数", "0.000", "0.111"),
    ],
)
def test_the_other_returns_too(
    both: Sequence[Store], dataset: str, period: str, name: str, before: str, after: str
) -> None:
    found = told(both, dataset, period)[name]
    assert (found.before.split()[0], found.after.split()[0]) == (before, after)
    assert "30,000" not in found.sides


def test_what_moved_years_ago_is_told_and_of_what_stays_the_last_years(tmp_path: Path) -> None:
    years = [f"{year}-{year + 1}" for year in range(2018, 2024)]

    def store(folder: Path, first: int) -> Store:
        rows = [Said("staff", year, {"stage": "primary", "teachers": 40, "licensed": 40 if number else first}, SCHOOLS[0])
                for number, year in enumerate(years)]  # fmt: skip
        return build(folder, [File([*register(SCHOOLS[0], "石桥镇", ["primary"]), *rows])])

    stores = [store(tmp_path / str(first), first) for first in (30, 36)]
    with Context(stores[0], local_visitor(), 1) as before, Context(stores[1], local_visitor(), 1) as after:
        found = [each for each in headlines(before, after, ["staff"], years) if each.name == "教师持证率"]
    assert [(each.period[:4], each.moves) for each in found] == [("2023", False), ("2022", False), ("2021", False), ("2018", True)]  # fmt: skip
    assert (found[-1].before, found[-1].after) == ("75.0%", "90.0%")


def test_no_dataset_is_forgotten_and_only_what_a_district_has_is_told() -> None:
    assert set(HEADLINES) == {each.name for each in DATASETS}
    declared = {each.name: each for each in INDICATORS}
    for dataset, names in HEADLINES.items():
        for name in names:
            assert "district" in {level.value for level in declared[name].levels}, (dataset, name)
