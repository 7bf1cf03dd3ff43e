"""The words by which offices group, qualify and ignore columns, beside the synonyms the catalogue declares."""

from __future__ import annotations

import re

from catalog.stages import STAGES
from etl.extract.text import key_of

# Headers that say "how many" but not of what: their group, title or dataset says it.
GENERIC = frozenset(
    map(
        key_of,
        ("人数", "学生数", "学生人数", "数量", "金额", "资金", "人次", "项目", "类型", "性质", "班", "学生", "数"),
    )
)
TOTAL_WORDS = frozenset(
    map(key_of, ("合计", "总计", "小计", "计", "共计", "总数", "全部", "全校", "总", "合计数", "全校合计"))
)
NEUTRAL_WORDS = frozenset(
    map(
        key_of,
        (
            "其中",
            "#",
            "其中:",
            "学生",
            "人",
            "在校",
            "年级",
            "按年级",
            "分年级",
            "教师",
            "各年级",
            "本年",
            "本年度",
            "本学年",
            "今年",
            "当年",
            "本期",
            "本月",
            "本学期",
            "现有",
            "实有",
            "实发",
            "实际发放",
            "发放",
        ),
    )
)
NEUTRAL_END = re.compile(r"(情况|信息|统计|构成|分布|情形|数据|指标|条件)$")
# A group under one of these words is a reference, a forecast or a rate, not the fact itself.
REFERENCE = re.compile(
    r"上年|去年|前年|同期|上学年|[上下]学期|[上下]期|往年|增减|增长|增加|减少|变化|差异|差额|推估|预测|预计|参考|参照|对比|比上|较上|计划|目标|标准|生均|人均|"
    r"平均|占比|比例|比重|率$|率\(|%|_ref|ref$|forecast|predict|last|previous|other|其他"
)
PREVIOUS = tuple(map(key_of, ("上学年度", "上一学年", "上学年", "上年度", "上年", "去年", "上届")))
MALE = tuple(
    sorted(
        map(key_of, ("男", "男生", "男性", "男学生", "男生数", "男生人数", "男学生数", "male")), key=len, reverse=True
    )
)
FEMALE = tuple(
    sorted(
        map(key_of, ("女", "女生", "女性", "女学生", "#女", "女生数", "女生人数", "女学生数", "female")),
        key=len,
        reverse=True,
    )
)
# What may follow a grade, a sex or a stage in one word and then means pupils: 小学生数, 一年级学生.
PUPIL_STEMS = tuple(map(key_of, ("学生", "生数", "生人数", "幼儿数", "幼儿")))

SUBJECTS = tuple(
    sorted(
        map(
            key_of,
            (
                "语文",
                "数学",
                "英语",
                "外语",
                "物理",
                "化学",
                "生物",
                "生物学",
                "历史",
                "地理",
                "政治",
                "思想政治",
                "思想品德",
                "道德与法治",
                "品德",
                "品德与社会",
                "品德与生活",
                "科学",
                "体育",
                "体育与健康",
                "音乐",
                "美术",
                "艺术",
                "信息技术",
                "信息科技",
                "劳动",
                "综合",
                "理化",
                "理综",
                "文综",
                "理科综合",
                "文科综合",
                "实验",
                "理化实验",
                "英语听力",
                "听力",
                "总分",
                "写字",
                "阅读",
                "心理健康",
            ),
        ),
        key=len,
        reverse=True,
    )
)
TOTAL_SUBJECT = "总分"
TOTAL_SUBJECTS = frozenset(map(key_of, ("总分", "总成绩", "总计分", "各科总分", "全科总分", "综合总分")))

PROGRAMME_END = re.compile(
    r"(补助|助学金|资助|补贴|奖学金|计划|减免|免学费|免学杂费|免保育教育费|免费教科书|工程|免住宿费|贷款)$"
)
# What a group of columns of aid is called that names a programme: 营养餐, 雨露计划, 免费作业本.
AID_WORDS = re.compile(
    r"助|补|奖|贷|免|营养|[餐饭]|计划|工程|行动|教科书|教材|作业本|学费|保教费|生活费|伙食|交通|雨露|春蕾|滋蕙|圆梦|希望|慈善|基金|公益|彩票|爱心|慰问|扶贫|救|两免"
)
# 寄宿生 or 走读生 over columns of aid are groups of pupils.
BOARDING = re.compile(r"(?:其他|其它|一般|普通)?(?:非?(?:寄宿|住宿|住校)|走读|不寄宿)(?:学?生)?")
# Beside 脱贫户 and 低保, the rest of the pupils.
OTHERS = re.compile(r"(?:其他|其它|一般|普通)(?:困难)?(?:学生|类|类别|对象|人员|家庭)?")
# 全年 beside 春季 and 秋季 is their sum, whatever stands under it; 累计 is what all terms so far come to.
WHOLE_YEAR = re.compile(
    r"(?:20\d\d年?(?:-20\d\d)?(?:学年)?)?(?:(?:全|整)(?:学?年)(?:度)?|学年度?|年度)(?:合计|小计|总计|累计|共计|汇总|总数|计)?"
    r"|(?:两|2|二|上下|春秋)(?:个|两)?(?:学期|季)(?:合计|小计|总计|累计|共计|汇总|计)"
)
CATEGORY_WORDS = re.compile(
    r"脱贫|建档立卡|低保|特困|孤儿|残疾|监测|困境|事实无人抚养|边缘|困难|烈士|优抚|全体学生|其他学生"
)

PERSON_WORDS = frozenset(
    map(
        key_of,
        (
            "姓名",
            "学生姓名",
            "考生姓名",
            "学生",
            "幼儿姓名",
            "儿童姓名",
            "受助学生姓名",
            "受助人",
            "学号",
            "学籍号",
            "全国学籍号",
            "学籍辅号",
            "身份证",
            "身份证号",
            "身份证件号",
            "身份证件号码",
            "身份证号码",
            "学生身份证号",
            "公民身份号码",
            "考号",
            "考试号",
            "准考证号",
            "考生号",
            "报名号",
            "考籍号",
            "姓名(学生)",
            "name",
            "studentid",
            "studentname",
            "监护人",
            "监护人姓名",
            "家长姓名",
        ),
    )
) - {key_of("学生")}
SERIAL_WORDS = frozenset(map(key_of, ("序号", "编号", "序", "no", "no.", "行号", "顺序号", "排序", "名次", "排名")))
PERIOD_WORDS = {
    **dict.fromkeys(
        map(
            key_of,
            (
                "学年学期",
                "学年度学期",
                "时期",
                "统计时间",
                "时间",
                "统计时期",
                "period",
                "月份",
                "年月",
                "报告月份",
                "统计月份",
                "month",
                "统计年月",
                "学年",
                "学年度",
                "学年(度)",
                "schoolyear",
                "年度",
                "年份",
                "年",
                "year",
                "届",
                "统计年度",
                "学期",
                "term",
                "季度",
            ),
        ),
        "period",
    ),
}
CLASS_WORDS = frozenset(map(key_of, ("班级", "班别", "班号", "行政班", "所在班级", "class", "教学班级")))
IGNORED_WORDS = frozenset(map(key_of, ("备注", "说明", "remarks", "note", "备 注")))

_CHINESE_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)} | {
    "十": 10,
    "十一": 11,
    "十二": 12,
}
GRADE = re.compile(
    r"(?P<kg>小班|中班|大班)|(?P<first>初|高)(?P<year>[一二三四123])(?:年级)?|(?P<stage>小学|初中|高中)?(?P<number>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])年级"
)
MONTH = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?")


def chinese_number(text: str) -> int:
    """一 … 十二 or digits, as a number."""
    return _CHINESE_DIGITS[text] if text in _CHINESE_DIGITS else int(text)


def grade_of(match: re.Match[str]) -> int:
    """The grade number a GRADE match means: 初一 -> 7, 高中二年级 -> 11, 大班 -> -1."""
    if match["kg"]:
        return {"小班": -3, "中班": -2, "大班": -1}[match["kg"]]
    if match["first"]:
        return {"初": 6, "高": 9}[match["first"]] + chinese_number(match["year"])
    number = chinese_number(match["number"])
    offset = {"初中": 6, "高中": 9}.get(match["stage"] or "", 0)
    return number + offset if offset and number <= 4 else number


STAGE_WORDS: dict[str, str] = {
    key_of(word): each.code for each in STAGES for word in (each.zh, *each.synonyms, each.code, each.en)
}
STAGE_TOKENS = tuple(sorted((word for word in STAGE_WORDS if not word.isascii()), key=len, reverse=True))
