"""A figure follows the setting that its definition names, and says which one was used."""

from pathlib import Path

import pytest

import metrics
from catalog import INDICATORS
from catalog.settings import DEFAULTS, setting
from catalog.settings.in_force import settings_of
from metrics.question import ask
from store.settings import change_settings
from tests.metrics.building import File, build, enrolled, month

# One cohort: intake 100, in 10, out 8, deaths 1, graduates 99 (domain facts 1.6).
COHORT = [
    enrolled("甲中", "2021-2022-1", "junior", intake=100),
    enrolled("甲中", "2023-2024", "junior", graduates=99, transfer_in=10, transfer_out=8, deaths=1),
]


@pytest.mark.parametrize(("formula", "rate"), [("A", 0.9706), ("B", 0.9798), ("C", 0.99)])
def test_the_three_retention_formulas_give_the_published_figures(tmp_path: Path, formula: str, rate: float):
    store = build(tmp_path, [File(COHORT)])
    if formula != "A":
        change_settings(store, {"retention_formula": formula}, "甲", "试算")
    with store.read() as reader:
        found = metrics.values(reader, "retention_rate", "district", ["2023-2024"])
        traced = metrics.trace(reader, "retention_rate", found["area_id"][0], "2023-2024")
    assert [round(value, 4) for value in found["value"]] == [rate]
    assert f"（算法{formula}）" in traced.formula
    columns = {cell.column for cell in traced.cells}
    assert (
        columns
        == {
            "A": {"graduates", "intake", "transfer_in", "transfer_out"},
            "B": {"graduates", "intake", "transfer_in", "transfer_out", "deaths"},
            "C": {"graduates", "intake"},
        }[formula]
    )


def test_a_formula_that_needs_what_was_not_reported_is_unknown(tmp_path: Path):
    rows = [COHORT[0], enrolled("甲中", "2023-2024", "junior", graduates=99, transfer_in=10, transfer_out=8)]
    store = build(tmp_path, [File(rows)])
    change_settings(store, {"retention_formula": "B"}, "甲", "试算")
    with store.read() as reader:
        found = metrics.values(reader, "retention_rate", "district", ["2023-2024"])
    assert found["value"].isna().all()
    assert found["schools_missing"].tolist() == [1]


@pytest.mark.parametrize(("formula", "rate"), [("dropouts", 0.03), ("net", 0.02), ("with_suspended", 0.05)])
def test_the_numerator_of_the_dropout_rate_is_the_one_chosen(tmp_path: Path, formula: str, rate: float):
    rows = [month("甲小", "2023-2024", enrolled_start=100, dropouts=3, returned=1, suspended=2, reported=True)]
    store = build(tmp_path, [File(rows)])
    if formula != "dropouts":
        change_settings(store, {"dropout_formula": formula}, "甲", "试算")
    with store.read() as reader:
        found = metrics.values(reader, "dropout_rate", "district", ["2023-2024"])
    assert found["value"].tolist() == pytest.approx([rate])


def test_reference_lines_and_smallest_bases_are_those_in_force(tmp_path: Path):
    store = build(tmp_path, [File(COHORT)])
    change_settings(store, {"dropout_line_primary": 0.004, "dropout_base_primary": 200}, "王科长", "县办〔2024〕3号")
    with store.read() as reader:
        rate = ask(reader, "dropout_rate").indicator
        by_stage = metrics.in_force.settings_of(reader).applied(rate, "primary")
    assert [each.value for each in rate.references] == [0.004, 0.018]
    assert "王科长" in rate.references[0].source
    assert (rate.smallest_base, by_stage.smallest_base) == (56, 200)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.name)
def test_a_declaration_says_the_same_as_its_settings_defaults(indicator):
    assert DEFAULTS.applied(indicator) == indicator
    assert all(DEFAULTS.of(name).text for name in settings_of(indicator))


def test_the_difference_of_two_rates_is_read_and_typed_in_points():
    fall = setting("alert_retention_fall")
    assert fall.written(0.02) == "2个百分点"
    assert [fall.checked(each) for each in ("0.02", "2%", "2 个百分点", "2百分点")] == [0.02] * 4
    assert fall.checked(fall.typed("2个百分点")) == fall.checked(fall.typed("2")) == 0.02
    assert setting("alert_pupils_fall").written(0.1) == "10%"
