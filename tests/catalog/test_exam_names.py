"""An exam is followed over the years by its name without the year; what it is called in autumn is another exam in spring."""

import pytest

from catalog.exam_names import exam_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2024年中考", "中考"),
        ("2023-2024学年度六年级质量监测", "六年级质量监测"),
        ("2023—2024学年第一学期期末检测", "第一学期期末检测"),
        ("2026年秋季学期九年级期末学业水平检测", "秋季学期九年级期末学业水平检测"),
        ("2026年春季学期九年级期末学业水平检测", "春季学期九年级期末学业水平检测"),
        ("2026年", "2026年"),
    ],
)
def test_the_year_goes_and_the_term_stays(name: str, kind: str):
    assert exam_kind(name) == kind
