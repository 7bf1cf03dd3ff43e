"""A title that speaks of a part of the pupils (留守儿童, 寄宿生, 招生) over columns that say 人数 only: whose number is it?"""

from __future__ import annotations

import re

from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.text import column_letters, key_of

_PART = re.compile(
    r"(?P<boarders>寄宿|住宿|住校|内宿)|(?P<left_behind>留守)|(?P<migrant>随迁|务工)|(?P<disabled>残疾|随班就读|送教)|(?P<girls>女生|女童|女学生)"
    r"|(?P<intake>招生|新生)|(?P<graduates>毕业)|少数民族|困难|贫困|脱贫|建档立卡|低保|孤儿|单亲|困境|特困|转入|转出|转学|休学|复学|学困"
)
_WHOLE = re.compile(r"在校|在籍|学籍|在园|实有|现有")
_GENERAL = re.compile(r"在校|在籍|学籍|在园|基本[情信]|概况|基表|学校情况|办学|寄宿制")


def tell_title_of_a_part(layout: Layout, sheet: str, findings: Findings) -> None:
    """An error at a column of pupils that may be the part the title, or the sheet's name, speaks of."""
    if layout.dataset.name != "enrolment":
        return
    facts = layout.of_role("fact")
    counted = [each for each in facts if each.column == "pupils"]
    said = next((text for text in (*layout.titles, sheet) if (flat := key_of(text)) and _PART.search(flat)), None)
    if not counted or said is None or any(_GENERAL.search(key_of(text)) for text in layout.titles):
        return
    part = _PART.search(key_of(said))
    assert part is not None
    own = next((name for name, word in part.groupdict().items() if word), "")
    told = any(each.column == own or part.group() in key_of(each.header) for each in layout.meanings if each.header)
    if told or any(_WHOLE.search(key_of(each.header)) for each in counted):
        return
    where = f"{column_letters(counted[0].index)}{layout.bottom + 1}"
    findings.add("title_counts_a_part", cell=where, value=counted[0].header, part=part.group())
