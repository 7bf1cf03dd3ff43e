"""The verb `targets`: annual targets, each with the document that sets it, through the store's log."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from catalog.indicators import indicator
from catalog.model import Unit
from catalog.targets import BadTarget, Target
from etl.words import WrongUsage
from store import Store
from store.targets import SetTarget, remove_target, set_target, targets_in_force
from store.upgrade import bring_up_to_date

Answer = tuple[int, Any, str]


def run_targets(chosen: argparse.Namespace) -> Answer:
    """List the targets, set one, or take one out of force."""
    store = Store(chosen.data)
    if chosen.indicator is None:
        found = listed(store)
        return 0, [as_json(each) for each in found], "\n".join(map(_text, found)) or "还没有定目标。"
    if store.current() is None:
        raise WrongUsage("还没有数据：先导入第一份表，再定目标。")
    if not chosen.area or not chosen.year or (chosen.value is None and not chosen.remove):
        raise WrongUsage(
            "用法：targets 指标 --area 编号 --year 年度 --value 数值 --document 文号 [--stage 学段]，或加 --remove"
        )
    target = Target(
        chosen.indicator,
        chosen.area,
        chosen.year,
        0.0 if chosen.remove else number(chosen.value),
        chosen.document,
        chosen.stage,
    )
    try:
        version = (
            remove_target(store, target, chosen.person) if chosen.remove else set_target(store, target, chosen.person)
        )
    except BadTarget as error:
        raise WrongUsage(f"{error}。") from error
    return (
        0,
        {"version": version, "target": asdict(target)},
        f"已{'取消' if chosen.remove else '定下'}，当前版本 {version}。",
    )


def listed(store: Store) -> list[SetTarget]:
    """The targets in force."""
    if bring_up_to_date(store) is None:
        return []
    with store.read() as reader:
        return targets_in_force(reader)


def number(text: str) -> float:
    """95%, 0.95 or 120 as a number; WrongUsage for anything else."""
    plain = text.strip().replace("％", "%").replace(",", "")
    try:
        value = float(plain.removesuffix("%"))
    except ValueError as error:
        raise WrongUsage(f"目标值要填数字，“{text}”不是。") from error
    return round(value / 100, 12) if plain.endswith("%") else value


def as_json(each: SetTarget) -> dict[str, Any]:
    """One target in force as plain values."""
    return {**asdict(each.target), "person": each.person, "at": each.at, "batch": each.batch}


def _text(each: SetTarget) -> str:
    target = each.target
    measured = indicator(target.indicator)
    value = f"{target.value:.2%}" if measured.unit is Unit.PERCENT else f"{target.value:g}"
    return f"{target.year}  {measured.zh}  {target.area_id}  {target.stage or ''}  {value}  {target.document}  {each.person}  {each.batch}"
