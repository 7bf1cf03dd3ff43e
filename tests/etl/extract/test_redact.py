"""Names under a table are masked, and nothing but names."""

import pytest

from etl.extract.redact import redacted


@pytest.mark.parametrize(
    "text", ["填表人： 审核人：", "填表人：审核人：", "单位负责人：  填表人：  联系电话：  填表日期：2023年9月", "填表人：学校负责人（签字）："]
)  # fmt: skip
def test_labels_nobody_filled_in_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("填表人：王小明  审核人：李四", "填表人：***  审核人：***"),
        ("填表人：王小明审核人：李四", "填表人：***审核人：***"),
        ("填表人：张三　　审核人：　　", "填表人：***　　审核人：　　"),
        ("审核人：王小明", "审核人：***"),
    ],
)
def test_names_are_masked_wherever_they_stand(text: str, shown: str) -> None:
    assert redacted(text) == shown
