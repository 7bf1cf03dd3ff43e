"""Rules of the field that no other test here breaks on. README.md lists all eighteen with their tests."""

import pytest

from catalog import DATASETS, INDICATORS
from catalog.model import Level, Role
from tests.metrics.building import Said, enrolled, month, register
from tests.soundness.asking import row, value


def test_the_suspected_the_suspended_the_deferred_and_those_taught_at_home_are_no_dropouts(told):
    """
    rule 9: a return of 200 with one dropout, and 5 suspected, 4 suspended, 3 deferred, 2 taught at home
    """
    reader = told(
        register("一校", "东镇", ["primary"]),
        month(
            "一校", "2023-11", enrolled_start=200, dropouts=1, returned=0, suspected=5, suspended=4, deferred=3,
            home_teaching=2, reported=True,
        ),
    )  # fmt: skip
    assert value(reader, "dropout_rate") == 1 / 200
    assert value(reader, "dropout_open") == 1


def test_teachers_to_pupils_vary_otherwise_than_pupils_to_teachers(told):
    """
    rule 14: 10 teachers for 100 pupils and 10 for 300: 0.1 and 0.0333 a pupil vary by 0.577, the 10 and 30 pupils a
    teacher by 0.5 however weighted by teachers
    """
    reader = told(
        [each for name in ("一校", "二校") for each in register(name, "东镇", ["primary"])],
        [
            Said("resource", "2023-2024", {"stage": "primary", "item": "teachers", "quantity": 10, "pupils": pupils}, name)
            for name, pupils in (("一校", 100), ("二校", 300))
        ],
        [enrolled(name, "2023-2024-1", pupils=n, teachers_fulltime=10) for name, n in (("一校", 100), ("二校", 300))],
    )  # fmt: skip
    found = row(reader, "balance_cv", item="teachers")
    assert found["value"] == pytest.approx(3**-0.5)
    assert found["numerator"] / found["denominator"] == 20 / 400
    # Of pupils a teacher there is a ratio, and no variation.
    assert value(reader, "pupil_teacher_ratio") == 20


def test_what_must_never_be_added_is_kept_nowhere_where_sums_are_made():
    """
    rule 2: no rank, deviation, rate, mean or index is a stock or a flow; what places or spreads is recomputed where shown
    """
    never = ("rank", "sd", "mean", "rate", "index", "cv", "ratio", "median", "score_rate")
    summed = {each.numerator.dataset for each in INDICATORS}
    summed |= {each.denominator.dataset for each in INDICATORS if each.denominator is not None}
    # Figures that others published are rates as printed: no indicator reads them, so nothing can add them.
    assert {each.name for each in DATASETS} - summed >= {"published"}
    for dataset in (each for each in DATASETS if each.name != "published"):
        for column in dataset.facts:
            assert not [word for word in never if word in column.name.split("_")], f"{dataset.name}.{column.name}"
            assert column.role in (Role.STOCK, Role.FLOW)
    by_function = {each.name: each for each in INDICATORS if each.function in ("cv", "spread", "z", "t", "over_mean")}
    assert set(by_function) == {"balance_cv", "exam_sd", "exam_z", "exam_t", "exam_over_mean"}
    assert by_function["balance_cv"].levels == (Level.DISTRICT,)
    assert all(Level.DISTRICT not in by_function[name].levels for name in ("exam_z", "exam_t", "exam_over_mean"))
