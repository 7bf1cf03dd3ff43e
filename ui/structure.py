"""Pupils by grade: how the rolls will move is already in the grades."""

from __future__ import annotations

from catalog.stages import STAGES, grade_label_zh
from charts.bars import structure_figure
from charts.numbers import is_unknown
from ui.context import Context
from ui.lineage_link import Asked
from ui.panel import panel, show_figure
from ui.selection import ALL, Selection
from ui.sums import sums_told
from ui.text import language, say

# A difference of the youngest to the oldest grade that a meeting should hear of.
_MATTERS = 0.08
_LOOKS_BACK = 3
_COMPULSORY = tuple(range(1, 10))


def show_structure(context: Context, selection: Selection) -> None:
    """The panel of the grades, for the chosen stage or for compulsory education; nothing where no grades are known."""
    grades = next((stage.grades for stage in STAGES if stage.code == selection.stage), _COMPULSORY)
    if not grades or not selection.periods:
        return
    now = _by_grade(context, selection, selection.periods[-1], grades)
    label, before = _before(context, selection, grades)
    grades, now, before = _known(grades, now, before)
    if not grades:
        return
    names = [grade_name(grade) for grade in grades]
    labels = {"now": selection.labels[-1], "before": label}
    with panel(
        "structure",
        say("structure.title", finding=_finding(now)),
        say("structure.subtitle", where=_where(context, selection), **labels),
    ):
        show_figure(
            structure_figure(names, now, before, labels, _codes(context, selection, grades, label)),
            "structure",
            _finding(now),
            _ask,
        )


def _codes(context: Context, selection: Selection, grades: tuple[int, ...], label: str) -> dict[str, list[list[str]]]:
    """What each bar carries: its place, period and grade; nothing where several places are added up in it."""
    district = selection.district or next(iter(context.areas("district")), None)
    several = len(selection.highlighted) > 1 or (not selection.district and len(context.areas("district")) > 1)
    place = selection.highlighted[0] if selection.highlighted else district.area_id if district else ""
    periods = {
        "now": selection.periods[-1],
        "before": next(
            (code for code, each in zip(selection.periods, selection.labels, strict=True) if each == label), ""
        ),
    }
    return {
        key: [[] if several else [place, period, str(grade)] for grade in grades] for key, period in periods.items()
    }


def _ask(area_id: str = "", period: str = "", grade: str = "") -> Asked | None:
    return Asked("pupils", area_id, period, {"grade": grade}) if area_id and period else None


def _before(context: Context, selection: Selection, grades: tuple[int, ...]) -> tuple[str, list[float | None]]:
    """The latest of the last few periods before with grades, under its label; nothing known without one."""
    for number in range(2, min(len(selection.periods), _LOOKS_BACK) + 1):
        found = _by_grade(context, selection, selection.periods[-number], grades)
        if any(value is not None for value in found):
            return selection.labels[-number], found
    return "—", [None] * len(grades)


def _by_grade(context: Context, selection: Selection, period: str, grades: tuple[int, ...]) -> list[float | None]:
    """Pupils of each grade of the chosen townships or the district; several districts are added up."""
    where = {name: value for name, value in selection.where.items() if name == "district"} | {
        "grade": [str(grade) for grade in grades]
    }
    level = "township" if selection.highlighted else "district"
    table = context.values("pupils", level, [period], where, split=["grade"])
    if selection.highlighted:
        table = table[table["area_id"].isin(selection.highlighted)]
    sums = sums_told(table, "grade", ["value"])["value"].to_dict()
    return [None if is_unknown(value := sums.get(grade)) else value for grade in grades]


def _known(grades, now, before) -> tuple[tuple[int, ...], list[float | None], list[float | None]]:
    """Without the grades at both ends that nobody reported."""
    known = [
        number for number, pair in enumerate(zip(now, before, strict=True)) if any(value is not None for value in pair)
    ]
    kept = slice(known[0], known[-1] + 1) if known and any(value is not None for value in now) else slice(0, 0)
    return grades[kept], now[kept], before[kept]


def _finding(now: list[float | None]) -> str:
    known = [value for value in now if value]
    if len(known) < 2:
        return say("structure.even")
    share = known[0] / known[-1] - 1
    if abs(share) < _MATTERS:
        return say("structure.even")
    return say("structure.smaller_below" if share < 0 else "structure.larger_below", share=f"{abs(share):.0%}")


def _where(context: Context, selection: Selection) -> str:
    names = [each.name for each in context.areas("township") if each.area_id in selection.highlighted]
    whole = selection.district.name if selection.district else say("word.together")
    stage = say("structure.compulsory") if selection.stage == ALL else say(f"stage.{selection.stage}")
    return f"{say('join.and').join(names) or whole} · {stage}"


def grade_name(grade: int) -> str:
    """A grade in the visitor's language."""
    return f"Grade {grade}" if language() == "en" and grade > 0 else grade_label_zh(grade)
