"""The verb `settings`: what is set, what it was before, and changing it through the store's log."""

from __future__ import annotations

import argparse
from typing import Any

from catalog.evidence import EVIDENCE_ZH
from catalog.settings import DEFAULTS, BadSetting, InForce, Settings
from catalog.settings.in_force import listed
from etl.words import WrongUsage
from store import Store
from store.settings import SettingChange, change_settings, setting_changes, settings_in_force
from store.upgrade import bring_up_to_date

Answer = tuple[int, Any, str]


def run_settings(chosen: argparse.Namespace) -> Answer:
    """List the settings or change some; `--history` lists the changes."""
    store = Store(chosen.data)
    if chosen.set or chosen.default:
        return _change(store, chosen)
    if chosen.history:
        found = changes_of(store)
        return 0, [change_as_json(each) for each in found], "\n".join(map(_change_text, found)) or "还没有改过设置。"
    now = settings_of(store)
    return 0, [as_json(each) for each in listed(now)], "\n".join(map(_text, listed(now)))


def settings_of(store: Store) -> Settings:
    """What is in force; the defaults while the store holds nothing."""
    if bring_up_to_date(store) is None:
        return DEFAULTS
    with store.read() as reader:
        return settings_in_force(reader)


def changes_of(store: Store) -> list[SettingChange]:
    """Every change, oldest first."""
    if bring_up_to_date(store) is None:
        return []
    with store.read() as reader:
        return setting_changes(reader)


def as_json(each: InForce) -> dict[str, Any]:
    """One setting in force as plain values."""
    declared = each.setting
    return {
        "name": declared.name, "title_zh": declared.zh, "title_en": declared.en, "group": declared.group,
        "kind": declared.kind.value, "unit": declared.unit, "value": each.value, "default": declared.default,
        "changed": each.changed, "person": each.person or None, "at": each.at, "note": each.note or None,
        "batch": each.batch or None, "source": declared.source, "evidence": declared.evidence.value,
    }  # fmt: skip


def change_as_json(each: SettingChange) -> dict[str, Any]:
    """One change as plain values; `value` null: back to the default."""
    return {
        "name": each.name, "value": each.value, "batch": each.batch, "person": each.person, "at": each.at,
        "note": each.note, "live": each.live,
    }  # fmt: skip


def _change(store: Store, chosen: argparse.Namespace) -> Answer:
    if store.current() is None:
        raise WrongUsage("还没有数据：先导入第一份表，再改设置。")
    changes: dict[str, object] = dict.fromkeys(chosen.default)
    for text in chosen.set:
        name, equals, value = text.partition("=")
        if not equals or not value.strip():
            raise WrongUsage(f"--set 要写成 名称=值，不是“{text}”。")
        changes[name.strip()] = value.strip()
    try:
        version = change_settings(store, changes, chosen.person, chosen.note)
    except BadSetting as error:
        raise WrongUsage(f"{error}。") from error
    now = settings_of(store)
    found = [now.of(name) for name in changes]
    return 0, {"version": version, "settings": [as_json(each) for each in found]}, "\n".join(map(_text, found))


def _text(each: InForce) -> str:
    declared = each.setting
    by = (
        f"{each.person} {each.at:%Y-%m-%d} 改（{each.note}），默认 {declared.written(declared.default)}"
        if each.at
        else "默认"
    )
    return f"{declared.name:<24}{declared.zh}：{each.text}  [{by}]\n{'':<24}{declared.source}（{EVIDENCE_ZH[declared.evidence]}）"


def _change_text(each: SettingChange) -> str:
    value = "恢复默认" if each.value is None else each.value
    return f"{each.batch}  {each.at:%Y-%m-%d %H:%M}  {each.person}  {each.name} = {value}  {each.note}{'' if each.live else '（已撤销）'}"
