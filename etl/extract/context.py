"""What a sheet says outside its table: period, unit, stage, grade, district, township, school, exam, programme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import Dataset
from catalog.periods import is_period, parse_period
from etl.extract.aid import category_of, programme_of
from etl.extract.labels import is_note
from etl.extract.layout import Layout, subject_in
from etl.extract.periods import Stated
from etl.extract.sheet_period import read_sheet_period
from etl.extract.terms import UnclearTerm
from etl.extract.text import key_of
from etl.extract.units import money_unit_in
from etl.extract.words import GRADE, STAGE_TOKENS, STAGE_WORDS, SUBJECTS, grade_of

SCHOOL_END = re.compile(
    r"(小学|中学|学校|幼儿园|校区|教学点|完小|初中|高中|国小|国中|一贯制|分校|分园|小学部|初中部|中心校|职教中心|附中|附小|一中|二中|三中|幼稚园|村小)$"
)
TOWNSHIP_END = re.compile(r"(镇|乡|街道|街道办|街道办事处|苏木)$")
_REPORTED_BY = re.compile(
    r"(?:填报单位|报送单位|单位名称|学校名称|学校|填报学校)(?:\([^)]*\))?[:]([^:\s(]{2,20}?)(?=\(|统计|填报|单位:|时间|$)"
)
_DISTRICT = re.compile(
    r"^(?:关于|附件\d*[:.]?|\(?附表\d*[:.)]?)?(?:.{2,4}省)?(?:.{2,4}?(?:市|州|盟))?(?P<name>[^\d\s]{1,5}?(?:县|区|旗|市))(?!域|内|级|直)"
)
_NO_DISTRICT = re.compile(
    r"(学区|校区|片区|督导区|社区|地区|园区|辖区|城区|镇区|库区|郊区|各区|全区|全县|全市|本县|本区|各县)$"
)
_EXAM = re.compile(
    r"(?:20\d\d(?:-20\d\d)?(?:年|学年度?|届)?)?[^\d,;:()]{0,60}?(?:第[一二12]学期)?[^,;:()]{0,80}(?:中考|会考|监测|检测|考试|测试|抽测|抽考|统考|期末|期中|毕业考|学考|一模|二模|三模|模拟考|联考)"
)


@dataclass(frozen=True)
class SheetContext:
    """Defaults for rows that do not say it themselves."""

    period: Stated | None = None
    year_hint: str | None = None
    unclear: UnclearTerm | None = None
    money_unit: str | None = None
    stage: str | None = None
    grade: int | None = None
    subject: str | None = None
    exam: str | None = None
    full_mark: float | None = None
    full_marks: tuple[tuple[str, float], ...] = ()
    programme: str | None = None
    category: str | None = None
    sheet: str = ""
    file: str = ""
    district: str | None = None
    township: str | None = None
    title_township: str | None = None  # only schools that are called 中心小学 and no more need it
    school: str | None = None
    title_school: str | None = None  # where the table has no column of places


_TOWNSHIP_AHEAD = re.compile(
    r"(?:[\u4e00-\u9fff]{1,7}?[县市区旗])?(?P<name>[\u4e00-\u9fff]{1,6}?(?:街道|[镇乡]))(?=20\d\d|[(关第]|中小学|小学|初中|义务教育|各|学|教育|控辍|在校|幼儿)"
)
_SCHOOL_AHEAD = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,20}?(?:小学|中学|初中|高中|学校|中心校|幼儿园))(?=20\d\d|历年|历届|近.年|学生|在校|基本情况|各年)"
)
_ANY_SCHOOL = re.compile(
    r"[县市区旗镇乡]?(?:中小学|义务教育|学前教育)|[县市区旗镇乡道](?:小学|中学|初中|高中|学校|幼儿园)$|[各全]|所有|民办|公办|农村|城区|阶段"
)
_ANY_TOWNSHIP = re.compile(r"乡镇|[各全本城村]镇|[各全本]乡")


def read_context(layout: Layout, sheet_name: str, file_stem: str, forced_period: str | None) -> SheetContext:
    """Gather it: the title rows first, then the sheet's name, then the file's."""
    declared, titles = layout.dataset, [text for text in layout.titles if not is_note(text)]
    period = read_sheet_period(declared, titles, sheet_name, file_stem, forced_period)
    reporter = _reporter(titles)
    return SheetContext(
        period=period.period,
        year_hint=period.year_hint,
        unclear=period.unclear,
        money_unit=money_unit_in(titles),
        stage=_first(stage_in, [sheet_name, *titles, file_stem]),
        grade=_grade(declared, titles, sheet_name, file_stem),
        subject=_first(subject_in, [sheet_name, *titles, file_stem]),
        exam=_first(exam_in, [*titles, sheet_name, file_stem]),
        full_mark=_full_mark(titles),
        full_marks=_full_marks(titles),
        programme=programme_of(titles, sheet_name, file_stem),
        category=category_of(titles, sheet_name),
        sheet=sheet_name,
        file=file_stem,
        district=_first(district_in, [*titles, file_stem]),
        township=_named(TOWNSHIP_END, [sheet_name, reporter]),
        school=_named(SCHOOL_END, [sheet_name, reporter]),
        title_township=_first(_township_ahead, titles),
        title_school=_first(_school_ahead, titles),
    )


def _school_ahead(title: str) -> str | None:
    """石桥镇中心小学历年在校生情况: the school a title begins with; 石桥镇小学 and 各小学 are none."""
    match = _SCHOOL_AHEAD.match(key_of(title))
    return match["name"] if match and not _ANY_SCHOOL.search(match["name"]) else None


def _township_ahead(title: str) -> str | None:
    """白沙镇2023年秋季小学在校生统计表: the township a title begins with."""
    match = _TOWNSHIP_AHEAD.match(key_of(title))
    return match["name"] if match and not _ANY_TOWNSHIP.search(match["name"]) else None


def _first(reader, texts: Sequence[str]):  # type: ignore[no-untyped-def]
    return next((found for text in texts if (found := reader(text)) is not None), None)


def stage_in(text: str) -> str | None:
    """The one stage a text names; None when none or several."""
    flat = re.sub(r"中小学|义务教育|九年一贯制|中小学校", "", key_of(text))
    found = set()
    for word in STAGE_TOKENS:
        if word in flat:
            found.add(STAGE_WORDS[word])
            flat = flat.replace(word, " ")
    if not found and "中考" in flat:
        return "junior"
    if not found and "高考" in flat:
        return "senior"
    return found.pop() if len(found) == 1 else None


def grade_in(text: str) -> int | None:
    """The one grade a text names; None when none, several or a span."""
    flat = key_of(text)
    found = {grade_of(match) for match in GRADE.finditer(flat)}
    if re.search(r"[一二三四五六七八九\d](?:年级)?(?:至|到|-|、|,)[一二三四五六七八九\d]+年级", flat):
        return None
    return found.pop() if len(found) == 1 else None


def _grade(declared: Dataset, titles: list[str], sheet_name: str, file_stem: str) -> int | None:
    if "grade" not in declared.key:
        return None
    if declared.breakdown == "grade":  # a title over totals may mention one grade; a sheet named for it means it
        match = GRADE.fullmatch(key_of(sheet_name))
        return grade_of(match) if match else None
    grade = _first(grade_in, [sheet_name, *titles, file_stem])
    if grade is None and any("中考" in text for text in (*titles, sheet_name, file_stem)):
        return 9
    return grade


def exam_in(text: str) -> str | None:
    """The exam a title names: 青云县2024年中考成绩统计表 -> 2024年中考."""
    match = _EXAM.search(_without_district(key_of(text)))
    name = re.sub(r"^[(\s]+", "", match.group()) if match else None
    if name and (subject := subject_in(name)) and subject in name and not name.endswith(subject):
        name = name.replace(subject, "")
    return name


def _without_district(flat: str) -> str:
    match = _DISTRICT.match(flat)
    return flat[match.end() :] if match and not _NO_DISTRICT.search(match["name"]) else flat


def _full_mark(titles: list[str]) -> float | None:
    """The one full mark the titles state (满分120分); None when none or several."""
    found = {
        float(mark) for text in titles for mark in re.findall(r"满分(?:均?为)?[:]?(\d+(?:\.\d+)?)分?", key_of(text))
    }
    return found.pop() if len(found) == 1 and not _full_marks(titles) else None


def _full_marks(titles: list[str]) -> tuple[tuple[str, float], ...]:
    """满分：语文120、数学120、英语100 -> pairs."""
    text = next((key_of(each) for each in titles if "满分" in key_of(each)), "")
    words = "|".join(sorted({*SUBJECTS, "总分"}, key=len, reverse=True))
    return tuple((word, float(mark)) for word, mark in re.findall(rf"({words})(?:满分)?[:(]?(\d+(?:\.\d+)?)", text))


def district_in(text: str) -> str | None:
    """The district a title begins with: 青云县2023年秋季… -> 青云县."""
    match = _DISTRICT.match(key_of(text))
    if not match or _NO_DISTRICT.search(match["name"]):
        return None
    return match["name"]


def _reporter(titles: list[str]) -> str:
    for text in titles:
        match = _REPORTED_BY.search(key_of(text))
        if match:
            return match.group(1)
    return ""


def _named(ending: re.Pattern[str], texts: list[str]) -> str | None:
    for text in texts:
        flat = key_of(text)
        if (
            2 <= len(flat) <= 20
            and ending.search(flat)
            and not re.search(r"合计|汇总|各|全县|情况|统计", flat)
            and flat not in STAGE_WORDS
        ):
            return text.strip()
    return None


def period_fits(code: str, declared: Dataset) -> bool:
    """Whether the dataset is reported for periods of this kind."""
    return is_period(code) and parse_period(code).kind in declared.period_kinds
