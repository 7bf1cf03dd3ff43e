"""Words by which a row tells that it is no data: 小计, 合计, 填表人, 注, a row of column numbers."""

from __future__ import annotations

import itertools
import re

from etl.extract.text import key_of

_TOTAL = re.compile(
    r"(?:全[县区市省旗校镇乡]|本[页表县区市])?(?:合计|总计|总合计|共计|总数|汇总|total|sum|grandtotal)(?:\(.*\))?"
)
_SUBTOTAL = re.compile(r"(?P<of>.*?)(?:小计|合计|总计|共计|汇总|subtotal)(?:\(.*\))?")
_WHOLE = re.compile(r"全[县区市省旗]|计|总")
_FOOTER = re.compile(
    r"(?:填表人|填报人|制表人?|审核人?|复核人?|单位负责人|负责人|联系电话|联系人|联系方式|填报日期|填报时间|填表日期|填表时间|统计人|报出日期|经办人|分管领导|"
    r"分管负责人|主管领导|学校负责人|校长签|签字|签章|盖章|公章|电话|制表时间|制表日期|打印时间|打印日期)(?:\(.*?\))?(?:签名|签字|签章)?(?:[:]|$|_)"
)
# The example row of a form we handed out is a remark too.
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|附注|填报说明|注意|数据来源|来源|source|note|notes)\d*[:.、]|※|\*{1,3}\D|注\d|\(?注\)?[:]"
    r"|(?:填[写报])?[示样举]例(?:行)?(?:$|[:.、(])|example(?:$|[:])"
)
_BEFORE = (
    r"(?:上年|去年|前年|上学年|上学期|上期|上月|同期|上年同期|去年同期|上学年同期|[上去]年年?[末底]|[上去]年[秋春]季)"
)
_STATISTIC = re.compile(
    r"(?:全[县区市省旗校镇乡]|本[县区市镇乡校]|各校|区域|总)?(?:"
    r"(?:乡镇|[校人县生班乡镇])均|(?:各?乡镇|各校)?平均(?:分|数|值|水平)?|均值|均分|人平|中位数|标准差|差异系数|离散系数|极差|众数|最[高低大小](?:分|值)?"
    rf"|{_BEFORE}(?:数|人数|合计|总计|小计|数据|情况|水平)?"
    rf"|(?:比|较|同|与)?{_BEFORE}?(?:相?比)?(?:增减|增长|增加|减少|增幅|升降|变化|差额|差异|差距)(?:数|量|率|额|情况|[-+±/]*)?"
    rf"|(?:比|较|同|与){_BEFORE}(?:相?比)?[-+±/]*"
    r"|[同环]比[-+±/]*|[同环]比(?:增减|增长|变化|增幅)(?:率|数)?|占比|比例|比重|百分比|占全[县区市]比[例重]|达标率|完成率|目标值?|计划数?|任务数"
    r")(?:\(.*\)|%|‰)?"
)
_OF_WHICH = re.compile(r"其中(?:[:、,]|$|[男女寄住留随残特随农少])|#(?:[男女寄住留随残])")
_INDEX_LETTERS = "甲乙丙丁戊己庚辛壬癸"


def total_label(text: str) -> tuple[str, str] | None:
    """("total", "") or ("subtotal", what of) for the label of a sum; None for anything else."""
    flat = key_of(text)
    if not flat or len(flat) > 24:
        return None
    if flat == "小计":
        return "subtotal", ""
    if _TOTAL.fullmatch(flat) or _WHOLE.fullmatch(flat):
        return "total", ""
    match = _SUBTOTAL.fullmatch(flat)
    return ("subtotal", match["of"].strip("-_:、")) if match else None


def is_statistic(text: str) -> bool:
    """A row such as 全县平均, 上年同期 or 同比增减: numbers about the rows above, of no school."""
    flat = key_of(text)
    return 2 <= len(flat) <= 20 and _STATISTIC.fullmatch(flat) is not None


def is_footer(text: str) -> bool:
    """Signature lines under a table."""
    return bool(_FOOTER.match(key_of(text)))


def is_note(text: str) -> bool:
    """Remarks under a table."""
    return bool(_NOTE.match(key_of(text)))


def is_of_which(text: str) -> bool:
    """A row such as 其中：寄宿生 under a school: a part of the row above, no school of its own."""
    return bool(_OF_WHICH.match(key_of(text)))


def is_index_row(texts: list[str]) -> bool:
    """甲 乙 1 2 3 …: letters, then numbers that count up, under the header."""
    found = [key_of(text) for text in texts if key_of(text)]
    if len(found) < 3:
        return False
    numbers = [text for text in found if text not in _INDEX_LETTERS and not re.fullmatch(r"[a-z]", text)]
    counted = [int(text.strip("()")) for text in numbers if re.fullmatch(r"\(?\d{1,3}\)?", text)]
    formulas = [text for text in numbers if re.fullmatch(r"[\d+\-=*/()]{3,}", text) and "=" in text]
    if len(counted) + len(formulas) < len(numbers):
        return False
    ascending = all(later > earlier for earlier, later in itertools.pairwise(counted))
    letters = len(found) - len(numbers)
    return ascending and (
        (letters >= 1 and (not counted or counted[0] <= letters + 1))
        or (counted[:3] == [1, 2, 3] and len(counted) == len(found))
    )
