"""Who stands in a number: the schools counted and missing, what each adds, whether it all adds up; logic without drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog import indicator
from catalog.model import Indicator
from catalog.settings import InForce
from metrics import Trace
from metrics.recount import Part
from ui.declared import setting_text
from ui.lineage import value_text
from ui.lineage_formula import plain_number, written_value
from ui.lineage_link import Asked
from ui.silent_areas import from_schools
from ui.text import name_of, say

_MOST_NAMES = 12


def coverage_lines(trace: Trace) -> list[str]:
    """Who stands in the number, who reported in part, who not at all."""
    own = list(dict.fromkeys(part.area for part in trace.parts if part.own_total))
    lines = [say("lineage.own", names=listed(own))] if own else []
    if not (trace.schools_counted or trace.schools_missing or from_schools(indicator(trace.indicator))):
        # Of a number whose parts the visitor does not all see, how many there are is not known here.
        townships = {part.area_id for part in trace.parts if part.level == "township"}
        counted = [say("lineage.counted_townships", n=len(townships))] if townships and trace.agrees is not None else []
        return [*lines, *counted]
    lines.append(say("lineage.counted", n=len(trace.schools_counted)))
    told = {cell.area_id for cell in trace.cells}
    silent = [each["name"] for each in trace.schools_missing if each["id"] not in told]
    partly = [each["name"] for each in trace.schools_missing if each["id"] in told]
    lines += [say("lineage.incomplete", n=len(partly), names=listed(partly))] if partly else []
    lines += [say("lineage.silent", n=len(silent), names=listed(silent))] if silent else []
    return lines if partly or silent or own else [*lines, say("lineage.none_missing")]


def listed(names: Sequence[str]) -> str:
    """The first names, with a sign where there are more."""
    return say("join.and").join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")


def agreement(indicator: Indicator, trace: Trace) -> tuple[str, str]:
    """(better, caution or nothing; the sentence): whether the cells give the number again."""
    if indicator.function == "reported":
        return "", say("lineage.agrees_none")
    if trace.agrees is None:
        return "", say("lineage.partly")
    sides = ("numerator",) if indicator.denominator is None else ("numerator", "denominator")
    if any(number[side] is None for number in trace.numbers for side in sides):
        return "", say("lineage.half")
    if not trace.agrees:
        return "caution", say("lineage.differs")
    with_cells = {cell.area_id for cell in trace.cells if cell.used}
    zero = any(part.area_id not in with_cells for part in trace.parts if not part.own_total)
    return "better", say("lineage.agrees") + (say("lineage.zero") if zero else "")


def settings_lines(settings: Iterable[InForce]) -> list[str]:
    """Settings as they are in force, with who set them."""
    return [f"{name_of(each.setting)} {setting_text(each)}" for each in settings]


@dataclass(frozen=True)
class PartRow:
    """A part as it is shown: place, both sides, what comes of them, how it stands, and the number it leads to."""

    name: str
    key: str
    numerator: str
    denominator: str
    value: str
    state: str
    asked: Asked | None


def part_rows(indicator: Indicator, trace: Trace, asked: Asked) -> list[PartRow]:
    """A row for each school or own total, its stages together; those with no number in it are not among them. Who adds
    nothing stands last."""
    grouped: dict[tuple, list[Part]] = {}
    for part in trace.parts:
        grouped.setdefault((part.area_id, part.key), []).append(part)

    def place(item: tuple[tuple, list[Part]]) -> tuple[bool, str]:
        return not any(part.numerator or part.denominator for part in item[1]), str(item[0])

    return [_part_row(indicator, parts, asked) for _, parts in sorted(grouped.items(), key=place)]


def _part_row(indicator: Indicator, parts: Sequence[Part], asked: Asked) -> PartRow:
    first = parts[0]
    top, below = _sum(part.numerator for part in parts), _sum(part.denominator for part in parts)
    ratio = indicator.denominator is not None and indicator.function in ("ratio", "cohort", "cv")
    value = top / below if ratio and top is not None and below else None
    plain = indicator.function == "cv"
    state = "in_own" if first.own_total else "in" if all(part.complete for part in parts) else "in_part"
    return PartRow(
        first.area, " ".join(value_text(indicator, name, str(each), {}) for name, each in first.key), plain_number(top),
        plain_number(below) if indicator.denominator is not None else "",
        plain_number(value) if plain else written_value(indicator, value) if value is not None else "", say(f"lineage.{state}"),
        _asked_of(indicator, first, asked),
    )  # fmt: skip


def _asked_of(indicator: Indicator, part: Part, asked: Asked) -> Asked | None:
    """The part's own number; where the indicator has none for schools, the same number with that school alone in it."""
    if part.area_id == asked.area_id or "school" in asked.where or indicator.function == "apart":
        return None
    if part.level in {level.value for level in indicator.levels}:
        return Asked(asked.indicator, part.area_id, asked.period, asked.where)
    narrowed = {**asked.where, **{name: str(value) for name, value in part.key}, "school": part.area_id}
    return Asked(asked.indicator, asked.area_id, asked.period, narrowed) if part.level == "school" else None


def _sum(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
