"""The county's register of its quarterly reviews: a sheet a quarter, a line for each township."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from catalog.periods import label_zh
from etl.sample.books.desk import BASIC, SIGNATURE, Draft
from etl.sample.county import DISTRICT
from etl.sample.layouts import HeaderPath, Sheet, with_totals, write_workbook
from etl.sample.reviews import QUARTERS
from etl.sample.world import World

_HEADER: list[HeaderPath] = [(each,) for each in ("乡镇", "应复核学校数（所）", "已复核学校数（所）", "入户走访户数（户）", "备注")]  # fmt: skip


def drafts(world: World) -> Iterator[Draft]:
    """One workbook, closed after the last quarter."""
    yield Draft("2024—2026年控辍保学季度复核登记表.xlsx", "dropout_review", BASIC, "2026-07-05", partial(_write, world))


def _write(world: World, path: Path) -> None:
    sheets = []
    for quarter in QUARTERS:
        lines = [
            [row["area"], row["review_due"], row["reviewed"], row["homes_visited"], None]
            for row in world.rows("dropout_review", quarter)
        ]
        shown = label_zh(quarter)
        title = f"{DISTRICT}{shown}控辍保学季度复核登记表"
        sheets.append(
            Sheet(
                shown,
                (title,),
                _HEADER,
                with_totals(lines, 0, range(1, 4), subtotal=""),
                footers=SIGNATURE,
                label_columns=1,
            )
        )
    write_workbook(path, sheets)
