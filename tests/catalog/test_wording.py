"""Sentences are filled in as `str.format` does it, but no two numbers run together."""

import pytest

from catalog.wording import filled


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("{place}{period}控辍月报", {"place": "乡镇02", "period": "2026年8月"}, "乡镇02 2026年8月控辍月报"),
        ("{place}{stage}{period}自报", {"place": "乡镇02", "stage": "", "period": "2026年8月"}, "乡镇02 2026年8月自报"),
        ("{place}{stage}{n}人", {"place": "学校017", "stage": "小学", "n": 5}, "学校017小学5人"),
        ("{place}{period}控辍月报", {"place": "东镇", "period": "2026年8月"}, "东镇2026年8月控辍月报"),
        ("{{{name}{n:,}个月}} {rate:.1%}{left}/{right}", {"name": "乡镇02", "n": 1200, "rate": 0.5, "left": 3, "right": 4}, "{乡镇02 1,200个月} 50.0%3/4"),
        ("{n}/{all}", {"n": 3, "all": 4}, "3/4"),
    ],
)  # fmt: skip
def test_numbers_of_two_values_stand_apart(template: str, values: dict[str, object], said: str):
    assert filled(template, **values) == said
    assert filled(template, **values).replace(" ", "") == template.format(**values).replace(" ", "")


def test_a_value_that_is_not_given_is_an_error():
    with pytest.raises(KeyError):
        filled("{place}{period}", place="东镇")
