"""What the settings page shows and does: rows to read, and changes with the role checked again; no drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from access import may
from catalog import INDICATORS
from catalog.settings import BadSetting, InForce, Setting
from catalog.settings.in_force import listed, settings_of
from catalog.settings.model import Value
from reports.moments import local_moment
from store import StoreBusy, StoreError
from store.history import redo, undo
from store.settings import SettingChange, change_settings, setting_changes
from ui.context import Context
from ui.declared import written
from ui.text import name_of, say


@dataclass(frozen=True)
class Outcome:
    """How a change went, to be said at the top of the page. `failed`: nothing was changed."""

    text: str
    failed: bool = False


def may_change(context: Context) -> bool:
    """Whether this visitor may change settings here: not on a draft's preview, nor while there is nothing to apply them to."""
    return may(context.visitor, "settings") and context.candidate is None and not context.is_empty


def in_group(context: Context, group: str) -> list[InForce]:
    """The settings of a group, as they are in force."""
    return [each for each in listed(context.settings) if each.setting.group == group]


def changed_text(each: InForce) -> str:
    """Who changed it, when and why; a dash for a default."""
    return "—" if each.at is None else f"{each.person} {local_moment(each.at)}：{each.note}"


def uses_text(setting: Setting) -> str:
    """The indicators and other places that follow the setting."""
    names = [name_of(each) for each in INDICATORS if setting.name in settings_of(each)]
    return say("join.and").join([*names, *([setting.uses] if setting.uses else [])])


def reading(setting: Setting, now: Value, value: object) -> tuple[str, bool]:
    """How a value typed is read, before it takes effect, and whether it may be put in force as something new."""
    try:
        new = setting.checked(value)
    except BadSetting as error:
        return f"{error}。", False
    if new == now:
        return "", False
    return say("settings.reading", now=written(setting, now), new=written(setting, new)), True


def history(context: Context) -> list[SettingChange]:
    """Every change, the newest first."""
    return [] if context.is_empty else setting_changes(context.reader)[::-1]


def change(context: Context, name: str, value: object, note: str) -> Outcome:
    """Set one setting (None: back to its default)."""
    return changed(context, lambda: change_settings(context.store, {name: value}, context.visitor.name, note))


def take_back(context: Context, batch: str) -> Outcome:
    """Withdraw a change."""
    return changed(context, lambda: undo(context.store, batch, context.visitor.name))


def bring_again(context: Context, batch: str) -> Outcome:
    """Let a withdrawn change hold again."""
    return changed(context, lambda: redo(context.store, batch, context.visitor.name))


def changed(context: Context, work: Callable[[], int], refusal: type[ValueError] = BadSetting) -> Outcome:
    """Do it if the visitor may: a hidden button keeps nobody out. `refusal`: what says in words that it cannot be."""
    if not may(context.visitor, "settings"):
        raise PermissionError(f"{context.visitor.role.name} may not change settings")
    try:
        return Outcome(say("settings.done", version=work()))
    except refusal as error:
        return Outcome(f"{error}。", failed=True)
    except StoreBusy:
        return Outcome(say("settings.busy"), failed=True)
    except StoreError as error:
        return Outcome(say("settings.failed", reason=error), failed=True)
