"""Take personal values out of text that people will read: identity numbers, telephone numbers, names beside 姓名."""

from __future__ import annotations

import re

MASK = "***"
_PATTERNS = (
    re.compile(r"(?<![0-9A-Za-z])[GJLgjl]?\d{17}[0-9Xx](?![0-9A-Za-z])"),  # identity and pupil register numbers
    re.compile(r"(?<!\d)\d{15}(?!\d)"),  # old identity numbers
    re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),  # mobile phones
    re.compile(r"(?<!\d)\d{16,19}(?!\d)"),  # bank cards
    re.compile(r"(?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d)"),  # telephones
)
# 填表人：    审核人： is a line nobody filled in: what follows the first is the next one's label, no name.
_LABEL = (
    r"(?:(?:单位|学校|分管|主管)?(?:姓名|学生|家长|监护人|填表人?|填报人?|审核人?|复核人?|联系人|负责人|制表人?|统计人?|校长|经办人|领导|单位)"
    r"|(?:填表|填报|制表|报出|打印)?(?:日期|时间)|(?:联系)?(?:电话|方式)|职务|签字|签名|签章|盖章|公章)(?:[(（][^)）]*[)）])?\s*[:：]"
)
_NAMED = re.compile(
    r"((?:姓名|学生|家长|监护人|填表人|审核人|联系人|负责人|制表人?|校长|经办人)[:：]\s*)"
    rf"(?!{_LABEL})(?:[\u4e00-\u9fff·]{{2,4}}?(?={_LABEL}|[^\u4e00-\u9fff·]|$)|[\u4e00-\u9fff·]{{2,4}})"
)


def is_personal_number(text: str) -> bool:
    """Whether a cell is an identity number, or a pupil's, and nothing else."""
    return _PATTERNS[0].fullmatch(text) is not None


def redacted(text: str) -> str:
    """The text with what looks like a person's number or name replaced by ***."""
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return _NAMED.sub(rf"\1{MASK}", text)


def redacted_file_name(name: str) -> str:
    """A file's name without numbers of persons and without the names that stand after 姓名, 学生 or 家长."""
    return redacted(
        re.sub(r"(姓名|学生|家长)[_\-—－ ]+([\u4e00-\u9fff·]{2,4})(?=[_\-—－ .(（]|$)", rf"\1_{MASK}", name)
    )
