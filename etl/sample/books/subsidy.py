"""Subsidy returns of twelve terms: yuan here, 万元 there, amounts typed with commas, one term by township only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from etl.sample.books.desk import AID, SIGNATURE, STAGE_ZH, Draft, by_township
from etl.sample.county import DISTRICT
from etl.sample.layouts import Cell, HeaderPath, Sheet, with_commas, with_totals, write_csv, write_workbook
from etl.sample.world import AREA_TERM, Row, World

_TEN_THOUSAND = 10_000
_CODED: tuple[HeaderPath, ...] = (
    ("序号",),
    ("学校标识码",),
    ("学校名称",),
    ("乡镇",),
    ("学段",),
    ("资助项目",),
    ("困难类别",),
)
_NAMED: tuple[HeaderPath, ...] = (("乡镇",), ("学校名称",), ("学段",), ("资助项目",), ("资助对象类别",))


def drafts(world: World) -> Iterator[Draft]:
    """All subsidy files; each comes in at the end of its last term."""

    def draft(name: str, due: str, write: Callable[..., None], *args: object) -> Draft:
        return Draft(name, "subsidy", AID, due, partial(write, world, *args))

    yield draft("2020年秋季学期学前教育资助分乡镇汇总表.xlsx", "2021-01-15", _by_township_only)
    yield draft("2020年秋季学期学生资助发放统计表.xlsx", "2021-01-20", _plain, "2020-2021-1")
    yield draft("2021年春季学生资助明细.csv", "2021-07-10", _csv, ("2020-2021-2",), "gb18030")
    yield draft("2021—2022学年学生资助发放情况统计表（万元）.xlsx", "2022-07-10", _two_terms, 2021, True)
    yield draft("2022—2023学年学生资助发放情况统计表.xlsx", "2023-07-10", _two_terms, 2022, False)
    yield draft("2023年秋季学期学生资助发放统计表.xlsx", "2024-01-20", _plain, "2023-2024-1")
    yield draft("2024年春季学期学生资助发放统计表.xlsx", "2024-07-10", _plain, "2023-2024-2")
    yield draft("2024-2025学年学生资助明细.csv", "2025-07-10", _csv, ("2024-2025-1", "2024-2025-2"), "utf-8-sig")
    yield draft("2025—2026学年学生资助发放情况统计表（万元）.xlsx", "2026-07-10", _two_terms, 2025, True)


def _term_zh(term: str) -> str:
    """2023-2024-2 -> 2024年春季."""
    return f"{term[:4]}年秋季" if term.endswith("1") else f"{term[5:9]}年春季"


def _school_rows(world: World, term: str) -> list[Row]:
    return by_township(world, [row for row in world.rows("subsidy", term) if row["school"]])


def _yuan(row: Row) -> float:
    return float(row["amount"])


def _wan(row: Row) -> float:
    # Six decimals hold every half yuan; the sheet shows two, as offices do.
    return round(_yuan(row) / _TEN_THOUSAND, 6)


def _by_township_only(world: World, path: Path) -> None:
    """Totals of townships without schools: facts of that level."""
    rows: list[list[Cell]] = [
        [
            number,
            row["area"],
            STAGE_ZH[row["stage"]],
            row["programme"],
            row["eligible"],
            row["recipients"],
            _wan(row),
        ]
        for number, row in enumerate((row for row in world.rows("subsidy", AREA_TERM) if not row["school"]), 1)
    ]
    total = with_totals(rows, 1, (4, 5, 6), subtotal="")[-1]
    total[0], total[1] = "合计", None
    sheet = Sheet(
        "学前资助",
        (f"{DISTRICT}2020年秋季学期学前教育资助分乡镇汇总表",),
        [
            ("序号",),
            ("乡镇",),
            ("学段",),
            ("资助项目",),
            ("应助人数（人）",),
            ("资助人数（人）",),
            ("资助金额（万元）",),
        ],
        [*rows, total],
        footers=("注：地方标准为每生每学期375元。", *SIGNATURE),
        label_columns=4,
        widths={0: 6, 3: 18},
        money=(6,),
    )
    write_workbook(path, [sheet], shade="DDEBF7")


def _plain(world: World, term: str, path: Path) -> None:
    """One term, by code, in yuan; from 2024 the amounts are text with commas."""
    amount: Callable[[Row], Cell] = _yuan if term < "2023" else lambda row: with_commas(_yuan(row))
    rows: list[list[Cell]] = [
        [
            number,
            row["school"],
            world.school(row).name,
            world.school(row).township,
            STAGE_ZH[row["stage"]],
            row["programme"],
            row["category"],
            row["eligible"],
            row["recipients"],
            amount(row),
        ]
        for number, row in enumerate(_school_rows(world, term), 1)
    ]
    sums = [sum(row[column] for row in rows) for column in (7, 8)]
    total = sum(_yuan(row) for row in _school_rows(world, term))
    rows.append(["合计", *[None] * 6, *sums, total if term < "2023" else with_commas(total)])
    sheet = Sheet(
        "发放统计",
        (f"{DISTRICT}{_term_zh(term)}学期学生资助发放统计表",),
        [*_CODED, ("应助人数",), ("资助人数",), ("资助金额（元）",)],
        rows,
        meta=("填报单位：青云县学生资助管理中心", "单位：人、元"),
        footers=SIGNATURE,
        label_columns=7,
        widths={0: 6, 1: 14, 2: 28, 3: 11, 4: 9, 5: 20, 6: 12, 9: 14},
        money=(9,),
    )
    write_workbook(path, [sheet])


def _csv(world: World, terms: tuple[str, ...], encoding: str, path: Path) -> None:
    """A flat export of the aid system."""
    lines = [
        [
            term,
            row["school"],
            world.school(row).name,
            STAGE_ZH[row["stage"]],
            row["programme"],
            row["category"],
            row["eligible"],
            row["recipients"],
            f"{_yuan(row):.2f}",
        ]
        for term in terms
        for row in _school_rows(world, term)
    ]
    write_csv(
        path,
        ("学期", "学校标识码", "学校名称", "学段", "资助项目", "困难类别", "应助人数", "受助人数", "发放金额(元)"),
        lines,
        encoding,
    )


def _two_terms(world: World, year: int, wan: bool, path: Path) -> None:
    """A sheet for autumn and one for spring, the term in the sheet's name; schools by name, merged down."""
    sheets = []
    for half in (1, 2):
        term = f"{year}-{year + 1}-{half}"
        rows: list[list[Cell]] = [
            [
                world.school(row).township,
                world.school(row).name,
                STAGE_ZH[row["stage"]],
                row["programme"],
                row["category"],
                row["eligible"],
                row["recipients"],
                _wan(row) if wan else _yuan(row),
            ]
            for row in _school_rows(world, term)
        ]
        drawn = with_totals(rows, 0, (5, 6, 7))
        for row in drawn:
            row[7] = round(float(row[7]), 6)
        sheets.append(
            Sheet(
                f"{_term_zh(term)}",
                (f"{DISTRICT}学生资助资金发放情况统计表",),
                [*_NAMED, ("应助人数",), ("资助情况", "人数"), ("资助情况", "金额")],
                drawn,
                meta=("填报单位：青云县学生资助管理中心", f"单位：人、{'万元' if wan else '元'}"),
                footers=SIGNATURE,
                merge_down=(0, 1, 2, 3),
                label_columns=5,
                widths={1: 28, 2: 9, 3: 20, 4: 12, 7: 13},
                money=(7,),
            )
        )
    write_workbook(path, sheets, shade="E2EFDA" if wan else "FFF2CC")
