"""Renamed, merged, split off: declared by a person, for the command line and the pages."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from etl.words import WrongUsage
from store import Reader, Store
from store.declarations import ImpossibleChange, NewChange, declare
from store.place_changes import changes_listed

_KINDS = {"rename": "renamed", "merge": "merged", "split": "split"}
_REFUSALS = {
    "unknown": "没有编号为“{place}”的学校或乡镇。",
    "itself": "“{place}”不能并入自己。",
    "levels": "“{place}”与“{other}”不是同一级：学校对学校，乡镇对乡镇；乡镇只登记更名和并入。",
    "name": "新名称不能为空，也不能与“{place}”现在的名称相同。",
    "name_taken": "已有名为“{place}”的（{id}）。两个编号指的是前后同一所时，请登记为并入。",
    "closed": "“{place}”已登记为并入别处；要改，请先撤销那一条。",
    "circle": "“{place}”不能并入后来并入它的一方。",
}

Answer = tuple[int, Any, str]


def refusal(error: ImpossibleChange) -> str:
    """Why a declaration cannot be, for the person who made it."""
    return _REFUSALS[error.reason].format(**error.about)


def change_of(request: dict[str, Any]) -> NewChange:
    """The declaration as a job's request holds it."""
    return NewChange(**{**request, "on_date": datetime.date.fromisoformat(request["on_date"])})


def listed(store: Store) -> list[dict[str, Any]]:
    """The live declarations: kind, level, area_id, area, other_id, other, name, former, on_date, founds, reason, batch,
    person, at."""
    if store.current() is None:
        return []
    with store.read() as reader:
        found = changes_listed(reader)
    rows = []
    for each in found:
        each |= {"batch": each.pop("batch_id"), "at": each.pop("created_at")}
        each.pop("live")
        rows.append(each)
    return rows


def change_text(each: dict[str, Any]) -> str:
    """One declaration in a sentence."""
    if each["kind"] == "renamed":
        return f"{each['former']} 自 {each['on_date']} 起更名为 {each['name']}"
    if each["kind"] == "split":
        return f"{each['area']} 于 {each['on_date']} 从 {each['other']} 分设"
    return f"{each['area']} 于 {each['on_date']} {'改设为' if each['founds'] else '并入'} {each['other']}"


def _declare(chosen: argparse.Namespace) -> Answer:
    store = Store(chosen.data)
    if store.current() is None:
        raise WrongUsage("还没有任何学校和乡镇。")
    with store.read() as reader:
        place = _place(reader, chosen.place)
        other = _place(reader, chosen.other) if chosen.command != "rename" else None
    name = chosen.name.strip() if chosen.command == "rename" else None
    new = NewChange(
        _KINDS[chosen.command], place, chosen.date, other, name, chosen.why, getattr(chosen, "founds", False)
    )
    try:
        version = declare(store, new, chosen.person)
    except ImpossibleChange as error:
        raise WrongUsage(refusal(error)) from error
    mine = listed(store)[-1]
    return 0, mine | {"version": version}, f"已登记：{change_text(mine)}（批次 {mine['batch']}），当前版本 {version}。"


def _place(reader: Reader, text: str) -> str:
    """The school or township of this id or code, or of this name if only one bears it."""
    found = reader.rows(
        "SELECT area_id, name, township FROM area WHERE level IN ('school', 'township') AND $1 IN (area_id, code, name)",
        [text],
    )
    if len(found) == 1:
        return str(found[0]["area_id"])
    if not found:
        raise WrongUsage(f"没有名为或编号为“{text}”的学校或乡镇。")
    same = "、".join(f"{each['area_id']}（{each['township'] or '乡镇不详'}）" for each in found)
    raise WrongUsage(f"有 {len(found)} 个“{text}”，请用编号指明：{same}")


def _changes(chosen: argparse.Namespace) -> Answer:
    found = listed(Store(chosen.data))
    lines = [f"{each['batch']}  {change_text(each)}  {each['reason'] or ''}".rstrip() for each in found]
    return 0, found, "\n".join(lines) or "还没有登记过更名、并入或分设。"


COMMANDS = {"rename": _declare, "merge": _declare, "split": _declare, "changes": _changes}
