"""The coefficient of variation is weighted by pupils."""

import pytest

from catalog.settings.standards import EIGHT
from metrics.balance import composite
from tests.metrics.building import Said, enrolled, register
from tests.soundness.asking import row, rows

YEAR = "2023-2024"
# pupils and books of five schools: x-bar 6.33, S 3.26
PUBLISHED = (("一小", 45, 279), ("二小", 37, 137), ("三小", 89, 935), ("四小", 76, 160), ("五小", 55, 402))


def books(name, quantity, pupils=None, stage="primary", item="books"):
    return Said("resource", YEAR, {"stage": stage, "item": item, "quantity": quantity, "pupils": pupils}, name)


def schools():
    return [each for name, _, _ in PUBLISHED for each in register(name, "东镇", ["primary"])]


def test_the_published_variation_is_weighted_by_pupils(told):
    """
    unweighted population form 0.489 and sample form 0.546 are the wrong answers seen in the wild
    """
    reader = told(schools(), [books(name, amount, pupils) for name, pupils, amount in PUBLISHED])
    found = row(reader, "balance_cv")
    assert found["value"] == pytest.approx(0.5152566, abs=1e-7)
    assert (found["stage"], found["item"], found["numerator"], found["denominator"]) == ("primary", "books", 1913, 302)


def test_pupils_come_from_the_autumn_roll_where_the_return_has_none(told):
    reader = told(
        schools(), [books(name, amount) for name, _, amount in PUBLISHED],
        [enrolled(name, f"{YEAR}-1", pupils=pupils) for name, pupils, _ in PUBLISHED],
        [enrolled(name, f"{YEAR}-2", pupils=1) for name, _, _ in PUBLISHED],
    )  # fmt: skip
    assert row(reader, "balance_cv", period=YEAR)["value"] == pytest.approx(0.5152566, abs=1e-7)


def test_items_and_stages_are_never_pooled(told):
    reader = told(
        schools(), [books(name, amount, pupils) for name, pupils, amount in PUBLISHED],
        [books(name, 10 * place, pupils, item="computers") for place, (name, pupils, _) in enumerate(PUBLISHED)],
        register("一中", "东镇", ["junior"]), register("二中", "东镇", ["junior"]),
        books("一中", 500, 100, "junior"), books("二中", 500, 100, "junior"),
    )  # fmt: skip
    found = {(each["stage"], each["item"]): each["value"] for each in rows(reader, "balance_cv")}
    assert found["primary", "books"] == pytest.approx(0.5152566, abs=1e-7)
    assert found["junior", "books"] == 0
    assert set(found) == {("primary", "books"), ("primary", "computers"), ("junior", "books")}


def test_a_school_without_pupils_or_without_an_amount_is_left_out(told):
    reader = told(
        schools(), register("六小", "东镇", ["primary"]), register("七小", "东镇", ["primary"]),
        [books(name, amount, pupils) for name, pupils, amount in PUBLISHED], books("六小", 50, 0),
    )  # fmt: skip
    found = row(reader, "balance_cv")
    assert found["value"] == pytest.approx(0.5152566, abs=1e-7)
    assert (found["schools_counted"], found["schools_missing"]) == (5, 1)


def test_one_school_has_no_variation(told):
    reader = told(register("一小", "东镇", ["primary"]), books("一小", 100, 10))
    assert row(reader, "balance_cv")["value"] is None


@pytest.mark.parametrize(
    ("coefficients", "mean"),
    [
        ((0.881, 1.299, 0.977, 0.379, 0.170, 0.334, 0.286, 0.408), 0.592),
        ((0.353, 0.784, 0.146, 0.491, 0.037, 0.226, 0.223, 0.253), 0.314),
        ((0.437, 0.419, 0.255, 0.188, 0.171, 0.263, 0.263, 0.420), 0.302),
        ((0.633, 0.891, 0.435, 0.328, 0.351, 0.391, 0.379, 0.541), 0.494),
    ],
)
def test_the_composite_is_the_mean_of_eight_as_three_counties_printed_it(coefficients, mean):
    known = dict(zip(EIGHT, coefficients, strict=True))
    assert round(composite(known), 3) == mean
    assert composite(known | {EIGHT[3]: None}) is None
    assert composite(dict(list(known.items())[:7])) is None
