"""A district of two townships and three schools with a name that begins like a formula, in a real store."""

from __future__ import annotations

import atexit
import datetime
import shutil
import tempfile
from functools import cache
from pathlib import Path

from reports.notes import Occasion
from reports.selection import Selection
from store import Reader, Store
from tests.metrics.building import File, Said, aid, build, enrolled, pair, register

AUTUMN, SPRING = "2023-2024-1", "2023-2024-2"
EVIL = "=HYPERLINK(1)小学"


def small_district(folder: Path) -> Store:
    """A register and an enrolment return, one file with subsidies and a pair, one that was taken back. Built once a
    process and copied, so that each test may change its own."""
    shutil.copytree(_built(), folder, dirs_exist_ok=True)
    return Store(folder)


@cache
def _built() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="small-district-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    schools = File(
        [
            *register("云台中心小学", "云台乡", ["primary"], "2023-2024"),
            *register(EVIL, "云台乡", ["primary"], "2023-2024"),
            *register("双河小学", "双河镇", ["primary"], "2023-2024"),
            enrolled("云台中心小学", AUTUMN, pupils=300, girls=140, classes=8, boarders=0),
            enrolled(EVIL, AUTUMN, pupils=100, girls=None, classes=4),
            enrolled("双河小学", AUTUMN, pupils=200, girls=90, classes=5),
        ]
    )
    money = File(
        [
            aid("双河小学", SPRING, programme="营养改善", category="全体", recipients=200, amount=1234.5),
            aid(None, SPRING, township="云台乡", programme="营养改善", category="全体", recipients=400, amount=5678.25),
            pair("云台中心小学", "双河小学", datetime.date(2023, 9, 1)),
        ]
    )
    withdrawn = File([Said("enrolment", AUTUMN, {"stage": "primary", "pupils": 999}, "双河小学")], live=False)
    build(folder, [schools, money, withdrawn])
    return folder


def occasion(reader: Reader, **chosen: tuple[str, ...]) -> Occasion:
    """A download by the tester with these filters."""
    townships = reader.rows("SELECT area_id, name FROM area WHERE level = 'township'")
    names = {row["area_id"]: row["name"] for row in townships}
    return Occasion("000001", "测试员", "2024-09-01 08:00", Selection(**chosen), names, "应报 3 校次，已报 3 校次")
