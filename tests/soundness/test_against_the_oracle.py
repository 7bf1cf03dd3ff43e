"""`metrics.values` against a naive recomputation, for every indicator, level and kind of period, on random districts."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest

import metrics
from catalog import INDICATORS
from catalog.model import Indicator
from metrics.in_force import settings_of
from metrics.question import ask
from store import Reader
from store.settings import change_settings
from tests.metrics.building import build, ids
from tests.soundness.oracle import Oracle
from tests.soundness.random_district import LAST, RandomDistrict
from tests.soundness.told import Told

WIDER = (
    f"{LAST}-{LAST + 1}",
    f"{LAST - 1}-{LAST}",
    f"{LAST}-{LAST + 1}-1",
    f"{LAST}-{LAST + 1}-2",
    f"{LAST + 1}",
    f"{LAST}-H2",
)
FILTERS: dict[str, list[dict[str, Any]]] = {
    "pupils": [{}, {"stage": "primary"}, {"grade": 3}, {"urban_rural": "rural"}, {"zone": "一片"}],
    "boarder_share": [{}, {"stage": "junior"}],
    "aid_recipients": [{}, {"programme": "营养"}],
    "aid_coverage": [{}, {"programme": "一补", "stage": "primary"}],
    "dropout_rate": [{}, {"stage": "junior"}, {"urban_rural": "urban"}],
    "gross_enrolment_ratio": [{}, {"stage": "primary"}, {"stage": "kindergarten"}],
}
# Formulas other than the first of those a setting chooses among.
FORMULAS = {
    "retention_formula": ("B", "C"),
    "dropout_formula": ("net", "with_suspended"),
    "exam_base": ("eligible", "registered"),
}
LEVELS = ("school", "township", "zone", "district", "pair")
# Two districts of every run, between them with a known value of everything: totals of areas, several rhythms and holes
# everywhere (0); whole rows and three years in which nobody is missing (1).
EVERY_RUN = (0, 1)
# (indicator, level) that no random district gives a value: why, and where it is shown instead.
NOT_COMPARED: dict[tuple[str, str], str] = {}


def filters_of(indicator: Indicator) -> list[dict[str, Any]]:
    """The selections an indicator is tried with. An exam is always asked within one paper."""
    if indicator.one_paper:
        return [{"subject": "语文"}, {"subject": "数学", "urban_rural": "rural"}]
    return FILTERS.get(indicator.name, [{}])


def test_every_indicator_at_every_level_agrees_with_the_oracle(tmp_path):
    known: Counter[tuple[str, str]] = Counter()
    for seed in EVERY_RUN:
        known += compare(seed, tmp_path / str(seed))
    declared = {(each.name, level.value) for each in INDICATORS for level in each.levels}
    assert declared - set(known) == set(NOT_COMPARED)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(96, 160))
def test_values_agree_with_the_oracle_on_many_more_districts(seed, tmp_path):
    compare(seed, tmp_path)


@pytest.mark.parametrize(("setting", "code"), [(name, code) for name, codes in FORMULAS.items() for code in codes])
@pytest.mark.slow
def test_every_formula_that_a_setting_chooses_agrees_with_the_oracle(setting: str, code: str, tmp_path):
    told_by = RandomDistrict(1).files
    store = build(tmp_path, told_by)
    change_settings(store, {setting: code}, "甲", "县方案")
    told, compared = Told(told_by), Counter[tuple[str, str]]()
    with store.read() as reader:
        names = {area_id: name for name, area_id in ids(reader).items()}
        for indicator in (each for each in INDICATORS if each.variant_by == setting):
            applied = settings_of(reader).applied(indicator)
            for where in filters_of(indicator):
                compared += _compare_indicator(reader, told, applied, where, names)
    assert compared.total() > 3


def compare(seed: int, folder) -> Counter[tuple[str, str]]:
    """Every answer of both, side by side: how many known values of each indicator at each level were the same."""
    files = RandomDistrict(seed).files
    told = Told(files)
    compared: Counter[tuple[str, str]] = Counter()
    with build(folder, files).read() as reader:
        names = {area_id: name for name, area_id in ids(reader).items()}
        for indicator in INDICATORS:
            for where in filters_of(indicator):
                compared += _compare_indicator(reader, told, indicator, where, names)
    assert compared.total() > 500
    return compared


def _compare_indicator(
    reader: Reader, told: Told, indicator: Indicator, where: dict[str, Any], names: dict[str, str]
) -> Counter[tuple[str, str]]:
    compared: Counter[tuple[str, str]] = Counter()
    if "zone" in where and where["zone"] not in names.values():
        return compared
    oracle = Oracle(told, indicator.name, where, indicator)
    asked = ask(reader, indicator.name, None, where)
    periods = set(asked.answers) | set(ask(reader, indicator.name, WIDER, where).answers)
    answered = {step.answer for step in ask(reader, indicator.name, periods, where).steps}
    for level in (level for level in LEVELS if level in indicator.levels):
        frame = metrics.values(reader, indicator.name, level, periods, where)
        for period in sorted(periods):
            rows = metrics.records(indicator, frame[frame["period"] == period])
            found = {_key(row, indicator, names): row for row in rows}
            expected = oracle.answer(level, period)
            label = f"{indicator.name} by {level} in {period} where {where}"
            if period not in answered:
                assert not found, label
                continue
            _agree(found, expected, label, level)
            shown = "gap" if level == "pair" else "value"
            compared[indicator.name, level] += sum(each[shown] is not None for each in expected.values())
    return +compared


def _key(row: dict[str, Any], indicator: Indicator, names: dict[str, str]) -> Any:
    if "core_id" in row:
        return names[row["core_id"]], names[row["member_id"]]
    area = names[row["area_id"]]
    return (area, *(row[name] for name in indicator.breakdown)) if indicator.breakdown else area


def _agree(found: dict[Any, dict[str, Any]], expected: dict[Any, dict[str, Any]], label: str, level: str) -> None:
    assert set(found) == set(expected), label
    numbers = ("core_value", "member_value", "gap") if level == "pair" else ("numerator", "denominator", "value")
    for key, wanted in expected.items():
        row = found[key]
        for name in numbers:
            assert same(row[name], wanted[name]), (
                f"{label}, {key}: {name} {row[name]} is not {wanted[name]}\n{row}\n{wanted}"
            )
        if level != "pair":
            shown = (row["schools_counted"], row["schools_missing"], row["own_total"])
            counts = (wanted["counted"], wanted["missing"], wanted["own_total"])
            assert shown == counts, f"{label}, {key}\n{row}\n{wanted}"


def same(one: float | None, other: float | None) -> bool:
    """Equal to rounding; unknown only equals unknown."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
