"""The table of the field's rules names, for each of the eighteen, tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|", (ROOT / "tests/soundness/README.md").read_text("utf-8"), re.M)


def test_there_are_eighteen_rules():
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 19))


@pytest.mark.parametrize(("number", "rule", "tests"), ROWS, ids=[number for number, _, _ in ROWS])
def test_a_rule_names_tests_that_are_there(number: str, rule: str, tests: str):
    named = re.findall(r"`([\w/.]+)::(\w+)`", tests)
    assert named, f"rule {number}: {rule}"
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"rule {number}: {path}::{name}"
