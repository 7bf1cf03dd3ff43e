"""Aid standards in the store's log: set, changed and taken out of force with a reason, by batches of their own."""

from __future__ import annotations

from dataclasses import replace

from catalog.settings import CASES, PROGRAMMES, AidStandard, BadStandard, Evidence
from catalog.settings.aid import checked
from catalog.stages import stage
from store.settings import AID_STANDARD, log_entries, settings_in_force
from store.versions import Store


def set_aid_standard(store: Store, standard: AidStandard, person: str, note: str) -> int:
    """Put a standard in force, or change the one of the same programme, stage, case and term; returns the version.

    BadStandard, and nothing is changed, when it cannot be, is so already, or nobody says which document it is from.
    """
    wanted = checked(replace(standard, source=note.strip(), evidence=Evidence.PUBLISHED, doubt=""))
    if not note.strip():
        raise BadStandard("请写明依据的文件（文号或名称）")
    with store.write(person=person) as writer:
        before = settings_in_force(writer).aid.entries.get(wanted.key)
        if before is not None and _amounts(before.standard) == _amounts(wanted):
            raise BadStandard("已经是这个标准，没有改动")
        was = "" if before is None else f"{amount_written(before.standard)} → "
        words = f"资助标准 {described(wanted)}：{was}{amount_written(wanted)}"
        return log_entries(writer, [(AID_STANDARD, wanted.key, vars(wanted))], {"note": note.strip(), "changes": [words]})  # fmt: skip


def reset_aid_standard(store: Store, standard: AidStandard, person: str, note: str) -> int:
    """Back to the declared standard, or out of force where none is declared; returns the version."""
    if not note.strip():
        raise BadStandard("请写明为什么改（依据的文件或会议）")
    with store.write(person=person) as writer:
        found = settings_in_force(writer).aid.entries.get(standard.key)
        if found is None or not found.changed:
            raise BadStandard("没有改过这一项标准")
        report = {"note": note.strip(), "changes": [f"资助标准 {described(standard)}：恢复默认"]}
        return log_entries(writer, [(AID_STANDARD, standard.key, None)], report)


def _amounts(standard: AidStandard) -> tuple[object, ...]:
    names = ("per_year", "per_term", "low", "high", "per_day", "days", "mean")
    return tuple(getattr(standard, name) for name in names)


def described(standard: AidStandard) -> str:
    """Which standard it is: programme, stage, case, first term."""
    named = next((each.zh for each in PROGRAMMES if each.code == standard.programme), standard.programme)
    parts = (named, stage(standard.stage).zh, CASES[standard.case][0] if standard.case else "")
    return f"{' '.join(filter(None, parts))} {standard.since}起"


def amount_written(standard: AidStandard) -> str:
    """The amount in words: 每学期625元, 每天5元, 当地核定."""
    if standard.per_day is not None:
        return f"每天{standard.per_day:g}元"
    if standard.per_term is not None:
        return f"每学期{'平均' if standard.mean else ''}{standard.per_term:g}元"
    return "当地核定" if standard.per_year is None else f"每学年{standard.per_year:g}元"
