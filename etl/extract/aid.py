"""Programmes and groups of aid as titles and names of sheets say them: 营养改善计划, 脱贫户."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.extract.collect import Findings
from etl.extract.text import key_of
from etl.extract.words import CATEGORY_WORDS, STAGE_TOKENS

# A longer name before the shorter one that is part of it.
_PROGRAMMES = (
    "非寄宿生生活费补助", "非寄宿生生活补助", "寄宿生生活费补助", "寄宿生生活补助", "非寄宿生补助", "寄宿生补助", "家庭经济困难学生生活补助", "困难学生生活补助",
    "营养改善计划", "营养膳食补助", "营养餐补助", "营养改善", "营养餐", "学前教育资助", "学前资助", "免保育教育费", "免保教费", "免保育费",
    "普通高中国家助学金", "普高国家助学金", "中职国家助学金", "中等职业学校国家助学金", "国家助学金", "国家奖学金", "国家励志奖学金",
    "免学杂费", "免学费", "免住宿费", "免费教科书", "免教科书费", "教科书", "雨露计划", "生源地信用助学贷款", "生源地助学贷款",
    "生源地贷款", "滋蕙计划", "泛海助学", "春蕾计划", "希望工程", "金秋助学", "圆梦行动", "伙食补助", "交通补助", "生活补助", "生活费补助", "一补",
)  # fmt: skip
_END = r"(?:助学贷款|贷款|助学金|奖学金|助学|补助|补贴|计划|工程|行动|减免|救助|慰问金?|营养餐|学杂费|学费|保教费)"
_NAMED = re.compile(rf"[\u4e00-\u9fff]{{2,16}}?{_END}+")
# Who it is for and where stands before the name; 石桥镇学生交通补贴 is 交通补贴.
_BEFORE_NAME = re.compile(r".*(?:[镇乡县区市旗校园户童]|生(?!活)|街道|阶段|教育|人员|困难)(?=..)")
_PERIOD = re.compile(
    r"20\d\d[-至/]?(?:20)?\d{0,2}(?:学年度?|年度?)?|第?[一二]学期|[上下]学?期|[春秋]季?(?:学期)?|\d+月份?|[上下]半年"
)
_GENERAL = re.compile(
    r"义务教育|学前教育|高中教育|职业教育|阶段|教育|家庭|经济|困难|贫困|特殊|学生|儿童|幼儿|各类|各级|各校|各乡镇|学校|学段|享受|受助|受|全部|"
    r"全[县区市]|本[县区市校]|关于|情况|发放|统计|汇总|政策|项目|资金|专项|年度|有关|相关|城乡|农村|各项|各种|中央|省级|市级|县级|区级|地方|本级|上级|财政|配套|"
    r"资助|工作|年|及|和|的|等|[县区市镇乡]"
)
_SEVERAL = re.compile(r"[^非]?寄宿生?[和及与、/]+非寄宿|非寄宿生?[和及与、/]+寄宿")
_CATEGORY = re.compile(
    r"脱贫不稳定户|脱贫(?:户|家庭|人口)|建档立卡(?:户|家庭)?|监测(?:户|对象)|边缘易致贫户|突发严重困难户|低保边缘(?:户|家庭)?|(?:城乡|农村)?低保(?:户|家庭)?|"
    r"特困(?:供养)?(?:人员|户)?|孤儿|事实无人抚养儿童|残疾(?:学生|儿童|人子女)?|烈士子女"
)
_ANOTHER = re.compile(r"[等、和及与/,]|四类|五类|各类")
_GROUP = re.compile(
    r"^(?:其他|其它|一般|普通|原)?(?:非?寄宿|走读|住宿)(?:生|学生)?$|^(?:其他|其它|一般)(?:学生|类|人员)?$"
)
_NO_GROUP = re.compile(r"^(?:家庭)?(?:经济)?[困贫][难困](?:学)?生?$|资助|统计|汇总|情况|名册|花名|明细|表$")


def programme_in(text: str) -> str | None:
    """The one programme of aid a title names, in its own words where it is none of the usual ones."""
    return listed_programme_in(text) or unlisted_programme_in(text)


def listed_programme_in(text: str) -> str | None:
    """The one usual programme a text names; None when none or several."""
    flat = key_of(text).replace("两免一补", "")
    for word in _PROGRAMMES:
        if word in flat:
            rest = flat.replace(word, "")
            return None if _SEVERAL.search(flat) or any(other in rest for other in _PROGRAMMES) else word
    return None


def several_programmes_in(text: str) -> bool:
    """Whether a text names more than one programme."""
    flat = key_of(text).replace("两免一补", "")
    return any(word in flat for word in _PROGRAMMES) and listed_programme_in(text) is None


def unlisted_programme_in(text: str) -> str | None:
    """A name that ends like a programme and is none we know: 红烛助学. None for general words such as 学生资助."""
    if several_programmes_in(text):
        return None
    flat = re.sub(r"\([^)]*\)", "", _PERIOD.sub(" ", key_of(text)))
    for word in STAGE_TOKENS:
        flat = flat.replace(word, " ")
    for match in _NAMED.finditer(flat):
        name = _CATEGORY.sub("", _GENERAL.sub("", _BEFORE_NAME.sub("", match.group())))
        if re.sub(_END, "", name):
            return name
    return None


def programme_of(titles: Sequence[str], sheet_name: str, file_stem: str) -> str | None:
    """The programme of a sheet: what its name or a title says, the usual names first; else the file's name."""
    readers = (
        *((listed_programme_in, text) for text in (sheet_name, *titles)),
        *((unlisted_programme_in, text) for text in (*titles, sheet_name)),
        (programme_in, file_stem),
    )
    return next((found for reader, text in readers if (found := reader(text))), None)


def category_of(titles: Sequence[str], sheet_name: str) -> str | None:
    """The group of pupils a sheet is about: its name where that is one, else the only one a title names."""
    name = re.sub(r"\([^)]*\)|^\d+[.、-]?", "", key_of(sheet_name))
    if 2 <= len(name) <= 14 and not _NO_GROUP.search(name) and (CATEGORY_WORDS.search(name) or _GROUP.search(name)):
        return name if listed_programme_in(name) is None else None
    return next((found for text in titles if (found := _category_in(text))), None)


def _category_in(text: str) -> str | None:
    flat = key_of(text)
    found = list(dict.fromkeys(match.group() for match in _CATEGORY.finditer(flat)))
    if len(found) != 1:
        return None
    at = flat.index(found[0])
    around = flat[max(0, at - 1) : at] + flat[at + len(found[0]) :][:4]
    return None if _ANOTHER.search(around) else found[0]


def report_programme(titles: Sequence[str], sheet_name: str, programme: str | None, findings: Findings) -> None:
    """Say that a sheet's programme is none of the usual ones, or that it names several and tells them apart nowhere."""
    if programme is not None and listed_programme_in(programme) is None:
        findings.add("programme_unlisted", value=programme)
    several = next((text for text in (*titles, sheet_name) if several_programmes_in(text)), None)
    if programme is None and several is not None:
        findings.add("programmes_together", value=several[:60])
