"""The words of the commands that say what became of a school or township."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable

Add = Callable[[str, str], argparse.ArgumentParser]


def place_words(add: Add) -> None:
    """rename, merge, split and changes."""
    rename = add("rename", "登记更名 / a school or township has another name from a day on")
    rename.add_argument("place", metavar="PLACE", help="编号，或唯一的名称 / id, or a name that only one place has")
    rename.add_argument("name", metavar="NEW_NAME")
    merge = add("merge", "登记并入 / a school or township was merged into another")
    merge.add_argument("place", metavar="PLACE")
    merge.add_argument("other", metavar="INTO")
    merge.add_argument("--founds", action="store_true", help="并入的对象自该日起新设 / the other begins on that day")
    split = add("split", "登记分设 / a school was split off from another")
    split.add_argument("place", metavar="NEW_SCHOOL")
    split.add_argument("other", metavar="FROM")
    for each in (rename, merge, split):
        each.add_argument("--date", type=_day, required=True, metavar="YYYY-MM-DD", help="自哪一天起 / from which day")
        each.add_argument("--why", metavar="TEXT", help="依据，如文号 / the paper it rests on")
    add("changes", "列出更名、并入、分设 / list them; `undo BATCH` takes one back")


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期要写成 2024-09-01，不是“{text}”") from None
