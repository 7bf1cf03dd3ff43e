"""Alerts on subsidy: amounts unlike the others of their kind, or off the standard of their term."""

from metrics.alerts import find_alerts
from tests.metrics.building import aid
from tests.soundness.alert_rows import YEAR, names, only, schools


def test_an_amount_unlike_everybodys_is_told_and_a_difference_of_opinion_is_not(told):
    paid = [
        aid(name, "2023-2024-1", "junior", programme="一补", category="低保", recipients=10, amount=6250.0)
        for name in names()[:6]
    ]
    odd = aid("七中", "2023-2024-1", "junior", programme="一补", category="低保", recipients=10, amount=5000.0)
    (row,) = only(told(schools(), paid, odd), "aid_unlike_others")
    assert (row.area, row.value, row.before) == ("七中", 500, 625)
    split = [
        aid(name, "2023-2024-1", "junior", programme="一补", category="低保", recipients=10, amount=5000.0)
        for name in names()[3:]
    ]
    assert not only(told(schools(), paid[:3], split), "aid_unlike_others")


def test_an_amount_off_the_standard_of_its_term_is_told_once(told):
    """
    625 a term for a junior boarder until autumn 2023, 750 from spring 2024 on
    """
    terms = (("2023-2024-1", 625), ("2023-2024-2", 625), ("2023-2024-2", 750))
    rows = [
        aid(name, term, "junior", programme="寄宿生生活补助", category="低保", recipients=10, amount=pay * 10.0)
        for name, (term, pay) in zip(names(), terms, strict=False)
    ]
    (row,) = only(told(schools(), rows), "aid_off_standard")
    assert (row.area, row.value, row.before, row.period) == ("二中", 625, 750, "2023-2024-2")
    paid = [
        aid(name, "2023-2024-2", "junior", programme="寄宿生生活补助", category="低保", recipients=10, amount=7500.0)
        for name in names()[2:]
    ]
    found = [row.alert.name for row in find_alerts(told(schools(), rows[1], paid), YEAR) if row.alert.theme == "aid"]
    assert found == ["aid_off_standard"]
