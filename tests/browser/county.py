"""A small county as an office keeps it: workbooks with titles and signatures, taken in by the importer itself.

All names are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from etl.options import Options
from etl.prepare import import_file
from store import Store

TOWNSHIPS = {
    "云台乡": ("云台中心小学", "云台初级中学"),
    "双河镇": ("双河中心小学", "双河初级中学"),
    "石桥镇": ("石桥中心小学", "石桥初级中学"),
}
YEARS = (2022, 2023)
# What the enrolment files say for 2023: the walks upload a correction of one number and look for the sum.
PUPILS_2023 = {
    "云台中心小学": 320,
    "云台初级中学": 260,
    "双河中心小学": 410,
    "双河初级中学": 350,
    "石桥中心小学": 280,
    "石桥初级中学": 240,
}
TOTAL_2023 = sum(PUPILS_2023.values())


def stage_of(school: str) -> str:
    """Primary or junior, as the files write it."""
    return "初中" if "初级" in school else "小学"


def save_sheet(
    path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], sheet: str = "汇总"
) -> Path:
    """One workbook of one table with its title above, a total and a signature below."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    page.append(list(header))
    for row in rows:
        page.append(list(row))
    page.append(["填表人：", None, "审核人："])
    book.save(path)
    return path


def enrolment_file(path: Path, year: int, **changed: Any) -> Path:
    """The enrolment return of an autumn; `changed` gives what stands in place of a school's pupils."""
    rows = []
    for township, schools in TOWNSHIPS.items():
        for school in schools:
            pupils = changed.get(school, PUPILS_2023[school] + (2023 - year) * 10)
            rows.append(
                [township, school, stage_of(school), pupils, 7, 12, 80 if stage_of(school) == "初中" else 0, 21, 90, 85]
            )
    header = [
        "乡镇",
        "学校名称",
        "学段",
        "在校生数",
        "班数",
        "随迁子女数",
        "寄宿生数",
        "专任教师数",
        "招生数",
        "毕业生数",
    ]
    return save_sheet(path, f"青山县{year}—{year + 1}学年第一学期中小学在校生情况统计表", header, rows)


def register_file(path: Path) -> Path:
    """The register of schools."""
    rows = [
        [f"21620{number:05d}", school, "青山县", township, stage_of(school), "乡村", "公办", "正常"]
        for number, (township, school) in enumerate(
            ((township, school) for township, schools in TOWNSHIPS.items() for school in schools), 1
        )
    ]
    header = ["学校标识码", "学校名称", "区县", "乡镇", "学段", "城乡类型", "办学性质", "状态"]
    return save_sheet(path, "青山县2022—2023学年学校名录", header, rows)


def dropout_file(path: Path, month: str) -> Path:
    """The dropout return of a month; one school has not reported."""
    year, number = month.split("-")
    rows = [
        [township, school, stage_of(school), PUPILS_2023[school], 1 if school == "双河初级中学" else 0, 0, "是"]
        for township, schools in TOWNSHIPS.items()
        for school in schools
        if school != "石桥初级中学"
    ]
    header = ["乡镇", "学校名称", "学段", "学年初在校生数", "辍学人数", "劝返复学", "是否报告"]
    return save_sheet(path, f"青山县{year}年{int(number)}月控辍保学月报表", header, rows)


def subsidy_file(path: Path) -> Path:
    """The subsidies of a spring term."""
    rows = [
        [
            township,
            school,
            stage_of(school),
            "家庭经济困难学生生活补助",
            "脱贫户",
            40,
            40 * (500 if stage_of(school) == "小学" else 625),
        ]
        for township, schools in TOWNSHIPS.items()
        for school in schools
    ]
    header = ["乡镇", "学校名称", "学段", "资助项目", "困难类别", "资助人数", "资助金额（元）"]
    return save_sheet(path, "青山县2023—2024学年第二学期学生资助发放统计表", header, rows)


def exam_file(path: Path) -> Path:
    """The totals of one paper of the junior schools."""
    rows = [
        [township, schools[1], "初中", "九年级", "2024年中考", "语文", 120, 80, 78, 78 * mean, 60, 20, 3]
        for (township, schools), mean in zip(TOWNSHIPS.items(), (84, 79, 91), strict=True)
    ]
    header = [
        "乡镇",
        "学校名称",
        "学段",
        "年级",
        "考试名称",
        "学科",
        "满分",
        "应考人数",
        "实考人数",
        "总成绩",
        "及格人数",
        "优秀人数",
        "低分人数",
    ]
    return save_sheet(path, "青山县2023—2024学年第二学期中考成绩统计表", header, rows)


def pair_file(path: Path) -> Path:
    """One pair of schools."""
    header = ["核心校", "核心校所在乡镇", "成员校", "成员校所在乡镇", "结对类型", "教共体名称", "结对时间"]
    rows = [["双河初级中学", "双河镇", "石桥初级中学", "石桥镇", "协作型", "双石教共体", "2022-09-01"]]
    return save_sheet(path, "青山县结对帮扶名单（2022—2023学年）", header, rows)


def county_files(folder: Path) -> list[Path]:
    """Every workbook of the county, in the order in which an office would bring them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [register_file(folder / "学校名录.xlsx")]
    files += [enrolment_file(folder / f"在校生{year}.xlsx", year) for year in YEARS]
    files += [dropout_file(folder / f"控辍保学{month}.xlsx", month) for month in ("2023-09", "2023-10")]
    return [
        *files,
        subsidy_file(folder / "学生资助.xlsx"),
        exam_file(folder / "中考.xlsx"),
        pair_file(folder / "结对.xlsx"),
    ]


def load_county(data: Path, files: Path) -> Store:
    """A store that took in every file of the county; AssertionError, with the findings, when one was refused."""
    store = Store(data)
    for path in county_files(files):
        report = import_file(store, path, Options(new_schools=True), "测试员")
        assert report["published"], (path.name, report["findings"])
    return store
