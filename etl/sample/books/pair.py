"""The lists of paired schools and what the pairs did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from etl.sample.books.desk import BASIC, SIGNATURE, Draft, year_zh
from etl.sample.county import DISTRICT
from etl.sample.layouts import Cell, HeaderPath, Sheet, write_csv, write_workbook
from etl.sample.pairs import MEASURES
from etl.sample.world import Row, World

_TYPE_ZH = {"merged": "融合型", "co_built": "共建型", "collaborative": "协作型"}
_DIRECTION_ZH = {"core_to_member": "核心校到成员校", "member_to_core": "成员校到核心校", "both": "双向"}
_MEASURES_ZH = ("次数", "参与人次", "授课节数", "听课节数", "说课节数", "教研半天数", "投入金额（元）")


def drafts(world: World) -> Iterator[Draft]:
    """Two lists of pairs, five files of activities."""

    def draft(dataset: str, person: str, name: str, due: str, write: Callable[..., None], *args: object) -> Draft:
        return Draft(name, dataset, person, due, partial(write, world, *args))

    yield draft("pair", BASIC, "青云县城乡教育共同体结对名单（第一批）.xlsx", "2021-09-10", _pairs, "2021", "2022")
    yield draft("pair", BASIC, "青云县城乡教共体结对名单（第二、三批）.xlsx", "2023-09-10", _pairs, "2022", "2024")
    yield draft("support", BASIC, "2021—2022学年城乡教共体帮扶活动统计表.xlsx", "2022-07-15", _support, ("2021-2022",))
    yield draft(
        "support", BASIC, "2022—2023学年结对帮扶活动统计表.xlsx", "2023-07-15", _support, ("2022-2023-1", "2022-2023-2")
    )
    yield draft(
        "support",
        BASIC,
        "2023-2024学年结对帮扶活动明细.csv",
        "2024-07-15",
        _support_csv,
        ("2023-2024-1", "2023-2024-2"),
    )
    yield draft("support", BASIC, "2024—2025学年城乡教共体帮扶活动统计表.xlsx", "2025-07-15", _support, ("2024-2025",))
    yield draft(
        "support", BASIC, "2025—2026学年结对帮扶活动统计表.xlsx", "2026-07-15", _support, ("2025-2026-1", "2025-2026-2")
    )


def _pairs(world: World, first: str, before: str, path: Path) -> None:
    """A core school merged over its members; the day once as text, once as a date."""
    rows: list[list[Cell]] = []
    for row in world.truth["pair"]:
        if first <= row["start"] < before:
            core, member = world.school(row, "core_school"), world.school(row, "member_school")
            start, end = date.fromisoformat(row["start"]), row["end"]
            written: Cell = f"{start.year}年{start.month}月{start.day}日" if first == "2021" else start
            rows.append(
                [
                    row["group"],
                    core.name,
                    core.township,
                    member.name,
                    member.township,
                    _TYPE_ZH[row["pair_type"]],
                    written,
                    date.fromisoformat(str(end)) if end else None,
                ]
            )
    sheet = Sheet(
        "结对名单",
        (f"{DISTRICT}城乡教育共同体结对名单",),
        [
            ("教共体名称",),
            ("核心校", "学校名称"),
            ("核心校", "所在乡镇"),
            ("成员校", "学校名称"),
            ("成员校", "所在乡镇"),
            ("教共体类型",),
            ("结对时间",),
            ("结束时间",),
        ],
        rows,
        meta=("填报单位：青云县教育局基础教育股",),
        footers=("注：结束时间空白的为仍在结对。", *SIGNATURE),
        merge_down=(0, 1, 2),
        widths=dict.fromkeys(range(8), 22),
    )
    write_workbook(path, [sheet], shade="FCE4D6")


def _support_line(world: World, row: Row) -> list[Cell]:
    core = world.school(row, "core_school")
    member = world.school(row, "member_school") if row["member_school"] else None
    return [
        core.name,
        core.township,
        member.name if member else None,
        member.township if member else None,
        row["partner"],
        row["activity"],
        _DIRECTION_ZH[row["direction"]],
        *(row[column] for column in MEASURES),
    ]


def _support(world: World, periods: tuple[str, ...], path: Path) -> None:
    """A sheet per period; core and member merged down over their activities."""
    header: list[HeaderPath] = [
        ("核心校",),
        ("核心校所在乡镇",),
        ("成员校",),
        ("成员校所在乡镇",),
        ("协作单位",),
        ("活动类型",),
        ("帮扶方向",),
        *((label,) for label in _MEASURES_ZH),
    ]
    sheets = []
    for period in periods:
        when = year_zh(int(period[:4])) + {"1": "第一学期", "2": "第二学期"}.get(period[10:], "")
        rows = [_support_line(world, row) for row in world.rows("support", period)]
        sheets.append(
            Sheet(
                when[11:] or "全学年",
                (f"{DISTRICT}{when}结对帮扶活动情况统计表",),
                header,
                rows,
                meta=("单位：次、人次、节、半天、元",),
                footers=SIGNATURE,
                merge_down=(0, 1, 2, 3),
                label_columns=7,
                widths={0: 22, 2: 22, 4: 26, 6: 16},
            )
        )
    write_workbook(path, sheets)


def _support_csv(world: World, periods: tuple[str, ...], path: Path) -> None:
    header = (
        "学期",
        "核心校",
        "核心校所在乡镇",
        "成员校",
        "成员校所在乡镇",
        "协作单位",
        "活动类型",
        "帮扶方向",
        *_MEASURES_ZH,
    )
    write_csv(
        path,
        header,
        [[period, *_support_line(world, row)] for period in periods for row in world.rows("support", period)],
        "gb18030",
    )
